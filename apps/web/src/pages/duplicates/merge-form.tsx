import '../../styles/merging.css';

import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';

import type { DuplicatePairView, Merge, MergePreview } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useDraft } from '../../drafts.js';
import { useFormat } from '../../format.js';
import { Section } from '../../parts/page.js';
import { ReasonField } from '../../parts/reason-field.js';
import { ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useOnePersonWords } from '../../words/one-person.js';

import { ChangedMeanwhile, Obstacles, Warnings } from './merge-notices.js';
import { Moves } from './moves.js';
import { suggestion } from './suggestion.js';
import type { Weighed } from './suggestion.js';
import { SurvivorChoice } from './survivor-choice.js';
import { isChoice, ValueTable } from './value-table.js';

/** Of two files, what merging the second into the first would do, and the other way round. */
export interface BothWays {
  readonly intoFirst: MergePreview;
  readonly intoSecond: MergePreview;
}

interface Choices {
  /** Empty: the suggested one. */
  readonly survivorId: string;
  /** Field → file whose value is right; what is not named follows the plan. */
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
}

const NOTHING_CHOSEN: Choices = { survivorId: '', values: {}, reason: '' };

interface MergeFormProps {
  readonly pair: DuplicatePairView;
  readonly ways: BothWays;
  /** Reads the pair and both ways again. */
  readonly readAgain: () => void;
  /** What else can be decided about the pair. */
  readonly otherButtons: ReactNode;
}

/** Makes one file out of two: which goes on, which values are right, what moves, and why. Choices outlive a reload and the
 *  news that a colleague changed one of the files. */
export function MergeForm({ pair, ways, readAgain, otherButtons }: MergeFormProps) {
  const words = useOnePersonWords();
  const format = useFormat();
  const toast = useToast();
  const navigate = useNavigate();
  const [choices, choose, forget] = useDraft(`merge/${pair.id}`, NOTHING_CHOSEN);
  const [first, second] = [weighed(pair, ways.intoFirst), weighed(pair, ways.intoSecond)];
  const suggested = suggestion(first, second);
  const survivorId = choices.survivorId || suggested.id;
  const [plan, reverse] = survivorId === first.id ? [ways.intoFirst, ways.intoSecond] : [ways.intoSecond, ways.intoFirst];
  const { survivor, merged, fields } = plan;
  const chosenOf = ({ field, kept }: MergePreview['fields'][number]) =>
    choices.values[field] ?? (kept === 'merged' ? merged.id : survivor.id);
  const merging = useSend<Merge>({
    onDone: () => {
      forget();
      toast(words.merging.done(merged.caseNo, survivor.caseNo));
      void navigate({ to: '/cpmi/$id', params: { id: survivor.id } });
    },
    onProblem: readAgain,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const take = fields.filter((field) => isChoice(field) && chosenOf(field) === merged.id).map(({ field }) => field);
    merging.submit({
      path: `/candidates/${survivor.id}/merge`,
      body: { candidateId: merged.id, version: merged.version, reason: choices.reason.trim(), take },
      version: survivor.version,
    });
  };
  const isPossible = plan.obstacles.length === 0;
  const isChanged = merging.problem?.code === 'changed-meanwhile';
  return (
    <form className="stack" onSubmit={submit} onKeyDown={keepEnterFromMerging}>
      <Obstacles plan={plan} />
      <SurvivorChoice
        files={[
          { person: ways.intoFirst.survivor, weight: first },
          { person: ways.intoSecond.survivor, weight: second },
        ]}
        suggested={suggested}
        chosenId={survivorId}
        onChoose={(id) => choose({ survivorId: id })}
      />
      <Section title={words.merging.values} note={words.merging.valuesNote(merged.caseNo)}>
        <ValueTable
          plan={plan}
          order={[first.id, second.id]}
          chosenOf={chosenOf}
          onChoose={(field, id) => choose({ values: { ...choices.values, [field]: id } })}
        />
      </Section>
      <Moves plan={plan} own={reverse.moves} />
      <Section title={words.merging.decide}>
        {isPossible && (
          <div className="form">
            <Warnings plan={plan} />
            <ReasonField
              value={choices.reason}
              onChange={(reason) => choose({ reason })}
              problem={merging.problem}
              label={words.duplicates.reason}
              hint={words.merging.reasonHint}
            />
            <p className="soft">{words.merging.undoUntil(format.day(plan.undoUntil))}</p>
            {isChanged ? <ChangedMeanwhile /> : <ProblemNotice problem={merging.problem} />}
          </div>
        )}
        <div className="form-buttons">
          {otherButtons}
          {isPossible && (
            <Button type="submit" loading={merging.isSending}>
              {words.merging.confirm(merged.caseNo, survivor.caseNo)}
            </Button>
          )}
        </div>
      </Section>
    </form>
  );
}

/** Enter on a choice would press the button of the form; merging is asked for on the button alone. */
function keepEnterFromMerging(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** @param plan in which the file is the one that goes on */
function weighed(pair: DuplicatePairView, plan: MergePreview): Weighed {
  const { id, documentsVerified } = plan.survivor;
  const side = pair.sides.find(({ person }) => person.id === id);
  return {
    id,
    documentsVerified,
    records: side?.belongings.reduce((sum, { count }) => sum + count, 0) ?? 0,
    isFurther: plan.cycle.from === 'survivor' && plan.cycle.steppedBack !== null,
    hasNik: side?.person.hasNik ?? false,
    createdAt: side?.person.createdAt ?? '',
  };
}
