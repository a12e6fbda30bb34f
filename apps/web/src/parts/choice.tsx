import { NativeSelect } from '@mantine/core';
import type { Ref } from 'react';

import { nameOf } from '../language.js';

interface ChoiceProps {
  readonly label: string;
  readonly names: Readonly<Record<string, string>>;
  readonly codes?: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly empty?: string;
  readonly required?: boolean;
  readonly error?: string | null;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly selectRef?: Ref<HTMLSelectElement>;
}

/** A native select over codes: works with keyboard, screen reader and thumb alike. */
export function Choice({
  label,
  names,
  codes = Object.keys(names),
  value,
  onChange,
  empty,
  required,
  error,
  description,
  disabled,
  selectRef,
}: ChoiceProps) {
  const options = codes.map((code) => ({ value: code, label: nameOf(names, code) }));
  return (
    <NativeSelect
      ref={selectRef}
      label={label}
      description={description}
      data={empty === undefined ? options : [{ value: '', label: empty }, ...options]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required={required}
      error={error}
      disabled={disabled}
      size="md"
    />
  );
}
