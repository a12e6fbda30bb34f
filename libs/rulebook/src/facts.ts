import type { ChecklistItem } from './checklist-item.js';
import type { RuleFacts } from './conditions.js';
import { countryRow } from './countries.js';
import type { EmployerKind, MaritalStatus, Scheme, Sex, Stage } from './stages.js';

/** What is known about one placement cycle and its person, without the checklist. Days are YYYY-MM-DD in Asia/Makassar.
 *  Unknown is null: a rule that asks for an unknown fact does not apply. */
export interface CaseFacts {
  readonly today: string;
  readonly cycleId: string | null;
  readonly scheme: Scheme | null;
  readonly stage: Stage;
  /** Where a pause or an interruption came from. */
  readonly resumeStage: Stage | null;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly maritalStatus: MaritalStatus | null;
  /** ISO 3166-1 alpha-2. */
  readonly destinationCountry: string | null;
  /** KBJI code, four digits or more. */
  readonly jobCode: string | null;
  /** A job is recorded, by code or by title. */
  readonly hasJob: boolean;
  readonly employerKind: EmployerKind | null;
  readonly hasEmployer: boolean;
  readonly hasPlacementAgency: boolean;
  readonly isReentry: boolean;
  readonly trainedAtCenter: boolean;
  readonly plannedDepartureOn: string | null;
  readonly departedOn: string | null;
  readonly hasName: boolean;
  readonly hasNik: boolean;
  readonly areaCode: string | null;
  readonly noticeGiven: boolean;
}

/** Everything the journey asks for: the case and its computed checklist. */
export interface Facts extends CaseFacts {
  readonly items: readonly ChecklistItem[];
}

const PROGRAMMES: Readonly<Record<string, string>> = { KR: 'eps', JP: 'ijepa', DE: 'triple_win' };
const AFTER_THE_WAY: readonly Stage[] = ['returned', 'closed', 'deceased', 'merged'];
const JOB_GROUP_DIGITS = 4;

/** The case in the words that rules may use. A person without a scheme is `undecided` until the way is over, then `none`. */
export function ruleFactsOf(facts: CaseFacts): RuleFacts {
  const country = facts.destinationCountry === null ? null : countryRow(facts.destinationCountry);
  const undecided = AFTER_THE_WAY.includes(facts.stage) ? 'none' : 'undecided';
  return {
    scheme: facts.scheme ?? undecided,
    programme: facts.scheme === 'g_to_g' ? (PROGRAMMES[facts.destinationCountry ?? ''] ?? 'other') : 'other',
    sex: facts.sex,
    maritalStatus: facts.maritalStatus,
    country: facts.destinationCountry,
    languageTest: country?.languageTest ?? false,
    job: facts.jobCode?.slice(0, JOB_GROUP_DIGITS) ?? null,
    employerKind: facts.employerKind,
    isReentry: facts.isReentry,
    trainedAtCenter: facts.trainedAtCenter,
    hasPlacementAgency: facts.hasPlacementAgency,
  };
}
