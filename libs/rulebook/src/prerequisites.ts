import prerequisitesFile from '../rules/prerequisites.json' with { type: 'json' };
import { isDocumentCode } from './document-rules.js';
import { Entry, type LegalBasis } from './rule-file.js';

/** A paper that cannot be asked for before others are there. */
export interface Prerequisite {
  readonly document: string;
  readonly after: readonly string[];
  readonly legalBasis: LegalBasis;
}

/** Which paper waits for which, as in rules/prerequisites.json. Only papers that a person needs count: one that is not on the
 *  checklist, or is only optional there, holds nothing up. */
export const PREREQUISITES: readonly Prerequisite[] = Entry.list(prerequisitesFile, 'prerequisite').map((entry) => ({
  document: entry.text('document'),
  after: entry.texts('after'),
  legalBasis: entry.legalBasis(),
}));

/** Faults of the order by itself: unknown or repeated papers, and circles, in which nothing could ever be begun. */
export function prerequisiteFaults(prerequisites: readonly Prerequisite[]): readonly string[] {
  const codes = prerequisites.flatMap((each) => [each.document, ...each.after]);
  const unknown = [...new Set(codes.filter((code) => !isDocumentCode(code)))].map((code) => `prerequisite: unknown document ${code}`);
  const documents = prerequisites.map((each) => each.document);
  const twice = [...new Set(documents.filter((code, place) => documents.indexOf(code) !== place))];
  return [...unknown, ...twice.map((code) => `prerequisite twice: ${code}`), ...circleFaults(prerequisites)];
}

// Whatever waits only for papers that are settled is settled too; what is left over turns in a circle or waits for one.
function circleFaults(prerequisites: readonly Prerequisite[]): readonly string[] {
  let left = prerequisites;
  for (;;) {
    const waiting = new Set(left.map((each) => each.document));
    const next = left.filter((each) => each.after.some((code) => waiting.has(code)));
    if (next.length === left.length) break;
    left = next;
  }
  return left.length === 0 ? [] : [`prerequisite: ${left.map((each) => each.document).join(', ')} wait for each other`];
}
