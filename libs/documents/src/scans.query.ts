import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';

import type { ScanState } from './scan.entity.js';
import type { ScanKind } from './scan-look.js';
import { refusalNamed, SCAN_REFUSALS, type ScanLanguage } from './scan-refusals.js';

/** One page of a clean scan, in pixels. */
export interface ScanPage {
  readonly page: number;
  readonly width: number;
  readonly height: number;
}

/** A scan as a screen shows it; never its bytes. */
export interface ScanView {
  readonly id: string;
  readonly documentId: string;
  readonly state: ScanState;
  /** Bytes that are stored; the next part begins here. */
  readonly received: number;
  readonly size: number;
  readonly kind: ScanKind | null;
  readonly pages: readonly ScanPage[];
  /** Why it was refused, and what to do. */
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly createdAt: string;
  readonly createdByName: string | null;
  /** SHA-256 of the file as it was sent, in hex; null until it is checked. */
  readonly sha256: string | null;
}

type ScanRow = Omit<ScanView, 'refusal'> & { readonly refusalCode: string | null };

const viewSql = (condition: string): string => `
WITH found AS MATERIALIZED (
  SELECT id, document_id, state, received, size, kind, refusal_code, created_at, created_by, original_sha256
    FROM scan
   WHERE ${condition}),
colleague AS MATERIALIZED (
  SELECT n.id, n.display_name FROM auth.colleague_names(ARRAY(SELECT created_by FROM found)) n)
SELECT s.id, s.document_id AS "documentId", s.state, s.received, s.size, s.kind, s.refusal_code AS "refusalCode",
       s.created_at AS "createdAt", c.display_name AS "createdByName", encode(s.original_sha256, 'hex') AS sha256,
       coalesce((SELECT json_agg(json_build_object('page', f.position, 'width', f.width, 'height', f.height) ORDER BY f.position)
                   FROM scan_file f
                  WHERE f.scan_id = s.id AND f.role = 'page'), '[]'::json) AS pages
  FROM found s
  LEFT JOIN colleague c ON c.id = s.created_by
 ORDER BY s.id`;

const ONE_SQL = viewSql('id = $1');
const OF_DOCUMENT_SQL = viewSql('document_id = $1');

/** @throws Problem not-found */
export async function scanView(rows: Rows, scanId: string, language: ScanLanguage): Promise<ScanView> {
  const [row] = await rows.query<ScanRow>(ONE_SQL, [scanId]);
  if (!row) throw problem('not-found');
  return shown(row, language);
}

/** Oldest first. */
export async function scansOfDocument(rows: Rows, documentId: string, language: ScanLanguage): Promise<ScanView[]> {
  return (await rows.query<ScanRow>(OF_DOCUMENT_SQL, [documentId])).map((row) => shown(row, language));
}

function shown({ refusalCode, ...scan }: ScanRow, language: ScanLanguage): ScanView {
  const code = refusalNamed(refusalCode);
  return { ...scan, refusal: code && { code, detail: SCAN_REFUSALS[code][language] } };
}

/** The paper that a scan belongs to, for the audit trail and for limits. */
export interface ScannedDocument {
  readonly candidateId: string;
  readonly areaCode: string;
  readonly documentCode: string;
  readonly state: string;
}

/** @throws Problem not-found */
export async function scannedDocument(rows: Rows, documentId: string): Promise<ScannedDocument> {
  const [document] = await rows.query<ScannedDocument>(
    `SELECT candidate_id AS "candidateId", area_code AS "areaCode", document_code AS "documentCode", state FROM document WHERE id = $1`,
    [documentId],
  );
  if (!document) throw problem('not-found');
  return document;
}

/** One sealed file of a scan, as its row tells. */
export interface ScanFile {
  readonly id: string;
  readonly role: 'part' | 'page';
  readonly position: number;
  readonly size: number;
  readonly sha256: Buffer;
  readonly width: number | null;
  readonly height: number | null;
}

/** Files of one role in their order. */
export function filesOf(rows: Rows, scanId: string, role: ScanFile['role']): Promise<ScanFile[]> {
  return rows.query<ScanFile>(
    `SELECT id, role, position, size, sha256, width, height FROM scan_file WHERE scan_id = $1 AND role = $2 ORDER BY position`,
    [scanId, role],
  );
}

/** Writes down files that are safe on the disk already. */
export async function addFiles(
  rows: Rows,
  scan: { readonly id: string; readonly areaCode: string },
  files: readonly ScanFile[],
): Promise<void> {
  const listed = files.map((file) => ({ ...file, sha256: file.sha256.toString('hex') }));
  await rows.query(
    `INSERT INTO scan_file (id, scan_id, area_code, role, position, size, sha256, width, height)
     SELECT f.id, $1, $2, f.role, f.position, f.size, decode(f.sha256, 'hex'), f.width, f.height
       FROM jsonb_to_recordset($3::jsonb)
            AS f (id uuid, role text, position integer, size integer, sha256 text, width integer, height integer)`,
    [scan.id, scan.areaCode, JSON.stringify(listed)],
  );
}

/** What a person's scans take so far, refused ones left out. */
export interface ScansHeld {
  readonly ofDocument: number;
  readonly bytesOfPerson: number;
}

export async function scansHeld(rows: Rows, candidateId: string, documentId: string): Promise<ScansHeld> {
  const [held] = await rows.query<ScansHeld>(
    `SELECT count(*) FILTER (WHERE s.document_id = $2)::integer AS "ofDocument", coalesce(sum(s.size), 0)::float8 AS "bytesOfPerson"
       FROM document d
       JOIN scan s ON s.document_id = d.id
      WHERE d.candidate_id = $1 AND s.state <> 'refused'`,
    [candidateId, documentId],
  );
  return held ?? { ofDocument: 0, bytesOfPerson: 0 };
}
