import { useImportWords } from '../../words/imports.js';

const STEPS = ['upload', 'map', 'check', 'result'] as const;
export type WizardStep = (typeof STEPS)[number];

/** Where the list stands on its way: four steps, of which the finished ones are marked. */
export function WizardSteps({ current }: { readonly current: WizardStep }) {
  const words = useImportWords();
  const at = STEPS.indexOf(current);
  return (
    <ol className="wizard-steps" aria-label={words.imports.stepsLabel}>
      {STEPS.map((step, index) => (
        <li key={step} className={index < at ? 'is-done' : undefined} aria-current={index === at ? 'step' : undefined}>
          {words.imports.steps[step]}
        </li>
      ))}
    </ol>
  );
}
