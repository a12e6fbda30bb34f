import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Reminder, Subject } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import type { Tone } from '../../parts/badge.js';
import { Chips } from '../../parts/chips.js';
import { Choice } from '../../parts/choice.js';
import { Go } from '../../parts/go.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';

import { WhyDialog } from './why.js';

const TONES: Readonly<Record<string, Tone>> = {
  sent: 'leaf',
  settled: 'leaf',
  failed: 'brick',
  missed: 'brick',
  pending: 'sea',
  sending: 'sea',
};

interface LedgerProps {
  readonly state: string | undefined;
  readonly rule: string | undefined;
}

/** Every reminder that fell due, to whom, and what became of it. */
export function Ledger({ state, rule }: LedgerProps) {
  const words = useWords();
  const navigate = useNavigate();
  const list = useList<Reminder>('/reminders', { state, rule, limit: 25 });
  const [whyId, setWhyId] = useState<string | null>(null);
  const show = (part: { state?: string; rule?: string }) =>
    void navigate({ to: '/pengingat', search: { bagian: 'buku', state, rule, ...part } });
  return (
    <>
      <div className="filters-choices">
        <Choice
          label={words.reminders.state}
          names={words.terms.reminderState}
          empty={words.reminders.allStates}
          value={state ?? ''}
          onChange={(value) => show({ state: value || undefined })}
        />
      </div>
      <Chips
        chips={[
          ...(state ? [{ key: 'state', label: nameOf(words.terms.reminderState, state), onRemove: () => show({ state: undefined }) }] : []),
          ...(rule ? [{ key: 'rule', label: nameOf(words.reminders.rules, rule), onRemove: () => show({ rule: undefined }) }] : []),
        ]}
        onReset={() => show({ state: undefined, rule: undefined })}
      />
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.reminders.ledgerEmpty} next={words.reminders.ledgerEmptyNext} />
      )}
      {list.items.length > 0 && <ReminderTable rows={list.items} onWhy={setWhyId} />}
      <LoadMore list={list} />
      {whyId && <WhyDialog reminderId={whyId} onClose={() => setWhyId(null)} />}
    </>
  );
}

interface ReminderTableProps {
  readonly rows: readonly Reminder[];
  readonly onWhy: (id: string) => void;
}

function ReminderTable({ rows, onWhy }: ReminderTableProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <table className="table table-stacks">
      <thead>
        <tr>
          <th scope="col">{words.reminders.what}</th>
          <th scope="col">{words.reminders.dueOn}</th>
          <th scope="col">{words.reminders.recipient}</th>
          <th scope="col">{words.reminders.state}</th>
          <th scope="col">{words.checklist.action}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((reminder) => (
          <tr key={reminder.id}>
            <ReminderSubject title={reminder.title} subject={reminder.subject} />
            <td data-label={words.reminders.dueOn}>
              {format.shortDay(reminder.dueOn)}
              <span className="under">{words.reminders.offset(reminder.offsetDays)}</span>
            </td>
            <Recipient name={reminder.recipientName} role={reminder.recipientRole} isEscalation={reminder.isEscalation} />
            <td>
              <Badge tone={TONES[reminder.state] ?? 'plain'}>{nameOf(words.terms.reminderState, reminder.state)}</Badge>
              {reminder.sentAt && <span className="under">{format.moment(reminder.sentAt)}</span>}
            </td>
            <td>
              <button
                type="button"
                className="link-button"
                onClick={() => onWhy(reminder.id)}
                aria-label={`${words.reminders.why}: ${reminder.title}, ${reminder.subject.label ?? ''}`}
              >
                {words.reminders.why}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** First cell of a row: what it is about, with the way to it. */
export function ReminderSubject({ title, subject }: { readonly title: string; readonly subject: Subject }) {
  const words = useWords();
  return (
    <th scope="row">
      {title}
      <span className="under">
        {nameOf(words.terms.subjectKind, subject.kind)}{' '}
        {subject.href ? <Go to={subject.href}>{subject.label ?? words.reminders.open}</Go> : subject.label}
      </span>
    </th>
  );
}

interface RecipientProps {
  readonly name: string | null;
  readonly role: string;
  readonly isEscalation: boolean;
}

export function Recipient({ name, role, isEscalation }: RecipientProps) {
  const words = useWords();
  return (
    <td>
      {shortName(name ?? '–')}
      <span className="under">{nameOf(words.role, role)}</span>
      {isEscalation && <Badge tone="brick">{words.reminders.escalated}</Badge>}
    </td>
  );
}
