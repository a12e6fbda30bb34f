import { Textarea } from '@mantine/core';

import type { ApiProblem } from '../api/problem.js';
import { useWords } from '../language.js';

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: ApiProblem | null;
  readonly label?: string;
  readonly hint?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Why somebody does what cannot be done without a reason. */
export function ReasonField({ value, onChange, problem, label, hint, minLength, maxLength = 500 }: ReasonFieldProps) {
  const words = useWords();
  return (
    <Textarea
      label={label ?? words.document.reason}
      description={hint}
      size="md"
      rows={3}
      required
      minLength={minLength}
      maxLength={maxLength}
      value={value}
      error={problem?.fieldError('reason')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
