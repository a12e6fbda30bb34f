import type { Rows } from '#libs/access';
import type { PaperRequest } from '#libs/rulebook';

/** A paper that was asked for, where, and who wrote it down. */
export interface RecordedRequest extends PaperRequest {
  readonly issuer: string;
  readonly recordedByName: string | null;
}

/** What was asked for in this cycle and is not in yet. */
export function requestsOf(rows: Rows, cycleId: string): Promise<RecordedRequest[]> {
  return rows.query<RecordedRequest>(
    `SELECT q.document_code AS "documentCode", q.asked_on AS "askedOn", q.expected_on AS "expectedOn", q.issuer, n.display_name AS "recordedByName"
       FROM document_request q
       LEFT JOIN auth.colleague_names(ARRAY(SELECT w.recorded_by FROM document_request w WHERE w.cycle_id = $1)) n ON n.id = q.recorded_by
      WHERE q.cycle_id = $1`,
    [cycleId],
  );
}

/** Writes a request down; one that is there already is corrected. */
export async function keepRequest(
  rows: Rows,
  cycle: { readonly id: string; readonly areaCode: string },
  request: PaperRequest & { readonly issuer: string },
): Promise<void> {
  await rows.query(
    `INSERT INTO document_request (cycle_id, area_code, document_code, issuer, asked_on, expected_on, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT ON CONSTRAINT document_request_pk DO UPDATE
        SET issuer = excluded.issuer, asked_on = excluded.asked_on, expected_on = excluded.expected_on, recorded_by = excluded.recorded_by, recorded_at = now()`,
    [cycle.id, cycle.areaCode, request.documentCode, request.issuer, request.askedOn, request.expectedOn, rows.actorId],
  );
}

/** @returns false when there was none */
export async function dropRequest(rows: Rows, cycleId: string, documentCode: string): Promise<boolean> {
  const gone = await rows.query(`DELETE FROM document_request q WHERE q.cycle_id = $1 AND q.document_code = $2 RETURNING q.cycle_id`, [
    cycleId,
    documentCode,
  ]);
  return gone.length > 0;
}
