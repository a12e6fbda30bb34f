import type { ComingReminder, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { Fold } from '../../parts/fold.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';

import { Recipient, ReminderSubject } from './ledger.js';

/** What the next fourteen days would bring if nothing changed; nothing is sent by looking. */
export function Preview() {
  const words = useWords();
  const format = useFormat();
  const preview = useRead<Pick<Page<ComingReminder>, 'items'>>('/reminders/preview?days=14');
  const coming = preview.data?.items ?? [];
  return (
    <>
      <p className="soft tab-note">{words.reminders.previewNote}</p>
      <ProblemNotice problem={preview.problem} retry={preview.retry} />
      {!preview.data && !preview.problem && <Loading lines={6} />}
      {preview.data && coming.length === 0 && <Empty title={words.reminders.previewEmpty} next={words.reminders.previewEmptyNext} />}
      {daysOf(coming).map(([day, reminders], index) => (
        <Fold
          key={day}
          isOpenFirst={index === 0}
          title={
            <h2>
              {format.weekday(day)} <span className="soft">({reminders.length})</span>
            </h2>
          }
        >
          <Coming day={format.weekday(day)} reminders={reminders} />
        </Fold>
      ))}
    </>
  );
}

function daysOf(coming: readonly ComingReminder[]): [string, ComingReminder[]][] {
  const days = new Map<string, ComingReminder[]>();
  for (const reminder of coming) days.set(reminder.firesOn, [...(days.get(reminder.firesOn) ?? []), reminder]);
  return [...days];
}

function Coming({ day, reminders }: { readonly day: string; readonly reminders: readonly ComingReminder[] }) {
  const words = useWords();
  const format = useFormat();
  return (
    <table className="table table-stacks">
      <caption className="visually-hidden">{day}</caption>
      <thead>
        <tr>
          <th scope="col">{words.reminders.what}</th>
          <th scope="col">{words.reminders.dueOn}</th>
          <th scope="col">{words.reminders.recipient}</th>
        </tr>
      </thead>
      <tbody>
        {reminders.map((reminder) => (
          <tr key={`${reminder.rule}-${reminder.subject.id}-${reminder.recipientName ?? reminder.recipientRole}-${reminder.offsetDays}`}>
            <ReminderSubject title={reminder.title} subject={reminder.subject} />
            <td data-label={words.reminders.dueOn}>
              {format.shortDay(reminder.dueOn)}
              <span className="under">{words.reminders.offset(reminder.offsetDays)}</span>
            </td>
            <Recipient name={reminder.recipientName} role={reminder.recipientRole} isEscalation={reminder.isEscalation} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
