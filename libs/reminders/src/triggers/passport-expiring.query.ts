import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** A passport that ends too early: before six months have passed since the planned departure, or, while nothing is planned,
 *  at all. Whether it covers the plan is the rulebook's answer, stored in the checklist. */
export const passportExpiring: Trigger = {
  code: 'passport_expiring',
  isPartnership: false,
  facts: `jsonb_build_object('lapsesOn', i.lapses_on, 'plannedDepartureOn', c.planned_departure_on)`,
  select: (narrow, facts) => `
    SELECT i.document_id AS subject_id, ${personColumns('c')},
           i.lapses_on AS due_on, i.lapses_on AS counts_from,
           ${facts} AS facts
      FROM checklist_item i
      JOIN placement_cycle c ON c.id = i.cycle_id
     WHERE i.document_code = 'passport'
       AND i.document_id IS NOT NULL
       AND i.lapses_on IS NOT NULL
       AND i.state IN ('verified', 'expiring', 'expired')
       AND (c.planned_departure_on IS NULL OR i.state <> 'verified')
       AND ${isOnTheWay('c')}
       AND ${narrow({ subject: 'i.document_id', candidate: 'c.candidate_id', countsFrom: 'i.lapses_on' })}`,
};
