import type { MailSinkItem, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';

/** In demo mode mail goes nowhere; it can be read here as the recipient would see it. */
export function MailSink() {
  const words = useWords();
  const format = useFormat();
  const mails = useRead<Pick<Page<MailSinkItem>, 'items'>>('/mail-sink');
  return (
    <>
      <p className="soft tab-note">{words.reminders.mailNote}</p>
      <ProblemNotice problem={mails.problem} retry={mails.retry} />
      {!mails.data && !mails.problem && <Loading lines={4} />}
      {mails.data && mails.data.items.length === 0 && <Empty title={words.reminders.mailEmpty} next={words.reminders.mailEmptyNext} />}
      <ul className="mails">
        {mails.data?.items.map((mail) => (
          <li key={`${mail.at}-${mail.subject}`} className="card">
            <h2>{mail.subject}</h2>
            <p className="soft">{format.moment(mail.at)}</p>
            <pre>{mail.body}</pre>
          </li>
        ))}
      </ul>
    </>
  );
}
