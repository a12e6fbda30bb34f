import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { EDITION } from '#libs/rulebook';

import { caseWorkerRole, lockBatch } from './batch.query.js';

interface TakenBack {
  readonly id: string;
  readonly areaCode: string;
}

const CHUNK_ROWS = 500;

/** Takes a list back that was confirmed by mistake, or given up while it was written: the people it added leave the register
 *  again, with their cycle and passport, as long as nobody has worked on them since. Whoever was touched stays, and so does
 *  what the list changed about people who were there before; their rows say why. The trail of both, coming and going, stays
 *  for ever. */
@Injectable()
export class ImportUndo {
  constructor(@Inject(Access) private readonly access: Access) {}

  /** Goes on where it stopped; does nothing when the list is already undone, or when who asked for it lost the right.
   *  @param askedBy the user in whose name people leave */
  async run(batchId: string, askedBy: string): Promise<void> {
    let hasMore = true;
    while (hasMore) hasMore = await this.access.system('import.undo', (rows) => takeBackChunk(rows, batchId, askedBy), { audited: false });
    await this.access.system('import.undo', (rows) => finish(rows, batchId, askedBy));
  }
}

/** @returns false when nobody is left who may be taken back */
async function takeBackChunk(rows: Rows, batchId: string, askedBy: string): Promise<boolean> {
  const batch = await lockBatch(rows, batchId);
  if (batch.state !== 'undoing' || (await caseWorkerRole(rows, batch.areaCode, askedBy)) === null) return false;
  const found = await rows.query<{ id: string }>(`${UNTOUCHED} ORDER BY c.id LIMIT $2`, [batch.id, CHUNK_ROWS]);
  const ids = found.map(({ id }) => id);
  // Locked first and judged again, so that a paper which somebody submits at this moment keeps its owner.
  await rows.query(`SELECT c.id FROM candidate c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id FOR UPDATE`, [ids]);
  const taken = await rows.query<TakenBack>(
    `DELETE FROM candidate gone
      WHERE gone.id = ANY ($2::uuid[])
        AND gone.id IN (${UNTOUCHED})
     RETURNING gone.id, gone.area_code AS "areaCode"`,
    [batch.id, ids],
  );
  await rows.query(`UPDATE import_row SET candidate_id = NULL WHERE batch_id = $1 AND candidate_id = ANY ($2::uuid[])`, [
    batch.id,
    taken.map(({ id }) => id),
  ]);
  await rows.query(
    `INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, request_id, edition, source)
     SELECT $2, 'system', 'import.undo', p.id, p.id, p."areaCode", $3, $4, 'import'
       FROM jsonb_to_recordset($1::jsonb) AS p (id uuid, "areaCode" text)`,
    [JSON.stringify(taken), askedBy, `import ${batch.id}`, EDITION],
  );
  await rows.query(
    `UPDATE import_batch b
        SET progress = least(99, 100 * gone.count / greatest(gone.all, 1))
       FROM (SELECT count(*) FILTER (WHERE r.candidate_id IS NULL)::integer AS count, count(*)::integer AS all
               FROM import_row r
              WHERE r.batch_id = $1 AND r.is_written AND r.outcome = 'new') gone
      WHERE b.id = $1`,
    [batch.id],
  );
  return taken.length > 0;
}

/** Closes the list. Without the right to take it back it is again what it was: done, or, when it was still being written, failed. */
async function finish(rows: Rows, batchId: string, askedBy: string): Promise<void> {
  const batch = await lockBatch(rows, batchId);
  rows.about({ subjectId: batch.id, areaCode: batch.areaCode });
  if (batch.state !== 'undoing') return;
  const isAllowed = (await caseWorkerRole(rows, batch.areaCode, askedBy)) !== null;
  if (isAllowed) await rows.query(TELL_WHO_STAYED, [batch.id]);
  await rows.query(`UPDATE import_row SET person_sealed = NULL WHERE batch_id = $1 AND person_sealed IS NOT NULL`, [batch.id]);
  await rows.query(
    `UPDATE import_batch b
        SET state = CASE WHEN $2 THEN 'undone' WHEN half.written THEN 'failed' ELSE 'done' END,
            failure = CASE WHEN NOT $2 AND half.written THEN 'right-withdrawn' END,
            progress = 100, file_sealed = NULL, samples_sealed = NULL, closed_at = now(), version = b.version + 1
       FROM (SELECT EXISTS (SELECT FROM import_row r WHERE r.batch_id = $1 AND NOT r.is_written AND r.outcome <> 'rejected') AS written) half
      WHERE b.id = $1`,
    [batch.id, isAllowed],
  );
}

const STEPS = `EXISTS (SELECT FROM stage_event e WHERE e.candidate_id = c.id AND e.from_stage IS NOT NULL)
      OR EXISTS (SELECT FROM placement_cycle y WHERE y.candidate_id = c.id AND (y.version > 1 OR y.cycle_no > 1))`;
const PAPERS = `EXISTS (SELECT FROM document d WHERE d.candidate_id = c.id AND (d.source <> 'import' OR d.state <> 'submitted' OR d.version > 1))
      OR EXISTS (SELECT FROM document_waiver w JOIN placement_cycle y ON y.id = w.cycle_id WHERE y.candidate_id = c.id)`;
const TRAINING = `EXISTS (SELECT FROM enrolment n WHERE n.candidate_id = c.id)`;

const UNTOUCHED = `
  SELECT c.id
    FROM import_row r
    JOIN candidate c ON c.id = r.candidate_id
   WHERE r.batch_id = $1
     AND r.outcome = 'new'
     AND c.source = 'import'
     AND c.version = 1
     AND NOT (${STEPS})
     AND NOT (${PAPERS})
     AND NOT (${TRAINING})`;

const TELL_WHO_STAYED = `
  UPDATE import_row r
     SET codes = ARRAY[stayed.code] || r.codes,
         cells = jsonb_build_array(jsonb_build_object('field', 'fullName', 'column', '', 'address', '', 'code', stayed.code, 'found', '',
                                                      'facts', '{}'::jsonb)) || r.cells
    FROM (SELECT r.n,
                 CASE WHEN r.outcome = 'updated' THEN 'kept-update'
                      WHEN ${PAPERS} THEN 'kept-papers'
                      WHEN ${STEPS} THEN 'kept-steps'
                      WHEN ${TRAINING} THEN 'kept-training'
                      ELSE 'kept-changed' END AS code
            FROM import_row r
            JOIN candidate c ON c.id = r.candidate_id
           WHERE r.batch_id = $1 AND r.outcome IN ('new', 'updated')) stayed
   WHERE r.batch_id = $1 AND r.n = stayed.n`;
