import { Checkbox, TextInput } from '@mantine/core';
import type { Ref } from 'react';

import { useWords } from '../language.js';

import { Choice } from './choice.js';

export interface ContactTyped {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  readonly address: string;
  readonly isEmergency: boolean;
  readonly givesPermission: boolean;
}

interface ContactFieldsProps {
  readonly values: ContactTyped;
  readonly change: (part: Partial<ContactTyped>) => void;
  readonly refusalOf: (field: string) => string | null;
  readonly phoneHint?: string;
  readonly firstRef?: Ref<HTMLInputElement>;
}

/** Somebody of the family: in the registration and on the file. */
export function ContactFields({ values, change, refusalOf, phoneHint, firstRef }: ContactFieldsProps) {
  const words = useWords();
  const text = (field: 'name' | 'phone' | 'address', maxLength: number) => ({
    size: 'md' as const,
    maxLength,
    autoComplete: 'off',
    value: values[field],
    error: refusalOf(field),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });
  const check = (field: 'isEmergency' | 'givesPermission') => ({
    size: 'md' as const,
    label: words.family[field],
    checked: values[field],
    onChange: (event: { currentTarget: { checked: boolean } }) => change({ [field]: event.currentTarget.checked }),
  });
  return (
    <div className="form-pair">
      <TextInput ref={firstRef} label={words.family.name} required {...text('name', 100)} />
      <Choice
        label={words.family.relation}
        names={words.family.relationNames}
        value={values.relation}
        error={refusalOf('relation')}
        onChange={(relation) => change({ relation })}
      />
      <TextInput label={words.family.phone} type="tel" placeholder={phoneHint} {...text('phone', 40)} />
      <TextInput label={words.family.address} {...text('address', 300)} />
      <Checkbox {...check('isEmergency')} />
      <Checkbox {...check('givesPermission')} />
    </div>
  );
}
