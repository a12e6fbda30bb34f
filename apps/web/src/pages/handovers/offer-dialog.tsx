import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';

import type { CaseWorker, OfferedHandovers, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

interface OfferDialogProps {
  readonly title: string;
  /** Named people, or everything in one officer's charge. */
  readonly cases: { readonly candidateIds: readonly string[]; readonly isPartial?: boolean } | { readonly allOfOfficerId: string };
  /** Who gives; not offered as the receiver. */
  readonly giverId: string | null;
  /** The giver's account is closed: nobody has to accept. */
  readonly isAtOnce?: boolean;
  /** Shows itself what became of it; without it a word is enough and the dialog closes. */
  readonly onDone?: (outcome: OfferedHandovers) => void;
  readonly onClose: () => void;
}

/** Hands cases to a colleague, with a note. */
export function OfferDialog({ title, cases, giverId, isAtOnce = false, onDone, onClose }: OfferDialogProps) {
  const words = useWords();
  const toast = useToast();
  const me = useMe();
  const colleagues = useRead<Pick<Page<CaseWorker>, 'items'>>('/case-workers');
  const [toOfficerId, setReceiver] = useState('');
  const [note, setNote] = useState('');
  const offer = useSend<OfferedHandovers>({
    onDone: (outcome) => {
      if (onDone) return onDone(outcome);
      toast(isAtOnce ? words.handover.movedToast : words.handover.sent);
      return onClose();
    },
  });
  const offered = (colleagues.data?.items ?? []).filter((one) => one.isActive && one.id !== giverId);
  const options = offered.map((one) => ({
    value: one.id,
    label: `${shortName(one.name)}${one.id === me.userId ? ` (${words.handover.you})` : ''} · ${nameOf(words.role, one.role)}, ${one.areaName} · ${words.handover.cases(String(one.cases))}`,
  }));
  return (
    <DialogForm
      title={title}
      action={isAtOnce ? words.handover.moveAll : words.handover.send}
      onSubmit={() => offer.submit({ path: '/handovers', body: { ...cases, toOfficerId, ...(note.trim() && { note: note.trim() }) } })}
      onClose={onClose}
      isSending={offer.isSending}
      problem={offer.problem?.fieldError('toOfficerId') ? null : offer.problem}
    >
      <ProblemNotice problem={colleagues.problem} retry={colleagues.retry} />
      <NativeSelect
        label={words.handover.to}
        description={words.handover.toHint}
        size="md"
        required
        data={[{ value: '', label: words.handover.choose }, ...options]}
        value={toOfficerId}
        error={offer.problem?.fieldError('toOfficerId')}
        onChange={(event) => setReceiver(event.currentTarget.value)}
      />
      <Textarea
        label={words.handover.note}
        description={words.handover.noteHint}
        size="md"
        rows={3}
        maxLength={1000}
        value={note}
        error={offer.problem?.fieldError('note')}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <p className="soft">{isAtOnce ? words.handover.gone : words.handover.clock}</p>
    </DialogForm>
  );
}
