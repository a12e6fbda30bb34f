import { hash } from 'node:crypto';

import { addDays, daysBetween, DOCUMENT_RULES, isToAsk, readinessPlan, summaryOf, type ChecklistItem } from '#libs/rulebook';

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
  let first: string | null = null;
  const consider = (day: string): void => {
    if (day > today && (departedOn === null || day <= departedOn) && (first === null || day < first)) first = day;
  };
  RULE_CHANGE_DAYS.forEach(consider);
  for (const item of items) {
    // Most lines have no paper, or one that does not lapse.
    if (item.lapsesOn !== null || item.lastUsefulOn !== null) changesOfItem(item, plannedDepartureOn).forEach(consider);
  }
  changesOfPlan(items, plannedDepartureOn, today).forEach(consider);
  return first;
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
  const asked = firstToAsk(items, plannedDepartureOn, today);
  return asked === null ? NOTHING_TO_ASK : { askBy: addDays(plannedDepartureOn, -asked.daysBefore), askPapers: asked.papers };
}

interface FirstToAsk {
  readonly daysBefore: number;
  readonly papers: string;
}

/** How long before a departure the first papers must be asked for depends on which are open, not on the day of the departure, as
 *  long as none was asked for. A million people lack few combinations of papers, so the plan is drawn once for each. */
const firstToAskOf = new Map<string, FirstToAsk | null>();
const MOST_COMBINATIONS = 5_000;
const FIRST_LETTER = 0x100;
/** A letter for each rule, so that the name of a combination is short. */
const LETTERS = new Map(DOCUMENT_RULES.map((rule, place) => [rule.id, String.fromCodePoint(FIRST_LETTER + place)]));

function firstToAsk(items: readonly ChecklistItem[], plannedDepartureOn: string, today: string): FirstToAsk | null {
  let combination = '';
  for (const { requirement, state, ruleId, requested } of items) {
    if (requirement !== 'required' || state === 'verified' || state === 'waived') continue;
    if (requested !== null) return drawFirstToAsk(items, plannedDepartureOn, today);
    combination += (LETTERS.get(ruleId) ?? ruleId) + (state === 'submitted' ? '+' : '');
  }
  const known = firstToAskOf.get(combination);
  if (known !== undefined) return known;
  if (firstToAskOf.size >= MOST_COMBINATIONS) firstToAskOf.clear();
  const drawn = drawFirstToAsk(items, plannedDepartureOn, today);
  firstToAskOf.set(combination, drawn);
  return drawn;
}

function drawFirstToAsk(items: readonly ChecklistItem[], plannedDepartureOn: string, today: string): FirstToAsk | null {
  const { firstToAsk: first, papers } = readinessPlan(items, today, plannedDepartureOn);
  if (first === null) return null;
  return {
    daysBefore: daysBetween(first.by, plannedDepartureOn),
    papers: papers
      .filter((paper) => isToAsk(paper) && paper.lastDayToAsk === first.by)
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
  let lines = '';
  for (const item of items) lines += lineOf(item);
  return hash('sha1', lines, 'base64url');
}

/** Lines of papers that nobody has handed in are shared by many people (see `checklistFor`), so each is written down once. */
const missingLines = new WeakMap<ChecklistItem, string>();

function lineOf(item: ChecklistItem): string {
  if (item.state !== 'missing') return written(item);
  const known = missingLines.get(item);
  if (known !== undefined) return known;
  const line = written(item);
  missingLines.set(item, line);
  return line;
}

function written({ documentCode, ruleId, requirement, state, neededFor, documentId, lapsesOn }: ChecklistItem): string {
  return `${documentCode}|${ruleId}|${requirement}|${state}|${neededFor ?? ''}|${documentId ?? ''}|${lapsesOn ?? ''}\n`;
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
