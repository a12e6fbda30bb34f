import { TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';

import { useFormat } from '../format.js';

interface DayFieldProps extends Omit<TextInputProps, 'type' | 'value'> {
  readonly value: string;
}

/** A calendar day. Browsers write dates in their own order, so the day is said in words beneath the label. */
export function DayField({ value, description, ...rest }: DayFieldProps) {
  const format = useFormat();
  const said = /^[12]\d{3}-/.test(value) ? format.weekday(value) : null;
  const both =
    said && description ? (
      <>
        {said} · {description}
      </>
    ) : (
      (said ?? description)
    );
  return <TextInput size="md" {...rest} type="date" value={value} description={both} />;
}
