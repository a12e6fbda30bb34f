import type pg from 'pg';

import type { Subjects } from './subjects.js';

const ROWS = 20_000;

/** What the lists beside the people hold in busy offices: offers between officers, pairs that may be one person, views that the
 *  officer keeps. The generator makes none of it, and an empty table is read whole whatever its indexes are. */
export async function arrangeListWork(client: pg.Client, { officerId, regency, stage }: Subjects): Promise<void> {
  await asCopied(client, async () => {
    // Of two hundred offers one is to the officer and one from the officer; of fifty one still waits.
    await client.query(
      `INSERT INTO handover (id, area_code, from_officer, to_officer, offered_by, state, offered_on, due_on, answered_at, answered_on, case_count)
       SELECT gen_random_uuid(), left(p.area_code, 2), g.id, CASE WHEN p.n % 200 = 0 THEN $1::uuid ELSE gen_random_uuid() END, g.id,
              w.state, current_date, current_date + 3, CASE WHEN w.state <> 'offered' THEN now() END, CASE WHEN w.state <> 'offered' THEN current_date END, 1
         FROM (SELECT area_code, row_number() OVER () AS n FROM candidate LIMIT ${ROWS}) p
        CROSS JOIN LATERAL (SELECT CASE WHEN p.n % 200 = 1 THEN $1::uuid ELSE gen_random_uuid() END AS id) g
        CROSS JOIN LATERAL (SELECT CASE WHEN p.n % 50 = 0 THEN 'offered' ELSE 'accepted' END AS state) w`,
      [officerId],
    );
    await client.query(
      `INSERT INTO handover_case (handover_id, candidate_id, area_code, is_open)
       SELECT h.id, c.id, c.area_code, false
         FROM (SELECT id, row_number() OVER () AS n FROM handover) h
         JOIN (SELECT id, area_code, row_number() OVER () AS n FROM candidate LIMIT ${ROWS}) c ON c.n = h.n`,
    );
    await client.query(
      `INSERT INTO duplicate_pair (id, first_id, first_area, second_id, second_area, score, reasons, fingerprint)
       SELECT gen_random_uuid(), id, area_code, next_id, next_area, 0.8, '{name-same}', ''
         FROM (SELECT id, area_code, lead(id) OVER (ORDER BY id) AS next_id, lead(area_code) OVER (ORDER BY id) AS next_area FROM candidate LIMIT ${ROWS}) c
        WHERE next_id IS NOT NULL`,
    );
    await client.query(
      `INSERT INTO saved_view (id, owner_id, area_code, name, filter)
       SELECT gen_random_uuid(), $1, left($2, 2), 'Tampilan ' || n, f.filter
         FROM unnest(ARRAY[jsonb_build_object('area', $2::text, 'stage', $3::text), jsonb_build_object('departure', 'at_risk'), jsonb_build_object('stalled', true)])
              WITH ORDINALITY AS f (filter, n)`,
      [officerId, regency, stage],
    );
  });
  await client.query(`VACUUM (ANALYZE) handover, handover_case, duplicate_pair, saved_view`);
}

/** Takes it away again, so that what is measured meets the office as it was filled. */
export async function forgetListWork(client: pg.Client): Promise<void> {
  await asCopied(client, async () => {
    for (const table of ['handover_case', 'handover', 'duplicate_pair', 'saved_view']) await client.query(`DELETE FROM ${table}`);
  });
}

async function asCopied(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  await work();
  await client.query('COMMIT');
}
