import { type Trigger } from '../trigger.js';

/** A visit of which no minutes have been written down. */
export const visitFollowup: Trigger = {
  code: 'visit_followup',
  isPartnership: true,
  facts: `jsonb_build_object('areaName', r.name, 'place', v.place, 'visitedOn', v.visited_on)`,
  select: (narrow, facts) => `
    SELECT v.id AS subject_id, NULL::uuid AS candidate_id, v.area_code, NULL::uuid AS officer_id, NULL::uuid AS training_center_id,
           v.visited_on AS due_on, v.visited_on AS counts_from,
           ${facts} AS facts
      FROM visit v
      JOIN area r ON r.code = v.area_code
     WHERE v.minutes_at IS NULL
       AND ${narrow({ subject: 'v.id', countsFrom: 'v.visited_on' })}`,
};
