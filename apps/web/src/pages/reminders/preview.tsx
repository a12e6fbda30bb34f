import type { ComingReminder, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
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
      {coming.length > 0 && (
        <table className="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{words.reminders.what}</th>
              <th scope="col">{words.reminders.firesOn}</th>
              <th scope="col">{words.reminders.dueOn}</th>
              <th scope="col">{words.reminders.recipient}</th>
            </tr>
          </thead>
          <tbody>
            {coming.map((reminder) => (
              <tr
                key={`${reminder.rule}-${reminder.subject.id}-${reminder.firesOn}-${reminder.recipientName ?? reminder.recipientRole}-${reminder.offsetDays}`}
              >
                <ReminderSubject title={reminder.title} subject={reminder.subject} />
                <td className="nowrap">{format.shortDay(reminder.firesOn)}</td>
                <td>
                  {format.shortDay(reminder.dueOn)}
                  <span className="under">{words.reminders.offset(reminder.offsetDays)}</span>
                </td>
                <Recipient name={reminder.recipientName} role={reminder.recipientRole} isEscalation={reminder.isEscalation} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
