import type { Rows } from '#libs/access';
import { mergeMarksSql, personSql, shownNumbers, type SealedNumbers } from '#libs/candidates';
import { problem, type Seals } from '#libs/platform';

import { CYCLE_COLUMNS } from './cycle-view.query.js';

interface FileRow extends SealedNumbers {
  readonly text: string;
  readonly areaCode: string;
}

// The present attempt and those before it from one reading of the table, because each reading asks the scope anew.
const CYCLES = `
       (SELECT json_agg(row_to_json(v)) FILTER (WHERE v."isCurrent") -> 0 AS cycle,
               coalesce(json_agg(row_to_json(v) ORDER BY v."cycleNo" DESC) FILTER (WHERE NOT v."isCurrent"), '[]') AS "pastCycles"
          FROM (SELECT ${CYCLE_COLUMNS} FROM placement_cycle p WHERE p.candidate_id = c.id) v)`;
const NO_CYCLES = `(SELECT NULL AS cycle, json_build_array() AS "pastCycles")`;

/** Reads a person's file in one statement and names the person in the audit row: who it is, what the person attempts now, what
 *  went before, and which files became one with it. A training centre sees no cycles. @returns JSON text, as PostgreSQL built it, with the masks of the numbers added
 *  @throws Problem not-found, the same for absent and for out of scope */
export async function candidateFile(rows: Rows, seals: Seals, candidateId: string): Promise<string> {
  const { shown, numbers } = personSql(rows);
  const cycles = rows.actor?.role === 'blk_staff' ? NO_CYCLES : CYCLES;
  const [row] = await rows.query<FileRow>(
    `SELECT row_to_json(file)::text AS text, c.area_code AS "areaCode", ${numbers}
       FROM candidate c
       JOIN area a ON a.code = c.area_code
      CROSS JOIN LATERAL ${cycles} y
      CROSS JOIN LATERAL (SELECT ${shown}, ${mergeMarksSql(rows)}, y.cycle, y."pastCycles") file
      WHERE c.id = $1`,
    [candidateId],
  );
  if (!row) throw problem('not-found');
  rows.about({ candidateId, areaCode: row.areaCode });
  return `${row.text.slice(0, -1)},${JSON.stringify(shownNumbers(seals, candidateId, row)).slice(1)}`;
}
