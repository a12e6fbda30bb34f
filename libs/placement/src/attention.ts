import { MAIN_STAGES, stageLimitDays } from '#libs/rulebook';

/** at_risk: leaves within 30 days or should have left, and a required document is not in order. soon: leaves within 30 days. */
export const DEPARTURES = ['at_risk', 'soon'] as const;
export type Departure = (typeof DEPARTURES)[number];

// The widest offset of the reminder missing_before_departure that the office acts on.
const SOON_DAYS = 30;

// Asked once for the statement; as a bare call it would be asked for every row.
const TODAY = '(SELECT auth.today())';

const list = (stages: readonly string[]): string => stages.map((stage) => `'${stage}'`).join(', ');

/** Current cycles that have not left yet, over the alias `p` of placement_cycle; the index placement_cycle_open_index holds exactly these. */
export const IS_OPEN = `p.is_current AND p.stage IN (${list(MAIN_STAGES.slice(0, MAIN_STAGES.indexOf('departed')))})`;

/** Which of the open cycles leave soon or are in danger of not leaving, today. */
export const DEPARTS = {
  at_risk: `p.planned_departure_on <= ${TODAY} + ${SOON_DAYS} AND p.verified_count < p.required_count`,
  soon: `p.planned_departure_on BETWEEN ${TODAY} AND ${TODAY} + ${SOON_DAYS}`,
} as const satisfies Record<Departure, string>;

/** Which of the open cycles have been in their stage for as long as the rule candidate_stalled allows, or longer. */
export const IS_STALLED = `(${MAIN_STAGES.flatMap((stage) => {
  const days = stageLimitDays(stage);
  return days === null ? [] : [`p.stage = '${stage}' AND p.stage_since <= ${TODAY} - ${days}`];
}).join(' OR ')})`;
