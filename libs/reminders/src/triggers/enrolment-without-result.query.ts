import { type Trigger } from '../trigger.js';

/** A batch is over and participants have no result yet; one reminder per batch, with their number only. */
export const enrolmentWithoutResult: Trigger = {
  code: 'enrolment_without_result',
  isPartnership: false,
  facts: `jsonb_build_object('batchName', b.name, 'endsOn', b.ends_on, 'withoutResult', open.participants)`,
  select: (narrow, facts) => `
    SELECT b.id AS subject_id, NULL::uuid AS candidate_id, b.area_code, NULL::uuid AS officer_id, b.training_center_id,
           b.ends_on AS due_on, b.ends_on AS counts_from,
           ${facts} AS facts
      FROM training_batch b
      CROSS JOIN LATERAL (
        SELECT count(*)::integer AS participants
          FROM enrolment e
         WHERE e.training_batch_id = b.id AND e.seat = 'main' AND e.state = 'accepted' AND e.result IS NULL) open
     WHERE b.state NOT IN ('completed', 'cancelled')
       AND open.participants > 0
       AND ${narrow({ subject: 'b.id', countsFrom: 'b.ends_on' })}`,
};
