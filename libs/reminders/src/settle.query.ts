import type { Rows } from '#libs/access';

import { covers } from './statement-parts.js';
import type { Narrow, Trigger } from './trigger.js';

const IS_OPEN = `r.state IN ('pending', 'sent') AND r.settled_at IS NULL`;

const EVERYBODY = `auth.people_in_office()`;
const THOSE_CONCERNED = `auth.people_by_id(ARRAY(SELECT r.recipient_id FROM chosen r UNION SELECT h.officer_id FROM holding h))`;

/** Closes open reminders of a rule that are no longer right:
 *  settled: the fact is not so any more; superseded: the due date, the officer in charge or the office of the recipient
 *  changed, or a nearer offset of the same day speaks by now. What was sent already only leaves the inbox.
 *  @param ids only these reminders, which are about to be sent; without it all of the rule
 *  @returns how many were closed */
export async function settleOpen(rows: Rows, trigger: Trigger, ids: readonly string[] | null = null): Promise<number> {
  const onlyChosen: Narrow = ({ subject, candidate }) =>
    candidate
      ? `(${candidate}, ${subject}) IN (SELECT r.candidate_id, r.subject_id FROM chosen r)`
      : `${subject} IN (SELECT r.subject_id FROM chosen r)`;
  const closed = await rows.query(
    `WITH chosen AS MATERIALIZED (
       SELECT r.id, r.rule, r.subject_id, r.candidate_id, r.due_on, r.offset_days, r.recipient_id, r.recipient_role, r.why->>'addressedAs' AS addressed_as
         FROM reminder r
        WHERE r.rule = $1 AND ${ids ? 'r.id = ANY ($2::uuid[]) AND ' : ''}${IS_OPEN}),
     holding AS MATERIALIZED (${trigger.select(onlyChosen, `NULL::jsonb`)}),
     person AS MATERIALIZED (
       SELECT p.id, p.role, p.area_code, p.training_center_id FROM ${ids ? THOSE_CONCERNED : EVERYBODY} p),
     judged AS MATERIALIZED (
       SELECT r.id, h.subject_id IS NULL AS is_settled,
              h.due_on <> r.due_on
              OR p.id IS NULL
              OR p.role <> r.recipient_role
              OR (p.training_center_id IS NULL AND NOT ${covers('p', 'h.area_code')})
              OR (p.training_center_id IS NOT NULL AND p.training_center_id IS DISTINCT FROM h.training_center_id)
              OR ((r.recipient_role = 'bp3mi_officer' OR r.addressed_as = 'officer_in_charge') AND o.id IS NOT NULL AND o.id <> r.recipient_id)
              OR EXISTS (SELECT FROM reminder n
                          WHERE n.rule = r.rule AND n.subject_id = r.subject_id AND n.due_on = r.due_on AND n.recipient_id = r.recipient_id
                            AND n.offset_days > r.offset_days AND n.state IN ('pending', 'sent')) AS is_superseded
         FROM chosen r
         LEFT JOIN holding h ON h.subject_id = r.subject_id
         LEFT JOIN person p ON p.id = r.recipient_id
         LEFT JOIN person o ON o.id = h.officer_id AND ${covers('o', 'h.area_code')})
     UPDATE reminder r
        SET state = CASE WHEN r.state <> 'pending' THEN r.state WHEN j.is_settled THEN 'settled' ELSE 'superseded' END,
            settled_at = now()
       FROM judged j
      WHERE r.id = j.id
        AND (j.is_settled OR j.is_superseded)
     RETURNING r.id`,
    ids ? [trigger.code, ids] : [trigger.code],
  );
  return closed.length;
}
