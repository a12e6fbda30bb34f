import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** The planned day has passed and nobody wrote down whether the person left. */
export const departureNotConfirmed: Trigger = {
  code: 'departure_not_confirmed',
  isPartnership: false,
  facts: `jsonb_build_object('plannedDepartureOn', c.planned_departure_on, 'stage', c.stage)`,
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           c.planned_departure_on AS due_on, c.planned_departure_on AS counts_from,
           ${facts} AS facts
      FROM placement_cycle c
     WHERE c.planned_departure_on IS NOT NULL
       AND ${isOnTheWay('c')}
       AND ${narrow({ subject: 'c.id', candidate: 'c.candidate_id', countsFrom: 'c.planned_departure_on' })}`,
};
