import { addDays, daysBetween } from './calendar.js';
import type { ChecklistItem } from './checklist-item.js';
import { isInOrder } from './checklist.js';
import { DOCUMENT_RULES, type DocumentRule } from './document-rules.js';
import { PREREQUISITES, type Prerequisite } from './prerequisites.js';

/** An open paper in the order in which things can be done. Days are YYYY-MM-DD. */
export interface PlannedPaper {
  readonly documentCode: string;
  /** Open papers that must be there before this one can be asked for. */
  readonly after: readonly string[];
  /** Earliest day to ask for it, or the day on which it was asked for; and earliest day on which it can be there. The same day
   *  when it only waits to be verified. */
  readonly startsOn: string;
  readonly finishesOn: string;
  /** Last day to ask for it without moving the planned departure; null without a plan. */
  readonly lastDayToAsk: string | null;
  /** Last day on which it must be there; null without a plan. */
  readonly neededOn: string | null;
  /** Asked for at the issuer already. */
  readonly isRequested: boolean;
  /** Who checks the paper once it is handed in. */
  readonly verifierRole: DocumentRule['verifierRole'];
}

/** When a person can be ready, paper by paper, and whether a planned departure still holds. */
export interface ReadinessPlan {
  readonly earliestReadyOn: string;
  /** Is everything there by the planned departure? null without a plan. */
  readonly planHolds: boolean | null;
  /** What must be asked for first, so that the plan holds; null when nothing is open or nothing is planned. */
  readonly firstToAsk: { readonly documentCode: string; readonly by: string } | null;
  readonly papers: readonly PlannedPaper[];
}

/** Everything open is begun on `onDate` or as soon as its prerequisites are there, and takes its lead time; a paper that is
 *  handed in takes none, and one that was asked for is there on the day on which it is expected, or any day after it. A course of training counts as the lead time of its certificate, not by the calendar of the centres.
 *  Papers come in the order in which they can be begun. @param items a checklist; optional papers are left out
 *  @throws Error when a date is not a calendar day. Rules: rules/prerequisites.json, lead times of rules/documents.json */
export function readinessPlan(
  items: readonly ChecklistItem[],
  onDate: string,
  plannedDepartureOn: string | null,
  prerequisites: readonly Prerequisite[] = PREREQUISITES,
): ReadinessPlan {
  const open = inOrderOfWork(
    items.filter((item) => item.requirement === 'required' && !isInOrder(item)),
    prerequisites,
  );
  const finishesOn = new Map<string, string>();
  for (const work of open) finishesOn.set(work.item.documentCode, finishOf(work, finishesOn, onDate));
  const neededOn = new Map<string, string>();
  for (const { item, after } of plannedDepartureOn === null ? [] : open.toReversed()) {
    const lastDay = addDays(neededOn.get(item.documentCode) ?? plannedDepartureOn ?? onDate, -daysOf(item));
    for (const code of after) if (lastDay < (neededOn.get(code) ?? plannedDepartureOn ?? lastDay)) neededOn.set(code, lastDay);
  }
  const papers = open.map(({ item, after }): PlannedPaper => {
    const needed = plannedDepartureOn === null ? null : (neededOn.get(item.documentCode) ?? plannedDepartureOn);
    const finishes = finishesOn.get(item.documentCode) ?? onDate;
    return {
      documentCode: item.documentCode,
      after,
      startsOn: item.requested?.askedOn ?? startOf(after, finishesOn, onDate),
      finishesOn: finishes,
      lastDayToAsk: needed === null ? null : lastDayOf(item, needed, finishes),
      neededOn: needed,
      isRequested: item.requested !== null,
      verifierRole: DOCUMENT_RULES.find((rule) => rule.id === item.ruleId)?.verifierRole ?? 'bp3mi_officer',
    };
  });
  const earliestReadyOn = latest([onDate, ...finishesOn.values()]);
  return {
    earliestReadyOn,
    planHolds: plannedDepartureOn === null ? null : earliestReadyOn <= plannedDepartureOn,
    firstToAsk: firstToAsk(papers),
    papers: papers.toSorted((a, b) => compare(a.startsOn, b.startsOn) || compare(a.finishesOn, b.finishesOn)),
  };
}

/** Last day to begin getting this paper, the one answer for screen, print, message and reminder: for a required paper the day of
 *  the plan, which regards what waits for it. What is outside the plan has only its own lead time: an optional paper, and one that
 *  stops being good while nothing is planned. @returns null when there is nothing to begin or no day is known */
export function lastDayToBegin(item: ChecklistItem, plan: Pick<ReadinessPlan, 'papers'>, plannedDepartureOn: string | null): string | null {
  if (isInOrder(item) || item.state === 'submitted' || item.requested !== null) return null;
  const planned = plan.papers.find((paper) => paper.documentCode === item.documentCode);
  if (planned !== undefined && planned.lastDayToAsk !== null) return planned.lastDayToAsk;
  const neededOn = plannedDepartureOn ?? (item.state === 'expiring' ? item.lastUsefulOn : null);
  return neededOn === null ? null : addDays(neededOn, -item.leadTimeDays);
}

/** Earliest day on which every required document could be there, if all that is possible is begun on `onDate`. */
export function earliestReadyOn(items: readonly ChecklistItem[], onDate: string): string {
  return readinessPlan(items, onDate, null).earliestReadyOn;
}

interface Work {
  readonly item: ChecklistItem;
  readonly after: readonly string[];
}

// Prerequisites first; the rules' check has made sure that there is no circle.
function inOrderOfWork(open: readonly ChecklistItem[], prerequisites: readonly Prerequisite[]): readonly Work[] {
  const codes = new Set(open.map((item) => item.documentCode));
  const after = new Map(prerequisites.map((each) => [each.document, each.after.filter((code) => codes.has(code))]));
  const placed = new Map<string, Work>();
  const place = (item: ChecklistItem): void => {
    if (placed.has(item.documentCode)) return;
    const before = item.state === 'submitted' || item.requested !== null ? [] : (after.get(item.documentCode) ?? []);
    for (const other of open) if (before.includes(other.documentCode)) place(other);
    placed.set(item.documentCode, { item, after: before });
  };
  for (const item of open) place(item);
  return [...placed.values()];
}

/** Must somebody act on this paper now for the plan to hold: nothing stands before it, and if it was asked for, that was too late? */
export function isToAsk(paper: PlannedPaper): boolean {
  return paper.after.length === 0 && paper.lastDayToAsk !== null && (!paper.isRequested || paper.lastDayToAsk < paper.startsOn);
}

function finishOf({ item, after }: Work, finishesOn: ReadonlyMap<string, string>, onDate: string): string {
  if (item.requested !== null) return latest([item.requested.expectedOn, onDate]);
  return addDays(startOf(after, finishesOn, onDate), daysOf(item));
}

// Of a paper that was asked for: the day on which it had to be asked for to be there when it is needed. Once it is too late that
// day stays before the one on which it was asked for, whatever day it is today.
function lastDayOf(item: ChecklistItem, neededOn: string, finishesOn: string): string {
  if (item.requested === null) return addDays(neededOn, -daysOf(item));
  const slack = daysBetween(item.requested.expectedOn, neededOn);
  return addDays(item.requested.askedOn, finishesOn > neededOn ? Math.min(slack, -1) : slack);
}

// A paper that is handed in was there already, whatever should have come before it.
function daysOf(item: ChecklistItem): number {
  return item.state === 'submitted' ? 0 : item.leadTimeDays;
}

function startOf(after: readonly string[], finishesOn: ReadonlyMap<string, string>, onDate: string): string {
  return latest([onDate, ...after.map((code) => finishesOn.get(code) ?? onDate)]);
}

function firstToAsk(papers: readonly PlannedPaper[]): ReadinessPlan['firstToAsk'] {
  const [first] = papers
    .filter(isToAsk)
    .flatMap((paper) => (paper.lastDayToAsk === null ? [] : [{ documentCode: paper.documentCode, by: paper.lastDayToAsk }]))
    .toSorted((a, b) => compare(a.by, b.by));
  return first ?? null;
}

function latest(days: readonly string[]): string {
  return days.reduce((last, day) => (day > last ? day : last));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
