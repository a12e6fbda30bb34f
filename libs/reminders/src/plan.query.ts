import type { Rows } from '#libs/access';
import { EDITION, type ReminderRule } from '#libs/rulebook';

import { covers, NEW_ID } from './statement-parts.js';
import type { Step } from './steps.js';
import type { Narrow, Trigger } from './trigger.js';

/** A reminder that is due, or will be: one subject, one day, one offset, one person. */
export interface PlannedReminder {
  readonly rule: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly candidateId: string | null;
  readonly areaCode: string;
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly firesOn: string;
  readonly recipientId: string;
  readonly recipientRole: string;
  readonly isEscalation: boolean;
  readonly state: 'pending' | 'missed';
  readonly facts: Readonly<Record<string, unknown>>;
}

const inWindow: Narrow = ({ countsFrom, indexRange }) =>
  `${countsFrom} BETWEEN $2::date AND $3::date${indexRange ? ` AND ${indexRange('$2::date', '$3::date')}` : ''}`;

const ofFresh: Narrow = ({ subject, candidate }) =>
  candidate
    ? `(${candidate}, ${subject}) IN (SELECT f.candidate_id, f.subject_id FROM fresh f)`
    : `${subject} IN (SELECT f.subject_id FROM fresh f)`;

// Outside the file a person is named by case number and initials only.
const NAMED_FACTS = `
           CASE WHEN c.id IS NULL THEN d.facts
                ELSE d.facts || jsonb_build_object('caseNo', c.case_no, 'initials',
                  (SELECT string_agg(upper(left(w.word, 1)) || '.', '' ORDER BY w.n)
                     FROM unnest(string_to_array(c.full_name, ' ')) WITH ORDINALITY AS w (word, n) WHERE w.word <> '')) END`;

/** Whom a rule tells about what, as one SELECT without side effects; the sweep inserts from it and the preview only reads it.
 *  Of several offsets reached by the same day only the nearest speaks. On most days nearly everybody has been told already, so the
 *  facts are gathered for what is new only, unless the rule needs them to decide whom it tells.
 *  $1 steps · $2, $3 window of days · $4 grace days · $5, $6 days and roles of "departure is close" */
function planSql(rule: ReminderRule, trigger: Trigger): string {
  const factsToDecide = rule.escalateWhenDepartureWithinDays === null ? 'NULL::jsonb' : trigger.facts;
  return `
  WITH step AS MATERIALIZED (
    SELECT s.fires_on, s.offset_days, s.after, s.until, s.tells
      FROM jsonb_to_recordset($1::jsonb) AS s (fires_on date, offset_days integer, after date, until date, tells jsonb)),
  person AS MATERIALIZED (
    SELECT p.id, p.role, p.area_code, p.training_center_id FROM auth.people_in_office() p),
  subject AS MATERIALIZED (${trigger.select(inWindow, factsToDecide)}),
  nearest AS MATERIALIZED (
    SELECT DISTINCT ON (s.subject_id, t.fires_on)
           s.subject_id, s.candidate_id, s.area_code, s.training_center_id, s.due_on, s.facts,
           t.fires_on, t.offset_days, t.tells, t.until - s.counts_from AS days_late, o.id AS officer_in_charge
      FROM subject s
      JOIN step t ON s.counts_from > t.after AND s.counts_from <= t.until
      LEFT JOIN person o ON o.id = s.officer_id AND ${covers('o', 's.area_code')}
     ORDER BY s.subject_id, t.fires_on, t.until),
  told AS MATERIALIZED (
    SELECT n.subject_id, n.fires_on, n.area_code, n.training_center_id, n.officer_in_charge, w.role AS wanted_role, w."isEscalation" AS is_escalation
      FROM nearest n
     CROSS JOIN LATERAL jsonb_to_recordset(n.tells) AS w (role text, "isEscalation" boolean)
     UNION ALL
    SELECT n.subject_id, n.fires_on, n.area_code, n.training_center_id, n.officer_in_charge, close.role, true
      FROM nearest n
     CROSS JOIN unnest($6::text[]) AS close (role)
     WHERE (n.facts->>'plannedDepartureOn')::date - n.fires_on <= $5::integer),
  -- Looked up once per area and not once per subject: an area is covered by its own code and by those it begins with.
  of_area AS MATERIALIZED (
    SELECT x.area_code, p.role, p.id
      FROM (SELECT t.area_code, t.wanted_role, left(t.area_code, cut.length) AS code
              FROM (SELECT DISTINCT told.area_code, told.wanted_role FROM told) t
             CROSS JOIN (VALUES (2), (5), (8), (13)) AS cut (length)
             WHERE cut.length <= length(t.area_code)) x
      JOIN person p ON p.role = x.wanted_role AND p.area_code = x.code),
  addressed AS (
    SELECT t.subject_id, t.fires_on, t.is_escalation, o.id AS recipient_id, o.role AS recipient_role, 'officer_in_charge' AS addressed_as
      FROM told t
      JOIN person o ON o.id = t.officer_in_charge
     WHERE t.wanted_role = 'bp3mi_officer'
     UNION ALL
    SELECT t.subject_id, t.fires_on, t.is_escalation, p.id, p.role, 'area'
      FROM told t
      JOIN of_area p ON p.area_code = t.area_code AND p.role = t.wanted_role
     WHERE NOT (t.wanted_role = 'bp3mi_officer' AND t.officer_in_charge IS NOT NULL)
     UNION ALL
    SELECT t.subject_id, t.fires_on, t.is_escalation, p.id, p.role, 'training_center'
      FROM told t
      JOIN person p ON p.role = t.wanted_role AND p.training_center_id = t.training_center_id),
  fresh AS MATERIALIZED (
    SELECT DISTINCT ON (n.subject_id, n.fires_on, a.recipient_id)
           n.subject_id, n.candidate_id, n.area_code, n.due_on, n.fires_on, n.offset_days, n.days_late,
           a.recipient_id, a.recipient_role, a.is_escalation, a.addressed_as
      FROM nearest n
      JOIN addressed a ON a.subject_id = n.subject_id AND a.fires_on = n.fires_on
     WHERE NOT EXISTS (SELECT FROM reminder r
                        WHERE r.rule = '${trigger.code}' AND r.subject_id = n.subject_id AND r.due_on = n.due_on
                          AND r.offset_days = n.offset_days AND r.recipient_id = a.recipient_id)
     ORDER BY n.subject_id, n.fires_on, a.recipient_id, a.is_escalation),
  detail AS MATERIALIZED (${trigger.select(ofFresh, trigger.facts)}),
  planned AS (
    SELECT f.subject_id, f.candidate_id, f.area_code, f.due_on, f.fires_on, f.offset_days, f.recipient_id, f.recipient_role, f.is_escalation, f.addressed_as,
           ${NAMED_FACTS} AS facts,
           -- Whoever takes a reminder over from a colleague is told, however long ago it fell due.
           CASE WHEN f.days_late <= $4::integer OR EXISTS (
                  SELECT FROM reminder r
                   WHERE r.rule = '${trigger.code}' AND r.subject_id = f.subject_id AND r.due_on = f.due_on
                     AND r.offset_days = f.offset_days AND r.state IN ('pending', 'sent') AND r.settled_at IS NULL)
                THEN 'pending' ELSE 'missed' END AS state
      FROM fresh f
      JOIN detail d ON d.subject_id = f.subject_id
      LEFT JOIN candidate c ON c.id = f.candidate_id)`;
}

/** Writes the due reminders of one rule into the ledger; what is there already stays as it is.
 *  @returns how many are new, and how many of them were missed for longer than the grace period */
export async function insertPlanned(
  rows: Rows,
  rule: ReminderRule,
  trigger: Trigger,
  steps: readonly Step[],
): Promise<{ planned: number; missed: number }> {
  const [counts] = await rows.query<{ planned: number; missed: number }>(
    `${planSql(rule, trigger)},
  added AS (
    INSERT INTO reminder (id, rule, subject_kind, subject_id, candidate_id, area_code, due_on, offset_days, recipient_id, recipient_role,
                          is_escalation, state, why, planned_on, edition)
    SELECT ${NEW_ID}, $7, $8, p.subject_id, p.candidate_id, p.area_code, p.due_on, p.offset_days, p.recipient_id, p.recipient_role,
           p.is_escalation, p.state, jsonb_build_object('addressedAs', p.addressed_as, 'facts', p.facts), p.fires_on, $9
      FROM planned p
     ORDER BY p.subject_id, p.recipient_id
    ON CONFLICT ON CONSTRAINT reminder_once DO NOTHING
    RETURNING state)
  SELECT count(*) FILTER (WHERE state = 'pending') AS planned, count(*) FILTER (WHERE state = 'missed') AS missed FROM added`,
    [...planParams(rule, steps), rule.code, rule.subjectKind, EDITION],
  );
  return counts ?? { planned: 0, missed: 0 };
}

/** The same selection without writing: what is not in the ledger yet, oldest first.
 *  @param within only of this area and below */
export function readPlanned(
  rows: Rows,
  rule: ReminderRule,
  trigger: Trigger,
  steps: readonly Step[],
  within: string,
  limit: number,
): Promise<PlannedReminder[]> {
  return rows.query<PlannedReminder>(
    `${planSql(rule, trigger)}
  SELECT $7::text AS "rule", $8::text AS "subjectKind", p.subject_id AS "subjectId", p.candidate_id AS "candidateId", p.area_code AS "areaCode",
         p.due_on AS "dueOn", p.offset_days AS "offsetDays", p.fires_on AS "firesOn", p.recipient_id AS "recipientId",
         p.recipient_role AS "recipientRole", p.is_escalation AS "isEscalation", p.state, p.facts
    FROM planned p
   WHERE p.area_code = $9 OR p.area_code LIKE $9 || '.%' OR $9 = ''
   ORDER BY p.fires_on, p.due_on, p.subject_id, p.recipient_id
   LIMIT $10`,
    [...planParams(rule, steps), rule.code, rule.subjectKind, within, limit],
  );
}

function planParams(rule: ReminderRule, steps: readonly Step[]): unknown[] {
  const records = steps.map((step) => ({
    fires_on: step.firesOn,
    offset_days: step.offsetDays,
    after: step.after,
    until: step.until,
    tells: step.tells,
  }));
  const from = steps.reduce((earliest, step) => (step.after < earliest ? step.after : earliest), '9999-12-31');
  const to = steps.reduce((latest, step) => (step.until > latest ? step.until : latest), '0001-01-01');
  return [JSON.stringify(records), from, to, rule.graceDays, rule.escalateWhenDepartureWithinDays, rule.escalateToWhenClose];
}
