import type { Rows } from '#libs/access';

/** Some people of a sweep, in the order of their ids. */
export interface SweepPage {
  /** The person before the first of them: where the sweep stands while these are looked at. */
  readonly from: string;
  readonly candidateIds: readonly string[];
  /** Nobody comes after them. */
  readonly isLast: boolean;
}

/** Where the sweep of these rules stands; after other rules came it begins anew. @returns null when everybody has been looked at */
export async function beginSweep(rows: Rows, edition: string): Promise<string | null> {
  await rows.query(
    `INSERT INTO checklist_sweep AS w (edition) VALUES ($1)
     ON CONFLICT (is_only) DO UPDATE SET edition = excluded.edition, reached = DEFAULT, is_done = false WHERE w.edition <> excluded.edition`,
    [edition],
  );
  const [open] = await rows.query<{ reached: string }>(`SELECT w.reached FROM checklist_sweep w WHERE w.edition = $1 AND NOT w.is_done`, [
    edition,
  ]);
  return open?.reached ?? null;
}

/** The next people before departure. Who has departed was judged by the rules of that day, and later editions do not judge again. */
export async function pageAfter(rows: Rows, from: string, limit: number): Promise<SweepPage> {
  const people = await rows.query<{ id: string }>(
    `SELECT p.candidate_id AS id
       FROM placement_cycle p
      WHERE p.is_current AND p.candidate_id > $1 AND p.departed_on IS NULL
      ORDER BY p.candidate_id
      LIMIT $2`,
    [from, limit],
  );
  return { from, candidateIds: people.map(({ id }) => id), isLast: people.length < limit };
}

/** The people of a page have been looked at: whose answer is another one is marked, and the sweep moves past them, both or neither.
 *  @returns false when another run has moved the sweep, or other rules came meanwhile; then nothing is written */
export async function passPage(rows: Rows, edition: string, page: SweepPage, others: readonly string[]): Promise<boolean> {
  const moved = await rows.query(
    `UPDATE checklist_sweep w SET reached = $3, is_done = $4 WHERE w.edition = $1 AND w.reached = $2 AND NOT w.is_done RETURNING w.edition`,
    [edition, page.from, page.candidateIds.at(-1) ?? page.from, page.isLast],
  );
  if (moved.length === 0) return false;
  await rows.query(
    `INSERT INTO checklist_stale (candidate_id) SELECT o.id FROM unnest($1::uuid[]) AS o (id) ON CONFLICT (candidate_id) DO NOTHING`,
    [others],
  );
  return true;
}
