import { createHash } from 'node:crypto';

import { addDays, DOCUMENT_RULES, isToAsk, readinessPlan, summaryOf, type ChecklistItem } from '#libs/rulebook';

import type { PlacementCase, StoredItem, StoredSummary } from './case.query.js';

const COMPETENCE = 'competence_certificate';

/** First day after `today` on which this checklist may change although nobody changes a fact: a paper lapses or stops covering
 *  the departure, a rule begins or ends, or a paper that was asked for would come too late for the plan. After the departure it stays as it was.
 *  @returns null when no day can change it */
export function nextChangeOn(
  items: readonly ChecklistItem[],
  facts: Pick<PlacementCase['facts'], 'plannedDepartureOn' | 'departedOn'>,
  today: string,
): string | null {
  const { plannedDepartureOn, departedOn } = facts;
  const days = [
    ...items.flatMap((item) => changesOfItem(item, plannedDepartureOn)),
    ...changesOfPlan(items, plannedDepartureOn, today),
    ...RULE_CHANGE_DAYS,
  ];
  const ahead = days.filter((day) => day > today && (departedOn === null || day <= departedOn));
  return ahead.length === 0 ? null : ahead.reduce((first, day) => (day < first ? day : first));
}

/** The summary that lists, counters and reminders read: how many documents are asked for, in, and in order; whether the person
 *  holds a verified competence certificate that is valid today; and until when which papers must be asked for. */
export function storedSummary(
  items: readonly ChecklistItem[],
  placementCase: PlacementCase,
  edition: string,
  today: string,
): StoredSummary {
  const { required, submitted, verified } = summaryOf(items);
  return {
    requiredCount: required,
    submittedCount: submitted,
    verifiedCount: verified,
    isCompetent: items.some((item) => item.documentCode === COMPETENCE && (item.state === 'verified' || item.state === 'expiring')),
    checklistEdition: edition,
    checklistDueOn: nextChangeOn(items, placementCase.facts, today),
    checklistDigest: digestOf(items),
    ...lastDayToAsk(items, placementCase.facts, today),
  };
}

/** The last day to ask for the first open papers, as the readiness plan names it, with all papers of which it is the last day.
 *  It depends on `today` only for a paper that was asked for: once that would come too late, asking for it was too late. Who has departed asks for nothing more. */
export function lastDayToAsk(
  items: readonly ChecklistItem[],
  { plannedDepartureOn, departedOn }: Pick<PlacementCase['facts'], 'plannedDepartureOn' | 'departedOn'>,
  today: string,
): Pick<StoredSummary, 'askBy' | 'askPapers'> {
  if (plannedDepartureOn === null || departedOn !== null) return NOTHING_TO_ASK;
  const { firstToAsk, papers } = readinessPlan(items, today, plannedDepartureOn);
  if (firstToAsk === null) return NOTHING_TO_ASK;
  const first = papers.filter((paper) => isToAsk(paper) && paper.lastDayToAsk === firstToAsk.by);
  return {
    askBy: firstToAsk.by,
    askPapers: first
      .map((paper) => paper.documentCode)
      .toSorted()
      .join(','),
  };
}

const NOTHING_TO_ASK = { askBy: null, askPapers: null } as const;

/** The lines of a computed checklist in the form in which they are stored. `edition` is that of the rules which gave this answer
 *  first; a later edition that gives the same answer changes nothing here. */
export function storedItems(items: readonly ChecklistItem[], cycleId: string, edition: string): StoredItem[] {
  return items.map(({ documentCode, ruleId, requirement, state, neededFor, documentId, lapsesOn }) => ({
    cycleId, documentCode, ruleId, requirement, state, neededFor, documentId, lapsesOn, edition,
  })); // prettier-ignore
}

/** A short name for the lines of a checklist: the same for the same lines in the same order. Stored beside them, it tells without
 *  reading them that nothing has to be written. */
export function digestOf(items: readonly ChecklistItem[]): string {
  const lines = items.map((item) => ITEM_FIELDS.map((field) => item[field]));
  return createHash('sha1').update(JSON.stringify(lines)).digest('base64url');
}

/** Is there any difference that must be written? Equal answers are not written again, so a refresh run twice changes nothing. */
export function sameItem(one: StoredItem | undefined, other: StoredItem): boolean {
  return one !== undefined && ITEM_FIELDS.every((field) => one[field] === other[field]);
}

/** Compares everything but the edition: a later one that gives the same answer is not written. */
export function sameSummary(one: StoredSummary, other: StoredSummary): boolean {
  return one.checklistEdition !== null && SUMMARY_FIELDS.every((field) => one[field] === other[field]);
}

const ITEM_FIELDS = [
  'documentCode',
  'ruleId',
  'requirement',
  'state',
  'neededFor',
  'documentId',
  'lapsesOn',
] as const satisfies readonly (keyof StoredItem)[];
const SUMMARY_FIELDS = [
  'requiredCount',
  'submittedCount',
  'verifiedCount',
  'isCompetent',
  'checklistDueOn',
  'checklistDigest',
  'askBy',
  'askPapers',
] as const satisfies readonly (keyof StoredSummary)[];

const RULE_CHANGE_DAYS = [
  ...new Set(DOCUMENT_RULES.flatMap((rule) => [rule.effectiveFrom, ...(rule.effectiveTo === null ? [] : [addDays(rule.effectiveTo, 1)])])),
];

function changesOfItem({ lapsesOn, lastUsefulOn, leadTimeDays }: ChecklistItem, plannedDepartureOn: string | null): string[] {
  const lapse = lapsesOn === null ? [] : [addDays(lapsesOn, 1)];
  const cover =
    lastUsefulOn === null
      ? []
      : [addDays(lastUsefulOn, 1), ...(plannedDepartureOn === null ? [addDays(lastUsefulOn, 1 - leadTimeDays)] : [])];
  return [...lapse, ...cover];
}

function changesOfPlan(items: readonly ChecklistItem[], plannedDepartureOn: string | null, today: string): string[] {
  if (plannedDepartureOn === null || items.every((item) => item.requested === null)) return [];
  const { papers } = readinessPlan(items, today, plannedDepartureOn);
  return papers.flatMap(({ isRequested, neededOn }) => (isRequested && neededOn !== null ? [addDays(neededOn, 1)] : []));
}
