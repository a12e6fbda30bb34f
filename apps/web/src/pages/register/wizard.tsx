import { useRouter } from '@tanstack/react-router';

import type { Candidate } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useWords } from '../../language.js';
import { useToast } from '../../parts/toast.js';

import { DraftConflicts, DraftState } from './draft-state.js';
import { StepConsent } from './step-consent.js';
import { StepNik } from './step-nik.js';
import { StepPerson } from './step-person.js';
import { useKeptDraft } from './use-kept-draft.js';
import type { Start } from './use-kept-draft.js';
import { bodyOf, stepOfPointer } from './values.js';
import type { Step } from './values.js';

interface WizardProps {
  readonly ownerId: string;
  readonly start: Start;
  readonly onBegun: (draftId: string) => void;
}

/** The three steps of a registration. */
export function Wizard({ ownerId, start, onBegun }: WizardProps) {
  const words = useWords();
  const router = useRouter();
  const toast = useToast();
  const draft = useKeptDraft(ownerId, start, onBegun);
  const { values, step } = draft;
  const registration = useSend<Candidate>({
    onDone: (candidate) => {
      draft.end();
      toast(words.register.done(candidate.fullName));
      router.history.push(`/cpmi/${candidate.id}`);
    },
    onProblem: (problem) => {
      const steps = problem.errors.map(({ pointer }) => stepOfPointer(pointer));
      if (steps.length > 0) draft.go(steps.includes(1) ? 1 : (Math.min(...steps) as Step));
    },
  });
  const problem = registration.problem;
  const refusalOf = (pointer: string) => problem?.errors.find((error) => error.pointer === pointer)?.detail ?? null;
  const go = (next: Step) => {
    if (problem?.code === 'already-exists') registration.forget();
    draft.go(next);
    scrollTo({ top: 0 });
  };
  return (
    <div className="card form-page wizard">
      <Steps step={step} go={go} canSkip={values.fullName.trim() !== '' && values.areaCode !== ''} />
      <DraftState draft={draft} />
      <DraftConflicts draft={draft} />
      {step === 1 && <StepNik values={values} change={draft.change} refusal={refusalOf('/nik')} onNext={() => go(2)} />}
      {step === 2 && <StepPerson values={values} change={draft.change} refusalOf={refusalOf} onBack={() => go(1)} onNext={() => go(3)} />}
      {step === 3 && (
        <StepConsent
          values={values}
          change={draft.change}
          refusalOf={refusalOf}
          problem={problem}
          isSending={registration.isSending}
          onGo={go}
          onSave={(notice) => registration.submit({ path: '/candidates', body: bodyOf(values, notice, draft.draftId) })}
        />
      )}
    </div>
  );
}

interface StepsProps {
  readonly step: Step;
  readonly go: (step: Step) => void;
  readonly canSkip: boolean;
}

function Steps({ step, go, canSkip }: StepsProps) {
  const words = useWords();
  return (
    <nav className="wizard-steps" aria-label={words.register.stepOf(step)}>
      <ol>
        {([1, 2, 3] as const).map((one) => {
          const isReachable = one < step || (one === 2 && step === 1 ? canSkip : canSkip);
          return (
            <li key={one} className={one < step ? 'is-done' : undefined}>
              <button
                type="button"
                disabled={one !== step && !isReachable}
                aria-current={one === step ? 'step' : undefined}
                onClick={() => go(one)}
              >
                <span aria-hidden="true">{one}</span>
                {words.register.steps[one - 1]}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
