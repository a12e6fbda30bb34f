import type { Rows } from '#libs/access';

/** Puts people into the charge of one officer, inside an open transaction: the person and the present cycle, so that lists,
 *  reminders and the file agree. Open reminders follow by themselves (move_reminders). Whoever is in that officer's charge
 *  already is left alone. @returns the ids of those who changed hands */
export async function assignCases(rows: Rows, candidateIds: readonly string[], officerId: string): Promise<string[]> {
  const ids = [...candidateIds].sort();
  await rows.query(`SELECT c.id FROM candidate c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id FOR NO KEY UPDATE OF c`, [ids]);
  const people = await rows.query<{ id: string }>(
    `UPDATE candidate c
        SET officer_id = $2, updated_at = now(), version = c.version + 1
      WHERE c.id = ANY ($1::uuid[]) AND c.officer_id IS DISTINCT FROM $2
     RETURNING c.id`,
    [ids, officerId],
  );
  const cycles = await rows.query<{ id: string }>(
    `UPDATE placement_cycle y
        SET officer_id = $2, version = y.version + 1
      WHERE y.candidate_id = ANY ($1::uuid[]) AND y.is_current AND y.officer_id IS DISTINCT FROM $2
     RETURNING y.candidate_id AS id`,
    [ids, officerId],
  );
  return [...new Set([...people, ...cycles].map(({ id }) => id))];
}
