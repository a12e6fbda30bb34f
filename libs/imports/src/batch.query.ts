import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';

import type { Finding } from './check-row.js';
import type { FileFault, RowCode } from './codes.js';
import type { Column } from './columns.js';
import type { ChosenColumn, MappingSource } from './mapping.js';

export type BatchState = 'checking' | 'checked' | 'importing' | 'done' | 'undoing' | 'undone' | 'cancelled' | 'failed';
export type RowOutcome = 'new' | 'updated' | 'unchanged' | 'rejected';

/** How many rows became what. `warned` counts rows that go in although something about them is odd. */
export interface Counts {
  readonly rows: number;
  readonly new: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warned: number;
}

/** One uploaded list as the database holds it, without the file. */
export interface Batch {
  readonly id: string;
  readonly areaCode: string;
  readonly fileName: string;
  readonly state: BatchState;
  /** Percent. */
  readonly progress: number;
  readonly counts: Partial<Counts>;
  readonly columns: readonly Column[];
  readonly failure: FileFault | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly confirmedBy: string | null;
  readonly closedAt: string | null;
  /** Who sent the list, as the officer typed it. */
  readonly sender: string | null;
  readonly mapping: readonly ChosenColumn[] | null;
  readonly mappingSource: MappingSource;
  /** Whether the sealed file is still there, to be read again. */
  readonly hasFile: boolean;
  readonly version: number;
}

/** What a batch row tells beside its sealed content. */
export interface StoredRow {
  readonly n: number;
  readonly sheetRow: number;
  readonly outcome: RowOutcome;
  readonly codes: readonly RowCode[];
  readonly cells: readonly Finding[];
  readonly personSealed: Buffer | null;
  readonly candidateId: string | null;
  readonly fullName: string | null;
}

const BATCH = `b.id, b.area_code AS "areaCode", b.file_name AS "fileName", b.state, b.progress, b.counts, b.columns, b.failure,
  b.created_by AS "createdBy", b.created_at AS "createdAt", b.confirmed_by AS "confirmedBy", b.closed_at AS "closedAt",
  b.sender, b.mapping, b.mapping_source AS "mappingSource", b.file_sealed IS NOT NULL AS "hasFile", b.version`;

const ROW = `r.n, r.sheet_row AS "sheetRow", r.outcome, r.codes, r.cells, r.person_sealed AS "personSealed", r.candidate_id AS "candidateId",
  c.full_name AS "fullName"`;

/** @throws Problem not-found, the same for absent and for out of scope */
export async function getBatch(rows: Rows, id: string): Promise<Batch> {
  return only(await rows.query<Batch>(`SELECT ${BATCH} FROM import_batch b WHERE b.id = $1`, [id]));
}

/** Reads a batch and keeps everybody else from changing it until the transaction ends. @throws Problem not-found */
export async function lockBatch(rows: Rows, id: string): Promise<Batch> {
  return only(await rows.query<Batch>(`SELECT ${BATCH} FROM import_batch b WHERE b.id = $1 FOR NO KEY UPDATE OF b`, [id]));
}

/** The sealed sample values of a batch, or null. */
export async function sealedSamples(rows: Rows, id: string): Promise<Buffer | null> {
  const [found] = await rows.query<{ sealed: Buffer | null }>(`SELECT b.samples_sealed AS sealed FROM import_batch b WHERE b.id = $1`, [
    id,
  ]);
  return found?.sealed ?? null;
}

/** The sealed file of a batch; null when it is no longer kept. */
export async function sealedFile(rows: Rows, id: string): Promise<Buffer | null> {
  const [found] = await rows.query<{ sealed: Buffer | null }>(`SELECT b.file_sealed AS sealed FROM import_batch b WHERE b.id = $1`, [id]);
  return found?.sealed ?? null;
}

/** What became of a row, and why. */
export type StoredOutcome = Pick<StoredRow, 'n' | 'outcome' | 'codes' | 'cells'>;

/** What became of the rows from one number to another. */
export function outcomesOf(rows: Rows, batchId: string, from: number, to: number): Promise<StoredOutcome[]> {
  return rows.query<StoredOutcome>(
    `SELECT r.n, r.outcome, r.codes, r.cells FROM import_row r WHERE r.batch_id = $1 AND r.n BETWEEN $2 AND $3`,
    [batchId, from, to],
  );
}

/** Newest first. @param after id of the last batch of the page before, or null */
export function listBatches(rows: Rows, after: string | null, limit: number): Promise<Batch[]> {
  return rows.query<Batch>(
    `SELECT ${BATCH}
       FROM import_batch b
      WHERE $1::uuid IS NULL OR b.id < $1
      ORDER BY b.id DESC
      LIMIT $2`,
    [after, limit],
  );
}

/** Rows with codes first, each part in the order of the list. @param after where the page before ended, or null */
export function listRows(rows: Rows, batchId: string, after: { isPlain: boolean; n: number } | null, limit: number): Promise<StoredRow[]> {
  return rows.query<StoredRow>(
    `SELECT ${ROW}
       FROM import_row r
       LEFT JOIN candidate c ON c.id = r.candidate_id
      WHERE r.batch_id = $1
        AND ($2::boolean IS NULL OR ((cardinality(r.codes) = 0), r.n) > ($2, $3))
      ORDER BY (cardinality(r.codes) = 0), r.n
      LIMIT $4`,
    [batchId, after?.isPlain ?? null, after?.n ?? null, limit],
  );
}

/** @throws Problem not-found */
export async function lockRow(rows: Rows, batchId: string, n: number): Promise<StoredRow> {
  return only(
    await rows.query<StoredRow>(
      `SELECT ${ROW}
         FROM import_row r
         LEFT JOIN candidate c ON c.id = r.candidate_id
        WHERE r.batch_id = $1 AND r.n = $2
          FOR NO KEY UPDATE OF r`,
      [batchId, n],
    ),
  );
}

const CASE_WORKERS = ['bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer'];

/** The role of a user who may work on lists of this area today; null when the user left or the right was withdrawn.
 *  Whoever asked for work that runs later is asked about again each time. */
export async function caseWorkerRole(rows: Rows, areaCode: string, userId: string): Promise<string | null> {
  const [user] = await rows.query<{ role: string }>(`SELECT u.role FROM auth.recipients($1::text[], $2, NULL) u WHERE u.id = $3`, [
    CASE_WORKERS,
    areaCode,
    userId,
  ]);
  return user?.role ?? null;
}

/** Counts the rows of a batch again and stores the sums. */
export async function countRows(rows: Rows, batchId: string): Promise<void> {
  await rows.query(
    `UPDATE import_batch b
        SET counts = sums.counts
       FROM (SELECT jsonb_build_object(
                      'rows', count(*),
                      'new', count(*) FILTER (WHERE r.outcome = 'new'),
                      'updated', count(*) FILTER (WHERE r.outcome = 'updated'),
                      'unchanged', count(*) FILTER (WHERE r.outcome = 'unchanged'),
                      'rejected', count(*) FILTER (WHERE r.outcome = 'rejected'),
                      'warned', count(*) FILTER (WHERE r.outcome <> 'rejected' AND cardinality(r.codes) > 0)) AS counts
               FROM import_row r
              WHERE r.batch_id = $1) sums
      WHERE b.id = $1`,
    [batchId],
  );
}

function only<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined) throw problem('not-found');
  return first;
}
