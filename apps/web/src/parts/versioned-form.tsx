import { TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';

import { read } from '../api/client.js';
import { useSend } from '../api/use-send.js';
import { useDraft } from '../drafts.js';
import { useWords } from '../language.js';

import { AreaPicker } from './area-picker.js';
import { Choice } from './choice.js';
import { DayField } from './day-field.js';
import { DialogForm } from './dialog-form.js';
import { differences, resolved, undecided, type FormField, type FormValues, type Side } from './merge.js';
import { MergeScreen } from './merge-screen.js';
import { useToast } from './toast.js';

export type { FormField, FormValues };

interface VersionedFormProps<View extends { readonly version: number }> {
  readonly title: string;
  readonly path: string;
  /** Where the newest version is read; differs from `path` when the thing is part of a larger view. */
  readonly readPath?: string;
  readonly view: View;
  readonly pick?: (answer: unknown) => View | null;
  readonly valuesOf: (view: View) => FormValues;
  /** What is shown of values that a form never holds (a masked number), so that a colleague's change of them is seen too. */
  readonly masksOf?: (view: View) => FormValues;
  readonly fields: readonly FormField[];
  readonly done: string;
  readonly onClose: () => void;
}

/** Numbers of a person are never kept in the browser. */
const NEVER_KEPT = ['nik', 'kk', 'phone'];

/** A form over one version of something. Only what was typed is held, beside the version it is based on. When somebody else
 *  saved meanwhile, the newest version is read and both are laid side by side, field by field; what is chosen there is saved on
 *  the newest version. What was typed outlives that, a reload and a new sign-in. */
export function VersionedForm<View extends { readonly version: number }>(props: VersionedFormProps<View>) {
  const { title, path, readPath = path, view, pick, valuesOf, masksOf, fields, done, onClose } = props;
  const words = useWords();
  const toast = useToast();
  const [base, setBase] = useState(view);
  const [newest, setNewest] = useState<View | null>(null);
  const [choices, setChoices] = useState<Readonly<Record<string, Side>>>({});
  const [typed, type, forget] = useDraft<Record<string, string>>(path, {}, NEVER_KEPT);
  const close = () => {
    forget();
    onClose();
  };
  const saving = useSend<View>({
    onDone: () => {
      toast(done);
      close();
    },
    onProblem: (problem) => {
      if (problem.code !== 'changed-meanwhile') return;
      void read<unknown>(readPath).then((answer) => {
        setChoices({});
        setNewest(pick ? pick(answer) : versionIn<View>(answer));
      });
    },
  });
  const shownOf = (version: View): FormValues => ({ ...valuesOf(version), ...masksOf?.(version) });
  const found = newest
    ? differences(
        fields.map(({ name }) => name),
        shownOf(base),
        shownOf(newest),
        typed,
      )
    : [];
  const isOpen = undecided(found, choices).length > 0;
  const save = (values: FormValues, version: View) => {
    const before = valuesOf(version);
    const changed = Object.entries(values).filter(([name, value]) => value !== (before[name] ?? ''));
    if (changed.length === 0) {
      close();
      return;
    }
    const body = Object.fromEntries(changed.map(([name, value]) => [name, value.trim() === '' ? null : value.trim()]));
    saving.submit({ method: 'PATCH', path, body, version: version.version });
  };
  const merge = () => {
    if (!newest || isOpen) return;
    const masks = masksOf?.(newest) ?? {};
    const chosen = Object.entries(resolved(found, choices)).map(([name, value]) => [name, value === masks[name] ? '' : value]);
    const merged: FormValues = { ...typed, ...Object.fromEntries(chosen) };
    type(merged);
    setBase(newest);
    setNewest(null);
    save(merged, newest);
  };
  const isConflict = saving.problem?.code === 'changed-meanwhile';
  return (
    <DialogForm
      title={title}
      action={newest ? words.merge.save : words.common.save}
      onSubmit={newest ? merge : () => save(typed, base)}
      onClose={close}
      isSending={saving.isSending || (isConflict && !newest)}
      problem={isConflict ? null : saving.problem}
      isWide
    >
      {newest ? (
        <MergeScreen
          fields={fields}
          differences={found}
          choices={choices}
          onChoose={(name, side) => setChoices({ ...choices, [name]: side })}
        />
      ) : (
        <div className="form-pair">
          {fields.map((field) => (
            <Field
              key={field.name}
              field={field}
              value={typed[field.name] ?? valuesOf(base)[field.name] ?? ''}
              error={saving.problem?.fieldError(field.name) ?? null}
              onChange={(value) => type({ [field.name]: value })}
            />
          ))}
        </div>
      )}
    </DialogForm>
  );
}

function versionIn<View extends { readonly version: number }>(answer: unknown): View | null {
  return isVersioned<View>(answer) ? answer : null;
}

function isVersioned<View extends { readonly version: number }>(answer: unknown): answer is View {
  return typeof answer === 'object' && answer !== null && 'version' in answer;
}

interface FieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

function Field({ field, value, error, onChange }: FieldProps) {
  const words = useWords();
  const shared = { label: field.label, required: field.required, error, description: field.hint };
  if (field.kind === 'area') return <AreaPicker to="village" value={value} onChange={onChange} required={field.required} error={error} />;
  if (field.kind === 'choice')
    return <Choice {...shared} names={field.names ?? {}} value={value} onChange={onChange} empty={words.common.notYet} />;
  const text = {
    ...shared,
    size: 'md' as const,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (field.kind === 'long') return <Textarea {...text} className="span-2" autosize={false} rows={4} />;
  if (field.kind === 'day') return <DayField {...text} />;
  const type = field.kind === 'tel' ? 'tel' : 'text';
  return <TextInput {...text} type={type} inputMode={field.kind === 'digits' ? 'numeric' : undefined} autoComplete="off" />;
}
