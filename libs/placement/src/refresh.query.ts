import type { Rows } from '#libs/access';

import type { StoredItem, StoredSummary } from './case.query.js';

/** A person marked as stale, and when; the moment is kept as text because a day of JavaScript loses its microseconds. */
export interface Mark {
  readonly candidateId: string;
  readonly markedAt: string;
}

/** The oldest marks. They are only read: a worker that held them would stop every officer who changes these people. */
export function staleMarks(rows: Rows, limit: number): Promise<Mark[]> {
  return rows.query<Mark>(
    `SELECT s.candidate_id AS "candidateId", s.marked_at::text AS "markedAt" FROM checklist_stale s ORDER BY s.marked_at, s.candidate_id LIMIT $1`,
    [limit],
  );
}

/** Claims the marks that did not move since they were read, and the cycles to be written. Nothing here waits: what another
 *  transaction holds is skipped and stays marked, so a worker and an officer can never lock each other out. */
export async function claimUnchanged(
  rows: Rows,
  marks: readonly Mark[],
  cycleIds: readonly string[],
): Promise<{ marks: Mark[]; cycleIds: Set<string> }> {
  const kept = await rows.query<Mark>(
    `SELECT s.candidate_id AS "candidateId", s.marked_at::text AS "markedAt"
       FROM unnest($1::uuid[], $2::timestamptz[]) AS seen (candidate_id, marked_at)
       JOIN checklist_stale s ON s.candidate_id = seen.candidate_id AND s.marked_at = seen.marked_at
        FOR UPDATE OF s SKIP LOCKED`,
    [marks.map((mark) => mark.candidateId), marks.map((mark) => mark.markedAt)],
  );
  const cycles = await rows.query<{ id: string }>(
    `SELECT p.id
       FROM placement_cycle p
      WHERE p.id = ANY ($1::uuid[]) AND p.is_current AND p.candidate_id = ANY ($2::uuid[])
        FOR NO KEY UPDATE SKIP LOCKED`,
    [cycleIds, kept.map((mark) => mark.candidateId)],
  );
  return { marks: kept, cycleIds: new Set(cycles.map((cycle) => cycle.id)) };
}

/** Writes changed lines and removes those that no rule asks for any more, in two statements however many there are. */
export async function writeItems(
  rows: Rows,
  changed: readonly (StoredItem & { readonly candidateId: string; readonly areaCode: string })[],
  gone: readonly { readonly cycleId: string; readonly documentCode: string }[],
): Promise<void> {
  if (changed.length > 0) {
    await rows.query(
      `INSERT INTO checklist_item (cycle_id, document_code, candidate_id, area_code, rule_id, requirement, state, needed_for, document_id, lapses_on, edition)
       SELECT i.*
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::date[], $11::text[])
              AS i (cycle_id, document_code, candidate_id, area_code, rule_id, requirement, state, needed_for, document_id, lapses_on, edition)
           ON CONFLICT (cycle_id, document_code) DO UPDATE
          SET rule_id = excluded.rule_id, requirement = excluded.requirement, state = excluded.state, needed_for = excluded.needed_for,
              document_id = excluded.document_id, lapses_on = excluded.lapses_on, edition = excluded.edition`,
      (
        [
          'cycleId',
          'documentCode',
          'candidateId',
          'areaCode',
          'ruleId',
          'requirement',
          'state',
          'neededFor',
          'documentId',
          'lapsesOn',
          'edition',
        ] as const
      ).map((field) => changed.map((item) => item[field])),
    );
  }
  if (gone.length > 0) {
    await rows.query(
      `DELETE FROM checklist_item i
        USING unnest($1::uuid[], $2::text[]) AS gone (cycle_id, document_code)
        WHERE i.cycle_id = gone.cycle_id AND i.document_code = gone.document_code`,
      [gone.map((item) => item.cycleId), gone.map((item) => item.documentCode)],
    );
  }
}

/** Writes the summaries that lists and counters read, in one statement. The version stays: nobody's edit is disturbed. */
export async function writeSummaries(rows: Rows, summaries: readonly (StoredSummary & { readonly cycleId: string })[]): Promise<void> {
  if (summaries.length === 0) return;
  await rows.query(
    `UPDATE placement_cycle p
        SET required_count = s.required_count, submitted_count = s.submitted_count, verified_count = s.verified_count,
            is_competent = s.is_competent, checklist_edition = s.edition, checklist_due_on = s.due_on,
            checklist_digest = s.digest, checklist_on = $7::date, ask_by = s.ask_by, ask_papers = string_to_array(s.ask_papers, ',')
       FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::smallint[], $5::boolean[], $6::text[], $8::date[], $9::text[], $10::date[], $11::text[])
            AS s (cycle_id, required_count, submitted_count, verified_count, is_competent, edition, due_on, digest, ask_by, ask_papers)
      WHERE p.id = s.cycle_id`,
    [
      summaries.map((summary) => summary.cycleId),
      summaries.map((summary) => summary.requiredCount),
      summaries.map((summary) => summary.submittedCount),
      summaries.map((summary) => summary.verifiedCount),
      summaries.map((summary) => summary.isCompetent),
      summaries.map((summary) => summary.checklistEdition),
      rows.today,
      summaries.map((summary) => summary.checklistDueOn),
      summaries.map((summary) => summary.checklistDigest),
      summaries.map((summary) => summary.askBy),
      summaries.map((summary) => summary.askPapers),
    ],
  );
}

/** Takes cleared people back to preparation, with an event that says why. The version moves: officers must see the new stage. */
export async function fallBack(
  rows: Rows,
  lapsed: readonly { readonly cycleId: string; readonly eventId: string }[],
  step: { readonly from: string; readonly to: string; readonly reasonCode: string },
  edition: string,
): Promise<void> {
  await rows.query(
    `WITH fallen AS (
       UPDATE placement_cycle p
          SET stage = $3, stage_since = $4::date, version = p.version + 1
         FROM unnest($1::uuid[], $2::uuid[]) AS l (cycle_id, event_id)
        WHERE p.id = l.cycle_id AND p.stage = $5
       RETURNING l.event_id, p.id, p.candidate_id, p.area_code)
     INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, effective_on, actor_id, reason_code, edition)
     SELECT f.event_id, f.id, f.candidate_id, f.area_code, $5, $3, $4::date, $6, $7, $8 FROM fallen f`,
    [
      lapsed.map((one) => one.cycleId),
      lapsed.map((one) => one.eventId),
      step.to,
      rows.today,
      step.from,
      rows.actorId,
      step.reasonCode,
      edition,
    ],
  );
}

/** Removes marks that were claimed in this transaction. */
export async function forgetMarks(rows: Rows, marks: readonly Mark[]): Promise<void> {
  await rows.query(`DELETE FROM checklist_stale s WHERE s.candidate_id = ANY ($1::uuid[])`, [marks.map((mark) => mark.candidateId)]);
}

/** Marks whoever's stored checklist may have changed by itself because its day has come, or was never computed. Both are found by
 *  index, so on most nights only a few rows are read. */
export async function markDue(rows: Rows, today: string): Promise<void> {
  await rows.query(
    `INSERT INTO checklist_stale (candidate_id)
     SELECT p.candidate_id FROM placement_cycle p WHERE p.is_current AND p.checklist_due_on <= $1::date
      UNION
     SELECT p.candidate_id FROM placement_cycle p WHERE p.is_current AND p.checklist_edition IS NULL
     ON CONFLICT (candidate_id) DO NOTHING`,
    [today],
  );
}
