import type { Scheme, Stage } from '#libs/rulebook';

import { DEPARTS, IS_OPEN, IS_STALLED, type Departure } from './attention.js';

/** Newest first pages by the id of the cycle; by name pages by the search form of the name, then the id. */
export const LIST_SORTS = ['newest', 'name'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const READINESS = ['complete', 'blocked'] as const;
export type Readiness = (typeof READINESS)[number];

/** What a list of people is narrowed by. All given filters must hold; absent ones do not narrow. */
export interface CandidateFilter {
  /** Kemendagri code of a province, regency, district or village. */
  readonly areaCode?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly scheme?: Scheme | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly officerId?: string | undefined;
  readonly readiness?: Readiness | undefined;
  readonly departure?: Departure | undefined;
  /** True narrows to cases that have stayed in their stage too long; false does not narrow. */
  readonly stalled?: boolean | undefined;
  readonly person?: PersonSearch | undefined;
}

/** A person looked for by the blind index of the NIK or by parts of the name: each part in every form it may be spelt. */
export type PersonSearch = { readonly nikIndex: Buffer } | { readonly nameParts: readonly NamePart[] };
export type NamePart = readonly string[];

export interface ListPlan {
  readonly filter: CandidateFilter;
  readonly sort: ListSort;
  /** Cycle id (for a training centre: candidate id) of the last row of the page before. */
  readonly after: string | null;
  readonly limit: number;
  readonly today: string;
}

/** One statement with its bound values. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

const PROVINCE_CODE_LENGTH = 2;
const REGENCY_CODE_LENGTH = 5;

/** Collects values and hands out their places, so that no value is ever part of the text. */
export class Bound {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** One page of people with their current cycle, built as JSON text by PostgreSQL: `{ items, next }` in the column `page`.
 *  The ids of the page are found first, from the index alone; only then are the rows of those ids read. */
export function candidatePage(plan: ListPlan): Statement {
  const bound = new Bound();
  const limit = bound.add(plan.limit);
  const today = bound.add(plan.today);
  const sql = `
WITH found AS (${pageIds(plan, bound, limit)}),
page AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY ${PAGE_ORDER[plan.sort]}) AS n, p.id, p.candidate_id, p.area_code, p.regency_code, p.stage, p.scheme,
         p.destination_country, p.planned_departure_on, p.required_count, p.submitted_count, p.verified_count, p.officer_id, p.stage_since
    FROM found f
    JOIN placement_cycle p ON p.id = f.id)
SELECT json_build_object(
         'items', coalesce(json_agg(row_to_json(shown) ORDER BY p.n) FILTER (WHERE p.n <= ${limit}), '[]'),
         'next', CASE WHEN max(p.n) > ${limit} THEN max(p.id::text) FILTER (WHERE p.n = ${limit}) END)::text AS page
  FROM page p
  JOIN candidate c ON c.id = p.candidate_id
  JOIN area a ON a.code = p.area_code
  JOIN area r ON r.code = p.regency_code
  LEFT JOIN auth.colleague_names(ARRAY(SELECT DISTINCT g.officer_id FROM page g)) o ON o.id = p.officer_id
 CROSS JOIN LATERAL (
  SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName", c.sex, '************' || c.nik_last4 AS "nikMasked",
         (SELECT row_to_json(place) FROM (SELECT a.code, a.name, r.name AS "regencyName") place) AS area,
         p.stage, p.scheme, p.destination_country AS "destinationCountry", p.planned_departure_on AS "plannedDepartureOn",
         (SELECT row_to_json(counts)
            FROM (SELECT p.required_count AS required, p.submitted_count AS submitted, p.verified_count AS verified) counts) AS documents,
         o.display_name AS "officerName", p.stage_since AS "stageSince", ${today}::date - p.stage_since AS "daysInStage", c.version) shown`;
  return { sql, params: bound.values };
}

/** How many people the filter holds in the caller's scope, exactly. */
export function candidateTotal(filter: CandidateFilter): Statement {
  const { areaCode, stage, ...others } = filter;
  if (areaCode && Object.values(others).every((value) => value === undefined || value === false))
    return { sql: `SELECT auth.count_cycles($1, $2) AS total`, params: [areaCode, stage ?? null] };
  const bound = new Bound();
  const from = filter.person ? `placement_cycle p JOIN candidate c ON c.id = p.candidate_id` : `placement_cycle p`;
  const regencies = isProvince(filter.areaCode) ? [`p.regency_code = ANY (ARRAY(${regenciesOf(bound.add(filter.areaCode))}))`] : [];
  const conditions = [
    'p.is_current',
    ...regencies,
    ...areaConditions(filter.areaCode, bound),
    ...conditionsOf(filter, bound),
    ...personConditions(filter, bound),
  ];
  return { sql: `SELECT count(*)::integer AS total FROM ${from} WHERE ${conditions.join(' AND ')}`, params: bound.values };
}

const PAGE_ORDER = { newest: 'f.id DESC', name: 'f.name_key, f.id' } as const satisfies Record<ListSort, string>;

/** The ids of the people of a plan in its order, one more than its limit when there are more. */
export function pageIds(plan: ListPlan, bound: Bound, limit: string): string {
  if (plan.filter.person) return idsOfPerson(plan, bound, limit);
  if (plan.sort === 'name') return idsByName(plan, bound, limit);
  return isProvince(plan.filter.areaCode) && !plan.filter.officerId ? idsByRegency(plan, bound, limit) : idsInArea(plan, bound, limit);
}

function idsInArea({ filter, after }: ListPlan, bound: Bound, limit: string): string {
  const conditions = ['p.is_current', ...areaConditions(filter.areaCode, bound), ...conditionsOf(filter, bound), ...afterId(after, bound)];
  return `SELECT p.id FROM placement_cycle p WHERE ${conditions.join(' AND ')} ORDER BY p.id DESC LIMIT ${limit} + 1`;
}

// A province is the newest few of each of its regencies, merged: each is read in index order and stops early.
function idsByRegency({ filter, after }: ListPlan, bound: Bound, limit: string): string {
  const conditions = ['p.is_current', 'p.regency_code = r.code', ...conditionsOf(filter, bound), ...afterId(after, bound)];
  return `
  SELECT i.id
    FROM (${regenciesOf(bound.add(filter.areaCode))}) r
    CROSS JOIN LATERAL (
      SELECT p.id FROM placement_cycle p WHERE ${conditions.join(' AND ')} ORDER BY p.id DESC LIMIT ${limit} + 1) i
   ORDER BY i.id DESC LIMIT ${limit} + 1`;
}

function idsByName({ filter, after }: ListPlan, bound: Bound, limit: string): string {
  const conditions = [
    'p.is_current',
    ...areaConditions(filter.areaCode, bound),
    ...personArea(filter.areaCode, bound),
    ...conditionsOf(filter, bound),
    ...afterName(after, bound),
  ];
  return `
  SELECT p.id, c.name_key COLLATE "C" AS name_key
    FROM candidate c
    JOIN placement_cycle p ON p.candidate_id = c.id
   WHERE ${conditions.join(' AND ')}
   ORDER BY c.name_key COLLATE "C", p.id LIMIT ${limit} + 1`;
}

function idsOfPerson({ filter, sort, after }: ListPlan, bound: Bound, limit: string): string {
  const order = { newest: 'p.id DESC', name: 'c.name_key COLLATE "C", p.id' } as const satisfies Record<ListSort, string>;
  const beyond = sort === 'name' ? afterName : afterId;
  const conditions = [
    'p.is_current',
    ...conditionsOf(filter, bound),
    ...areaConditions(filter.areaCode, bound),
    ...personConditions(filter, bound),
    ...beyond(after, bound),
  ];
  return `
  SELECT p.id, c.name_key COLLATE "C" AS name_key
    FROM candidate c
    JOIN placement_cycle p ON p.candidate_id = c.id
   WHERE ${conditions.join(' AND ')}
   ORDER BY ${order[sort]} LIMIT ${limit} + 1`;
}

function afterId(after: string | null, bound: Bound): string[] {
  return after ? [`p.id < ${bound.add(after)}`] : [];
}

function afterName(after: string | null, bound: Bound): string[] {
  if (!after) return [];
  return [
    `(c.name_key COLLATE "C", p.id) > (SELECT c2.name_key COLLATE "C", p2.id FROM placement_cycle p2 JOIN candidate c2 ON c2.id = p2.candidate_id WHERE p2.id = ${bound.add(after)})`,
  ];
}

function conditionsOf(filter: CandidateFilter, bound: Bound): string[] {
  return [
    ...(filter.stage ? [`p.stage = ${bound.add(filter.stage)}`] : []),
    ...(filter.scheme ? [`p.scheme = ${bound.add(filter.scheme)}`] : []),
    ...(filter.country ? [`p.destination_country = ${bound.add(filter.country)}`] : []),
    ...(filter.officerId ? [`p.officer_id = ${bound.add(filter.officerId)}`] : []),
    ...(filter.readiness ? [READY[filter.readiness]] : []),
    ...(filter.departure ? [IS_OPEN, DEPARTS[filter.departure]] : []),
    ...(filter.stalled ? [IS_OPEN, IS_STALLED] : []),
  ];
}

const READY = {
  complete: 'p.is_complete',
  blocked: 'NOT p.is_complete',
} as const satisfies Record<Readiness, string>;

// '/' follows '.', so ['74.06', '74.06/') holds the area and everything inside it. The range stands beside the regency
// because the scope's own range has no estimate: without it the planner may read the whole province.
function areaConditions(areaCode: string | undefined, bound: Bound): string[] {
  if (!areaCode || isProvince(areaCode)) return [];
  const code = `${bound.add(areaCode)}::text`;
  return [`p.regency_code = left(${code}, ${REGENCY_CODE_LENGTH})`, `p.area_code >= ${code}`, `p.area_code < ${code} || '/'`];
}

function personConditions(filter: CandidateFilter, bound: Bound): string[] {
  if (!filter.person) return [];
  if ('nikIndex' in filter.person) return [`c.nik_index = ${bound.add(filter.person.nikIndex)}`];
  return [...personArea(filter.areaCode, bound), ...nameConditions(filter.person.nameParts, bound)];
}

function personArea(areaCode: string | undefined, bound: Bound): string[] {
  if (!areaCode) return [];
  const code = `${bound.add(areaCode)}::text`;
  return [`c.area_code >= ${code}`, `c.area_code < ${code} || '/'`];
}

/** Every part must occur, in one of its forms. Forms hold letters and digits only, so no wildcard can be smuggled in. */
export function nameConditions(parts: readonly NamePart[], bound: Bound): string[] {
  return parts.map((forms) => `c.name_key LIKE ANY (${bound.add(forms.map((form) => `%${form}%`))}::text[])`);
}

function isProvince(areaCode: string | undefined): areaCode is string {
  return areaCode?.length === PROVINCE_CODE_LENGTH;
}

// The province's own code too: a domicile may be known no closer than that.
function regenciesOf(province: string): string {
  return `SELECT ${province}::text AS code UNION ALL SELECT x.code FROM area x WHERE x.parent_code = ${province}`;
}
