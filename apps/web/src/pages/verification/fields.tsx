import { TextInput } from '@mantine/core';

import type { ApiProblem } from '../../api/problem.js';
import type { DeskDocument } from '../../api/types.js';
import { useWords } from '../../language.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { VERDICTS } from '../../parts/verify-document.js';

const FIELDS = ['number', 'issuer', 'issuedOn', 'expiresOn', 'verdict', 'holderName', 'holderBirthDate', 'holderSex'] as const;
type Field = (typeof FIELDS)[number];
export type Typed = Readonly<Partial<Record<Field, string>>>;

/** Whose paper it is, exactly as the file has it. */
export function asInFile({ person }: DeskDocument): Typed {
  return {
    holderName: person.fullName,
    ...(person.birthDate && { holderBirthDate: person.birthDate }),
    ...(person.sex && { holderSex: person.sex }),
  };
}

/** What was typed and differs from what was filed; null when nothing does. The number is only sent when it is typed anew. */
export function correctionOf(typed: Typed, { document }: DeskDocument): object | null {
  const changed = FIELDS.flatMap((field): readonly (readonly [Field, string | null])[] => {
    const value = typed[field]?.trim();
    if (value === undefined) return [];
    const filed = field === 'number' ? '' : (document[field] ?? '');
    return value === filed ? [] : [[field, value === '' ? null : value]];
  });
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

/** The other way round: what a correction had typed. */
export function typedIn(correction: object | null): Typed {
  const given = Object.entries(correction ?? {}).map(([field, value]: [string, unknown]) => [
    field,
    typeof value === 'string' ? value : '',
  ]);
  return Object.fromEntries(given);
}

interface DeskFieldsProps {
  readonly desk: DeskDocument;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problem: ApiProblem | null;
}

/** What the paper says, to be compared with the scan and mended where it was filed wrongly. */
export function DeskFields({ desk, typed, onType, problem }: DeskFieldsProps) {
  const words = useWords();
  const { document } = desk;
  const isOpen = document.state === 'submitted';
  const verdicts = VERDICTS[document.documentCode];
  const value = (field: Field) => typed[field] ?? (field === 'number' ? '' : (document[field] ?? ''));
  const field = (name: Field) => ({
    size: 'md' as const,
    value: value(name),
    error: problem?.fieldError(name) ?? null,
    onChange: (event: { currentTarget: { value: string } }) => onType({ ...typed, [name]: event.currentTarget.value }),
  });
  return (
    <div className="desk-fields">
      {isOpen && (
        <>
          <TextInput
            label={words.document.number}
            description={document.numberMasked ? words.desk.numberKept(document.numberMasked) : undefined}
            autoComplete="off"
            maxLength={60}
            {...field('number')}
          />
          <TextInput label={words.document.issuer} maxLength={120} {...field('issuer')} />
          <DayField label={words.document.issuedOn} {...field('issuedOn')} />
          <DayField label={words.document.expiresOn} {...field('expiresOn')} />
          {verdicts && (
            <Choice
              label={words.document.verdict}
              names={words.terms.verdict}
              codes={verdicts}
              empty={words.common.choose}
              value={value('verdict')}
              error={problem?.fieldError('verdict')}
              onChange={(verdict) => onType({ ...typed, verdict })}
            />
          )}
        </>
      )}
      <TextInput label={words.desk.holderName} autoComplete="off" maxLength={100} {...field('holderName')} />
      <DayField label={words.desk.holderBirthDate} {...field('holderBirthDate')} />
      <Choice
        label={words.desk.holderSex}
        names={words.terms.sex}
        empty={words.desk.notWritten}
        value={value('holderSex')}
        error={problem?.fieldError('holderSex')}
        onChange={(holderSex) => onType({ ...typed, holderSex })}
      />
      <button type="button" className="link-button" onClick={() => onType({ ...typed, ...asInFile(desk) })}>
        {words.desk.sameAsFile}
      </button>
    </div>
  );
}
