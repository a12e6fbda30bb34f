import type { Scheme, Stage } from '#libs/rulebook';

import { Bound, pageIds, type ListPlan, type Statement } from './candidate-list.query.js';

/** One person of an exported list, with codes not yet in words. */
export interface ExportRow {
  readonly caseNo: string;
  readonly fullName: string;
  readonly nikMasked: string | null;
  readonly sex: 'female' | 'male' | null;
  readonly birthDate: string | null;
  readonly regency: string | null;
  readonly district: string | null;
  readonly village: string | null;
  readonly stage: Stage;
  readonly scheme: Scheme | null;
  readonly destinationCountry: string | null;
  readonly plannedDepartureOn: string | null;
  readonly required: number;
  readonly submitted: number;
  readonly verified: number;
  readonly officerName: string | null;
  readonly daysInStage: number;
  readonly source: string;
}

/** Characters of one id in the text that `exportIds` answers. */
export const ID_LENGTH = 36;

/** The ids of all people of a list in its order, one after the other in one text (column `ids`), one more than the plan's limit
 *  when there are more. As a list of texts they would need ten times the memory. */
export function exportIds(plan: ListPlan): Statement {
  const bound = new Bound();
  const limit = bound.add(plan.limit);
  return {
    sql: `SELECT coalesce(string_agg(f.id::text, ''), '') AS ids FROM (${pageIds(plan, bound, `${limit}::integer`)}) f`,
    params: bound.values,
  };
}

/** The people of a list in its order, one more than the plan's limit when there are more. */
export function peopleIds(plan: ListPlan): Statement {
  const bound = new Bound();
  const limit = bound.add(plan.limit);
  return {
    sql: `SELECT p.candidate_id AS id
            FROM (SELECT f.id, row_number() OVER () AS n FROM (${pageIds(plan, bound, `${limit}::integer`)}) f) f
            JOIN placement_cycle p ON p.id = f.id
           ORDER BY f.n`,
    params: bound.values,
  };
}

/** Those of the given cycles that are still in the caller's scope, in the given order. $1 ids, $2 the day counted to.
 *  OFFSET 0 keeps each row's look-up by its id: the scope's range is underestimated, and a plan that begins with it walks the whole
 *  province once for every row. */
export const EXPORT_ROWS = `
SELECT c.case_no AS "caseNo", c.full_name AS "fullName", '************' || c.nik_last4 AS "nikMasked", c.sex, c.birth_date AS "birthDate",
       r.name AS regency, d.name AS district, v.name AS village, p.stage, p.scheme,
       p.destination_country AS "destinationCountry", p.planned_departure_on AS "plannedDepartureOn", p.required_count AS required,
       p.submitted_count AS submitted, p.verified_count AS verified, o.display_name AS "officerName",
       $2::date - p.stage_since AS "daysInStage", c.source
  FROM unnest($1::uuid[]) WITH ORDINALITY f(id, n)
  CROSS JOIN LATERAL (SELECT cycle.* FROM placement_cycle cycle WHERE cycle.id = f.id OFFSET 0) p
  CROSS JOIN LATERAL (SELECT person.* FROM candidate person WHERE person.id = p.candidate_id OFFSET 0) c
  LEFT JOIN area r ON r.code = p.regency_code AND length(p.area_code) >= 5
  LEFT JOIN area d ON d.code = left(p.area_code, 8) AND length(p.area_code) >= 8
  LEFT JOIN area v ON v.code = p.area_code AND length(p.area_code) = 13
  LEFT JOIN auth.colleague_names(ARRAY(SELECT DISTINCT g.officer_id FROM placement_cycle g WHERE g.id = ANY ($1::uuid[]))) o ON o.id = p.officer_id
 ORDER BY f.n`;
