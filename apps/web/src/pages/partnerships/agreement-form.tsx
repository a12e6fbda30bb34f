import { TextInput } from '@mantine/core';

import type { Agreement } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useDraft } from '../../drafts.js';
import { useWords } from '../../language.js';
import { AreaPicker } from '../../parts/area-picker.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useToast } from '../../parts/toast.js';

const EMPTY = {
  areaCode: '',
  type: 'synergy_agreement',
  title: '',
  counterpartOffice: '',
  counterpartPerson: '',
  state: 'proposed',
  signedOn: '',
  effectiveOn: '',
  expiresOn: '',
};

export function AgreementForm({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const [values, change, clear] = useDraft('agreement', EMPTY);
  const recording = useSend<Agreement>({
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
    recording.submit({ path: '/agreements', body: given });
  };
  return (
    <DialogForm
      title={words.partnerships.add.kesepakatan}
      action={words.common.save}
      onSubmit={submit}
      onClose={onClose}
      isSending={recording.isSending}
      problem={recording.problem}
      isWide
    >
      <AreaPicker
        to="regency"
        required
        value={values.areaCode}
        onChange={(areaCode) => change({ areaCode })}
        error={recording.problem?.fieldError('areaCode')}
      />
      <TextInput label={words.partnerships.agreementTitle} required maxLength={300} {...text('title')} />
      <div className="form-pair">
        <Choice
          label={words.partnerships.type}
          names={words.terms.agreementType}
          value={values.type}
          onChange={(type) => change({ type })}
        />
        <Choice
          label={words.partnerships.state}
          names={words.terms.agreementState}
          value={values.state}
          onChange={(state) => change({ state })}
        />
        <TextInput label={words.partnerships.counterpart} required maxLength={160} {...text('counterpartOffice')} />
        <TextInput label={words.partnerships.person} maxLength={120} {...text('counterpartPerson')} />
        <DayField label={words.partnerships.signed} {...text('signedOn')} />
        <DayField label={words.partnerships.effective} {...text('effectiveOn')} />
        <DayField label={words.partnerships.expires} {...text('expiresOn')} />
      </div>
    </DialogForm>
  );
}
