import type { Rows } from '#libs/access';

import type { EnrolmentState, Result, Seat } from './enrolment.entity.js';

/** A person in a batch as people see it. `queuePosition` is the place among the reserves or among those who wait, counted
 *  over all regions. `documentState` is the state of the competence certificate that the result brought: `void` after the
 *  result was withdrawn, null when no result ever brought one. */
export interface EnrolmentView {
  readonly id: string;
  readonly version: number;
  readonly batchId: string;
  readonly candidate: {
    readonly id: string;
    readonly fullName: string;
    readonly caseNo: string;
    readonly sex: string | null;
    readonly areaName: string;
  };
  readonly seat: Seat;
  readonly queuePosition: number | null;
  readonly state: EnrolmentState;
  readonly result: Result | null;
  readonly resultOn: string | null;
  readonly certificateNo: string | null;
  readonly documentState: 'submitted' | 'verified' | 'rejected' | 'void' | null;
}

const SEAT_RANK = (alias: string): string => `array_position(ARRAY['main', 'reserve', 'waiting', 'none'], ${alias}.seat)`;

// The certificate is looked for by person first: that index exists, one over closed certificates by enrolment does not.
const ENROLMENT = `
  SELECT e.id, e.version, e.training_batch_id AS "batchId",
         json_build_object('id', c.id, 'fullName', c.full_name, 'caseNo', c.case_no, 'sex', c.sex, 'areaName', a.name) AS candidate,
         e.seat, q.place AS "queuePosition", e.state, e.result, e.result_on AS "resultOn", e.certificate_no AS "certificateNo",
         d.state AS "documentState"
    FROM enrolment e
    JOIN candidate c ON c.id = e.candidate_id
    JOIN area a ON a.code = c.area_code
    LEFT JOIN auth.batch_queue($1) q ON q.enrolment_id = e.id
    LEFT JOIN LATERAL (
           SELECT d.state
             FROM document d
            WHERE d.candidate_id = e.candidate_id AND d.document_code = 'competence_certificate' AND d.enrolment_id = e.id
            ORDER BY d.submitted_at DESC, d.id DESC
            LIMIT 1) d ON true`;

/** One person of a batch, or null when absent or out of scope. */
export async function findInRoster(rows: Rows, batchId: string, enrolmentId: string): Promise<EnrolmentView | null> {
  const [found] = await rows.query<EnrolmentView>(`${ENROLMENT} WHERE e.training_batch_id = $1 AND e.id = $2`, [batchId, enrolmentId]);
  return found ?? null;
}

/** Main seats, then reserves, then those who wait, then those who left, each in the order of joining; `limit + 1` rows.
 *  @param after id of the last enrolment seen */
export function listRoster(
  rows: Rows,
  batchId: string,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<EnrolmentView[]> {
  return rows.query<EnrolmentView>(
    `${ENROLMENT}
      WHERE e.training_batch_id = $1
        AND ($2::uuid IS NULL
             OR (${SEAT_RANK('e')}, e.queued_at, e.id) > (SELECT ${SEAT_RANK('s')}, s.queued_at, s.id FROM enrolment s WHERE s.id = $2))
      ORDER BY ${SEAT_RANK('e')}, e.queued_at, e.id
      LIMIT $3`,
    [batchId, after ?? null, limit + 1],
  );
}
