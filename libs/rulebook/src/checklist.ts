import { addDays } from './calendar.js';
import type { ChecklistItem, HeldDocument, ItemState, PaperRequest, Waiver } from './checklist-item.js';
import { applies, RULE_FACTS, type RuleFacts } from './conditions.js';
import { DOCUMENT_RULES, isInForce, type DocumentRule } from './document-rules.js';
import { ruleFactsOf, type CaseFacts } from './facts.js';
import { lapsesOn, lastUsefulBefore } from './validity.js';

/** One held paper judged by one rule. */
interface Judged {
  readonly document: HeldDocument | null;
  readonly state: ItemState;
  readonly reason: string | null;
  readonly lapsesOn: string | null;
  readonly lastUsefulOn: string | null;
}

type HeldByCode = ReadonlyMap<string, readonly HeldDocument[]>;

/** Which paper speaks for the item when several are held: the one that brings the person furthest. */
const WEIGHT: Readonly<Record<ItemState, number>> = {
  waived: 5,
  verified: 5,
  submitted: 4,
  expiring: 3,
  expired: 2,
  rejected: 2,
  missing: 1,
};
const NOTHING_HELD: Judged = { document: null, state: 'missing', reason: null, lapsesOn: null, lastUsefulOn: null };
const PREGNANCY_TEST = 'pregnancy_test';
const NO_DAY_KNOWN = 'Tanggal pada dokumen belum dicatat, sehingga masa berlakunya tidak dapat dihitung.';

/** What this person needs for this cycle and what is there, one item for each document, in the order of the office's list.
 *  A paper must be valid on `onDate` and cover the planned departure (passport: with six months to spare); after departure
 *  the checklist stays as it was on that day. Rules count that are in force on the day. Pure: same input, same answer.
 *  @param onDate calendar day (Asia/Makassar) @throws Error when a date is not a calendar day. Rules: rules/documents.json */
export function checklistFor(
  facts: CaseFacts,
  heldDocuments: readonly HeldDocument[],
  waivers: readonly Waiver[],
  onDate: string,
  requests: readonly PaperRequest[] = [],
): readonly ChecklistItem[] {
  const day = facts.departedOn !== null && facts.departedOn < onDate ? facts.departedOn : onDate;
  const held = byCode(heldDocuments);
  const isPlain = waivers.length === 0 && requests.length === 0;
  return rulesFor(ruleFactsOf(facts), day).map((rule) =>
    isPlain && !held.has(rule.document) ? missingItem(rule) : itemFor(rule, facts, held, waivers, requests, day),
  );
}

// Everybody is asked for many papers and holds few: each rule looks only at those it asks for. Void papers count for nothing.
function byCode(documents: readonly HeldDocument[]): HeldByCode {
  const groups = new Map<string, HeldDocument[]>();
  for (const document of documents) {
    if (document.state === 'void') continue;
    const group = groups.get(document.documentCode);
    if (group) group.push(document);
    else groups.set(document.documentCode, [document]);
  }
  return groups;
}

/** A million people are in few situations, so which rules ask something of one is worked out once for each. */
const rulesOfSituation = new Map<string, readonly DocumentRule[]>();
const MOST_SITUATIONS = 2_000;

function rulesFor(ruleFacts: RuleFacts, day: string): readonly DocumentRule[] {
  let situation = day;
  for (const fact of RULE_FACTS) situation += `|${String(ruleFacts[fact])}`;
  const known = rulesOfSituation.get(situation);
  if (known !== undefined) return known;
  const rules = DOCUMENT_RULES.filter((rule) => isInForce(rule, day) && applies(rule.appliesWhen, ruleFacts));
  // Days pass and people depart on many of them: what is remembered must not grow for ever.
  if (rulesOfSituation.size >= MOST_SITUATIONS) rulesOfSituation.clear();
  rulesOfSituation.set(situation, rules);
  return rules;
}

const missingItems = new Map<DocumentRule, ChecklistItem>();

// The line of a paper that is neither in nor asked for depends only on its rule. Most lines are such lines, so people share them.
function missingItem(rule: DocumentRule): ChecklistItem {
  const known = missingItems.get(rule);
  if (known !== undefined) return known;
  const item = itemOf(rule, NOTHING_HELD, []);
  missingItems.set(rule, item);
  return item;
}

/** How many required documents there are, how many are in (submitted, verified, expiring or waived), and how many are in
 *  order (verified and good for the departure, or waived). The two counts stay apart: handed in is not yet checked. */
export function summaryOf(items: readonly ChecklistItem[]): {
  readonly required: number;
  readonly submitted: number;
  readonly verified: number;
} {
  let [required, submitted, verified] = [0, 0, 0];
  for (const item of items) {
    if (item.requirement !== 'required') continue;
    required += 1;
    if (item.state === 'submitted' || item.state === 'expiring' || isInOrder(item)) submitted += 1;
    if (isInOrder(item)) verified += 1;
  }
  return { required, submitted, verified };
}

/** Nothing left to do for this item: verified and good for the departure, or waived. */
export function isInOrder(item: ChecklistItem): boolean {
  return item.state === 'verified' || item.state === 'waived';
}

function itemFor(
  rule: DocumentRule,
  facts: CaseFacts,
  held: HeldByCode,
  waivers: readonly Waiver[],
  requests: readonly PaperRequest[],
  day: string,
): ChecklistItem {
  const best = bestOf(rule, facts, held, day);
  const waiver = waivers.find((candidate) => candidate.documentCode === rule.document);
  const judged: Judged = waiver === undefined || best.state === 'verified' ? best : { ...best, state: 'waived', reason: waiver.reason };
  return itemOf(rule, judged, requests);
}

function itemOf(rule: DocumentRule, judged: Judged, requests: readonly PaperRequest[]): ChecklistItem {
  return {
    documentCode: rule.document,
    requirement: rule.requirement,
    state: judged.state,
    ruleId: rule.id,
    legalBasis: rule.legalBasis,
    issuer: rule.issuer,
    neededFor: rule.neededFor,
    coverDepartureFrom: rule.coverDepartureFrom,
    leadTimeDays: rule.leadTimeDays,
    lapsesOn: judged.lapsesOn,
    lastUsefulOn: judged.lastUsefulOn,
    documentId: judged.document?.id ?? null,
    reason: judged.reason,
    requested: requestOf(rule.document, judged.state, requests),
  };
}

// What is handed in or settled is asked for no more, whatever was written down before.
function requestOf(documentCode: string, state: ItemState, requests: readonly PaperRequest[]): ChecklistItem['requested'] {
  if (state === 'submitted' || state === 'verified' || state === 'waived') return null;
  const found = requests.find((request) => request.documentCode === documentCode);
  return found === undefined ? null : { askedOn: found.askedOn, expectedOn: found.expectedOn };
}

function bestOf(rule: DocumentRule, facts: CaseFacts, held: HeldByCode, day: string): Judged {
  let best = NOTHING_HELD;
  for (const document of held.get(rule.document) ?? []) {
    if (!belongsHere(rule, document, facts.cycleId)) continue;
    const candidate = judge(document, rule, facts, held, day);
    if (isBetter(candidate, best)) best = candidate;
  }
  return best;
}

// A paper of one cycle does not serve another; one that nobody has tied to a cycle yet is taken as it is.
function belongsHere(rule: DocumentRule, document: HeldDocument, cycleId: string | null): boolean {
  return !rule.perCycle || document.cycleId === null || document.cycleId === cycleId;
}

function judge(document: HeldDocument, rule: DocumentRule, facts: CaseFacts, held: HeldByCode, day: string): Judged {
  const end = lapsesOn(document, rule.validity);
  const lastUsefulOn = lastUsefulBefore(end, rule.validity);
  const judged = (state: ItemState, reason: string | null = null): Judged => ({ document, state, reason, lapsesOn: end, lastUsefulOn });
  if (document.state === 'rejected') return judged('rejected', document.closedReason);
  const refusal = refusalOf(document, rule, held);
  if (refusal !== null) return judged('rejected', refusal);
  if (end === null && rule.validity.kind !== 'none') return judged('submitted', NO_DAY_KNOWN);
  if (end !== null && end < day) return judged('expired');
  if (document.state === 'submitted') return judged('submitted');
  return judged(coversDeparture(lastUsefulOn, rule, facts.plannedDepartureOn, day) ? 'verified' : 'expiring');
}

function refusalOf(document: HeldDocument, rule: DocumentRule, held: HeldByCode): string | null {
  if (document.verdict === 'unfit') return 'Hasil pemeriksaan: tidak sehat (unfit).';
  if (document.verdict === 'pregnant') return 'Hasil pemeriksaan: hamil.';
  const isVoid = rule.voidedBy.includes('pregnancy') && (held.get(PREGNANCY_TEST) ?? []).some((test) => isLaterPregnancy(test, document));
  return isVoid ? 'Surat sehat gugur karena pemeriksaan kehamilan sesudahnya menyatakan hamil.' : null;
}

function isLaterPregnancy(test: HeldDocument, certificate: HeldDocument): boolean {
  const isFound = test.state === 'verified' && test.verdict === 'pregnant';
  return isFound && (test.issuedOn ?? test.submittedAt) >= (certificate.issuedOn ?? certificate.submittedAt);
}

// With a plan the departure decides, also when the planned day has passed; without one the paper must outlive its lead time.
function coversDeparture(lastUsefulOn: string | null, rule: DocumentRule, plannedDepartureOn: string | null, day: string): boolean {
  if (lastUsefulOn === null) return true;
  if (plannedDepartureOn === null) return addDays(day, rule.leadTimeDays) <= lastUsefulOn;
  return (plannedDepartureOn > day ? plannedDepartureOn : day) <= lastUsefulOn;
}

function isBetter(candidate: Judged, best: Judged): boolean {
  const difference = WEIGHT[candidate.state] - WEIGHT[best.state];
  if (difference !== 0 || candidate.document === null || best.document === null) return difference > 0;
  const [end, bestEnd] = [candidate.lastUsefulOn ?? '9999-12-31', best.lastUsefulOn ?? '9999-12-31'];
  const isRefused = candidate.state === 'rejected' || candidate.state === 'expired';
  return !isRefused && end !== bestEnd ? end > bestEnd : candidate.document.submittedAt > best.document.submittedAt;
}
