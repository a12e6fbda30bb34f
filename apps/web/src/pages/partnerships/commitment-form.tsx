import { TextInput, Textarea } from '@mantine/core';

import type { Commitment } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useDraft } from '../../drafts.js';
import { useWords } from '../../language.js';
import { AreaPicker } from '../../parts/area-picker.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useToast } from '../../parts/toast.js';

interface CommitmentFormProps {
  readonly visit?: { readonly id: string; readonly areaCode: string };
  readonly onClose: () => void;
}

const EMPTY = { areaCode: '', promisedByOffice: '', promisedByPerson: '', quote: '', category: '', target: '', dueOn: '' };

/** A promise as it was said: the office that is bound and the person who spoke are two things, people change. */
export function CommitmentForm({ visit, onClose }: CommitmentFormProps) {
  const words = useWords();
  const toast = useToast();
  const [values, change, clear] = useDraft(`commitment.${visit?.id ?? 'new'}`, { ...EMPTY, areaCode: visit?.areaCode ?? '' });
  const recording = useSend<Commitment>({
    onDone: () => {
      clear();
      toast(words.partnerships.saved);
      onClose();
    },
  });
  const text = (name: keyof typeof EMPTY) => ({
    size: 'md' as const,
    value: values[name],
    error: recording.problem?.fieldError(name) ?? null,
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  const submit = () => {
    const given = Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])));
    recording.submit({ path: '/commitments', body: { ...given, ...(visit && { visitId: visit.id }) } });
  };
  return (
    <DialogForm
      title={words.partnerships.add.komitmen}
      action={words.common.save}
      onSubmit={submit}
      onClose={onClose}
      isSending={recording.isSending}
      problem={recording.problem}
      isWide
    >
      {!visit && (
        <AreaPicker
          to="regency"
          required
          value={values.areaCode}
          onChange={(areaCode) => change({ areaCode })}
          error={recording.problem?.fieldError('areaCode')}
        />
      )}
      <div className="form-pair">
        <TextInput
          label={words.partnerships.office}
          description={words.partnerships.officeHint}
          required
          maxLength={160}
          {...text('promisedByOffice')}
        />
        <TextInput
          label={words.partnerships.person}
          description={words.partnerships.personHint}
          maxLength={120}
          {...text('promisedByPerson')}
        />
      </div>
      <Textarea
        label={words.partnerships.quote}
        description={words.partnerships.quoteHint}
        required
        rows={3}
        maxLength={2000}
        {...text('quote')}
      />
      <Choice
        label={words.partnerships.category}
        names={words.terms.commitmentCategory}
        empty={words.common.choose}
        required
        value={values.category}
        error={recording.problem?.fieldError('category')}
        onChange={(category) => change({ category })}
      />
      <div className="form-pair">
        <TextInput label={words.partnerships.target} description={words.partnerships.targetHint} maxLength={300} {...text('target')} />
        <DayField label={words.partnerships.dueOn} description={words.partnerships.dueHint} {...text('dueOn')} />
      </div>
    </DialogForm>
  );
}
