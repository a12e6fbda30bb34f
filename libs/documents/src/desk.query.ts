import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { Sex } from '#libs/rulebook';

import type { Difference, DocumentState } from './document.entity.js';
import { documentView, masked, type DocumentView } from './document-view.query.js';
import { obstacleFor, type Obstacle } from './verification-limits.js';

/** The person as the file has them, to be compared with the paper. */
export interface DeskPerson {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly birthPlace: string | null;
  readonly nikMasked: string | null;
  readonly areaName: string;
}

/** Another paper of the same person, in its present version. */
export interface OtherPaper {
  readonly id: string;
  readonly documentCode: string;
  readonly state: DocumentState;
  readonly numberMasked: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly holderName: string | null;
  readonly holderBirthDate: string | null;
  readonly holderSex: Sex | null;
  readonly differs: readonly Difference[];
}

/** An earlier version of the same paper that was refused. */
export interface EarlierRefusal {
  readonly at: string | null;
  readonly byName: string | null;
  readonly reason: string | null;
}

/** What was last done with a paper, for whoever finds it changed meanwhile. */
export interface LastDeed {
  readonly deed: 'submitted' | 'corrected' | 'accepted' | 'verified' | 'rejected' | 'voided';
  readonly at: string | null;
  readonly byName: string | null;
}

/** Everything that somebody needs who holds a paper in hand and must decide about it. */
export interface DeskDocument {
  readonly document: DocumentView;
  readonly person: DeskPerson;
  readonly others: readonly OtherPaper[];
  readonly refusals: readonly EarlierRefusal[];
  readonly obstacle: Obstacle | null;
  readonly lastDeed: LastDeed;
}

const PERSON_SQL = `
SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName", c.sex, c.birth_date AS "birthDate", c.birth_place AS "birthPlace",
       '************' || c.nik_last4 AS "nikMasked", a.name AS "areaName", c.area_code AS "areaCode"
  FROM candidate c JOIN area a ON a.code = c.area_code
 WHERE c.id = $1`;

const OTHERS_SQL = `
SELECT DISTINCT ON (d.document_code)
       d.id, d.document_code AS "documentCode", d.state, d.number_last4 AS "numberLast4", d.issued_on AS "issuedOn",
       d.expires_on AS "expiresOn", d.holder_name AS "holderName", d.holder_birth_date AS "holderBirthDate",
       d.holder_sex AS "holderSex", d.differs
  FROM document d
 WHERE d.candidate_id = $1 AND d.document_code <> $2 AND d.state IN ('submitted', 'verified')
 ORDER BY d.document_code, d.submitted_at DESC, d.id DESC`;

const REFUSALS_SQL = `
WITH refused AS MATERIALIZED (
  SELECT closed_at, closed_by, closed_reason FROM document
   WHERE candidate_id = $1 AND document_code = $2 AND state = 'rejected' AND id <> $3)
SELECT r.closed_at AS at, n.display_name AS "byName", r.closed_reason AS reason
  FROM refused r
  LEFT JOIN auth.colleague_names(ARRAY(SELECT closed_by FROM refused)) n ON n.id = r.closed_by
 ORDER BY r.closed_at DESC NULLS LAST`;

// A decision stands on the paper itself; what came before it, only the trail knows.
const LAST_DEED_SQL = `
WITH last AS MATERIALIZED (
  SELECT CASE d.state WHEN 'verified' THEN 'verified' WHEN 'rejected' THEN 'rejected' ELSE 'voided' END AS deed,
         coalesce(d.closed_at, d.verified_at) AS at, coalesce(d.closed_by, d.verified_by) AS by, 1 AS place
    FROM document d
   WHERE d.id = $1 AND d.state <> 'submitted'
   UNION ALL
  SELECT CASE told.action WHEN 'document.correct' THEN 'corrected' WHEN 'document.accept' THEN 'accepted' ELSE 'submitted' END,
         told.at, told.actor_id, 2
    FROM (SELECT e.action, e.at, e.actor_id
            FROM audit_event e
           WHERE e.candidate_id = $2 AND e.subject_id = $1 AND e.action IN ('document.submit', 'document.correct', 'document.accept')
           ORDER BY e.id DESC
           LIMIT 1) told
   UNION ALL
  SELECT 'submitted', d.submitted_at, d.submitted_by, 3 FROM document d WHERE d.id = $1
   ORDER BY place
   LIMIT 1)
SELECT l.deed, l.at, n.display_name AS "byName"
  FROM last l
  LEFT JOIN auth.colleague_names(ARRAY(SELECT by FROM last)) n ON n.id = l.by`;

/** @throws Problem not-found */
export async function deskDocument(rows: Rows, documentId: string): Promise<DeskDocument & { readonly areaCode: string }> {
  const document = await documentView(rows, documentId);
  const { candidateId, documentCode } = document;
  const [[found], others, refusals, obstacle, [lastDeed]] = await Promise.all([
    rows.query<DeskPerson & { areaCode: string }>(PERSON_SQL, [candidateId]),
    rows.query<Omit<OtherPaper, 'numberMasked'> & { numberLast4: string | null }>(OTHERS_SQL, [candidateId, documentCode]),
    rows.query<EarlierRefusal>(REFUSALS_SQL, [candidateId, documentCode, documentId]),
    obstacleFor(rows, document),
    rows.query<LastDeed>(LAST_DEED_SQL, [documentId, candidateId]),
  ]);
  if (!found || !lastDeed) throw problem('not-found');
  const { areaCode, ...person } = found;
  return {
    document,
    person,
    others: others.map(masked),
    refusals,
    obstacle,
    lastDeed,
    areaCode,
  };
}
