import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Enrolment } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useWords } from '../../language.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { ReasonField } from '../../parts/reason-field.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

export type EnrolmentDeed = 'competent' | 'not_yet_competent' | 'withdraw' | 'drop';

interface EnrolmentDialogProps {
  readonly deed: EnrolmentDeed;
  readonly enrolment: Enrolment;
  readonly onClose: () => void;
}

export function EnrolmentDialog(props: EnrolmentDialogProps) {
  if (props.deed === 'competent' || props.deed === 'not_yet_competent') return <ResultDialog {...props} result={props.deed} />;
  return <LeaveDialog {...props} />;
}

function ResultDialog({ enrolment, result, onClose }: EnrolmentDialogProps & { readonly result: 'competent' | 'not_yet_competent' }) {
  const words = useWords();
  const toast = useToast();
  const { today } = useMe();
  const [resultOn, setResultOn] = useState(today);
  const [certificateNo, setCertificateNo] = useState('');
  const [issuedOn, setIssuedOn] = useState('');
  const isCompetent = result === 'competent';
  const recording = useSend<Enrolment>({
    onDone: () => {
      toast(words.batch.recorded(enrolment.candidate.fullName));
      onClose();
    },
  });
  const submit = () =>
    recording.submit({
      path: `/enrolments/${enrolment.id}/result`,
      body: { result, resultOn, ...(certificateNo.trim() && { certificateNo: certificateNo.trim() }), ...(issuedOn && { issuedOn }) },
      version: enrolment.version,
    });
  return (
    <DialogForm
      title={`${words.batch.deeds[result]}: ${enrolment.candidate.fullName}`}
      action={words.batch.record}
      onSubmit={submit}
      onClose={onClose}
      isSending={recording.isSending}
      problem={recording.problem}
    >
      <DayField
        label={words.batch.resultOn}
        required
        max={today}
        value={resultOn}
        error={recording.problem?.fieldError('resultOn')}
        onChange={(event) => setResultOn(event.currentTarget.value)}
      />
      {isCompetent && (
        <>
          <TextInput
            label={words.batch.certificateNo}
            description={words.batch.certificateHint}
            size="md"
            maxLength={60}
            value={certificateNo}
            error={recording.problem?.fieldError('certificateNo')}
            onChange={(event) => setCertificateNo(event.currentTarget.value)}
          />
          <DayField
            label={words.document.issuedOn}
            max={today}
            value={issuedOn}
            error={recording.problem?.fieldError('issuedOn')}
            onChange={(event) => setIssuedOn(event.currentTarget.value)}
          />
        </>
      )}
    </DialogForm>
  );
}

function LeaveDialog({ deed, enrolment, onClose }: EnrolmentDialogProps) {
  const words = useWords();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const [isNoShow, setNoShow] = useState(false);
  const isDrop = deed === 'drop';
  const leaving = useSend<Enrolment>({
    onDone: () => {
      toast(isDrop ? words.batch.dropped : words.batch.withdrawn);
      onClose();
    },
  });
  const submit = () =>
    leaving.submit({
      path: `/enrolments/${enrolment.id}/${isDrop ? 'drop' : 'withdraw-result'}`,
      body: { reason: reason.trim(), ...(isDrop && isNoShow && { noShow: true }) },
      version: enrolment.version,
    });
  return (
    <DialogForm
      title={`${words.batch.deeds[deed]}: ${enrolment.candidate.fullName}`}
      action={words.batch.deeds[deed]}
      tone="brick"
      onSubmit={submit}
      onClose={onClose}
      isSending={leaving.isSending}
      problem={leaving.problem}
    >
      <p>{isDrop ? words.batch.dropText : words.batch.withdrawText}</p>
      <ReasonField value={reason} onChange={setReason} problem={leaving.problem} />
      {isDrop && (
        <Checkbox size="md" label={words.batch.noShow} checked={isNoShow} onChange={(event) => setNoShow(event.currentTarget.checked)} />
      )}
    </DialogForm>
  );
}
