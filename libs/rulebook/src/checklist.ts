import { addDays } from './calendar.js';
import type { ChecklistItem, HeldDocument, ItemState, PaperRequest, Waiver } from './checklist-item.js';
import { applies, RULE_FACTS, type RuleFacts } from './conditions.js';
import { DOCUMENT_RULES, isInForce, type DocumentRule } from './document-rules.js';
import { ruleFactsOf, type CaseFacts } from './facts.js';
import { isDateUnknown, isValidOn, lapsesOn, lastUsefulDay } from './validity.js';

/** One held paper judged by one rule. */
interface Judged {
  readonly document: HeldDocument | null;
  readonly state: ItemState;
  readonly reason: string | null;
}

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
const NOTHING_HELD: Judged = { document: null, state: 'missing', reason: null };

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
  return rulesFor(ruleFactsOf(facts), day).map((rule) => itemFor(rule, facts, heldDocuments, waivers, requests, day));
}

/** A million people are in few situations, so which rules ask something of one is worked out once for each. */
const rulesOfSituation = new Map<string, readonly DocumentRule[]>();
const MOST_SITUATIONS = 2_000;

function rulesFor(ruleFacts: RuleFacts, day: string): readonly DocumentRule[] {
  const situation = JSON.stringify([day, ...RULE_FACTS.map((fact) => ruleFacts[fact])]);
  const known = rulesOfSituation.get(situation);
  if (known !== undefined) return known;
  const rules = DOCUMENT_RULES.filter((rule) => isInForce(rule, day) && applies(rule.appliesWhen, ruleFacts));
  // Days pass and people depart on many of them: what is remembered must not grow for ever.
  if (rulesOfSituation.size >= MOST_SITUATIONS) rulesOfSituation.clear();
  rulesOfSituation.set(situation, rules);
  return rules;
}

/** How many required documents there are, how many are in (submitted, verified, expiring or waived), and how many are in
 *  order (verified and good for the departure, or waived). The two counts stay apart: handed in is not yet checked. */
export function summaryOf(items: readonly ChecklistItem[]): {
  readonly required: number;
  readonly submitted: number;
  readonly verified: number;
} {
  const required = items.filter((item) => item.requirement === 'required');
  const submitted = required.filter((item) => ['submitted', 'verified', 'expiring', 'waived'].includes(item.state));
  return { required: required.length, submitted: submitted.length, verified: required.filter(isInOrder).length };
}

/** Nothing left to do for this item: verified and good for the departure, or waived. */
export function isInOrder(item: ChecklistItem): boolean {
  return item.state === 'verified' || item.state === 'waived';
}

function itemFor(
  rule: DocumentRule,
  facts: CaseFacts,
  held: readonly HeldDocument[],
  waivers: readonly Waiver[],
  requests: readonly PaperRequest[],
  day: string,
): ChecklistItem {
  const best = bestOf(rule, facts, held, day);
  const waiver = waivers.find((candidate) => candidate.documentCode === rule.document);
  const judged: Judged = waiver === undefined || best.state === 'verified' ? best : { ...best, state: 'waived', reason: waiver.reason };
  const lastUsefulOn = judged.document === null ? null : lastUsefulDay(judged.document, rule.validity);
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
    lapsesOn: judged.document === null ? null : lapsesOn(judged.document, rule.validity),
    lastUsefulOn,
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

function bestOf(rule: DocumentRule, facts: CaseFacts, held: readonly HeldDocument[], day: string): Judged {
  const own = held.filter(
    (document) => document.documentCode === rule.document && document.state !== 'void' && belongsHere(rule, document, facts.cycleId),
  );
  const judged = own.map((document) => judge(document, rule, facts, held, day));
  return judged.reduce<Judged>((best, candidate) => (isBetter(candidate, best, rule) ? candidate : best), NOTHING_HELD);
}

// A paper of one cycle does not serve another; one that nobody has tied to a cycle yet is taken as it is.
function belongsHere(rule: DocumentRule, document: HeldDocument, cycleId: string | null): boolean {
  return !rule.perCycle || document.cycleId === null || document.cycleId === cycleId;
}

function judge(document: HeldDocument, rule: DocumentRule, facts: CaseFacts, held: readonly HeldDocument[], day: string): Judged {
  if (document.state === 'rejected') return { document, state: 'rejected', reason: document.closedReason };
  const refusal = refusalOf(document, rule, held);
  if (refusal !== null) return { document, state: 'rejected', reason: refusal };
  if (isDateUnknown(document, rule.validity))
    return { document, state: 'submitted', reason: 'Tanggal pada dokumen belum dicatat, sehingga masa berlakunya tidak dapat dihitung.' };
  if (!isValidOn(document, rule.validity, day)) return { document, state: 'expired', reason: null };
  if (document.state === 'submitted') return { document, state: 'submitted', reason: null };
  return { document, state: coversDeparture(document, rule, facts.plannedDepartureOn, day) ? 'verified' : 'expiring', reason: null };
}

function refusalOf(document: HeldDocument, rule: DocumentRule, held: readonly HeldDocument[]): string | null {
  if (document.verdict === 'unfit') return 'Hasil pemeriksaan: tidak sehat (unfit).';
  if (document.verdict === 'pregnant') return 'Hasil pemeriksaan: hamil.';
  const isVoid = rule.voidedBy.includes('pregnancy') && held.some((other) => isLaterPregnancy(other, document));
  return isVoid ? 'Surat sehat gugur karena pemeriksaan kehamilan sesudahnya menyatakan hamil.' : null;
}

function isLaterPregnancy(test: HeldDocument, certificate: HeldDocument): boolean {
  const isFound = test.documentCode === 'pregnancy_test' && test.state === 'verified' && test.verdict === 'pregnant';
  return isFound && (test.issuedOn ?? test.submittedAt) >= (certificate.issuedOn ?? certificate.submittedAt);
}

// With a plan the departure decides, also when the planned day has passed; without one the paper must outlive its lead time.
function coversDeparture(document: HeldDocument, rule: DocumentRule, plannedDepartureOn: string | null, day: string): boolean {
  const last = lastUsefulDay(document, rule.validity);
  if (last === null) return true;
  if (plannedDepartureOn === null) return addDays(day, rule.leadTimeDays) <= last;
  return (plannedDepartureOn > day ? plannedDepartureOn : day) <= last;
}

function isBetter(candidate: Judged, best: Judged, rule: DocumentRule): boolean {
  const difference = WEIGHT[candidate.state] - WEIGHT[best.state];
  if (difference !== 0 || candidate.document === null || best.document === null) return difference > 0;
  const [end, bestEnd] = [
    lastUsefulDay(candidate.document, rule.validity) ?? '9999-12-31',
    lastUsefulDay(best.document, rule.validity) ?? '9999-12-31',
  ];
  const isRefused = candidate.state === 'rejected' || candidate.state === 'expired';
  return !isRefused && end !== bestEnd ? end > bestEnd : candidate.document.submittedAt > best.document.submittedAt;
}
