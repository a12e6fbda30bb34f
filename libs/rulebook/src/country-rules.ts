import countriesFile from '../rules/countries.json' with { type: 'json' };
import { applies, type AppliesWhen, type RuleFacts } from './conditions.js';
import { isInForce } from './document-rules.js';
import { Entry, type LegalBasis } from './rule-file.js';

/** Departures for work to these countries are stopped, for those who match `appliesWhen`. */
export interface Closure {
  readonly id: string;
  readonly countries: readonly string[];
  readonly appliesWhen: AppliesWhen;
  readonly legalBasis: LegalBasis;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** Ages that a destination accepts on the day of departure, in completed years. */
export interface AgeLimit {
  readonly id: string;
  readonly country: string;
  readonly appliesWhen: AppliesWhen;
  readonly minAge: number;
  readonly maxAge: number;
  readonly legalBasis: LegalBasis;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

const file = Entry.of(countriesFile, 'countries');

/** Closed countries and jobs (UU 18/2017 art 31-32). Rules: rules/countries.json. */
export const CLOSURES: readonly Closure[] = file.entries('closures').map((entry) => ({
  id: entry.text('id'),
  countries: entry.texts('countries'),
  appliesWhen: entry.appliesWhen(),
  legalBasis: entry.legalBasis(),
  effectiveFrom: entry.day('effectiveFrom'),
  effectiveTo: entry.dayOrNull('effectiveTo'),
}));

/** Age limits that destinations set. Rules: rules/countries.json. */
export const AGE_LIMITS: readonly AgeLimit[] = file.entries('ageLimits').map((entry) => ({
  id: entry.text('id'),
  country: entry.text('country'),
  appliesWhen: entry.appliesWhen(),
  minAge: entry.whole('minAge'),
  maxAge: entry.whole('maxAge'),
  legalBasis: entry.legalBasis(),
  effectiveFrom: entry.day('effectiveFrom'),
  effectiveTo: entry.dayOrNull('effectiveTo'),
}));

/** Is the destination closed for this person on that day? @returns the rule that closes it, else null */
export function closureFor(country: string, facts: RuleFacts, day: string): Closure | null {
  return CLOSURES.find((rule) => rule.countries.includes(country) && isInForce(rule, day) && applies(rule.appliesWhen, facts)) ?? null;
}

/** The age limits of the destination for this person on that day. */
export function ageLimitsFor(country: string, facts: RuleFacts, day: string): readonly AgeLimit[] {
  return AGE_LIMITS.filter((rule) => rule.country === country && isInForce(rule, day) && applies(rule.appliesWhen, facts));
}
