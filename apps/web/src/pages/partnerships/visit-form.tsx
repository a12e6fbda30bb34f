import { TextInput, Textarea } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';

import type { Visit } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useDraft } from '../../drafts.js';
import { useWords } from '../../language.js';
import { AreaPicker } from '../../parts/area-picker.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

import { hostsFrom } from './hosts.js';

/** Records a visit; its promises are added on the page that opens afterwards. */
export function VisitForm({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const router = useRouter();
  const toast = useToast();
  const { today } = useMe();
  const empty = { areaCode: '', type: 'coordination', visitedOn: today, place: '', hosts: '', delegation: '', minutes: '' };
  const [values, change, clear] = useDraft('visit', empty);
  const recording = useSend<Visit>({
    onDone: (visit) => {
      clear();
      toast(words.partnerships.saved);
      router.history.push(`/kunjungan/${visit.id}`);
    },
  });
  const text = (name: keyof typeof empty) => ({
    size: 'md' as const,
    value: values[name],
    error: recording.problem?.fieldError(name) ?? null,
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  const submit = () => {
    const { hosts, delegation, minutes, place, ...rest } = values;
    recording.submit({
      path: '/visits',
      body: {
        ...rest,
        place: place.trim(),
        hosts: hostsFrom(hosts),
        ...(delegation.trim() && { delegation: delegation.trim() }),
        ...(minutes.trim() && { minutes: minutes.trim() }),
      },
    });
  };
  return (
    <DialogForm
      title={words.partnerships.add.kunjungan}
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
      <div className="form-pair">
        <Choice label={words.partnerships.type} names={words.terms.visitType} value={values.type} onChange={(type) => change({ type })} />
        <DayField label={words.partnerships.visitedOn} required {...text('visitedOn')} />
      </div>
      <TextInput label={words.partnerships.place} required maxLength={200} {...text('place')} />
      <Textarea label={words.partnerships.hosts} description={words.partnerships.hostsHint} rows={2} {...text('hosts')} />
      <TextInput label={words.partnerships.delegation} maxLength={300} {...text('delegation')} />
      <Textarea
        label={words.partnerships.minutes}
        description={words.partnerships.minutesHint}
        rows={4}
        maxLength={10000}
        {...text('minutes')}
      />
    </DialogForm>
  );
}
