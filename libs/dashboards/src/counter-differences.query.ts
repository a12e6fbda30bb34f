import { INDICATORS } from './catalogue.js';

const facts = INDICATORS.map(
  ({ code, slowCount }) => `SELECT '${code}' AS indicator, c.area_code, c.month, c.x, c.y, c.unknown FROM (${slowCount}) c`,
).join('\n    UNION ALL\n');

const SLOW = `
  facts AS (${facts}),
  slow AS (
    SELECT f.indicator, left(f.area_code, w.width) AS area_code, f.month, sum(f.x) AS x, sum(f.y) AS y, sum(f.unknown) AS unknown
      FROM facts f JOIN (VALUES (2), (5), (8)) w (width) ON length(f.area_code) >= w.width
     GROUP BY 1, 2, 3)`;

const INDICATOR_DIFFERENCES = `
  WITH ${SLOW},
  folded AS (
    SELECT c.indicator, c.area_code, c.month, c.x, c.y, c.unknown
      FROM indicator_count c JOIN indicator i ON i.code = c.indicator WHERE NOT i.is_stock
    UNION ALL
    SELECT n.indicator, n.area_code, NULL::date, n.x, n.y, n.unknown FROM indicator_now n),
  open AS (
    SELECT d.indicator, left(d.area_code, w.width) AS area_code, CASE WHEN i.is_stock THEN NULL ELSE d.month END AS month, d.x, d.y, d.unknown
      FROM indicator_delta d JOIN indicator i ON i.code = d.indicator
      JOIN (VALUES (2), (5), (8)) w (width) ON length(d.area_code) >= w.width),
  counted AS (
    SELECT b.indicator, b.area_code, b.month, sum(b.x) AS x, sum(b.y) AS y, sum(b.unknown) AS unknown
      FROM (SELECT * FROM folded UNION ALL SELECT * FROM open) b GROUP BY 1, 2, 3)
  SELECT k.indicator, k.area_code, k.month,
         sum(k.x)::bigint AS x, sum(k.y)::bigint AS y, sum(k.unknown)::bigint AS unknown
    FROM (SELECT s.indicator, s.area_code COLLATE "C" AS area_code, s.month, s.x, s.y, s.unknown FROM slow s
          UNION ALL
          SELECT c.indicator, c.area_code COLLATE "C", c.month, -c.x, -c.y, -c.unknown FROM counted c) k
   GROUP BY 1, 2, 3
  HAVING sum(k.x) <> 0 OR sum(k.y) <> 0 OR sum(k.unknown) <> 0`;

const STAGE_DIFFERENCES = `
  SELECT 'stage ' || k.stage, left(k.area_code, w.width), NULL::date, sum(k.people)::bigint, 0::bigint, 0::bigint
    FROM (SELECT p.stage, left(p.area_code, 8) AS area_code, 1 AS people FROM placement_cycle p WHERE p.is_current
          UNION ALL
          SELECT d.stage, d.area_code, -d.people FROM stage_delta d) k
    JOIN (VALUES (2), (5), (8)) w (width) ON length(k.area_code) >= w.width
   GROUP BY 1, 2
  UNION ALL
  SELECT 'stage ' || t.stage, t.area_code, NULL::date, -t.people, 0::bigint, 0::bigint FROM stage_total t`;

/** Where the counters and the slow, obvious counts disagree, at the level of province, regency and district. A flow is compared
 *  month by month, a stock by its present balance, and so are the numbers of people by stage that lists tell. No row means: exact. */
export const COUNTER_DIFFERENCES = `
  SELECT i.indicator, i.area_code, i.month, i.x, i.y, i.unknown FROM (${INDICATOR_DIFFERENCES}) i
  UNION ALL
  SELECT s.indicator, s.area_code, s.month, sum(s.x)::bigint, 0::bigint, 0::bigint
    FROM (${STAGE_DIFFERENCES}) s (indicator, area_code, month, x, y, unknown)
   GROUP BY 1, 2, 3 HAVING sum(s.x) <> 0`;

/** Appends the differences that make the counters of indicators exact again: each area's own share, without what is beneath it.
 *  $1 is the office's day; a stock is corrected in its month. */
export const CORRECT_COUNTERS = `
  WITH wrong AS MATERIALIZED (${INDICATOR_DIFFERENCES}),
  own AS (
    SELECT w.indicator, w.area_code, w.month, w.x, w.y, w.unknown FROM wrong w
    UNION ALL
    SELECT w.indicator, left(w.area_code, CASE length(w.area_code) WHEN 8 THEN 5 ELSE 2 END), w.month, -w.x, -w.y, -w.unknown
      FROM wrong w WHERE length(w.area_code) > 2)
  INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown)
  SELECT o.indicator, o.area_code, coalesce(o.month, date_trunc('month', $1::date::timestamp)::date), sum(o.x), sum(o.y), sum(o.unknown)
    FROM own o
   GROUP BY 1, 2, 3
  HAVING sum(o.x) <> 0 OR sum(o.y) <> 0 OR sum(o.unknown) <> 0`;

/** Sets the counters of an office whose rows were all written with triggers off; every counter table is empty.
 *  $1 is the office's day; a stock stands from its month on. */
export const FIRST_COUNTERS = `
  WITH ${SLOW},
  counted AS (
    SELECT s.area_code, s.indicator, s.month, s.x, s.y, s.unknown FROM slow s WHERE s.x <> 0 OR s.y <> 0 OR s.unknown <> 0),
  present AS (
    INSERT INTO indicator_now (area_code, indicator, x, y, unknown)
    SELECT c.area_code, c.indicator, c.x, c.y, c.unknown FROM counted c WHERE c.month IS NULL)
  INSERT INTO indicator_count (area_code, indicator, month, x, y, unknown)
  SELECT c.area_code, c.indicator, coalesce(c.month, date_trunc('month', $1::date::timestamp)::date), c.x, c.y, c.unknown FROM counted c`;

/** Counts the people of each stage and area anew, for lists. */
export const RECOUNT_STAGES = `SELECT auth.recount_stages()`;
