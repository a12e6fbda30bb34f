import type { Rows } from '#libs/access';
import type { Seals } from '#libs/platform';

import type { RowOutcome } from './batch.query.js';
import type { RowCode } from './codes.js';
import type { Asked } from './match.js';
import { indexesOf, openRow } from './sealed-row.js';

/** A row of a confirmed list that is not written yet. */
export interface WaitingRow extends Asked {
  readonly n: number;
}

/** What became of a row that was written. */
export interface WrittenRow {
  readonly n: number;
  readonly outcome: RowOutcome;
  readonly candidateId: string | null;
  readonly code: RowCode | null;
}

/** Where the reading of waiting rows stands: behind this row. Those without a NIK come last. */
export interface Position {
  readonly nikIndex: Buffer | null;
  readonly n: number;
}

export const FIRST: Position = { nikIndex: Buffer.alloc(0), n: 0 };

interface SealedRow {
  readonly n: number;
  readonly nikIndex: Buffer | null;
  readonly sealed: Buffer;
}

const WAITING = `
  SELECT r.n, r.nik_index AS "nikIndex", r.person_sealed AS sealed
    FROM import_row r
   WHERE r.batch_id = $1 AND NOT r.is_written AND r.outcome <> 'rejected'`;

/** The next waiting rows behind `after`, in the order of their blind index. The position saves walking past what is written
 *  already: its index entries stay until a vacuum. @returns the rows and the position behind them; no rows at the end */
export async function waitingRows(
  rows: Rows,
  seals: Seals,
  batchId: string,
  after: Position,
  limit: number,
): Promise<{ waiting: WaitingRow[]; position: Position }> {
  const withNik =
    after.nikIndex === null
      ? []
      : await rows.query<SealedRow>(`${WAITING} AND (r.nik_index, r.n) > ($2, $3) ORDER BY r.nik_index, r.n LIMIT $4`, [
          batchId,
          after.nikIndex,
          after.n,
          limit,
        ]);
  const found =
    withNik.length > 0
      ? withNik
      : await rows.query<SealedRow>(`${WAITING} AND r.nik_index IS NULL AND r.n > $2 ORDER BY r.n LIMIT $3`, [
          batchId,
          after.nikIndex === null ? after.n : 0,
          limit,
        ]);
  const waiting = found.flatMap(({ n, sealed }): WaitingRow[] => {
    const { person } = openRow(seals, batchId, n, sealed);
    return person === null ? [] : [{ n, person, indexes: indexesOf(seals, person) }];
  });
  const last = found.at(-1);
  return { waiting, position: last ?? after };
}

/** Those of the rows that nobody has written since they were read; the caller has locked their batch. */
export async function stillWaiting(rows: Rows, batchId: string, waiting: readonly WaitingRow[]): Promise<WaitingRow[]> {
  const found = await rows.query<{ n: number }>(
    `SELECT r.n FROM import_row r WHERE r.batch_id = $1 AND r.n = ANY ($2::integer[]) AND NOT r.is_written`,
    [batchId, waiting.map(({ n }) => n)],
  );
  const left = new Set(found.map(({ n }) => n));
  return waiting.filter(({ n }) => left.has(n));
}

/** Marks rows as written. */
export async function storeOutcomes(rows: Rows, batchId: string, written: readonly WrittenRow[]): Promise<void> {
  await rows.query(
    `UPDATE import_row r
        SET outcome = w.outcome,
            candidate_id = w."candidateId",
            codes = CASE WHEN w.code IS NULL THEN r.codes ELSE ARRAY[w.code] || r.codes END,
            person_sealed = NULL,
            is_written = true
       FROM json_to_recordset($2::json) AS w (n integer, outcome text, "candidateId" uuid, code text)
      WHERE r.batch_id = $1 AND r.n = w.n`,
    [batchId, JSON.stringify(written)],
  );
}

/** How many rows a batch has to write, and how many of them are written. */
export async function progressOf(rows: Rows, batchId: string): Promise<{ total: number; written: number }> {
  const [progress] = await rows.query<{ total: number; written: number }>(
    `SELECT count(*)::integer AS total, count(*) FILTER (WHERE r.is_written)::integer AS written
       FROM import_row r
      WHERE r.batch_id = $1 AND (r.is_written OR r.outcome <> 'rejected')`,
    [batchId],
  );
  return { total: progress?.total ?? 0, written: progress?.written ?? 0 };
}
