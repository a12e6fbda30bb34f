import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** A medical certificate that will have lapsed on the planned day of departure. It is due on the day on which the ledger
 *  first saw this plan with this certificate, so each new plan is a new reminder. */
export const medicalWillLapseBeforeDeparture: Trigger = {
  code: 'medical_will_lapse_before_departure',
  isPartnership: false,
  facts: `jsonb_build_object('lapsesOn', i.lapses_on, 'plannedDepartureOn', c.planned_departure_on,
      'daysShort', c.planned_departure_on - i.lapses_on)`,
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           seen.first_on AS due_on, seen.first_on AS counts_from,
           ${facts} AS facts
      FROM placement_cycle c
      JOIN checklist_item i ON i.cycle_id = c.id AND i.document_code = 'medical_certificate'
      CROSS JOIN LATERAL (
        SELECT coalesce(min(told.due_on), (SELECT auth.today())) AS first_on
          FROM reminder told
         WHERE told.rule = 'medical_will_lapse_before_departure'
           AND told.subject_id = c.id
           AND told.why #>> '{facts,plannedDepartureOn}' = c.planned_departure_on::text
           AND told.why #>> '{facts,lapsesOn}' = i.lapses_on::text) seen
     WHERE c.planned_departure_on >= (SELECT auth.today())
       AND i.document_id IS NOT NULL
       AND i.state IN ('verified', 'expiring')
       AND i.lapses_on BETWEEN (SELECT auth.today()) AND c.planned_departure_on - 1
       AND ${isOnTheWay('c')}
       AND ${narrow({ subject: 'c.id', candidate: 'c.candidate_id', countsFrom: 'seen.first_on' })}`,
};
