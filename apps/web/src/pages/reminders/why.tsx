import type { Why } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { nameOf, shortName, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Dialog } from '../../parts/dialog.js';
import { Facts } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Loading, ProblemNotice } from '../../parts/states.js';

/** Facts that name papers by their codes, with commas between. */
const PAPERS = new Set(['documentCode', 'toRequest', 'toCheck']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Why this reminder came: the rule, the facts on which it fired and the edition of the rules. */
export function WhyDialog({ reminderId, onClose }: { readonly reminderId: string; readonly onClose: () => void }) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const why = useRead<Why>(`/reminders/${reminderId}/why`);
  const show = (name: string, value: unknown) => {
    if (name === 'stage') return nameOf(words.terms.stage, String(value));
    if (PAPERS.has(name)) return String(value).split(',').map(nameOfDocument).join(', ');
    if (typeof value === 'string' && DAY.test(value)) return format.day(value);
    return Array.isArray(value) ? value.join(', ') : String(value);
  };
  return (
    <Dialog title={words.reminders.whyTitle} onClose={onClose}>
      <ProblemNotice problem={why.problem} retry={why.retry} />
      {!why.data && !why.problem && <Loading lines={4} />}
      {why.data && (
        <>
          <p className="notice-title">{why.data.title}</p>
          <p>{words.reminders.whyText(format.day(why.data.dueOn), why.data.offsetDays)}</p>
          <Facts
            rows={[
              [words.reminders.trigger, why.data.trigger],
              [words.reminders.countsFrom, why.data.countsFrom],
              ...Object.entries(words.reminders.facts).flatMap(([name, label]) => {
                const value = why.data?.facts[name];
                return value === undefined || value === null ? [] : [[label, show(name, value)] as const];
              }),
              [
                words.reminders.tried,
                why.data.recipients.map((recipient) => (
                  <span key={`${recipient.name ?? ''}-${recipient.role}`} className="line">
                    {shortName(recipient.name ?? '–')} ({nameOf(words.role, recipient.role)}),{' '}
                    {nameOf(words.terms.reminderState, recipient.state).toLowerCase()}
                  </span>
                )),
              ],
            ]}
          />
          <p>
            {words.reminders.basis} {why.data.legalBasis.text}{' '}
            <Badge>{nameOf(words.terms.confidence, why.data.legalBasis.confidence)}</Badge>
          </p>
          <p className="soft">
            {words.reminders.rule} <code>{why.data.rule}</code> · {words.reminders.edition} <code>{why.data.edition}</code>
          </p>
        </>
      )}
    </Dialog>
  );
}
