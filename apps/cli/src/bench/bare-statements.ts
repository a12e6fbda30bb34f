import pg from 'pg';

import { INDICATORS, definitionText } from '#libs/dashboards';

/** The same answers as our routes give, field by field, each in one statement in which PostgreSQL builds the JSON.
 *  They trust whoever asks: no session, no scope, no audit, no seals, no validation. */

/** $1 regency $2 stage $3 office day. */
export const LIST = `
  WITH page AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY p.id DESC) AS n, p.* FROM (
      SELECT * FROM placement_cycle WHERE is_current AND regency_code = $1 AND stage = $2 ORDER BY id DESC LIMIT 26) p)
  SELECT json_build_object(
    'items', (SELECT coalesce(json_agg(row_to_json(shown) ORDER BY p.n) FILTER (WHERE p.n <= 25), '[]')
       FROM page p
       JOIN candidate c ON c.id = p.candidate_id
       JOIN area a ON a.code = p.area_code
       JOIN area r ON r.code = p.regency_code
       LEFT JOIN auth.app_user o ON o.id = p.officer_id
      CROSS JOIN LATERAL (SELECT
       c.id, c.case_no AS "caseNo", c.full_name AS "fullName", c.sex, '************' || c.nik_last4 AS "nikMasked",
       (SELECT row_to_json(place) FROM (SELECT a.code, a.name, r.name AS "regencyName") place) AS area,
       p.stage, p.scheme, p.destination_country AS "destinationCountry", p.planned_departure_on AS "plannedDepartureOn",
       (SELECT row_to_json(counts) FROM (SELECT p.required_count AS required, p.submitted_count AS submitted, p.verified_count AS verified) counts) AS documents,
       o.display_name AS "officerName", p.stage_since AS "stageSince", $3::date - p.stage_since AS "daysInStage", c.version) shown),
    'next', (SELECT p.id FROM page p WHERE p.n = 25 AND EXISTS (SELECT FROM page WHERE n = 26)),
    'total', (SELECT count(*) FROM placement_cycle WHERE is_current AND regency_code = $1 AND stage = $2))::text AS body`;

const CYCLE = `
  p.id, p.cycle_no AS "cycleNo", p.is_current AS "isCurrent", p.version, p.scheme, p.destination_country AS "destinationCountry",
  p.job_title AS "jobTitle", p.job_code AS "jobCode", p.employer_name AS "employerName", p.employer_kind AS "employerKind",
  p.placement_agency AS "placementAgency", p.is_reentry AS "isReentry", p.stage, p.resume_stage AS "resumeStage", p.stage_since AS "stageSince",
  p.planned_departure_on AS "plannedDepartureOn", p.departed_on AS "departedOn", p.arrived_on AS "arrivedOn", p.returned_on AS "returnedOn",
  p.return_reason AS "returnReason", p.was_procedural AS "wasProcedural", p.contract_ends_on AS "contractEndsOn", p.officer_id AS "officerId",
  (SELECT row_to_json(counts) FROM (SELECT p.required_count AS required, p.submitted_count AS submitted, p.verified_count AS verified) counts) AS documents,
  p.is_competent AS "isCompetent"`;

/** The NIK is masked to its last four digits: a bare server seals nothing, so it has nothing to open. */
const PERSON = `
  c.id, c.case_no AS "caseNo", c.version, c.full_name AS "fullName", c.sex, c.birth_date AS "birthDate", c.education,
  to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
  (SELECT row_to_json(place) FROM (SELECT a.code, a.name, (SELECT string_agg(u.name, ', ' ORDER BY length(u.code) DESC) FROM area u
     WHERE u.code IN (left(a.code, 2), left(a.code, 5), left(a.code, 8), a.code)) AS path) place) AS area,
  c.birth_place AS "birthPlace", c.marital_status AS "maritalStatus", c.address, c.source,
  to_char(c.notice_given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "noticeGivenAt",
  (SELECT row_to_json(named) FROM (SELECT o.id, o.display_name AS name FROM auth.app_user o WHERE o.id = c.officer_id) named) AS officer,
  '************' || c.nik_last4 AS "nikMasked", NULL AS "kkMasked", NULL AS "phoneMasked", c.nik_last4 IS NOT NULL AS "hasNik",
  c.merged_into IS NOT NULL AS "isMerged", (SELECT row_to_json(named) FROM (SELECT s.id, s.full_name FROM candidate s WHERE s.id = c.merged_into) named) AS "mergedInto",
  (SELECT coalesce(json_agg(row_to_json(g)), '[]') FROM candidate_merge g WHERE g.survivor_id = c.id) AS merges`;

/** $1 candidate. */
export const FILE = `
  SELECT (SELECT row_to_json(file) FROM (SELECT ${PERSON},
           (SELECT row_to_json(v) FROM (SELECT ${CYCLE} FROM placement_cycle p WHERE p.candidate_id = c.id AND p.is_current) v) AS cycle,
           (SELECT coalesce(json_agg(row_to_json(v) ORDER BY v."cycleNo" DESC), '[]')
              FROM (SELECT ${CYCLE} FROM placement_cycle p WHERE p.candidate_id = c.id AND NOT p.is_current) v) AS "pastCycles") file)::text AS body
    FROM candidate c JOIN area a ON a.code = c.area_code WHERE c.id = $1`;

/** $1 actor $2 candidate $3 area $4 number of the request. What our view of a file adds, as a statement of its own. */
export const AUDIT = `
  INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, request_id)
  VALUES ($1, 'bp3mi_officer', 'candidate.view', $2, $2, $3, $4)`;

const words = (of: (code: (typeof INDICATORS)[number]) => string): string =>
  `CASE t.indicator ${INDICATORS.map((indicator) => `WHEN '${indicator.code}' THEN ${pg.escapeLiteral(of(indicator))}`).join(' ')} END`;
const ORDER = `array_position(ARRAY[${INDICATORS.map(({ code }) => `'${code}'`).join(', ')}], t.indicator)`;
const OF_TWO = `t.indicator IN (${INDICATORS.flatMap(({ code, denominator }) => (denominator ? [`'${code}'`] : [])).join(', ')})`;

/** $1 regency $2 month $3 month as written. All figures of a regency and of its districts, from the same counters, for the present month. */
export const TILES = `
  WITH place AS MATERIALIZED (
    SELECT code, name, tile_column, tile_row FROM area WHERE code >= $1 AND code < $1 || '/' AND length(code) IN (5, 8)),
  counted AS (
    SELECT t.area_code, t.indicator, t.x, t.y, t.unknown
      FROM place p JOIN indicator_count t ON t.area_code = p.code AND t.month = $2::date
       AND t.indicator IN ('kpi_placed', 'kpi_nonproc_known', 'kpi_commitment')
    UNION ALL
    SELECT area_code, indicator, x, y, unknown FROM indicator_now WHERE area_code >= $1 AND area_code < $1 || '/'
    UNION ALL
    SELECT left(d.area_code, w.width), d.indicator, d.x, d.y, d.unknown
      FROM indicator_delta d JOIN (VALUES (5), (8)) w (width) ON length(d.area_code) >= w.width
     WHERE d.area_code >= $1 AND d.area_code < $1 || '/'
       AND (d.month = $2::date OR d.indicator NOT IN ('kpi_placed', 'kpi_nonproc_known', 'kpi_commitment'))),
  t AS MATERIALIZED (
    SELECT p.code AS area_code, i.code AS indicator, coalesce(sum(c.x), 0)::bigint AS x, coalesce(sum(c.y), 0)::bigint AS y, coalesce(sum(c.unknown), 0)::bigint AS unknown
      FROM place p CROSS JOIN indicator i LEFT JOIN counted c ON c.area_code = p.code AND c.indicator = i.code GROUP BY 1, 2)
  SELECT (SELECT row_to_json(dashboard) FROM (SELECT
    (SELECT row_to_json(own) FROM (SELECT a.code, a.name) own) AS area, $3::text AS period,
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf",
    (SELECT json_agg(row_to_json(tile) ORDER BY ${ORDER}) FROM t CROSS JOIN LATERAL (SELECT t.indicator AS code, ${words(({ title }) => title.id)} AS title,
        a.code AS area, $3::text AS period, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf",
        CASE WHEN ${OF_TWO} THEN json_build_object('x', t.x, 'y', t.y) ELSE json_build_object('x', t.x) END AS value, t.unknown, false AS suppressed,
        ${words((indicator) => definitionText(indicator, 'id'))} AS definition) tile
      WHERE t.area_code = a.code) AS tiles,
    (SELECT json_agg(json_build_object('area', json_build_object('code', p.code, 'name', p.name, 'tileColumn', p.tile_column, 'tileRow', p.tile_row), 'values', v.cells) ORDER BY p.name)
       FROM place p
       JOIN (SELECT t.area_code, json_object_agg(t.indicator, json_build_object('x', t.x, 'y', CASE WHEN ${OF_TWO} THEN t.y END, 'suppressed', false)) AS cells
               FROM t GROUP BY 1) v ON v.area_code = p.code
      WHERE length(p.code) = 8) AS "byDistrict") dashboard)::text AS body
    FROM place a WHERE a.code = $1`;

/** $1 candidate $2 name $3 area $4 sealed $5 index $6 actor $7 cycle $8 event $9 office day $10 last four digits.
 *  The person, the first cycle and its first step; triggers are off for the bare server, so nothing is counted or marked. */
export const CREATE = `
  WITH c AS (
    INSERT INTO candidate (id, full_name, name_key, area_code, nik_sealed, nik_index, nik_last4, sex, birth_date, source, officer_id, created_by)
    VALUES ($1, $2, lower($2), $3, $4, $5, $10, 'male', '1990-01-01', 'form', $6, $6) RETURNING *),
  p AS (
    INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on, officer_id)
    VALUES ($7, $1, $3, 1, 'lead', $9, $9, $6) RETURNING *),
  e AS (
    INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, to_stage, effective_on, actor_id, edition)
    VALUES ($8, $7, $1, $3, 'lead', $9, $6, 'bare'))
  SELECT (SELECT row_to_json(file) FROM (SELECT ${PERSON},
           (SELECT row_to_json(v) FROM (SELECT ${CYCLE} FROM p) v) AS cycle, '[]'::json AS "pastCycles") file)::text AS body
    FROM c JOIN area a ON a.code = c.area_code`;

/** $1 regency $2 part of a name. What an application without a search form of names would do. */
export const NAIVE_SEARCH = LIST.replaceAll(
  'FROM placement_cycle WHERE is_current AND regency_code = $1 AND stage = $2',
  `FROM placement_cycle WHERE is_current AND area_code LIKE $1 || '%' AND candidate_id IN (SELECT id FROM candidate WHERE full_name ILIKE '%' || $2 || '%')`,
);
