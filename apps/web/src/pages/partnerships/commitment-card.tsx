import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { read } from '../../api/client.js';
import type { Commitment } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { DayField } from '../../parts/day-field.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Go } from '../../parts/go.js';
import { useToast } from '../../parts/toast.js';
import { VersionedForm } from '../../parts/versioned-form.js';
import { useMay, useMe } from '../../session.js';

type Deed = 'fulfil' | 'drop' | 'edit';

const CLOSED = ['fulfilled', 'dropped'];

function toneOf(commitment: Commitment) {
  if (commitment.isOverdue) return 'brick';
  if (commitment.state === 'fulfilled') return 'leaf';
  return commitment.state === 'dropped' ? 'plain' : 'sea';
}

interface CommitmentCardProps {
  readonly commitment: Commitment;
  /** On the page of the visit itself the link to it is left out. */
  readonly isOnVisit?: boolean;
}

/** One promise in the words in which it was given, the office before the person, with its day and what became of it. */
export function CommitmentCard({ commitment, isOnVisit = false }: CommitmentCardProps) {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const [deed, setDeed] = useState<Deed | null>(null);
  const isOpen = !CLOSED.includes(commitment.state);
  return (
    <li className={commitment.isOverdue ? 'promise card is-overdue' : 'promise card'}>
      <div className="promise-head">
        <Badge tone={toneOf(commitment)}>
          {commitment.isOverdue
            ? words.partnerships.overdue(commitment.daysOverdue ?? 0)
            : nameOf(words.terms.commitmentState, commitment.state)}
        </Badge>
        <span className="soft">
          {nameOf(words.terms.commitmentCategory, commitment.category)} · {commitment.areaName}
        </span>
      </div>
      <blockquote>{commitment.quote}</blockquote>
      <p className="promise-who">
        <strong>{commitment.promisedByOffice}</strong>
        {commitment.promisedByPerson && <span className="soft"> · {commitment.promisedByPerson}</span>}
      </p>
      <dl className="promise-facts">
        <div>
          <dt>{words.partnerships.target}</dt>
          <dd>{commitment.target ?? <span className="is-late">{words.partnerships.noTarget}</span>}</dd>
        </div>
        <div>
          <dt>{words.partnerships.dueOn}</dt>
          <dd>{commitment.dueOn ? format.day(commitment.dueOn) : <span className="is-late">{words.partnerships.noDue}</span>}</dd>
        </div>
        {commitment.evidence && (
          <div>
            <dt>{words.partnerships.evidence}</dt>
            <dd>
              {commitment.evidence}
              {commitment.fulfilledOn && ` (${format.shortDay(commitment.fulfilledOn)})`}
            </dd>
          </div>
        )}
        {commitment.closedReason && (
          <div>
            <dt>{words.document.reason}</dt>
            <dd>{commitment.closedReason}</dd>
          </div>
        )}
      </dl>
      <div className="deeds">
        {isOpen && may('commitment.close') && (
          <button
            type="button"
            className="small-button"
            onClick={() => setDeed('fulfil')}
            aria-label={`${words.partnerships.fulfil}: ${commitment.quote}`}
          >
            {words.partnerships.fulfil}
          </button>
        )}
        {isOpen && may('commitment.record') && (
          <button type="button" className="link-button" onClick={() => setDeed('edit')}>
            {words.partnerships.makeMeasurable}
          </button>
        )}
        {isOpen && may('commitment.close') && (
          <button type="button" className="link-button" onClick={() => setDeed('drop')}>
            {words.partnerships.drop}
          </button>
        )}
        {!isOnVisit && commitment.visitId && <Go to={`/kunjungan/${commitment.visitId}`}>{words.partnerships.toVisit}</Go>}
      </div>
      {deed === 'edit' && <EditCommitment commitment={commitment} onClose={() => setDeed(null)} />}
      {(deed === 'fulfil' || deed === 'drop') && <CloseCommitment deed={deed} commitment={commitment} onClose={() => setDeed(null)} />}
    </li>
  );
}

function EditCommitment({ commitment, onClose }: { readonly commitment: Commitment; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <VersionedForm
      title={words.partnerships.makeMeasurable}
      path={`/commitments/${commitment.id}`}
      view={commitment}
      valuesOf={(view) => ({
        target: view.target ?? '',
        dueOn: view.dueOn ?? '',
        state: view.state,
        promisedByOffice: view.promisedByOffice,
        promisedByPerson: view.promisedByPerson ?? '',
      })}
      done={words.partnerships.saved}
      onClose={onClose}
      fields={[
        { name: 'target', label: words.partnerships.target, kind: 'text', hint: words.partnerships.targetHint },
        { name: 'dueOn', label: words.partnerships.dueOn, kind: 'day' },
        { name: 'promisedByOffice', label: words.partnerships.office, kind: 'text', required: true },
        { name: 'promisedByPerson', label: words.partnerships.person, kind: 'text' },
      ]}
    />
  );
}

interface CloseProps {
  readonly deed: 'fulfil' | 'drop';
  readonly commitment: Commitment;
  readonly onClose: () => void;
}

function CloseCommitment({ deed, commitment, onClose }: CloseProps) {
  const words = useWords();
  const toast = useToast();
  const { today } = useMe();
  const [text, setText] = useState('');
  const [fulfilledOn, setFulfilledOn] = useState(today);
  const client = useQueryClient();
  // The newest version, once a colleague was faster; what was typed here stays.
  const [newest, setNewest] = useState<Commitment | null>(null);
  const isFulfil = deed === 'fulfil';
  const closing = useSend<Commitment>({
    onDone: () => {
      toast(words.partnerships.saved);
      onClose();
    },
    onProblem: ({ code }) => {
      if (code === 'changed-meanwhile') read<Commitment>(`/commitments/${commitment.id}`).then(setNewest, () => undefined);
    },
  });
  const leave = () => {
    onClose();
    if (newest) void client.invalidateQueries();
  };
  const isOver = newest !== null && CLOSED.includes(newest.state);
  const submit = () =>
    closing.submit({
      path: `/commitments/${commitment.id}/${deed}`,
      body: isFulfil ? { evidence: text.trim(), fulfilledOn } : { reason: text.trim() },
      version: (newest ?? commitment).version,
    });
  return (
    <DialogForm
      title={isFulfil ? words.partnerships.fulfilTitle : words.partnerships.dropTitle}
      action={isOver ? words.common.close : words.partnerships[isFulfil ? 'fulfil' : 'drop']}
      tone={isFulfil || isOver ? 'sea' : 'brick'}
      onSubmit={isOver ? leave : submit}
      onClose={leave}
      isSending={closing.isSending}
      problem={newest ? null : closing.problem}
    >
      <blockquote>{commitment.quote}</blockquote>
      {newest && <StandsNow commitment={newest} isOver={isOver} />}
      <Textarea
        label={isFulfil ? words.partnerships.evidence : words.document.reason}
        description={isFulfil ? words.partnerships.evidenceHint : undefined}
        size="md"
        rows={3}
        required
        maxLength={1000}
        value={text}
        error={closing.problem?.fieldError(isFulfil ? 'evidence' : 'reason')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isFulfil && (
        <DayField
          label={words.partnerships.fulfilledOn}
          required
          max={today}
          value={fulfilledOn}
          error={closing.problem?.fieldError('fulfilledOn')}
          onChange={(event) => setFulfilledOn(event.currentTarget.value)}
        />
      )}
    </DialogForm>
  );
}

/** A colleague was faster: what stands now, before the same is said again. */
function StandsNow({ commitment, isOver }: { readonly commitment: Commitment; readonly isOver: boolean }) {
  const words = useWords();
  const format = useFormat();
  return (
    <div className="notice notice-sun" role="alert">
      <div>
        <p className="notice-title">{words.conflict.title}</p>
        <p>
          {[
            nameOf(words.terms.commitmentState, commitment.state),
            commitment.target,
            commitment.dueOn && format.day(commitment.dueOn),
            commitment.evidence,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p>{isOver ? words.partnerships.closedMeanwhile : words.partnerships.changedMeanwhile}</p>
      </div>
    </div>
  );
}
