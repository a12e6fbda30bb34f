import { useState } from 'react';

import type { Blocker } from '../../api/problem.js';
import type { Candidate, Cycle, OfferedStep, Steps } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { useBlockerText } from '../../parts/blocker-text.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { Section } from '../../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useMay } from '../../session.js';

import { StepDialog } from './step-dialog.js';

interface Chosen {
  readonly step: OfferedStep;
  readonly isOverride: boolean;
}

/** The steps that the server offers, each with everything that is still in its way. */
export function StepsPart({ candidate, cycle }: { readonly candidate: Candidate; readonly cycle: Cycle }) {
  const words = useWords();
  const may = useMay();
  const textOf = useBlockerText();
  const offered = useRead<Steps>(`/cycles/${cycle.id}/steps`);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  if (!offered.data) {
    return offered.problem ? <ProblemNotice problem={offered.problem} retry={offered.retry} /> : <Loading lines={6} />;
  }
  const { steps, version } = offered.data;
  const onward = steps.filter((step) => step.kind !== 'off_ramp');
  const aside = steps.filter((step) => step.kind === 'off_ramp');
  const mayAdvance = may('journey.advance');
  return (
    <div className="stack">
      <Section title={words.steps.title} note={words.steps.now(nameOf(words.terms.stage, offered.data.stage))}>
        {onward.length === 0 && <Empty title={words.steps.none} next={words.steps.noneNext} />}
        <ul className="steps">
          {onward.map((step) => (
            <Step
              key={step.to}
              step={step}
              candidateId={candidate.id}
              onChoose={mayAdvance ? (isOverride) => setChosen({ step, isOverride }) : null}
            />
          ))}
        </ul>
      </Section>
      {aside.length > 0 && mayAdvance && (
        <Section title={words.steps.aside} note={words.steps.asideNote}>
          <ul className="aside-steps">
            {aside.map((step) => (
              <li key={step.to}>
                <button
                  type="button"
                  className="button button-plain"
                  disabled={step.blockers.length > 0}
                  onClick={() => setChosen({ step, isOverride: false })}
                >
                  {nameOf(words.terms.stage, step.to)}
                </button>
                {step.blockers.length > 0 && <span className="under">{step.blockers.map(textOf).join(' ')}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {chosen && (
        <StepDialog
          step={chosen.step}
          isOverride={chosen.isOverride}
          cycleId={cycle.id}
          version={version}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}

interface StepProps {
  readonly step: OfferedStep;
  readonly candidateId: string;
  readonly onChoose: ((isOverride: boolean) => void) | null;
}

function Step({ step, candidateId, onChoose }: StepProps) {
  const words = useWords();
  const may = useMay();
  const isFree = step.blockers.length === 0;
  const canOverride = !isFree && step.blockers.every((blocker) => blocker.overridable) && may('journey.override');
  return (
    <li className={isFree ? 'step is-free' : 'step'}>
      <div className="step-head">
        <h3>{nameOf(words.terms.stage, step.to)}</h3>
        <Badge tone={isFree ? 'leaf' : 'sun'}>{isFree ? words.steps.free : words.steps.blocked(step.blockers.length)}</Badge>
        {onChoose && isFree && (
          <button type="button" className="button" onClick={() => onChoose(false)}>
            {words.steps.take}
          </button>
        )}
        {onChoose && canOverride && (
          <button type="button" className="button button-plain" onClick={() => onChoose(true)}>
            {words.steps.override}
          </button>
        )}
      </div>
      {!isFree && <Blockers blockers={step.blockers} candidateId={candidateId} />}
    </li>
  );
}

function Blockers({ blockers, candidateId }: { readonly blockers: readonly Blocker[]; readonly candidateId: string }) {
  const words = useWords();
  const textOf = useBlockerText();
  return (
    <ul className="blockers">
      {blockers.map((blocker) => (
        <li key={`${blocker.code}-${blocker.documentCode ?? ''}-${blocker.detail}`}>
          <Icon name={blocker.overridable ? 'clock' : 'lock'} size={18} />
          <span>
            {textOf(blocker)}
            {blocker.documentCode && (
              <>
                {' '}
                <Go to={`/cpmi/${candidateId}?bagian=dokumen`}>{words.steps.toDocuments}</Go>
              </>
            )}
            {!blocker.overridable && <span className="under">{words.steps.never}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
