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

/** Which part of the queue: one kind of paper, one area and all below it, or only papers that name another person than the file. */
export interface QueueFilter {
  readonly documentCode: string | null;
  readonly area: string | null;
  /** Submitted and verified papers whose holder differs from the file and of whom nobody said that this is right. */
  readonly differs: boolean;
}

type WaitingRow = Omit<WaitingDocument, 'numberMasked'> & { readonly numberLast4: string | null };

const WAITING = `state = 'submitted'`;
const DIFFERING = `differs <> '{}' AND identity_accepted_at IS NULL AND state IN ('submitted', 'verified')`;

// Filters that are not given are true for every row; a plain text keeps one prepared statement for each kind of list.
const MATCHES = `
     AND ($1::text IS NULL OR document_code = $1)
     AND ($2::text IS NULL OR area_code >= $2 COLLATE "C" AND area_code < ($2 || '/') COLLATE "C")`;

// The mark of a page is the id of its last document: moments are kept finer than a client's text carries them.
const AFTER = `AND (submitted_at, id) > (SELECT m.submitted_at, m.id FROM document m WHERE m.id = $4)`;

const pageSql = (wanted: string, after: string): string => `
WITH found AS MATERIALIZED (
  SELECT ${FOUND_COLUMNS}
    FROM document
   WHERE ${wanted} ${MATCHES} ${after}
   ORDER BY submitted_at, id
   LIMIT $3),
${COLLEAGUES}
SELECT ${DOCUMENT_COLUMNS},
       json_build_object('id', c.id, 'fullName', c.full_name, 'caseNo', c.case_no, 'areaName', a.name) AS candidate
  FROM found d
  JOIN candidate c ON c.id = d.candidate_id
  JOIN area a ON a.code = c.area_code ${COLLEAGUE_JOINS}
 ORDER BY d.submitted_at, d.id`;

const totalSql = (wanted: string): string => `SELECT count(*) AS total FROM document WHERE ${wanted} ${MATCHES}`;

/** What waits in the caller's area, oldest first. @param limit 1 to 100 */
export async function verificationQueue(
  rows: Rows,
  { documentCode, area, differs }: QueueFilter,
  limit: number,
  after: string | null,
): Promise<VerificationQueue> {
  const wanted = differs ? DIFFERING : WAITING;
  const filter = [documentCode, area];
  const [found, [counted]] = await Promise.all([
    after === null
      ? rows.query<WaitingRow>(pageSql(wanted, ''), [...filter, limit + 1])
      : rows.query<WaitingRow>(pageSql(wanted, AFTER), [...filter, limit + 1, after]),
    rows.query<{ total: number }>(totalSql(wanted), filter),
  ]);
  const items = found.slice(0, limit).map(masked);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null, total: counted?.total ?? 0 };
}
