/** The only words a rule may use in `appliesWhen`. A rule that needs more gets a new fact here, never an operator. */
export const RULE_FACTS = [
  'scheme',
  'programme',
  'sex',
  'maritalStatus',
  'country',
  'languageTest',
  'job',
  'employerKind',
  'isReentry',
  'trainedAtCenter',
  'hasPlacementAgency',
] as const;
export type RuleFact = (typeof RULE_FACTS)[number];
export type FactValue = string | boolean;
export type AppliesWhen = Readonly<Partial<Record<RuleFact, readonly FactValue[]>>>;
export type RuleFacts = Readonly<Record<RuleFact, FactValue | null>>;

/** All keys must match; a value is one of a list; no key means always. */
export function applies(when: AppliesWhen, facts: RuleFacts): boolean {
  return RULE_FACTS.every((fact) => {
    const wanted = when[fact];
    const actual = facts[fact];
    return wanted === undefined || (actual !== null && wanted.includes(actual));
  });
}

/** Can one person match both conditions? */
export function canBothApply(a: AppliesWhen, b: AppliesWhen): boolean {
  return RULE_FACTS.every((fact) => {
    const [ofA, ofB] = [a[fact], b[fact]];
    return ofA === undefined || ofB === undefined || ofA.some((value) => ofB.includes(value));
  });
}
