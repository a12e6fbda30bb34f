import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { Stage } from '#libs/rulebook';

import type { ShownBlocker } from './assessment.js';

export const BULK_KINDS = ['assign_officer', 'advance_stage'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

export const BULK_STATES = ['previewed', 'running', 'done', 'undoing', 'undone'] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** ready and blocked tell what would happen; done, refused and, after an undo, undone and kept tell what did. */
export const BULK_ROW_STATES = ['ready', 'blocked', 'done', 'refused', 'undone', 'kept'] as const;
export type BulkRowState = (typeof BULK_ROW_STATES)[number];

/** The one change that all people of a job get. */
export interface BulkChange {
  /** assign_officer: null takes the officer away. */
  readonly officerId?: string | null | undefined;
  /** advance_stage: the stage that follows, and the legal day it counts from. */
  readonly to?: Stage | undefined;
  readonly effectiveOn?: string | undefined;
  readonly note?: string | undefined;
}

export interface BulkJob {
  readonly id: string;
  readonly kind: BulkKind;
  readonly change: BulkChange;
  readonly state: BulkState;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly counts: Readonly<Record<BulkRowState, number>>;
}

/** What a job would do, did, or could not do to one person. Nobody is named who is not in the caller's scope. */
export interface BulkRow {
  readonly n: number;
  readonly candidate: { readonly id: string; readonly fullName: string; readonly caseNo: string; readonly areaName: string } | null;
  readonly stage: Stage | null;
  readonly officerName: string | null;
  readonly state: BulkRowState;
  readonly code: string | null;
  readonly blockers: readonly ShownBlocker[];
}

const COUNTS = BULK_ROW_STATES.map((state) => `'${state}', count(*) FILTER (WHERE r.state = '${state}')`).join(', ');
const JOB = `
SELECT j.id, j.kind, j.change, j.state, j.created_at AS "createdAt", j.finished_at AS "finishedAt",
       (SELECT json_build_object(${COUNTS}) FROM bulk_job_row r WHERE r.job_id = j.id) AS counts
  FROM bulk_job j`;

/** @throws Problem not-found, the same for absent and for somebody else's */
export async function getJob(rows: Rows, id: string): Promise<BulkJob> {
  const [job] = await rows.query<BulkJob>(`${JOB} WHERE j.id = $1`, [id]);
  if (!job) throw problem('not-found');
  return job;
}

/** The last jobs of the caller, newest first; previews that nobody confirmed are not among them. */
export function lastJobs(rows: Rows, limit: number): Promise<BulkJob[]> {
  return rows.query<BulkJob>(`${JOB} WHERE j.asked_by = $1 AND j.state <> 'previewed' ORDER BY j.id DESC LIMIT $2`, [rows.actorId, limit]);
}

/** Rows of a job after the given number; `state` narrows. */
export function rowsOf(rows: Rows, jobId: string, page: { after: number; limit: number; state: BulkRowState | null }): Promise<BulkRow[]> {
  return rows.query<BulkRow>(
    `SELECT r.n, r.state, r.code, r.blockers, p.stage, o.display_name AS "officerName",
            CASE WHEN c.id IS NOT NULL
                 THEN json_build_object('id', c.id, 'fullName', c.full_name, 'caseNo', c.case_no, 'areaName', a.name) END AS candidate
       FROM (SELECT r.n, r.state, r.code, r.blockers, r.cycle_id
               FROM bulk_job_row r
              WHERE r.job_id = $1 AND r.n > $2 AND ($4::text IS NULL OR r.state = $4)
              ORDER BY r.n LIMIT $3) r
       LEFT JOIN placement_cycle p ON p.id = r.cycle_id
       LEFT JOIN candidate c ON c.id = p.candidate_id
       LEFT JOIN area a ON a.code = c.area_code
       LEFT JOIN LATERAL auth.colleague_names(ARRAY[p.officer_id]) o ON p.officer_id IS NOT NULL
      ORDER BY r.n`,
    [jobId, page.after, page.limit, page.state],
  );
}

/** Moves a job on, if it still stands where it stood. @returns whether it did */
export async function moveJob(rows: Rows, id: string, from: readonly BulkState[], to: BulkState): Promise<boolean> {
  const moved = await rows.query(
    `UPDATE bulk_job
        SET state = $3,
            confirmed_at = CASE WHEN $3 = 'running' THEN now() ELSE confirmed_at END,
            finished_at = CASE WHEN $3 = 'done' THEN now() ELSE finished_at END,
            undone_at = CASE WHEN $3 = 'undone' THEN now() ELSE undone_at END
      WHERE id = $1 AND state = ANY ($2::text[]) RETURNING id`,
    [id, from, to],
  );
  return moved.length > 0;
}
