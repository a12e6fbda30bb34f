import type { Scheme, Stage } from '#libs/rulebook';

import { DEPARTS, IS_OPEN, IS_STALLED, type Departure } from './attention.js';
import { namePatterns, type NamePart } from './name-parts.js';

/** Newest first pages by the id of the cycle; by name pages by the search form of the name, then the id. */
export const LIST_SORTS = ['newest', 'name'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export const READINESS = ['complete', 'blocked'] as const;
export type Readiness = (typeof READINESS)[number];

/** Where a person was first recorded. */
export const SOURCES = ['form', 'import', 'blk', 'demo', 'generator'] as const;
export type Source = (typeof SOURCES)[number];

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
  readonly source?: Source | undefined;
  readonly person?: PersonSearch | undefined;
}

/** A person looked for by the blind index of the NIK, or by parts of the name. Names that are only like the parts are found when
 *  nobody in the area is named so, or when they are asked for as well. */
export type PersonSearch = { readonly nikIndex: Buffer } | NameSearch;
export interface NameSearch {
  readonly nameParts: readonly NamePart[];
  readonly alsoNear: boolean;
}

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
 *  The ids of the page are found first, from the index alone; only then are the rows of those ids read, behind the scope.
 *  A search by name also answers `total`, and `isNear` when the names are only like what was asked for. */
export function candidatePage(plan: ListPlan): Statement {
  const bound = new Bound();
  const limit = bound.add(plan.limit);
  const today = bound.add(plan.today);
  const named = searchedName(plan.filter);
  const sql = `
WITH ${named ? `${hits(plan, named, bound, limit)},` : ''}
found AS (${named ? idsOfName(plan, bound, limit) : pageIds(plan, bound, limit)}),
page AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY ${named ? NAMED_ORDER[plan.sort] : PAGE_ORDER[plan.sort]}) AS n, p.id, p.candidate_id, p.area_code, p.regency_code, p.stage, p.scheme,
         p.destination_country, p.planned_departure_on, p.required_count, p.submitted_count, p.verified_count, p.officer_id, p.stage_since
    FROM found f
    JOIN placement_cycle p ON p.id = f.id)
SELECT json_build_object(
         'items', coalesce(json_agg(row_to_json(shown) ORDER BY p.n) FILTER (WHERE p.n <= ${limit}), '[]'),
         'next', CASE WHEN max(p.n) > ${limit} THEN max(p.id::text) FILTER (WHERE p.n = ${limit}) END)::text AS page${
           named
             ? `,
       (${isNarrowed(plan.filter) ? 'SELECT count(*)::integer FROM wanted' : 'SELECT coalesce(max(h.total), 0) FROM hits h'}) AS total, EXISTS (SELECT FROM hits h WHERE h.nearness IS NOT NULL) AS "isNear"`
             : ''
         }
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
  const bound = new Bound();
  return { sql: countOf(filter, bound), params: bound.values };
}

/** How many people each filter holds, in one statement: a list in the column `totals`. */
export function candidateTotals(filters: readonly CandidateFilter[]): Statement {
  const bound = new Bound();
  return {
    sql: `SELECT ARRAY[${filters.map((filter) => `(${countOf(filter, bound)})`).join(', ')}]::integer[] AS totals`,
    params: bound.values,
  };
}

function countOf(filter: CandidateFilter, bound: Bound): string {
  const { areaCode, stage, person } = filter;
  if (areaCode && !person && !isNarrowed({ ...filter, stage: undefined }))
    return `SELECT auth.count_cycles(${bound.add(areaCode)}, ${bound.add(stage ?? null)}) AS total`;
  const named = searchedName(filter);
  if (named)
    return isNarrowed(filter)
      ? `WITH ${hits({ filter, sort: 'name', after: null }, named, bound, '0')} SELECT count(*)::integer AS total FROM wanted`
      : `SELECT coalesce(max(h.total), 0) AS total FROM ${peopleNamed(filter, named, bound, ['NULL', '0'])} h`;
  const from = `${cyclesFrom(filter)}${filter.person ? ' JOIN candidate c ON c.id = p.candidate_id' : ''}`;
  const regencies = isProvince(filter.areaCode) ? [`p.regency_code = ANY (ARRAY(${regenciesOf(bound.add(filter.areaCode))}))`] : [];
  const conditions = [
    'p.is_current',
    ...regencies,
    ...areaConditions(filter.areaCode, bound),
    ...conditionsOf(filter, bound),
    ...personConditions(filter, bound),
  ];
  return `SELECT count(*)::integer AS total FROM ${from} WHERE ${conditions.join(' AND ')}`;
}

const PAGE_ORDER = { newest: 'f.id DESC', name: 'f.name_key, f.id' } as const satisfies Record<ListSort, string>;

// The nearest names come first; names that hold what was asked for are all equally near.
const NAMED_ORDER = {
  newest: 'f.nearness, f.id DESC',
  name: 'f.name_key COLLATE "C", f.id',
} as const satisfies Record<ListSort, string>;

/** The ids of the people of a plan in its order, one more than its limit when there are more. */
export function pageIds(plan: ListPlan, bound: Bound, limit: string): string {
  const named = searchedName(plan.filter);
  if (named) return `WITH ${hits(plan, named, bound, limit)} ${idsOfName(plan, bound, limit)}`;
  if (plan.filter.person) return idsOfPerson(plan, bound, limit);
  if (plan.sort === 'name') return idsByName(plan, bound, limit);
  return isProvince(plan.filter.areaCode) && !plan.filter.officerId && !plan.filter.source
    ? idsByRegency(plan, bound, limit)
    : idsInArea(plan, bound, limit);
}

function idsInArea({ filter, after }: ListPlan, bound: Bound, limit: string): string {
  const conditions = ['p.is_current', ...areaConditions(filter.areaCode, bound), ...conditionsOf(filter, bound), ...afterId(after, bound)];
  return `SELECT p.id FROM ${cyclesFrom(filter)} WHERE ${conditions.join(' AND ')} ORDER BY p.id DESC LIMIT ${limit} + 1`;
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
  if (!isNarrowed(filter)) {
    const asked = [filter.areaCode ?? null, after].map((value) => bound.add(value));
    return `SELECT n.cycle_id AS id, n.name_key COLLATE "C" AS name_key FROM auth.cycles_by_name(${asked.join(', ')}, ${limit} + 1) n`;
  }
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
    JOIN placement_cycle p ON p.candidate_id = c.id${filter.source ? ' JOIN candidate s ON s.id = c.id' : ''}
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
    JOIN placement_cycle p ON p.candidate_id = c.id${filter.source ? ' JOIN candidate s ON s.id = c.id' : ''}
   WHERE ${conditions.join(' AND ')}
   ORDER BY ${order[sort]} LIMIT ${limit} + 1`;
}

function searchedName({ person }: CandidateFilter): NameSearch | null {
  return person && 'nameParts' in person ? person : null;
}

/** True when something beside area and person narrows. */
function isNarrowed({ areaCode: _area, person: _person, ...others }: CandidateFilter): boolean {
  return Object.values(others).some((value) => value !== undefined && value !== false);
}

// Whatever else narrows, or orders by name, is asked of everybody found, behind the scope; otherwise only the page is fetched.
function hits({ filter, sort, after }: Omit<ListPlan, 'limit' | 'today'>, search: NameSearch, bound: Bound, limit: string): string {
  const isPage = sort === 'newest' && !isNarrowed(filter);
  const conditions = conditionsOf(filter, bound);
  const page: [string, string] = isPage ? [after ? `${bound.add(after)}::uuid` : 'NULL', `${limit} + 1`] : ['NULL', 'NULL'];
  const wanted =
    conditions.length === 0
      ? `SELECT h.cycle_id AS id, h.name_key, h.nearness FROM hits h WHERE h.cycle_id IS NOT NULL`
      : `SELECT p.id, h.name_key, h.nearness FROM hits h, ${cyclesFrom(filter)} WHERE p.id = h.cycle_id AND p.is_current AND ${conditions.join(' AND ')}`;
  return `hits AS MATERIALIZED (SELECT h.cycle_id, h.name_key, h.nearness, h.total FROM ${peopleNamed(filter, search, bound, page)} h), wanted AS (${wanted})`;
}

// The function narrows to the caller's own area itself. When a page holds nobody, one empty row tells how many there are.
function peopleNamed(
  filter: CandidateFilter,
  { nameParts, alsoNear }: NameSearch,
  bound: Bound,
  [before, atMost]: [string, string],
): string {
  const { parts, swapped, words } = namePatterns(nameParts);
  const asked = [filter.areaCode ?? null, parts, swapped, words, alsoNear].map((value) => bound.add(value));
  return `auth.people_named(${[...asked, before, atMost].join(', ')})`;
}

function idsOfName({ sort, after }: ListPlan, bound: Bound, limit: string): string {
  const beyond = {
    newest: (cursor: string) =>
      `WHERE CASE WHEN f.nearness IS NULL THEN f.id < ${cursor} ELSE f.nearness > ${lastOf('h.nearness', cursor)} END`,
    name: (cursor: string) => `WHERE (f.name_key COLLATE "C", f.id) > ${lastOf('h.name_key COLLATE "C", h.cycle_id', cursor)}`,
  } as const satisfies Record<ListSort, (cursor: string) => string>;
  return `
  SELECT f.id, f.name_key, f.nearness FROM wanted f ${after ? beyond[sort](`${bound.add(after)}::uuid`) : ''}
   ORDER BY ${NAMED_ORDER[sort]} LIMIT ${limit} + 1`;
}

function lastOf(columns: string, cursor: string): string {
  return `(SELECT ${columns} FROM hits h WHERE h.cycle_id = ${cursor})`;
}

// Where a person was first recorded stands with the person, not with the cycle.
function cyclesFrom({ source }: CandidateFilter): string {
  return source ? `placement_cycle p JOIN candidate s ON s.id = p.candidate_id` : `placement_cycle p`;
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
    ...(filter.source ? [`s.source = ${bound.add(filter.source)}`] : []),
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
  if (!filter.person || !('nikIndex' in filter.person)) return [];
  // The number of a merged file leads to the file that goes on.
  return [`c.id = (SELECT coalesce(k.merged_into, k.id) FROM candidate k WHERE k.nik_index = ${bound.add(filter.person.nikIndex)})`];
}

function personArea(areaCode: string | undefined, bound: Bound): string[] {
  if (!areaCode) return [];
  const code = `${bound.add(areaCode)}::text`;
  return [`c.area_code >= ${code}`, `c.area_code < ${code} || '/'`];
}

function isProvince(areaCode: string | undefined): areaCode is string {
  return areaCode?.length === PROVINCE_CODE_LENGTH;
}

// The province's own code too: a domicile may be known no closer than that.
function regenciesOf(province: string): string {
  return `SELECT ${province}::text AS code UNION ALL SELECT x.code FROM area x WHERE x.parent_code = ${province}`;
}
