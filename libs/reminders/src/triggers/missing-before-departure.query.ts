import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** A planned departure for which required documents are still missing (UU 18/2017 art 13); which ones, the checklist says. */
export const missingBeforeDeparture: Trigger = {
  code: 'missing_before_departure',
  isPartnership: false,
  facts: `jsonb_build_object('plannedDepartureOn', c.planned_departure_on, 'required', c.required_count, 'missing', c.required_count - c.submitted_count)`,
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           c.planned_departure_on AS due_on, c.planned_departure_on AS counts_from,
           ${facts} AS facts
      FROM placement_cycle c
     WHERE c.planned_departure_on >= (SELECT auth.today())
       AND c.submitted_count < c.required_count
       AND ${isOnTheWay('c')}
       AND ${narrow({ subject: 'c.id', candidate: 'c.candidate_id', countsFrom: 'c.planned_departure_on' })}`,
};
