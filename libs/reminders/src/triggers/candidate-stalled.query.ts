import { MAIN_STAGES, stageLimitDays } from '#libs/rulebook';

import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

const LIMITS = MAIN_STAGES.flatMap((stage) => {
  const days = stageLimitDays(stage);
  return days === null ? [] : [`('${stage}', ${days})`];
}).join(', ');

/** Somebody who has been in one stage for longer than the office allows. */
export const candidateStalled: Trigger = {
  code: 'candidate_stalled',
  isPartnership: false,
  facts: `jsonb_build_object('stage', c.stage, 'stageSince', c.stage_since, 'limitDays', l.days)`,
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           c.stage_since + l.days AS due_on, c.stage_since + l.days AS counts_from,
           ${facts} AS facts
      FROM (VALUES ${LIMITS}) AS l (stage, days)
      JOIN placement_cycle c ON c.stage = l.stage
     WHERE ${isOnTheWay('c')}
       AND ${narrow({
         subject: 'c.id',
         candidate: 'c.candidate_id',
         countsFrom: 'c.stage_since + l.days',
         indexRange: (from, to) => `c.stage_since BETWEEN ${from} - l.days AND ${to} - l.days`,
       })}`,
};
