import { personColumns, type Trigger } from '../trigger.js';

const SUBMITTED_ON = `(d.submitted_at AT TIME ZONE 'Asia/Makassar')::date`;

/** A paper that was handed in and that nobody has looked at since. */
export const documentSubmittedUnverified: Trigger = {
  code: 'document_submitted_unverified',
  isPartnership: false,
  facts: `jsonb_build_object('submittedOn', ${SUBMITTED_ON}, 'documentCode', d.document_code)`,
  select: (narrow, facts) => `
    SELECT d.id AS subject_id, ${personColumns('c')},
           ${SUBMITTED_ON} AS due_on, ${SUBMITTED_ON} AS counts_from,
           ${facts} AS facts
      FROM document d
      JOIN placement_cycle c ON c.candidate_id = d.candidate_id AND c.is_current
     WHERE d.state = 'submitted'
       AND c.stage NOT IN ('closed', 'merged', 'deceased')
       AND ${narrow({
         subject: 'd.id',
         candidate: 'd.candidate_id',
         countsFrom: SUBMITTED_ON,
         // A day more on both sides: the day of the office begins in the evening of UTC.
         indexRange: (from, to) => `d.submitted_at BETWEEN ${from} - interval '1 day' AND ${to} + interval '2 days'`,
       })}`,
};
