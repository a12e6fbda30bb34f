import { TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Candidate, ChecklistItem, Cycle, Paper } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useWords } from '../../language.js';
import { Choice } from '../../parts/choice.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { PaperDecision, usePaperNow, type SeenPaper } from '../../parts/paper-now.js';
import { ReasonField } from '../../parts/reason-field.js';
import { RejectDialog } from '../../parts/reject-dialog.js';
import { useDocumentNames } from '../../parts/rules.js';
import { useToast } from '../../parts/toast.js';
import { VERDICTS, VerifyDialog } from '../../parts/verify-document.js';

import { RequestDialog } from './requested.js';

export type DocumentDeed = 'submit' | 'verify' | 'reject' | 'waive' | 'void' | 'request';

interface DocumentDialogProps {
  readonly deed: DocumentDeed;
  readonly item: ChecklistItem;
  readonly candidate: Candidate;
  readonly cycle: Cycle;
  readonly onClose: () => void;
}

export function DocumentDialog(props: DocumentDialogProps) {
  if (props.deed === 'submit') return <SubmitDialog {...props} />;
  if (props.deed === 'request') return <RequestDialog {...props} />;
  if (props.deed === 'waive') return <WaiveDialog {...props} />;
  const { item, candidate, onClose } = props;
  const { documentId, documentVersion, documentCode, number, issuedOn, expiresOn } = item;
  const seen: SeenPaper = { id: documentId ?? '', version: documentVersion ?? 0, number, issuedOn, expiresOn };
  if (props.deed === 'void') return <VoidDialog {...props} paper={seen} />;
  const paper = { ...seen, documentCode, holder: candidate.fullName };
  return props.deed === 'verify' ? <VerifyDialog paper={paper} onClose={onClose} /> : <RejectDialog paper={paper} onClose={onClose} />;
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

function VoidDialog({ item, paper, onClose }: DocumentDialogProps & { readonly paper: SeenPaper }) {
  const words = useWords();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [reason, setReason] = useState('');
  const now = usePaperNow(paper, onClose);
  const name = nameOfDocument(item.documentCode);
  const closing = useSend<Paper>({
    onDone: () => {
      toast(words.document.voided(name));
      onClose();
    },
    onProblem: now.onProblem,
  });
  return (
    <PaperDecision
      title={words.document.voidTitle(name)}
      action={words.document.deeds.void}
      tone="brick"
      paper={now}
      openWhile={['submitted', 'verified']}
      sending={closing}
      typed={reason}
      onSubmit={() => closing.submit({ path: `/documents/${paper.id}/void`, body: { reason: reason.trim() }, version: now.seen.version })}
    >
      <ReasonField hint={words.document.voidHint} minLength={3} value={reason} onChange={setReason} problem={closing.problem} />
    </PaperDecision>
  );
}

function WaiveDialog({ item, cycle, onClose }: DocumentDialogProps) {
  const words = useWords();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [reason, setReason] = useState('');
  const name = nameOfDocument(item.documentCode);
  const waiving = useSend<unknown>({
    onDone: () => {
      toast(words.document.waived(name));
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.document.waiveTitle(name)}
      action={words.document.deeds.waive}
      onSubmit={() =>
        waiving.submit({
          path: `/cycles/${cycle.id}/waive`,
          body: { documentCode: item.documentCode, reason: reason.trim() },
          version: cycle.version,
        })
      }
      onClose={onClose}
      isSending={waiving.isSending}
      problem={waiving.problem}
    >
      <ReasonField hint={words.document.waiveHint} minLength={10} value={reason} onChange={setReason} problem={waiving.problem} />
    </DialogForm>
  );
}
