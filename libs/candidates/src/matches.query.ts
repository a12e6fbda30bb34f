import type { Rows } from '#libs/access';

import type { Sex } from './candidate.entity.js';

/** Somebody in the register who may be meant; numbers still sealed. */
export interface Neighbour {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly areaCode: string;
  readonly areaName: string;
  readonly nikSealed: Buffer | null;
  readonly nikIndex: Buffer | null;
  readonly stage: string | null;
}

/** Where to look: a blind index of the NIK, the folded name, the days that the birth date may have been written as, the domicile. */
export interface Search {
  readonly nikIndex: Buffer | null;
  readonly nameKey: string | null;
  readonly birthDates: readonly string[];
  readonly areaCode: string | null;
  /** Somebody who is left out: the person itself. */
  readonly exceptId: string | null;
}

/** More than a screen can show, and as many as one slip can lead to. */
const MOST = 40;
const NAME_IS_LIKE = `(public.similarity(c.name_key, $2) >= 0.25 OR public.word_similarity($2, c.name_key) >= 0.5 OR public.word_similarity(c.name_key, $2) >= 0.5)`;

// Three ways in, each by an index whose operator is leakproof, so that row-level security may use it: the NIK, the birth date
// (a day holds some dozens of people in a million), the district of the domicile. Only what they find is compared by name.
const NEAR = `
  SELECT c.id FROM candidate c WHERE c.nik_index = $1
  UNION
  SELECT c.id FROM candidate c WHERE c.birth_date = ANY ($3::date[]) AND ${NAME_IS_LIKE}
  UNION
  SELECT c.id FROM candidate c
   WHERE c.area_code >= $4::text AND c.area_code < $4::text || '/' AND public.similarity(c.name_key, $2) >= 0.6`;

/** People in the caller's scope (for the system: all) who may be the one searched for; at most 40, the likest names first. */
export function neighboursOf(rows: Rows, search: Search): Promise<Neighbour[]> {
  // Each is then read by id: the planner cannot know how few they are and would read the caller's whole area beside them.
  return rows.query<Neighbour>(
    `SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName", c.birth_date AS "birthDate", c.sex, c.area_code AS "areaCode",
            a.name AS "areaName", c.nik_sealed AS "nikSealed", c.nik_index AS "nikIndex", p.stage
       FROM (${NEAR}) near
       CROSS JOIN LATERAL (SELECT person.* FROM candidate person WHERE person.id = near.id OFFSET 0) c
       JOIN area a ON a.code = c.area_code
       LEFT JOIN placement_cycle p ON p.candidate_id = c.id AND p.is_current
      WHERE c.id IS DISTINCT FROM $5 AND c.merged_into IS NULL
      ORDER BY c.nik_index IS NOT DISTINCT FROM $1 DESC, public.similarity(c.name_key, $2) DESC, c.id
      LIMIT ${MOST}`,
    [search.nikIndex, search.nameKey, search.birthDates, search.areaCode?.slice(0, 8) ?? null, search.exceptId],
  );
}

/** Is somebody like this registered outside the caller's scope? Nothing else about that person is told. */
export async function isKnownElsewhere(rows: Rows, search: Search): Promise<boolean> {
  const [answer] = await rows.query<{ known: boolean }>(`SELECT auth.is_known_elsewhere($1, $2, $3::date[]) AS known`, [
    search.nikIndex,
    search.nameKey,
    search.birthDates.slice(0, 2),
  ]);
  return answer?.known ?? false;
}
