import { applies, canBothApply, type AppliesWhen } from './conditions.js';
import { AGE_LIMITS, CLOSURES } from './country-rules.js';
import { countryRow } from './countries.js';
import { checklistFor, summaryOf } from './checklist.js';
import { adviceFaults, DOCUMENT_ADVICE } from './document-advice.js';
import { DOCUMENT_CODES, DOCUMENT_RULES, isDocumentCode, type DocumentRule } from './document-rules.js';
import { rulesToPublish } from './edition.js';
import { EXAMPLES, type Example } from './examples.js';
import { ruleFactsOf } from './facts.js';
import { JOURNEYS, OFF_RAMPS, SCHEME_NAMES, STAGE_NAMES, TRANSITIONS } from './journey-rules.js';
import { OPEN_QUESTIONS } from './open-questions.js';
import { PREREQUISITES, prerequisiteFaults } from './prerequisites.js';
import { REJECTION_CODES } from './rejection-reasons.js';
import { REMINDER_RULES } from './reminders.js';
import type { LegalBasis } from './rule-file.js';
import { MAIN_STAGES, SCHEMES, STAGES } from './stages.js';

/** A stretch of time in which a rule counts. */
interface Dated {
  readonly id: string;
  readonly appliesWhen: AppliesWhen;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** Reads the whole rulebook against itself: ids unique, codes known, a legal basis everywhere, no two rules for the same
 *  document, people and day, every document, scheme and stage covered, every golden example as expected and every document
 *  rule hit by at least one of them. @returns one sentence for each fault; empty when all is well. @throws never */
export function checkRules(): readonly string[] {
  return [
    ...repeated(
      [...rulesToPublish().map((rule) => rule.ruleId), ...CLOSURES.map((rule) => rule.id), ...AGE_LIMITS.map((rule) => rule.id)],
      'rule id',
    ),
    ...repeated(DOCUMENT_CODES, 'document code'),
    ...repeated(REJECTION_CODES, 'rejection reason'),
    ...adviceFaults(DOCUMENT_ADVICE),
    ...documentFaults(DOCUMENT_RULES),
    ...prerequisiteFaults(PREREQUISITES),
    ...journeyFaults(),
    ...placeFaults(),
    ...basisFaults(),
    ...questionFaults(),
    ...exampleFaults(EXAMPLES),
  ];
}

/** Faults of a set of document rules by themselves. */
export function documentFaults(rules: readonly DocumentRule[]): readonly string[] {
  const unknown = rules.filter((rule) => !isDocumentCode(rule.document)).map((rule) => `${rule.id}: unknown document ${rule.document}`);
  const dates = rules.flatMap(backwards);
  const missing = DOCUMENT_CODES.filter((code) => !rules.some((rule) => rule.document === code)).map((code) => `${code}: no rule`);
  const unnamed = rules.filter((rule) => rule.id !== `doc.${rule.document}` && !rule.id.startsWith(`doc.${rule.document}.`));
  const overlaps = rules.flatMap((rule, place) =>
    rules
      .slice(place + 1)
      .filter((other) => other.document === rule.document && overlap(rule, other))
      .map((other) => `${rule.id} and ${other.id} can both apply to one person on one day`),
  );
  return [...unknown, ...dates, ...missing, ...unnamed.map((rule) => `${rule.id}: the id does not name its document`), ...overlaps];
}

function overlap(a: Dated, b: Dated): boolean {
  const isSameTime =
    (a.effectiveTo === null || b.effectiveFrom <= a.effectiveTo) && (b.effectiveTo === null || a.effectiveFrom <= b.effectiveTo);
  return isSameTime && canBothApply(a.appliesWhen, b.appliesWhen);
}

function backwards(rule: Dated): readonly string[] {
  return rule.effectiveTo !== null && rule.effectiveTo < rule.effectiveFrom ? [`${rule.id}: ends before it begins`] : [];
}

function journeyFaults(): readonly string[] {
  const pairs = JOURNEYS.flatMap((journey, place) =>
    JOURNEYS.slice(place + 1)
      .filter((other) => canBothApply(journey.appliesWhen, other.appliesWhen))
      .map((other) => `${journey.id} and ${other.id} can both apply`),
  );
  const orphans = [...SCHEMES, 'undecided', 'none'].filter(
    (scheme) => !JOURNEYS.some((journey) => journey.appliesWhen.scheme?.includes(scheme) ?? true),
  );
  const backward = JOURNEYS.filter((journey) => journey.order[0] !== 'lead' || journey.order.at(-1) !== 'closed');
  const entered = MAIN_STAGES.filter((stage) => stage !== 'lead' && !TRANSITIONS.some((transition) => transition.to === stage));
  const beside = STAGES.slice(MAIN_STAGES.length).filter((stage) => !OFF_RAMPS.some((offRamp) => offRamp.stage === stage));
  const unnamed = [
    ...STAGES.filter((stage) => !STAGE_NAMES.some((name) => name.code === stage)),
    ...SCHEMES.filter((scheme) => !SCHEME_NAMES.some((name) => name.code === scheme)),
  ];
  return [
    ...pairs,
    ...orphans.map((scheme) => `scheme ${scheme}: no journey`),
    ...backward.map((journey) => `${journey.id}: must lead from lead to closed`),
    ...JOURNEYS.flatMap((journey) => repeated(journey.order, `stage of ${journey.id}`)),
    ...entered.map((stage) => `stage ${stage}: nobody may enter it`),
    ...beside.map((stage) => `stage ${stage}: no way leads there`),
    ...unnamed.map((code) => `${code}: no name`),
  ];
}

function placeFaults(): readonly string[] {
  const codes = [...CLOSURES.flatMap((rule) => rule.countries), ...AGE_LIMITS.map((rule) => rule.country)];
  const ages = AGE_LIMITS.filter((rule) => rule.minAge > rule.maxAge).map((rule) => `${rule.id}: minimum above maximum`);
  return [
    ...codes.filter((code) => countryRow(code) === null).map((code) => `country ${code}: not in the list`),
    ...ages,
    ...[...CLOSURES, ...AGE_LIMITS].flatMap(backwards),
  ];
}

// A basis without a regulation is allowed only where it says honestly that it is a conclusion, a habit or an announcement.
function basisFaults(): readonly string[] {
  const all: readonly (readonly [string, LegalBasis])[] = [
    ...DOCUMENT_RULES.map((rule) => [rule.id, rule.legalBasis] as const),
    ...JOURNEYS.map((rule) => [rule.id, rule.legalBasis] as const),
    ...REMINDER_RULES.map((rule) => [rule.code, rule.legalBasis] as const),
    ...PREREQUISITES.map((rule) => [`prerequisite ${rule.document}`, rule.legalBasis] as const),
  ];
  return all
    .filter(([, basis]) => basis.regulation === undefined && !['inferred', 'practice'].includes(basis.confidence))
    .map(([id]) => `${id}: names no regulation, but claims more than practice`);
}

function questionFaults(): readonly string[] {
  const known = new Set([
    ...rulesToPublish().map((rule) => rule.ruleId),
    ...CLOSURES.map((rule) => rule.id),
    ...AGE_LIMITS.map((rule) => rule.id),
  ]);
  const lost = OPEN_QUESTIONS.flatMap((question) =>
    question.affects.filter((id) => !known.has(id)).map((id) => `question ${question.id}: unknown rule ${id}`),
  );
  return [
    ...repeated(
      OPEN_QUESTIONS.map((question) => question.id),
      'question',
    ),
    ...lost,
  ];
}

/** Faults of the golden examples: another answer than expected, and document rules that none of them hits. */
export function exampleFaults(examples: readonly Example[]): readonly string[] {
  const hit = new Set(examples.flatMap(rulesHit));
  const untouched = DOCUMENT_RULES.filter((rule) => !hit.has(rule.id)).map((rule) => `${rule.id}: no example hits it`);
  const journeys = JOURNEYS.filter((journey) => !examples.some((example) => applies(journey.appliesWhen, ruleFactsOf(example.facts))));
  return [...examples.flatMap(differences), ...untouched, ...journeys.map((journey) => `${journey.id}: no example hits it`)];
}

function rulesHit(example: Example): readonly string[] {
  return checklistFor(example.facts, example.held, example.waivers, example.onDate).map((item) => item.ruleId);
}

function differences(example: Example): readonly string[] {
  const items = checklistFor(example.facts, example.held, example.waivers, example.onDate);
  const found = new Map(items.map((item) => [item.documentCode, `${item.requirement}: ${item.state}`]));
  const codes = [...new Set([...example.expectedItems.keys(), ...found.keys()])];
  const wrong = codes
    .filter((code) => example.expectedItems.get(code) !== found.get(code))
    .map(
      (code) =>
        `example "${example.title}": ${code} is ${found.get(code) ?? 'not asked'}, expected ${example.expectedItems.get(code) ?? 'not asked'}`,
    );
  const { required, submitted, verified } = summaryOf(items);
  const summary = `${required} required, ${submitted} submitted, ${verified} verified`;
  return summary === example.expectedSummary
    ? wrong
    : [...wrong, `example "${example.title}": ${summary}, expected ${example.expectedSummary}`];
}

function repeated(values: readonly string[], kind: string): readonly string[] {
  return [...new Set(values.filter((value, place) => values.indexOf(value) !== place))].map((value) => `${kind} twice: ${value}`);
}
