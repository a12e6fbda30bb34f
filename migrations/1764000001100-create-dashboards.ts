import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE_DEPARTURE = `('in_preparation', 'health_cleared', 'placement_agreed', 'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')`;
const REGISTERED = BEFORE_DEPARTURE.replace('(', `('registered', 'selected', `);

/** Counters by area and month. A change appends the difference it makes, in its own transaction; a clock folds the
 *  differences, so writers never wait for one another and a reader sums a handful of rows. */
export class CreateDashboards1764000001100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await createTables(db);
    await countCycles(db);
    await countEnrolments(db);
    await countCommitments(db);
    await foldDifferences(db);
    await db.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.fold_indicators TO sinergi_system`);
    await db.query(`GRANT SELECT ON indicator, indicator_count, indicator_now, indicator_delta TO sinergi_system`);
    await db.query(`GRANT INSERT ON indicator_delta TO sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

async function createTables(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE indicator (
      code         text CONSTRAINT indicator_pk PRIMARY KEY,
      is_stock     boolean NOT NULL,
      is_sensitive boolean NOT NULL
    )`);
  await db.query(
    `COMMENT ON TABLE indicator IS 'Which indicators exist. A stock is what stands at the end of a month, a flow is what happened in it. [public]'`,
  );
  await db.query(
    `COMMENT ON COLUMN indicator.is_sensitive IS '1 to 4 people are hidden from everybody who may not see the persons themselves.'`,
  );
  await db.query(`
    INSERT INTO indicator (code, is_stock, is_sensitive) VALUES
      ('kpi_placed', false, false), ('kpi_docs_submitted', true, false), ('kpi_docs_verified', true, false),
      ('kpi_competent', true, false), ('kpi_in_training', true, false), ('kpi_nonproc_known', false, true),
      ('kpi_commitment', false, false), ('kpi_active', true, false)`);
  await db.query(`
    CREATE TABLE indicator_count (
      area_code text COLLATE "C" NOT NULL,
      indicator text NOT NULL CONSTRAINT indicator_count_indicator_fk REFERENCES indicator,
      month     date NOT NULL,
      x         bigint NOT NULL,
      y         bigint NOT NULL,
      unknown   bigint NOT NULL,
      CONSTRAINT indicator_count_pk PRIMARY KEY (area_code, indicator, month)
    )`);
  await db.query(`
    COMMENT ON TABLE indicator_count IS
      'Folded counters of each province, regency and district with everything beneath it. A flow row is what happened in the month, a stock row what stood at its end. [aggregate]'`);
  await db.query(`
    CREATE TABLE indicator_now (
      area_code text COLLATE "C" NOT NULL,
      indicator text NOT NULL CONSTRAINT indicator_now_indicator_fk REFERENCES indicator,
      x         bigint NOT NULL,
      y         bigint NOT NULL,
      unknown   bigint NOT NULL,
      CONSTRAINT indicator_now_pk PRIMARY KEY (area_code, indicator)
    )`);
  await db.query(`
    COMMENT ON TABLE indicator_now IS
      'Folded stocks as they stand today, side by side, because a dashboard of the present reads all of an area at once. [aggregate]'`);
  await db.query(`
    CREATE TABLE indicator_delta (
      id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT indicator_delta_pk PRIMARY KEY,
      indicator text NOT NULL,
      area_code text COLLATE "C" NOT NULL,
      month     date NOT NULL,
      x         bigint NOT NULL,
      y         bigint NOT NULL,
      unknown   bigint NOT NULL
    )`);
  await db.query(`CREATE INDEX indicator_delta_area_index ON indicator_delta (area_code, indicator, month)`);
  await db.query(
    `COMMENT ON TABLE indicator_delta IS 'Differences not yet folded, by district (or the coarser area that is all we know of a domicile). [aggregate]'`,
  );
}

async function countCycles(db: QueryRunner): Promise<void> {
  // What one cycle contributes. month NULL means "the month in which it changes": a stock.
  await db.query(`
    CREATE FUNCTION auth.cycle_contributions(c placement_cycle)
    RETURNS TABLE (indicator text, area_code text, month date, x integer, y integer, unknown integer)
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
      SELECT v.indicator, left(c.area_code, 8), v.month, v.x, v.y, v.unknown
        FROM (VALUES
          ('kpi_placed', date_trunc('month', c.departed_on::timestamp)::date,
            (c.was_procedural IS TRUE)::integer, 0, (c.was_procedural IS NULL)::integer,
            c.departed_on IS NOT NULL AND c.was_procedural IS NOT FALSE AND c.stage <> 'merged'),
          ('kpi_nonproc_known', date_trunc('month', c.returned_on::timestamp)::date,
            (c.was_procedural IS FALSE)::integer, 0, (c.was_procedural IS NULL)::integer,
            c.returned_on IS NOT NULL AND c.was_procedural IS NOT TRUE AND c.stage <> 'merged'),
          ('kpi_active', NULL, 1, 0, 0,
            c.is_current AND c.stage NOT IN ('closed', 'withdrawn', 'rejected', 'cancelled', 'merged', 'deceased', 'returned')),
          ('kpi_docs_submitted', NULL,
            (c.required_count > 0 AND c.submitted_count >= c.required_count)::integer, 1, (c.required_count = 0)::integer,
            c.is_current AND c.stage IN ${REGISTERED}),
          ('kpi_docs_verified', NULL,
            (c.required_count > 0 AND c.verified_count >= c.required_count)::integer, 1, (c.required_count = 0)::integer,
            c.is_current AND c.stage IN ${REGISTERED}),
          ('kpi_competent', NULL, c.is_competent::integer, 1, 0,
            c.is_current AND c.stage IN ${BEFORE_DEPARTURE})
        ) AS v (indicator, month, x, y, unknown, holds)
       WHERE v.holds;
    END`);
  await db.query(`
    CREATE FUNCTION count_cycle_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      here date := date_trunc('month', auth.today()::timestamp)::date;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown)
        SELECT d.indicator, d.area_code, coalesce(d.month, here), sum(d.x), sum(d.y), sum(d.unknown)
          FROM added n CROSS JOIN LATERAL auth.cycle_contributions(n) d GROUP BY 1, 2, 3;
      ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown)
        SELECT d.indicator, d.area_code, coalesce(d.month, here), -sum(d.x), -sum(d.y), -sum(d.unknown)
          FROM removed o CROSS JOIN LATERAL auth.cycle_contributions(o) d GROUP BY 1, 2, 3;
      ELSE
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown)
        SELECT d.indicator, d.area_code, coalesce(d.month, here), sum(d.x), sum(d.y), sum(d.unknown)
          FROM (SELECT p.indicator, p.area_code, p.month, p.x, p.y, p.unknown
                  FROM added n CROSS JOIN LATERAL auth.cycle_contributions(n) p
                UNION ALL
                SELECT m.indicator, m.area_code, m.month, -m.x, -m.y, -m.unknown
                  FROM removed o CROSS JOIN LATERAL auth.cycle_contributions(o) m) d
         GROUP BY 1, 2, 3 HAVING sum(d.x) <> 0 OR sum(d.y) <> 0 OR sum(d.unknown) <> 0;
      END IF;
      RETURN NULL;
    END $$`);
  await db.query(`
    CREATE TRIGGER placement_cycle_counts_added AFTER INSERT ON placement_cycle
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_cycle_changes()`);
  await db.query(`
    CREATE TRIGGER placement_cycle_counts_changed AFTER UPDATE ON placement_cycle
    REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_cycle_changes()`);
  await db.query(`
    CREATE TRIGGER placement_cycle_counts_removed AFTER DELETE ON placement_cycle
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_cycle_changes()`);
}

async function countEnrolments(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION count_enrolment_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      was  boolean := false;
      is_  boolean := false;
      here date := date_trunc('month', auth.today()::timestamp)::date;
    BEGIN
      IF TG_OP <> 'INSERT' THEN was := OLD.seat = 'main' AND OLD.state = 'accepted' AND OLD.result IS NULL; END IF;
      IF TG_OP <> 'DELETE' THEN is_ := NEW.seat = 'main' AND NEW.state = 'accepted' AND NEW.result IS NULL; END IF;
      IF TG_OP = 'UPDATE' AND was = is_ AND left(OLD.area_code, 8) = left(NEW.area_code, 8) THEN RETURN NULL; END IF;
      IF was THEN
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown) VALUES ('kpi_in_training', left(OLD.area_code, 8), here, -1, 0, 0);
      END IF;
      IF is_ THEN
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown) VALUES ('kpi_in_training', left(NEW.area_code, 8), here, 1, 0, 0);
      END IF;
      RETURN NULL;
    END $$`);
  await db.query(`
    CREATE TRIGGER enrolment_counts AFTER INSERT OR UPDATE OR DELETE ON enrolment
    FOR EACH ROW EXECUTE FUNCTION count_enrolment_changes()`);
}

async function countCommitments(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION count_commitment_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND (OLD.area_code, OLD.due_on, OLD.state, OLD.fulfilled_on)
           IS NOT DISTINCT FROM (NEW.area_code, NEW.due_on, NEW.state, NEW.fulfilled_on) THEN
        RETURN NULL;
      END IF;
      IF TG_OP <> 'INSERT' AND OLD.due_on IS NOT NULL AND OLD.state <> 'dropped' THEN
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown)
        VALUES ('kpi_commitment', left(OLD.area_code, 8), date_trunc('month', OLD.due_on::timestamp)::date,
                -(OLD.state = 'fulfilled' AND OLD.fulfilled_on <= OLD.due_on)::integer, -1, 0);
      END IF;
      IF TG_OP <> 'DELETE' AND NEW.due_on IS NOT NULL AND NEW.state <> 'dropped' THEN
        INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown)
        VALUES ('kpi_commitment', left(NEW.area_code, 8), date_trunc('month', NEW.due_on::timestamp)::date,
                (NEW.state = 'fulfilled' AND NEW.fulfilled_on <= NEW.due_on)::integer, 1, 0);
      END IF;
      RETURN NULL;
    END $$`);
  await db.query(`
    CREATE TRIGGER commitment_counts AFTER INSERT OR UPDATE OR DELETE ON commitment
    FOR EACH ROW EXECUTE FUNCTION count_commitment_changes()`);
}

// Each difference is added to its district, its regency and its province. A month that is seen for the first time opens a
// stock with the balance before it; a difference of an earlier month also moves the balances of the months after it.
async function foldDifferences(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.fold_indicators() RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      moved  jsonb;
      taken  bigint;
      folded bigint := 0;
    BEGIN
      PERFORM pg_advisory_xact_lock(744111);
      LOOP
        WITH oldest AS (SELECT d.id FROM public.indicator_delta d ORDER BY d.id LIMIT 20000),
        taken AS (
          DELETE FROM public.indicator_delta d USING oldest o WHERE d.id = o.id
          RETURNING d.indicator, d.area_code, d.month, d.x, d.y, d.unknown),
        raised AS (
          SELECT t.indicator, left(t.area_code, w.width) AS area_code, t.month, sum(t.x) AS x, sum(t.y) AS y, sum(t.unknown) AS unknown
            FROM taken t JOIN (VALUES (2), (5), (8)) w (width) ON length(t.area_code) >= w.width
           GROUP BY 1, 2, 3)
        SELECT (SELECT count(*) FROM taken), (SELECT jsonb_agg(to_jsonb(r)) FROM raised r WHERE r.x <> 0 OR r.y <> 0 OR r.unknown <> 0) INTO taken, moved;
        EXIT WHEN taken = 0;
        folded := folded + taken;

        INSERT INTO public.indicator_count (area_code, indicator, month, x, y, unknown)
        SELECT m.area_code, m.indicator, m.month, coalesce(b.x, 0), coalesce(b.y, 0), coalesce(b.unknown, 0)
          FROM jsonb_to_recordset(coalesce(moved, '[]')) m (area_code text, indicator text, month date)
          JOIN public.indicator i ON i.code = m.indicator
          LEFT JOIN LATERAL (
            SELECT c.x, c.y, c.unknown FROM public.indicator_count c
             WHERE i.is_stock AND c.area_code = m.area_code AND c.indicator = m.indicator AND c.month < m.month
             ORDER BY c.month DESC LIMIT 1) b ON true
        ON CONFLICT DO NOTHING;

        INSERT INTO public.indicator_now AS n (area_code, indicator, x, y, unknown)
        SELECT m.area_code, m.indicator, sum(m.x), sum(m.y), sum(m.unknown)
          FROM jsonb_to_recordset(coalesce(moved, '[]')) m (area_code text, indicator text, x bigint, y bigint, unknown bigint)
          JOIN public.indicator i ON i.code = m.indicator
         WHERE i.is_stock
         GROUP BY 1, 2
        ON CONFLICT (area_code, indicator) DO UPDATE SET x = n.x + excluded.x, y = n.y + excluded.y, unknown = n.unknown + excluded.unknown;

        UPDATE public.indicator_count c
           SET x = c.x + d.x, y = c.y + d.y, unknown = c.unknown + d.unknown
          FROM (SELECT t.area_code, t.indicator, t.month, sum(m.x) AS x, sum(m.y) AS y, sum(m.unknown) AS unknown
                  FROM jsonb_to_recordset(coalesce(moved, '[]')) m (area_code text, indicator text, month date, x bigint, y bigint, unknown bigint)
                  JOIN public.indicator i ON i.code = m.indicator
                  JOIN public.indicator_count t ON t.area_code = m.area_code AND t.indicator = m.indicator
                       AND (t.month = m.month OR (i.is_stock AND t.month > m.month))
                 GROUP BY 1, 2, 3) d
         WHERE c.area_code = d.area_code AND c.indicator = d.indicator AND c.month = d.month;
      END LOOP;
      RETURN folded;
    END $$`);
}
