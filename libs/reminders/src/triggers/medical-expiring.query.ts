import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** A medical certificate that comes to its end (three months after issue, Perpres 64/2011 art 14) before departure. */
export const medicalExpiring: Trigger = {
  code: 'medical_expiring',
  isPartnership: false,
  facts: `jsonb_build_object('lapsesOn', i.lapses_on, 'plannedDepartureOn', c.planned_departure_on)`,
  select: (narrow, facts) => `
    SELECT i.document_id AS subject_id, ${personColumns('c')},
           i.lapses_on AS due_on, i.lapses_on AS counts_from,
           ${facts} AS facts
      FROM checklist_item i
      JOIN placement_cycle c ON c.id = i.cycle_id
     WHERE i.document_code = 'medical_certificate'
       AND i.document_id IS NOT NULL
       AND i.lapses_on IS NOT NULL
       AND i.state IN ('verified', 'expiring', 'expired')
       AND ${isOnTheWay('c')}
       AND ${narrow({ subject: 'i.document_id', candidate: 'c.candidate_id', countsFrom: 'i.lapses_on' })}`,
};
