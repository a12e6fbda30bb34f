import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';

import { isoSql } from './candidate-view.query.js';
import { countsSql, type MovingCount } from './merge-moves.query.js';

export interface MergedFile {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
}

/** A merge as screens show it. */
export interface Merge {
  readonly id: string;
  readonly survivor: MergedFile;
  readonly merged: MergedFile;
  readonly mergedAt: string;
  readonly mergedByName: string | null;
  readonly reason: string;
  /** Last day on which it may be taken back. */
  readonly undoUntil: string;
  readonly undoneAt: string | null;
  readonly undoneByName: string | null;
  readonly undoReason: string | null;
  readonly moved: MovingCount[];
  /** What went back with a change made after the merge; empty while the merge stands. */
  readonly changedSince: MovingCount[];
  /** It stands, its time is not over, and it is the newest of this file. */
  readonly canUndo: boolean;
}

const MOST_SHOWN = 10;
const named = (column: string): string => `(SELECT n.display_name FROM auth.colleague_names(ARRAY[${column}]) n)`;
const fileOf = (side: string): string => `json_build_object('id', ${side}.id, 'caseNo', ${side}.case_no, 'fullName', ${side}.full_name)`;

const COLUMNS = `
  g.id, ${fileOf('s')} AS survivor, ${fileOf('m')} AS merged, ${isoSql('g.merged_at')} AS "mergedAt", ${named('g.merged_by')} AS "mergedByName",
  g.reason, g.undo_until AS "undoUntil", ${isoSql('g.undone_at')} AS "undoneAt", ${named('g.undone_by')} AS "undoneByName",
  g.undo_reason AS "undoReason", ${countsSql('g.moved')} AS moved, ${countsSql('g.changed_since')} AS "changedSince",
  g.undone_at IS NULL AND g.undo_until >= (SELECT auth.today()) AND s.merged_into IS NULL
    AND NOT EXISTS (SELECT FROM candidate_merge later
                     WHERE later.survivor_id = g.survivor_id AND later.id > g.id AND later.undone_at IS NULL) AS "canUndo"`;

const MERGES = `candidate_merge g JOIN candidate s ON s.id = g.survivor_id JOIN candidate m ON m.id = g.merged_id`;

/** @throws Problem not-found, the same for absent and for out of scope */
export async function mergeView(rows: Rows, mergeId: string): Promise<Merge> {
  const [merge] = await rows.query<Merge>(`SELECT ${COLUMNS} FROM ${MERGES} WHERE g.id = $1`, [mergeId]);
  if (!merge) throw problem('not-found');
  return merge;
}

/** Where a file stands in merges, as columns `isMerged`, `mergedInto` (null too out of the caller's scope) and `merges` (newest first,
 *  as `Merge`) for a statement over `candidate c`. A training centre learns of no merge. */
export function mergeMarksSql(rows: Rows): string {
  if (rows.actor?.role === 'blk_staff') return `false AS "isMerged", NULL AS "mergedInto", json_build_array() AS merges`;
  return `c.merged_into IS NOT NULL AS "isMerged", (SELECT ${fileOf('s')} FROM candidate s WHERE s.id = c.merged_into) AS "mergedInto",
       (SELECT coalesce(json_agg(row_to_json(v) ORDER BY v.id DESC), '[]')
          FROM (SELECT ${COLUMNS} FROM ${MERGES} WHERE g.survivor_id = c.id ORDER BY g.id DESC LIMIT ${MOST_SHOWN}) v) AS merges`;
}
