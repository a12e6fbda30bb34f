import type { Rows } from '#libs/access';

import { COLLEAGUE_JOINS, COLLEAGUES, DOCUMENT_COLUMNS, FOUND_COLUMNS, masked, type DocumentView } from './document-view.query.js';

/** A document that waits for an officer, with the person it belongs to. */
export interface WaitingDocument extends DocumentView {
  readonly candidate: { readonly id: string; readonly fullName: string; readonly caseNo: string; readonly areaName: string };
}

export interface VerificationQueue {
  readonly items: readonly WaitingDocument[];
  /** `after` of the next page, null on the last one. */
  readonly next: string | null;
  readonly total: number;
}

type WaitingRow = Omit<WaitingDocument, 'numberMasked'> & { readonly numberLast4: string | null };

// The mark of a page is the id of its last document: moments are kept finer than a client's text carries them.
const AFTER = `AND (submitted_at, id) > (SELECT m.submitted_at, m.id FROM document m WHERE m.id = $2)`;

const pageSql = (after: string): string => `
WITH found AS MATERIALIZED (
  SELECT ${FOUND_COLUMNS}
    FROM document
   WHERE state = 'submitted' ${after}
   ORDER BY submitted_at, id
   LIMIT $1),
${COLLEAGUES}
SELECT ${DOCUMENT_COLUMNS},
       json_build_object('id', c.id, 'fullName', c.full_name, 'caseNo', c.case_no, 'areaName', a.name) AS candidate
  FROM found d
  JOIN candidate c ON c.id = d.candidate_id
  JOIN area a ON a.code = c.area_code ${COLLEAGUE_JOINS}
 ORDER BY d.submitted_at, d.id`;

const FIRST_PAGE_SQL = pageSql('');
const NEXT_PAGE_SQL = pageSql(AFTER);
const TOTAL_SQL = `SELECT count(*) AS total FROM document WHERE state = 'submitted'`;

/** What waits in the caller's area, oldest first. @param limit 1 to 100 */
export async function verificationQueue(rows: Rows, limit: number, after: string | null): Promise<VerificationQueue> {
  const oneMore = limit + 1;
  const [found, [counted]] = await Promise.all([
    after === null ? rows.query<WaitingRow>(FIRST_PAGE_SQL, [oneMore]) : rows.query<WaitingRow>(NEXT_PAGE_SQL, [oneMore, after]),
    rows.query<{ total: number }>(TOTAL_SQL),
  ]);
  const items = found.slice(0, limit).map(masked);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null, total: counted?.total ?? 0 };
}
