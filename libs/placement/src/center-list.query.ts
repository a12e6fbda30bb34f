import { Bound, type Statement } from './candidate-list.query.js';
import { namePatterns, type NamePart } from './name-parts.js';

/** What a training centre may narrow its own people by: where they live and parts of the name. */
export interface ParticipantFilter {
  readonly areaCode?: string | undefined;
  readonly nameParts: readonly NamePart[];
}

/** One page of the people that a training centre registered or enrolled, newest first, as JSON text in the column `page`.
 *  The centre's role sees no placement cycle, so everything of the cycle is null (UU 27/2022: no more than the task needs). */
export function participantPage(filter: ParticipantFilter, page: { readonly after: string | null; readonly limit: number }): Statement {
  const bound = new Bound();
  const limit = bound.add(page.limit);
  const beyond = page.after ? [`c.id < ${bound.add(page.after)}`] : [];
  const sql = `
WITH found AS (
  SELECT c.id, c.case_no, c.full_name, c.sex, c.nik_last4, c.area_code, c.version
    FROM participant m
    JOIN candidate c ON c.id = m.candidate_id
   WHERE ${['true', ...conditionsOf(filter, bound), ...beyond].join(' AND ')}
   ORDER BY c.id DESC LIMIT ${limit} + 1),
page AS (SELECT f.*, row_number() OVER (ORDER BY f.id DESC) AS n FROM found f)
SELECT json_build_object(
         'items', coalesce(json_agg(json_build_object(
           'id', c.id, 'caseNo', c.case_no, 'fullName', c.full_name, 'sex', c.sex, 'nikMasked', '************' || c.nik_last4,
           'area', json_build_object('code', a.code, 'name', a.name, 'regencyName', r.name),
           'stage', NULL, 'scheme', NULL, 'destinationCountry', NULL, 'plannedDepartureOn', NULL, 'documents', NULL,
           'officerName', NULL, 'stageSince', NULL, 'daysInStage', NULL, 'version', c.version) ORDER BY c.n) FILTER (WHERE c.n <= ${limit}), '[]'),
         'next', CASE WHEN max(c.n) > ${limit} THEN max(c.id::text) FILTER (WHERE c.n = ${limit}) END)::text AS page
  FROM page c
  JOIN area a ON a.code = c.area_code
  JOIN area r ON r.code = left(c.area_code, 5)`;
  return { sql, params: bound.values };
}

/** How many people of the centre the filter holds. */
export function participantTotal(filter: ParticipantFilter): Statement {
  const bound = new Bound();
  const conditions = ['true', ...conditionsOf(filter, bound)].join(' AND ');
  return {
    sql: `SELECT count(*)::integer AS total FROM participant m JOIN candidate c ON c.id = m.candidate_id WHERE ${conditions}`,
    params: bound.values,
  };
}

function conditionsOf(filter: ParticipantFilter, bound: Bound): string[] {
  const inArea = (code: string): string[] => [`c.area_code >= ${code}::text`, `c.area_code < ${code}::text || '/'`];
  return [...(filter.areaCode ? inArea(bound.add(filter.areaCode)) : []), ...nameConditions(filter.nameParts, bound)];
}

// A centre's people are few, and no index may be used behind its scope: every part must occur, or its letters swapped.
function nameConditions(nameParts: readonly NamePart[], bound: Bound): string[] {
  return namePatterns(nameParts).swapped.map((pattern) => `c.name_key ~ ${bound.add(pattern)}`);
}
