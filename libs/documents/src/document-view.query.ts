import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { Sex } from '#libs/rulebook';

import type { Difference, DocumentSource, DocumentState, Verdict } from './document.entity.js';
import { maskNumber } from './numbers.js';

/** One document as a screen shows it: number masked, colleagues by name. */
export interface DocumentView {
  readonly id: string;
  readonly candidateId: string;
  readonly cycleId: string | null;
  readonly documentCode: string;
  readonly state: DocumentState;
  readonly numberMasked: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly verdict: Verdict | null;
  readonly source: DocumentSource;
  readonly submittedAt: string;
  readonly submittedByName: string | null;
  readonly verifiedAt: string | null;
  readonly verifiedByName: string | null;
  readonly closedReason: string | null;
  /** Code of the rulebook's list; null for a reason in own words. */
  readonly closedReasonCode: string | null;
  readonly closedNote: string | null;
  readonly closedAt: string | null;
  readonly holderName: string | null;
  readonly holderBirthDate: string | null;
  readonly holderSex: Sex | null;
  readonly differs: readonly Difference[];
  /** Why a difference is right so; null while it is a task. */
  readonly identityAcceptedReason: string | null;
  readonly version: number;
  /** How many clean scans there are. */
  readonly scans: number;
  readonly latestScanId: string | null;
}

type DocumentRow = Omit<DocumentView, 'numberMasked'> & { readonly numberLast4: string | null };

/** Columns of a document `d` with the names of `colleague` rows `s` (who submitted) and `v` (who verified). */
export const DOCUMENT_COLUMNS = `
       d.id, d.candidate_id AS "candidateId", d.cycle_id AS "cycleId", d.document_code AS "documentCode", d.state,
       d.number_last4 AS "numberLast4", d.issuer, d.issued_on AS "issuedOn", d.expires_on AS "expiresOn", d.verdict, d.source,
       d.submitted_at AS "submittedAt", s.display_name AS "submittedByName",
       d.verified_at AS "verifiedAt", v.display_name AS "verifiedByName", d.closed_reason AS "closedReason",
       d.closed_reason_code AS "closedReasonCode", d.closed_note AS "closedNote", d.closed_at AS "closedAt",
       d.holder_name AS "holderName", d.holder_birth_date AS "holderBirthDate", d.holder_sex AS "holderSex", d.differs,
       d.identity_accepted_reason AS "identityAcceptedReason", d.version,
       (SELECT count(*) FROM scan p WHERE p.document_id = d.id AND p.state = 'clean') AS scans,
       (SELECT p.id FROM scan p WHERE p.document_id = d.id AND p.state = 'clean' ORDER BY p.id DESC LIMIT 1) AS "latestScanId"`;

/** Names of everybody in `found`, in one call: the users' table itself is closed to the scope roles. */
export const COLLEAGUES = `
colleague AS MATERIALIZED (
  SELECT n.id, n.display_name
    FROM auth.colleague_names(ARRAY(SELECT submitted_by FROM found UNION SELECT verified_by FROM found)) n)`;

export const COLLEAGUE_JOINS = `
  LEFT JOIN colleague s ON s.id = d.submitted_by
  LEFT JOIN colleague v ON v.id = d.verified_by`;

export const FOUND_COLUMNS = `id, candidate_id, cycle_id, document_code, state, number_last4, issuer, issued_on, expires_on, verdict, source,
         submitted_at, submitted_by, verified_at, verified_by, closed_reason, closed_reason_code, closed_note, closed_at,
         holder_name, holder_birth_date, holder_sex, differs, identity_accepted_reason, version`;

const ONE_SQL = `
WITH found AS MATERIALIZED (SELECT ${FOUND_COLUMNS} FROM document WHERE id = $1),
${COLLEAGUES}
SELECT ${DOCUMENT_COLUMNS}
  FROM found d ${COLLEAGUE_JOINS}`;

const OF_CANDIDATE_SQL = `
WITH found AS MATERIALIZED (SELECT ${FOUND_COLUMNS} FROM document WHERE candidate_id = $1),
${COLLEAGUES}
SELECT ${DOCUMENT_COLUMNS}
  FROM found d ${COLLEAGUE_JOINS}
 ORDER BY d.submitted_at DESC, d.id DESC`;

/** @throws Problem not-found */
export async function documentView(rows: Rows, documentId: string): Promise<DocumentView> {
  const [row] = await rows.query<DocumentRow>(ONE_SQL, [documentId]);
  if (!row) throw problem('not-found');
  return masked(row);
}

/** Every version of every paper of a person, newest first. */
export async function documentsOfCandidate(rows: Rows, candidateId: string): Promise<DocumentView[]> {
  const found = await rows.query<DocumentRow>(OF_CANDIDATE_SQL, [candidateId]);
  return found.map(masked);
}

/** Replaces the readable end of the number by its mask, so that a row becomes a view. */
export function masked<T extends { readonly numberLast4: string | null }>({
  numberLast4,
  ...shown
}: T): Omit<T, 'numberLast4'> & { numberMasked: string | null } {
  return { ...shown, numberMasked: maskNumber(numberLast4) };
}
