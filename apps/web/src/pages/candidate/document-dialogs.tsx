import { TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';

import type { Candidate, ChecklistItem, Cycle, Paper } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useWords } from '../../language.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { RejectDialog } from '../../parts/reject-dialog.js';
import { useDocumentNames } from '../../parts/rules.js';
import { useToast } from '../../parts/toast.js';
import { VERDICTS, VerifyDialog } from '../../parts/verify-document.js';

export type DocumentDeed = 'submit' | 'verify' | 'reject' | 'waive' | 'void';

interface DocumentDialogProps {
  readonly deed: DocumentDeed;
  readonly item: ChecklistItem;
  readonly candidate: Candidate;
  readonly cycle: Cycle;
  readonly onClose: () => void;
}

export function DocumentDialog(props: DocumentDialogProps) {
  if (props.deed === 'submit') return <SubmitDialog {...props} />;
  if (props.deed === 'verify') {
    const { item, candidate, onClose } = props;
    return (
      <VerifyDialog
        paper={{ ...item, id: item.documentId ?? '', version: item.documentVersion ?? 0, holder: candidate.fullName }}
        onClose={onClose}
      />
    );
  }
  if (props.deed === 'reject') {
    const { item, candidate, onClose } = props;
    return (
      <RejectDialog
        paper={{
          id: item.documentId ?? '',
          version: item.documentVersion ?? 0,
          documentCode: item.documentCode,
          holder: candidate.fullName,
        }}
        onClose={onClose}
      />
    );
  }
  return <ReasonDialog {...props} deed={props.deed} />;
}

function SubmitDialog({ item, candidate, onClose }: DocumentDialogProps) {
  const words = useWords();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [values, setValues] = useState({ number: '', issuer: '', issuedOn: '', expiresOn: '', verdict: '' });
  const name = nameOfDocument(item.documentCode);
  const submission = useSend<Paper>({
    onDone: () => {
      toast(words.document.submitted(name));
      onClose();
    },
  });
  const verdicts = VERDICTS[item.documentCode];
  const field = (key: keyof typeof values) => ({
    size: 'md' as const,
    value: values[key],
    error: submission.problem?.fieldError(key) ?? null,
    onChange: (event: { currentTarget: { value: string } }) => setValues({ ...values, [key]: event.currentTarget.value }),
  });
  const submit = () => {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
    submission.submit({ path: `/candidates/${candidate.id}/documents`, body: { documentCode: item.documentCode, ...given } });
  };
  return (
    <DialogForm
      title={words.document.submitTitle(name)}
      action={words.document.deeds.submit}
      onSubmit={submit}
      onClose={onClose}
      isSending={submission.isSending}
      problem={submission.problem}
    >
      <p className="soft">{words.document.submitHint}</p>
      <TextInput label={words.document.number} autoComplete="off" maxLength={60} {...field('number')} />
      <TextInput label={words.document.issuer} placeholder={item.issuer ?? undefined} maxLength={120} {...field('issuer')} />
      <div className="form-pair">
        <DayField label={words.document.issuedOn} {...field('issuedOn')} />
        <DayField label={words.document.expiresOn} description={words.document.expiresHint} {...field('expiresOn')} />
      </div>
      {verdicts && (
        <Choice
          label={words.document.verdict}
          names={words.terms.verdict}
          codes={verdicts}
          value={values.verdict}
          onChange={(verdict) => setValues({ ...values, verdict })}
          empty={words.common.choose}
          description={words.document.verdictHint}
          error={submission.problem?.fieldError('verdict')}
        />
      )}
    </DialogForm>
  );
}

interface ReasonDialogProps extends DocumentDialogProps {
  readonly deed: 'void' | 'waive';
}

function ReasonDialog({ deed, item, cycle, onClose }: ReasonDialogProps) {
  const words = useWords();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [reason, setReason] = useState('');
  const name = nameOfDocument(item.documentCode);
  const { title, hint, done } = {
    void: { title: words.document.voidTitle(name), hint: words.document.voidHint, done: words.document.voided(name) },
    waive: { title: words.document.waiveTitle(name), hint: words.document.waiveHint, done: words.document.waived(name) },
  }[deed];
  const closing = useSend<unknown>({
    onDone: () => {
      toast(done);
      onClose();
    },
  });
  const submit = () => {
    const written = reason.trim();
    if (deed === 'waive')
      closing.submit({
        path: `/cycles/${cycle.id}/waive`,
        body: { documentCode: item.documentCode, reason: written },
        version: cycle.version,
      });
    else
      closing.submit({
        path: `/documents/${item.documentId ?? ''}/${deed}`,
        body: { reason: written },
        version: item.documentVersion ?? undefined,
      });
  };
  return (
    <DialogForm
      title={title}
      action={words.document.deeds[deed]}
      tone={deed === 'waive' ? 'sea' : 'brick'}
      onSubmit={submit}
      onClose={onClose}
      isSending={closing.isSending}
      problem={closing.problem}
    >
      <Textarea
        label={words.document.reason}
        description={hint}
        size="md"
        rows={3}
        required
        minLength={deed === 'waive' ? 10 : 3}
        maxLength={500}
        value={reason}
        error={closing.problem?.fieldError('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
