import type { Rows } from '#libs/access';
import { newId } from '#libs/platform';
import { checklistFor, EDITION, FALL_BACK, mustFallBack, type ChecklistItem, type HeldDocument } from '#libs/rulebook';

import { currentCases, papersOf, storedItemsOf, type PlacementCase, type StoredItem, type StoredSummary } from './case.query.js';
import { claimUnchanged, fallBack, forgetMarks, staleMarks, writeItems, writeSummaries, type Mark } from './refresh.query.js';
import { sameItem, sameSummary, storedItems, storedSummary } from './stored-checklist.js';

/** The checklist of one person as it is now. */
export interface Answer {
  readonly placementCase: PlacementCase;
  readonly summary: StoredSummary;
  /** Its lines, when they are not those that are stored; most are, and nobody holds their lines for a whole batch. */
  readonly otherLines: readonly ChecklistItem[] | null;
  readonly fallsBack: boolean;
}

interface ChangedLines {
  readonly changedItems: readonly StoredItem[];
  readonly goneCodes: readonly string[];
}

const NO_LINES: ChangedLines = { changedItems: [], goneCodes: [] };

/** What one computed checklist asks to be written. */
interface Difference extends ChangedLines {
  readonly placementCase: PlacementCase;
  readonly summary: StoredSummary | null;
  readonly fallsBack: boolean;
}

/** Computes the stored checklists of people whose facts changed, at most `limit` of them, and writes only differences, so running
 *  twice changes nothing. Applies the one step that the system takes by itself: a clearance falls back when a required paper no
 *  longer covers the departure. Whom another transaction is changing right now keeps the mark for the next run.
 *  @returns how many marks were settled */
export async function refreshStale(rows: Rows, limit: number): Promise<number> {
  // Marks first and facts after them: whatever changes in between moves its mark, and a moved mark is not settled below.
  const marks = await staleMarks(rows, limit);
  if (marks.length === 0) return 0;
  const ids = marks.map((mark) => mark.candidateId);
  const [cases, papers] = await Promise.all([currentCases(rows, ids), papersOf(rows, ids)]);
  const answers = cases.map((one) => answerOf(one, papers.of(one.candidateId), rows.today));
  const stored = await storedItemsOf(
    rows,
    answers.filter(({ otherLines }) => otherLines !== null).map(({ placementCase }) => placementCase.cycleId),
  );
  const differences = answers.map((answer) => differenceOf(answer, stored));
  const claimed = await claimUnchanged(
    rows,
    marks,
    differences.filter(asksForWriting).map((difference) => difference.placementCase.cycleId),
  );
  await write(
    rows,
    differences.filter((difference) => asksForWriting(difference) && claimed.cycleIds.has(difference.placementCase.cycleId)),
  );
  return settle(rows, claimed.marks, differences, claimed.cycleIds);
}

/** What the rules say today about one person, beside what is stored. */
export function answerOf(placementCase: PlacementCase, held: readonly HeldDocument[], today: string): Answer {
  const items: readonly ChecklistItem[] = checklistFor(placementCase.facts, held, placementCase.waivers, today, placementCase.requests);
  const summary = storedSummary(items, placementCase, EDITION, today);
  const isStored = placementCase.stored.checklistDigest === summary.checklistDigest;
  return { placementCase, summary, otherLines: isStored ? null : items, fallsBack: mustFallBack(placementCase.facts.stage, items) };
}

/** Would a refresh write anything about this person? */
export function isOtherThanStored({ placementCase, otherLines, summary, fallsBack }: Answer): boolean {
  return otherLines !== null || fallsBack || !sameSummary(placementCase.stored, summary);
}

function differenceOf(answer: Answer, stored: ReadonlyMap<string, readonly StoredItem[]>): Difference {
  const { placementCase, otherLines, summary, fallsBack } = answer;
  return {
    placementCase,
    ...(otherLines ? changedLines(otherLines, placementCase.cycleId, stored.get(placementCase.cycleId) ?? []) : NO_LINES),
    summary: sameSummary(placementCase.stored, summary) ? null : summary,
    fallsBack,
  };
}

function changedLines(items: readonly ChecklistItem[], cycleId: string, stored: readonly StoredItem[]): ChangedLines {
  const known = new Map(stored.map((item) => [item.documentCode, item]));
  const wanted = storedItems(items, cycleId, EDITION);
  const codes = new Set(wanted.map((item) => item.documentCode));
  return {
    changedItems: wanted.filter((item) => !sameItem(known.get(item.documentCode), item)),
    goneCodes: stored.flatMap((item) => (codes.has(item.documentCode) ? [] : [item.documentCode])),
  };
}

function asksForWriting({ changedItems, goneCodes, summary, fallsBack }: Difference): boolean {
  return changedItems.length > 0 || goneCodes.length > 0 || summary !== null || fallsBack;
}

async function write(rows: Rows, differences: readonly Difference[]): Promise<void> {
  if (differences.length === 0) return;
  const changed = differences.flatMap(({ placementCase: { candidateId, areaCode }, changedItems }) =>
    changedItems.map((item) => ({ ...item, candidateId, areaCode })),
  );
  const gone = differences.flatMap(({ placementCase: { cycleId }, goneCodes }) =>
    goneCodes.map((documentCode) => ({ cycleId, documentCode })),
  );
  await writeItems(rows, changed, gone);
  await writeSummaries(
    rows,
    differences.flatMap(({ placementCase: { cycleId }, summary }) => (summary ? [{ cycleId, ...summary }] : [])),
  );
  const lapsed = differences
    .filter((difference) => difference.fallsBack)
    .map(({ placementCase: { cycleId } }) => ({ cycleId, eventId: newId() }));
  if (lapsed.length > 0) await fallBack(rows, lapsed, FALL_BACK, EDITION);
}

// A person whose cycle somebody holds keeps the mark and is computed again.
async function settle(
  rows: Rows,
  marks: readonly Mark[],
  differences: readonly Difference[],
  claimedCycles: ReadonlySet<string>,
): Promise<number> {
  const waiting = new Set(
    differences
      .filter((difference) => asksForWriting(difference) && !claimedCycles.has(difference.placementCase.cycleId))
      .map((difference) => difference.placementCase.candidateId),
  );
  const done = marks.filter((mark) => !waiting.has(mark.candidateId));
  await forgetMarks(rows, done);
  return done.length;
}
