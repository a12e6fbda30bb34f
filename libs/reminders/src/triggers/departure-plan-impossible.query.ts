import { papersToAsk } from '../papers-to-ask.js';
import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

const TODAY = `(SELECT auth.today())`;
const LOST_ON = `coalesce(seen.first_on, greatest(c.ask_by + 1, ${TODAY}))`;

/** A planned departure that cannot be kept any more: the last day of its first open papers has passed. A plan is lost as well
 *  when it is moved nearer or a paper is refused, so it is due on the day on which the ledger first saw it lost; while that
 *  reminder is open, other papers of the same plan are no news. */
export const departurePlanImpossible: Trigger = {
  code: 'departure_plan_impossible',
  isPartnership: false,
  facts: papersToAsk('c'),
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           ${LOST_ON} AS due_on, ${LOST_ON} AS counts_from,
           ${facts} AS facts
      FROM placement_cycle c
      CROSS JOIN LATERAL (
        SELECT min(told.due_on) AS first_on
          FROM reminder told
         WHERE told.rule = 'departure_plan_impossible' AND told.subject_id = c.id AND c.ask_by < ${TODAY}
           AND told.state IN ('pending', 'sent') AND told.settled_at IS NULL
           AND told.why #>> '{facts,plannedDepartureOn}' = c.planned_departure_on::text) seen
     WHERE c.ask_by IS NOT NULL
       AND c.planned_departure_on >= greatest(c.ask_by + 1, ${TODAY})
       AND ${isOnTheWay('c')}
       AND ${narrow({
         subject: 'c.id',
         candidate: 'c.candidate_id',
         countsFrom: LOST_ON,
         indexRange: (_from, to) => `c.ask_by < ${to}`,
       })}`,
};
