import type { ChecklistItem } from '../../api/types.js';
import type { papers } from '../../words/papers.id.js';
import type { requests } from '../../words/requests.id.js';

import { groupsOf } from './open-papers.js';

/** A message that fits on a small screen without scrolling for ever; the printed list has the rest. */
export const LONGEST_MESSAGE = 900;

interface ListFacts {
  readonly name: string;
  readonly items: readonly ChecklistItem[];
  readonly today: string;
  readonly plannedDepartureOn: string | null;
  readonly officerName: string | null;
}

interface Saying {
  readonly words: typeof papers.list;
  readonly requested: typeof requests.requested;
  readonly nameOfDocument: (code: string) => string;
  readonly day: (day: string) => string;
}

/** What is still to be brought, as plain text for a messenger: no number of any paper, no address, no file number. What does
 *  not fit is counted, never cut in the middle. */
export function listMessage(facts: ListFacts, { words, requested: said, nameOfDocument, day }: Saying): string {
  const { toBring, requested, inHand } = groupsOf(facts.items);
  const lines = toBring.map((item, at) =>
    words.messageLine(
      at + 1,
      nameOfDocument(item.documentCode),
      item.issuer,
      item.actBy === null ? null : by(item.actBy, facts.today, day, words),
    ),
  );
  const start = [
    words.messageGreeting(facts.name),
    ...(toBring.length > 0 ? [words.messageLead(toBring.length, facts.plannedDepartureOn && day(facts.plannedDepartureOn))] : []),
    ...(toBring.length + requested.length === 0 ? [words.messageNothing] : []),
  ];
  const waitedFor = requested.map((item) => {
    const name = nameOfDocument(item.documentCode);
    const { expectedOn, issuer } = item.requested;
    return expectedOn < facts.today ? said.messageOverdue(name, issuer) : said.messageExpected(name, day(expectedOn));
  });
  const end = [
    ...(waitedFor.length > 0 ? [said.messageLead, ...waitedFor] : []),
    ...(inHand.length > 0 ? [words.messageInHand(inHand.length)] : []),
    words.messageEnd(facts.officerName),
    words.messageSafety,
  ];
  const length = (shown: number) => textOf(start, lines.slice(0, shown), end, words.messageMore(lines.length - shown)).length;
  let shown = lines.length;
  while (shown > 0 && length(shown) > LONGEST_MESSAGE) shown -= 1;
  return textOf(start, lines.slice(0, shown), end, shown < lines.length ? words.messageMore(lines.length - shown) : null);
}

function by(actBy: string, today: string, day: (day: string) => string, words: typeof papers.list): string {
  return actBy < today ? words.messageAtOnce : words.messageBy(day(actBy));
}

function textOf(start: readonly string[], lines: readonly string[], end: readonly string[], more: string | null): string {
  return [...start, ...lines, ...(more === null ? [] : [more]), ...end].join('\n');
}
