import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** Papers that were asked for at their issuer and are still waited for after the day on which they were expected. One reminder for
 *  each person and day; what is expected later has its own. A request is gone when a paper of its kind is filed, and one that the
 *  checklist waits for no more is not told. */
export const requestedPaperOverdue: Trigger = {
  code: 'requested_paper_overdue',
  isPartnership: false,
  facts: `jsonb_build_object('plannedDepartureOn', c.planned_departure_on, 'expectedOn', w.expected_on, 'papers', w.papers)`,
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           w.expected_on AS due_on, w.expected_on AS counts_from,
           ${facts} AS facts
      FROM (
        SELECT DISTINCT ON (q.cycle_id) q.cycle_id, q.expected_on,
               string_agg(q.document_code, ',' ORDER BY q.document_code) AS papers
          FROM document_request q
          JOIN checklist_item i ON i.cycle_id = q.cycle_id AND i.document_code = q.document_code
           AND i.state IN ('missing', 'rejected', 'expiring', 'expired')
         GROUP BY q.cycle_id, q.expected_on
         ORDER BY q.cycle_id, q.expected_on) w
      JOIN placement_cycle c ON c.id = w.cycle_id
     WHERE ${isOnTheWay('c')}
       AND ${narrow({ subject: 'c.id', candidate: 'c.candidate_id', countsFrom: 'w.expected_on' })}`,
};
