import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { DuplicatePairView, MergePreview } from '../api/types.js';
import type { Reading } from '../api/use-read.js';
import { useRead } from '../api/use-read.js';
import { Page, Section } from '../parts/page.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useMay } from '../session.js';
import { useOnePersonWords } from '../words/one-person.js';

import { DecisionLine, LikenessLine } from './duplicates/decision.js';
import { MergeForm } from './duplicates/merge-form.js';
import type { BothWays } from './duplicates/merge-form.js';
import { NotDuplicate } from './duplicates/not-duplicate.js';
import { PairTable } from './duplicates/pair-table.js';
import { useCountText } from './duplicates/record-text.js';

/** Two files beside each other: what differs, what hangs on each, and the decision. */
export function DuplicatePairPage() {
  const words = useOnePersonWords();
  const { id } = useParams({ from: '/office/ganda/$id' });
  const pair = useRead<DuplicatePairView>(`/duplicate-pairs/${id}`);
  const ways = useBothWays(pair.data);
  const back = { to: '/ganda', label: words.duplicates.title };
  const isReading = (!pair.data && !pair.problem) || ways.isReading;
  return (
    <Page title={words.duplicates.sideBySide} back={back}>
      <ProblemNotice problem={pair.problem} retry={pair.retry} />
      <ProblemNotice problem={ways.problem} retry={ways.retry} />
      {isReading && <Loading lines={10} />}
      {pair.data && !isReading && (
        <Comparison
          pair={pair.data}
          ways={ways.data ?? null}
          readAgain={() => {
            pair.retry();
            ways.retry();
          }}
        />
      )}
    </Page>
  );
}

/** What a merge would do, asked only for a pair that waits and of somebody who may merge. */
function useBothWays(pair: DuplicatePairView | undefined): Reading<BothWays> & { readonly isReading: boolean } {
  const may = useMay();
  const [one, other] = pair?.state === 'open' && may('merge.preview') ? pair.sides.map(({ person }) => person.id) : [];
  const path = (kept: string | undefined, gone: string | undefined) => (kept && gone ? `/candidates/${kept}/merge?with=${gone}` : null);
  const intoFirst = useRead<MergePreview>(path(one, other));
  const intoSecond = useRead<MergePreview>(path(other, one));
  const problem = intoFirst.problem ?? intoSecond.problem;
  return {
    data: intoFirst.data && intoSecond.data && { intoFirst: intoFirst.data, intoSecond: intoSecond.data },
    problem,
    retry: () => {
      intoFirst.retry();
      intoSecond.retry();
    },
    isReading: one !== undefined && !problem && !(intoFirst.data && intoSecond.data),
  };
}

interface ComparisonProps {
  readonly pair: DuplicatePairView;
  /** Null when nothing can be merged here. */
  readonly ways: BothWays | null;
  readonly readAgain: () => void;
}

function Comparison({ pair, ways, readAgain }: ComparisonProps) {
  const words = useOnePersonWords();
  const may = useMay();
  const navigate = useNavigate();
  const [isDeciding, setDeciding] = useState(false);
  const buttons = pair.state === 'open' && may('duplicate.decide') && (
    <>
      <Button variant="default" onClick={() => void navigate({ to: '/ganda' })}>
        {words.duplicates.skip}
      </Button>
      <Button variant="default" onClick={() => setDeciding(true)}>
        {words.duplicates.notDuplicate}
      </Button>
    </>
  );
  return (
    <div className="stack">
      <LikenessLine pair={pair} />
      {pair.state !== 'open' && (
        <div className="notice notice-plain">
          <DecisionLine pair={pair} />
        </div>
      )}
      {ways ? (
        <MergeForm key={pair.id} pair={pair} ways={ways} readAgain={readAgain} otherButtons={buttons} />
      ) : (
        <>
          <PairTable pair={pair} />
          <Belongings pair={pair} />
          {buttons && !may('merge.confirm') && <p className="soft">{words.merging.notYours}</p>}
          {buttons && <div className="form-buttons">{buttons}</div>}
        </>
      )}
      {isDeciding && <NotDuplicate pair={pair} onClose={() => setDeciding(false)} />}
    </div>
  );
}

function Belongings({ pair }: { readonly pair: DuplicatePairView }) {
  const words = useOnePersonWords();
  const countText = useCountText();
  return (
    <Section title={words.duplicates.belongings}>
      <div className="columns">
        {pair.sides.map(({ person, belongings }) => (
          <div key={person.id}>
            <h3>{person.caseNo}</h3>
            <ul>
              {belongings
                .filter(({ count }) => count > 0)
                .map((group) => (
                  <li key={group.kind}>{countText(group)}</li>
                ))}
            </ul>
            {belongings.every(({ count }) => count === 0) && <p className="soft">{words.duplicates.holdsNothing}</p>}
          </div>
        ))}
      </div>
    </Section>
  );
}
