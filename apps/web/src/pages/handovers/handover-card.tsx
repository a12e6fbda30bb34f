import { useState } from 'react';

import type { Handover, HandoverDetail } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { shortName, useWords } from '../../language.js';
import { Badge, StageBadge, type Tone } from '../../parts/badge.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Go } from '../../parts/go.js';
import { ReasonField } from '../../parts/reason-field.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

type Deed = 'accept' | 'decline' | 'withdraw';

const TONES: Readonly<Record<Handover['state'], Tone>> = { offered: 'sun', accepted: 'leaf', declined: 'brick', withdrawn: 'plain' };

/** One offer: who gives how much to whom, until when, and what the reader may do about it. */
export function HandoverCard({ handover }: { readonly handover: Handover }) {
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [isOpen, setOpen] = useState(false);
  const isWaiting = handover.state === 'offered';
  const isReceiver = handover.toOfficer.id === me.userId;
  const mayWithdraw = [handover.fromOfficer.id, handover.offeredBy.id].includes(me.userId) || me.role === 'bp3mi_supervisor';
  const { fromOfficer, toOfficer } = handover;
  return (
    <li className="card">
      <div className="card-head">
        <h2>{words.handover.fromTo(shortName(fromOfficer.name ?? '–'), shortName(toOfficer.name ?? '–'))}</h2>
        <p className="card-note">{words.handover.cases(format.number(handover.caseCount))}</p>
        <span className="badges">
          <Badge tone={TONES[handover.state]}>{words.handover.states[handover.state]}</Badge>
          {handover.isOverdue && <Badge tone="brick">{words.handover.late}</Badge>}
        </span>
      </div>
      {handover.note && <p>{handover.note}</p>}
      {handover.answerReason && <p>{handover.answerReason}</p>}
      <p className="soft">
        {format.moment(handover.offeredAt)}
        {isWaiting && ` · ${words.handover.due(format.day(handover.dueOn))}`}
        {handover.answeredAt && ` · ${words.handover.states[handover.state]} ${format.moment(handover.answeredAt)}`}
        {handover.movedCount !== null && ` · ${words.handover.moved(format.number(handover.movedCount))}`}
      </p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{words.handover.people}</summary>
        {isOpen && <People id={handover.id} caseCount={handover.caseCount} />}
      </details>
      {isWaiting && (
        <div className="deeds">
          {isReceiver && (
            <>
              <button type="button" className="small-button" onClick={() => setDeed('accept')}>
                {words.handover.accept}
              </button>
              <button type="button" className="link-button" onClick={() => setDeed('decline')}>
                {words.handover.decline}
              </button>
            </>
          )}
          {mayWithdraw && (
            <button type="button" className="link-button" onClick={() => setDeed('withdraw')}>
              {words.handover.withdraw}
            </button>
          )}
        </div>
      )}
      {deed && <AnswerDialog deed={deed} handover={handover} onClose={() => setDeed(null)} />}
    </li>
  );
}

function People({ id, caseCount }: { readonly id: string; readonly caseCount: number }) {
  const words = useWords();
  const detail = useRead<HandoverDetail>(`/handovers/${id}`);
  if (!detail.data) return detail.problem ? <ProblemNotice problem={detail.problem} retry={detail.retry} /> : <Loading lines={3} />;
  const { people } = detail.data;
  return (
    <ul className="lines">
      {people.map((person) => (
        <li key={person.id}>
          <span>
            <Go to={`/cpmi/${person.id}`}>{person.fullName}</Go>{' '}
            <span className="soft">
              {person.caseNo} · {person.areaName}
            </span>
          </span>
          <StageBadge stage={person.stage} />
        </li>
      ))}
      {people.length < caseCount && <li className="soft">{words.handover.more(caseCount - people.length)}</li>}
    </ul>
  );
}

interface AnswerDialogProps {
  readonly deed: Deed;
  readonly handover: Handover;
  readonly onClose: () => void;
}

function AnswerDialog({ deed, handover, onClose }: AnswerDialogProps) {
  const words = useWords();
  const format = useFormat();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const { title, action, done } = {
    accept: { title: words.handover.acceptTitle, action: words.handover.accept, done: words.handover.acceptedToast },
    decline: { title: words.handover.declineTitle, action: words.handover.decline, done: words.handover.declinedToast },
    withdraw: { title: words.handover.withdraw, action: words.handover.withdraw, done: words.handover.withdrawnToast },
  }[deed];
  const answer = useSend<HandoverDetail>({
    onDone: () => {
      toast(done);
      onClose();
    },
  });
  const body = deed === 'decline' ? { reason: reason.trim() } : undefined;
  return (
    <DialogForm
      title={title}
      action={action}
      tone={deed === 'accept' ? 'sea' : 'brick'}
      onSubmit={() => answer.submit({ path: `/handovers/${handover.id}/${deed}`, body, version: handover.version })}
      onClose={onClose}
      isSending={answer.isSending}
      problem={answer.problem}
    >
      {deed === 'accept' && <p>{words.handover.acceptText(format.number(handover.caseCount))}</p>}
      {deed === 'decline' && (
        <ReasonField value={reason} onChange={setReason} problem={answer.problem} label={words.handover.reason} minLength={3} />
      )}
    </DialogForm>
  );
}
