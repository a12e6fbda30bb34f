import { type Trigger } from '../trigger.js';

export const COMMITMENT_FACTS = `jsonb_build_object('office', m.promised_by_office, 'quote', left(m.quote, 200), 'areaName', r.name, 'dueOn', m.due_on, 'visitId', m.visit_id)`;

/** SQL of a promise that is still open, for both rules about its day. */
export function openCommitments(condition: string, facts: string): string {
  return `
    SELECT m.id AS subject_id, NULL::uuid AS candidate_id, m.area_code, NULL::uuid AS officer_id, NULL::uuid AS training_center_id,
           m.due_on, m.due_on AS counts_from,
           ${facts} AS facts
      FROM commitment m
      JOIN area r ON r.code = m.area_code
     WHERE m.state IN ('stated', 'agreed', 'in_progress', 'partly_fulfilled')
       AND m.due_on IS NOT NULL
       AND ${condition}`;
}

/** A promise whose day is near. */
export const commitmentDue: Trigger = {
  code: 'commitment_due',
  isPartnership: true,
  facts: COMMITMENT_FACTS,
  select: (narrow, facts) =>
    openCommitments(`m.due_on >= (SELECT auth.today()) AND ${narrow({ subject: 'm.id', countsFrom: 'm.due_on' })}`, facts),
};
