import { MAIN_STAGES } from '#libs/rulebook';

/** The columns by which a selection is narrowed, as the trigger's own SQL names them. */
export interface NarrowBy {
  readonly subject: string;
  /** The person of the subject, where there is one: the way to the subject by index. */
  readonly candidate?: string;
  /** The day from which the offsets of the rule are counted. */
  readonly countsFrom: string;
  /** The same window as a range of an indexed column, where `countsFrom` is computed. */
  readonly indexRange?: (from: string, to: string) => string;
}

/** Adds to a trigger's WHERE: either "in this window of days" or "only these subjects". */
export type Narrow = (columns: NarrowBy) => string;

/** One question to the database: which subjects does this rule concern right now? The statement acts as the system, has no
 *  side effects, names each subject at most once and yields
 *  `subject_id, candidate_id, area_code, officer_id, training_center_id, due_on, counts_from, facts`; `auth.today()` is the
 *  day of the sweep.
 *  Facts never hold a NIK, a name or a finding. */
export interface Trigger {
  /** The rule of `rules/reminders.json` that it answers. */
  readonly code: string;
  /** May a district official get it? Only what concerns promises and agreements, never a candidate. */
  readonly isPartnership: boolean;
  /** SQL of the dates and counts that the recipient sees; case number and initials are added when a row is written. */
  readonly facts: string;
  select(narrow: Narrow, facts: string): string;
}

/** Stages on the way to departure: later there is nothing to remind of. */
const ON_THE_WAY = MAIN_STAGES.slice(0, MAIN_STAGES.indexOf('departed'));

/** SQL: the cycle is the person's present one and still before departure. */
export function isOnTheWay(cycle: string): string {
  return `${cycle}.is_current AND ${cycle}.departed_on IS NULL AND ${cycle}.stage IN (${ON_THE_WAY.map((stage) => `'${stage}'`).join(', ')})`;
}

/** SQL of everything that a trigger about one person's cycle yields beside its own day and facts. */
export function personColumns(cycle: string): string {
  return `${cycle}.candidate_id, ${cycle}.area_code, ${cycle}.officer_id, NULL::uuid AS training_center_id`;
}
