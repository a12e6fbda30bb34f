import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The question a dashboard may ask. It looks the caller's scope up itself, answers nothing outside it, and hides
 *  small cells of sensitive indicators from everybody who may not see the persons: a role without any grant on personal
 *  tables learns from them that people exist, and never which. */
export class AnswerDashboards1764000001200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await readCounters(db);
    await hideSmallCells(db);
    await answerQuestions(db);
    await serveHome(db);
    await db.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC`);
    await db.query(`
      GRANT EXECUTE ON FUNCTION auth.dashboard
         TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

async function readCounters(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.dashboard_scope(OUT area text, OUT sees_persons boolean)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
      SELECT coalesce(u.area_code, left(t.area_code, 5)),
             u.role IN ('bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer')
        FROM auth.live_session() u
        LEFT JOIN public.training_center t ON t.id = u.training_center_id
    $$`);
  // A calendar month or a calendar year and nothing between: free ranges could be subtracted from one another.
  await db.query(`
    CREATE FUNCTION auth.period_months(period text, OUT first_month date, OUT last_month date)
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF period ~ '^[0-9]{4}-[0-9]{2}$' THEN
        first_month := (period || '-01')::date;
        last_month := first_month;
      ELSIF period ~ '^[0-9]{4}$' THEN
        first_month := (period || '-01-01')::date;
        last_month := (period || '-12-01')::date;
      ELSE
        RAISE EXCEPTION 'a period is a year or a month' USING ERRCODE = '22007';
      END IF;
    END $$`);
  // A stock of the present month is the balance itself, whatever month a change was booked in; only a look back probes the months.
  // One plan serves every area: planning anew each time costs three times the answer.
  await db.query(`
    CREATE FUNCTION auth.indicator_cells(within text, widths integer[], first_month date, last_month date, wanted text[])
    RETURNS TABLE (area_code text, indicator text, x bigint, y bigint, unknown bigint)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
    #variable_conflict use_column
    DECLARE
      is_present boolean := last_month >= date_trunc('month', auth.today()::timestamp)::date;
      stocks     text[]  := ARRAY(SELECT i.code FROM public.indicator i WHERE i.is_stock AND i.code = ANY (wanted));
      flows      text[]  := ARRAY(SELECT i.code FROM public.indicator i WHERE NOT i.is_stock AND i.code = ANY (wanted));
    BEGIN
      RETURN QUERY
      WITH place AS MATERIALIZED (
        SELECT a.code FROM public.area a WHERE a.code >= within AND a.code < within || '/' AND length(a.code) = ANY (widths)),
      counted AS (
        SELECT t.area_code, t.indicator, t.x, t.y, t.unknown
          FROM place p
          JOIN public.indicator_count t ON t.area_code = p.code AND t.indicator = ANY (flows) AND t.month BETWEEN first_month AND last_month
        UNION ALL
        SELECT t.area_code, t.indicator, t.x, t.y, t.unknown
          FROM public.indicator_now t
         WHERE is_present AND t.area_code >= within AND t.area_code < within || '/' AND length(t.area_code) = ANY (widths)
           AND t.indicator = ANY (stocks)
        UNION ALL
        SELECT p.code, s.code, t.x, t.y, t.unknown
          FROM place p
         CROSS JOIN unnest(stocks) s (code)
         CROSS JOIN LATERAL (
           SELECT c.x, c.y, c.unknown FROM public.indicator_count c
            WHERE c.area_code = p.code AND c.indicator = s.code AND c.month <= last_month
            ORDER BY c.month DESC LIMIT 1) t
         WHERE NOT is_present
        UNION ALL
        SELECT left(t.area_code, w.width), t.indicator, t.x, t.y, t.unknown
          FROM public.indicator_delta t
          JOIN unnest(widths) w (width) ON length(t.area_code) >= w.width
         WHERE t.area_code >= within AND t.area_code < within || '/'
           AND (t.indicator = ANY (flows) AND t.month BETWEEN first_month AND last_month
                OR t.indicator = ANY (stocks) AND (is_present OR t.month <= last_month))),
      summed AS (
        SELECT c.area_code, c.indicator, sum(c.x)::bigint AS x, sum(c.y)::bigint AS y, sum(c.unknown)::bigint AS unknown
          FROM counted c GROUP BY 1, 2)
      SELECT p.code, w.code, coalesce(s.x, 0), coalesce(s.y, 0), coalesce(s.unknown, 0)
        FROM place p
       CROSS JOIN unnest(flows || stocks) w (code)
        LEFT JOIN summed s ON s.area_code = p.code AND s.indicator = w.code;
    END $$`);
}

async function hideSmallCells(db: QueryRunner): Promise<void> {
  // One total and the cells it is the sum of. People whose cell is not known are the rest; the rest is never shown.
  // A hidden cell must not follow from the total: what is hidden together is at least two cells and five people, and when
  // every hidden cell is known to be 1 to 4, their sum is neither the least nor the most it could be. The companion is
  // chosen by place, never by size: the smallest would betray itself to whoever knows this rule.
  await db.query(`
    CREATE FUNCTION auth.hide_small(total bigint, cells bigint[], OUT hides_total boolean, OUT hides boolean[])
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      rest      bigint := total - coalesce((SELECT sum(c) FROM unnest(cells) c), 0);
      together  bigint;
      members   integer;
      is_loose  boolean;
      companion integer;
    BEGIN
      hides := coalesce((SELECT array_agg(c BETWEEN 1 AND 4 ORDER BY n) FROM unnest(cells) WITH ORDINALITY u (c, n)), '{}');
      hides_total := total BETWEEN 1 AND 4;
      IF hides_total THEN RETURN; END IF;
      LOOP
        SELECT coalesce(sum(c) FILTER (WHERE h), 0) + rest, count(*) FILTER (WHERE h), rest > 0 OR coalesce(bool_or(h AND c NOT BETWEEN 1 AND 4), false)
          INTO together, members, is_loose
          FROM unnest(cells, hides) u (c, h);
        EXIT WHEN members = 0 AND rest NOT BETWEEN 1 AND 4;
        EXIT WHEN members + (rest > 0)::integer >= 2 AND together >= 5 AND (is_loose OR (together > members AND together < 4 * members));
        SELECT n INTO companion FROM unnest(cells, hides) WITH ORDINALITY u (c, h, n) WHERE NOT h ORDER BY c = 0, n LIMIT 1;
        IF companion IS NULL THEN
          hides_total := true;
          EXIT;
        END IF;
        hides[companion] := true;
      END LOOP;
    END $$`);
  // What somebody who may not see the persons is shown of a sensitive indicator: the own area and the level beneath it.
  // A year shows its total only, and only when the hidden months cannot be worked out by taking the shown ones from it.
  await db.query(`
    CREATE FUNCTION auth.released_cells(scope_area text, wanted text, first_month date, last_month date)
    RETURNS TABLE (area_code text, is_hidden boolean)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
    #variable_conflict use_variable
    DECLARE
      beneath  integer := CASE length(scope_area) WHEN 2 THEN 5 ELSE 8 END;
      codes    text[];
      cells    bigint[];
      total    bigint;
      verdict  record;
      month    date := first_month;
      sum_all  bigint := 0;
      together bigint := 0;
      members  integer := 0;
      is_loose boolean := false;
    BEGIN
      WHILE month <= last_month LOOP
        SELECT c.x INTO total FROM auth.indicator_cells(scope_area, ARRAY[length(scope_area)], month, month, ARRAY[wanted]) c;
        IF length(scope_area) < beneath THEN
          SELECT array_agg(c.area_code ORDER BY c.area_code), array_agg(c.x ORDER BY c.area_code) INTO codes, cells
            FROM auth.indicator_cells(scope_area, ARRAY[beneath], month, month, ARRAY[wanted]) c;
        END IF;
        verdict := auth.hide_small(total, CASE WHEN cells IS NULL THEN ARRAY[total] ELSE cells END);
        sum_all := sum_all + total;
        IF verdict.hides_total THEN
          together := together + total;
          members := members + 1;
          is_loose := is_loose OR total > 4;
        END IF;
        month := (month + interval '1 month')::date;
      END LOOP;
      IF first_month = last_month THEN
        RETURN QUERY SELECT scope_area, verdict.hides_total UNION ALL SELECT u.code, u.h FROM unnest(codes, verdict.hides) u (code, h);
      ELSE
        RETURN QUERY SELECT scope_area,
          sum_all BETWEEN 1 AND 4
          OR (members > 0 AND NOT (members >= 2 AND together >= 5 AND (is_loose OR (together > members AND together < 4 * members))))
          UNION ALL SELECT u.code, sum_all > 0 FROM unnest(codes) u (code);
      END IF;
    END $$`);
}

async function answerQuestions(db: QueryRunner): Promise<void> {
  // Every indicator of the area itself and of the areas of one level beneath it, from one reading of the counters.
  // No row at all: the area is absent or not the caller's, which must read the same.
  await db.query(`
    CREATE FUNCTION auth.dashboard(wanted_area text, period text, wanted_level text, indicators text[])
    RETURNS TABLE (area_code text, indicator text, x bigint, y bigint, unknown bigint, suppressed boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    #variable_conflict use_column
    DECLARE
      scope   record;
      months  record;
      level   integer   := CASE wanted_level WHEN 'province' THEN 2 WHEN 'regency' THEN 5 WHEN 'district' THEN 8 END;
      widths  integer[] := CASE WHEN level > length(wanted_area) THEN ARRAY[length(wanted_area), level] ELSE ARRAY[length(wanted_area)] END;
      undated bigint;
    BEGIN
      scope := auth.dashboard_scope();
      months := auth.period_months(period);
      IF scope.area IS NULL OR length(wanted_area) NOT IN (2, 5, 8)
         OR NOT (wanted_area = scope.area OR starts_with(wanted_area, scope.area || '.')) THEN
        RETURN;
      END IF;
      SELECT count(*) INTO undated FROM public.commitment p
       WHERE p.area_code >= wanted_area AND p.area_code < wanted_area || '/' AND p.due_on IS NULL
         AND p.state IN ('stated', 'agreed', 'in_progress', 'partly_fulfilled');
      IF scope.sees_persons THEN
        RETURN QUERY
        SELECT c.area_code, c.indicator, c.x, c.y,
               CASE WHEN c.indicator = 'kpi_commitment' AND c.area_code = wanted_area THEN undated ELSE c.unknown END, false
          FROM auth.indicator_cells(wanted_area, widths, months.first_month, months.last_month, indicators) c;
        RETURN;
      END IF;
      RETURN QUERY
      SELECT c.area_code, c.indicator,
             CASE WHEN NOT s.hides THEN c.x END,
             CASE WHEN NOT s.hides THEN c.y END,
             CASE WHEN c.indicator = 'kpi_commitment' AND c.area_code = wanted_area THEN undated
                  WHEN NOT i.is_sensitive OR c.unknown = 0 AND c.area_code = scope.area
                    OR c.unknown > 4 AND c.area_code = scope.area AND months.first_month = months.last_month THEN c.unknown END,
             s.hides
        FROM auth.indicator_cells(wanted_area, widths, months.first_month, months.last_month, indicators) c
        JOIN public.indicator i ON i.code = c.indicator
        LEFT JOIN (SELECT k.code, r.area_code, r.is_hidden
                     FROM public.indicator k
                    CROSS JOIN LATERAL auth.released_cells(scope.area, k.code, months.first_month, months.last_month) r
                    WHERE k.is_sensitive AND k.code = ANY (indicators)) r
               ON r.code = c.indicator AND r.area_code = c.area_code
       CROSS JOIN LATERAL (SELECT i.is_sensitive AND coalesce(r.is_hidden, true) AS hides) s;
    END $$`);
}

// The home page counts what has not left yet: departures at risk and cases that do not move. The scope is a range of areas,
// so the area leads; what the counts ask for stands beside it, so that the rows themselves are not visited.
async function serveHome(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE INDEX placement_cycle_open_index ON placement_cycle (area_code, stage, stage_since)
    INCLUDE (planned_departure_on, required_count, verified_count)
     WHERE is_current AND stage IN ('lead', 'registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed',
                                    'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')`);
}
