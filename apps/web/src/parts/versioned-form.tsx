import { TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';

import { read } from '../api/client.js';
import { useSend } from '../api/use-send.js';
import { useDraft } from '../drafts.js';
import { nameOf, useWords } from '../language.js';

import { AreaPicker } from './area-picker.js';
import { Choice } from './choice.js';
import { DayField } from './day-field.js';
import { DialogForm } from './dialog-form.js';
import { Icon } from './icon.js';
import { useToast } from './toast.js';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'day' | 'tel' | 'digits' | 'choice' | 'area';
  readonly names?: Readonly<Record<string, string>>;
  readonly required?: boolean;
  readonly hint?: string;
}

export type FormValues = Readonly<Record<string, string>>;

interface VersionedFormProps<View extends { readonly version: number }> {
  readonly title: string;
  readonly path: string;
  /** Where the newest version is read; differs from `path` when the thing is part of a larger view. */
  readonly readPath?: string;
  readonly view: View;
  readonly pick?: (answer: unknown) => View | null;
  readonly valuesOf: (view: View) => FormValues;
  readonly fields: readonly FormField[];
  readonly done: string;
  readonly onClose: () => void;
}

/** Numbers of a person are never kept in the browser. */
const NEVER_KEPT = ['nik', 'kk', 'phone'];

/** A form over one version of something. Only what was typed is held, beside the version it is based on: when somebody else
 *  saved meanwhile, the newest version is read, untouched fields follow it, touched ones keep what was typed and show the other
 *  value, and saving again is based on what the person has now seen. What was typed outlives a reload and a new sign-in. */
export function VersionedForm<View extends { readonly version: number }>(props: VersionedFormProps<View>) {
  const { title, path, readPath = path, view, pick, valuesOf, fields, done, onClose } = props;
  const words = useWords();
  const toast = useToast();
  const [base, setBase] = useState(view);
  const [typed, type, forget] = useDraft<Record<string, string>>(path, {}, NEVER_KEPT);
  const [theirs, setTheirs] = useState<FormValues>({});
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
      void read<View>(readPath).then((answer) => {
        const newest = pick ? pick(answer) : answer;
        if (!newest) return;
        const before = valuesOf(base);
        setTheirs(Object.fromEntries(Object.entries(valuesOf(newest)).filter(([name, value]) => value !== before[name])));
        setBase(newest);
      });
    },
  });
  const baseValues = valuesOf(base);
  const values: FormValues = { ...baseValues, ...typed };
  const isConflict = saving.problem?.code === 'changed-meanwhile';
  const submit = () => {
    const changed = Object.entries(typed).filter(([name, value]) => value !== (baseValues[name] ?? ''));
    if (changed.length === 0) {
      close();
      return;
    }
    const body = Object.fromEntries(changed.map(([name, value]) => [name, value.trim() === '' ? null : value.trim()]));
    saving.submit({ method: 'PATCH', path, body, version: base.version });
  };
  return (
    <DialogForm
      title={title}
      action={words.common.save}
      onSubmit={submit}
      onClose={close}
      isSending={saving.isSending}
      problem={isConflict ? null : saving.problem}
      isWide
    >
      {isConflict && (
        <div className="notice notice-sun" role="alert">
          <Icon name="warning" />
          <div>
            <p className="notice-title">{words.conflict.title}</p>
            <p>{words.conflict.text}</p>
          </div>
        </div>
      )}
      <div className="form-pair">
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            theirs={theirs[field.name]}
            error={saving.problem?.fieldError(field.name) ?? null}
            onChange={(value) => type({ [field.name]: value })}
          />
        ))}
      </div>
    </DialogForm>
  );
}

interface FieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly theirs: string | undefined;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

function Field({ field, value, theirs, error, onChange }: FieldProps) {
  const words = useWords();
  const newest =
    theirs === undefined || theirs === value ? null : words.conflict.theirs(field.names ? nameOf(field.names, theirs) : theirs || '–');
  const shared = { label: field.label, required: field.required, error, description: newest ?? field.hint };
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
