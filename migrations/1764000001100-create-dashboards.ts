import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counters by area and month. A change appends the difference it makes, in its own transaction; a clock folds the
 *  differences, so writers never wait for one another and a reader sums a handful of rows. */
export class CreateDashboards1764000001100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE indicator_count (
        indicator text NOT NULL,
        area_code text COLLATE "C" NOT NULL,
        month     date NOT NULL,
        x         bigint NOT NULL,
        y         bigint NOT NULL,
        CONSTRAINT indicator_count_pk PRIMARY KEY (area_code, indicator, month)
      )`);
    await db.query(`
      CREATE TABLE indicator_delta (
        id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT indicator_delta_pk PRIMARY KEY,
        indicator text NOT NULL,
        area_code text COLLATE "C" NOT NULL,
        month     date NOT NULL,
        x         bigint NOT NULL,
        y         bigint NOT NULL
      )`);
    await db.query(`CREATE INDEX indicator_delta_area_index ON indicator_delta (area_code, indicator, month)`);
    await db.query(`COMMENT ON TABLE indicator_count IS 'Folded counters, grained by district (kecamatan) or regency and month. [aggregate]'`);
    await db.query(`COMMENT ON TABLE indicator_delta IS 'Differences not yet folded. [aggregate]'`);

    // What one cycle contributes. month NULL means "the month in which it changes": a stock, read as the sum up to a month.
    await db.query(`
      CREATE FUNCTION auth.cycle_contributions(c placement_cycle)
      RETURNS TABLE (indicator text, area_code text, month date, x bigint, y bigint)
      LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
        SELECT v.indicator, left(c.area_code, 8), v.month, v.x, v.y
          FROM (VALUES
            ('kpi_placed', date_trunc('month', c.departed_on)::date, 1::bigint, 0::bigint,
              c.departed_on IS NOT NULL AND c.was_procedural IS TRUE),
            ('kpi_nonproc_known', date_trunc('month', c.returned_on)::date, 1, 0,
              c.returned_on IS NOT NULL AND c.was_procedural IS FALSE),
            ('kpi_active', NULL, 1, 0, c.is_current AND c.stage NOT IN
              ('closed', 'withdrawn', 'rejected', 'cancelled', 'merged', 'deceased', 'returned', 'unfit')),
            ('kpi_docs_submitted', NULL, (c.required_count > 0 AND c.submitted_count >= c.required_count)::integer, 1,
              c.is_current AND c.stage IN ('registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed',
                'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')),
            ('kpi_docs_verified', NULL, (c.required_count > 0 AND c.verified_count >= c.required_count)::integer, 1,
              c.is_current AND c.stage IN ('registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed',
                'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')),
            ('kpi_competent', NULL, c.is_competent::integer, 1,
              c.is_current AND c.stage IN ('in_preparation', 'health_cleared', 'placement_agreed', 'contracted', 'insured',
                'visa_granted', 'opp_completed', 'cleared'))
          ) AS v (indicator, month, x, y, holds)
         WHERE v.holds
      $$`);
    await db.query(`
      CREATE FUNCTION count_cycle_changes() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          INSERT INTO indicator_delta (indicator, area_code, month, x, y)
          SELECT d.indicator, d.area_code, coalesce(d.month, date_trunc('month', auth.today())::date), sum(d.x), sum(d.y)
            FROM added n CROSS JOIN LATERAL auth.cycle_contributions(n) d GROUP BY 1, 2, 3;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO indicator_delta (indicator, area_code, month, x, y)
          SELECT d.indicator, d.area_code, coalesce(d.month, date_trunc('month', auth.today())::date), -sum(d.x), -sum(d.y)
            FROM removed o CROSS JOIN LATERAL auth.cycle_contributions(o) d GROUP BY 1, 2, 3;
        ELSE
          INSERT INTO indicator_delta (indicator, area_code, month, x, y)
          SELECT d.indicator, d.area_code, coalesce(d.month, date_trunc('month', auth.today())::date), sum(d.x), sum(d.y)
            FROM (SELECT p.indicator, p.area_code, p.month, p.x, p.y FROM added n CROSS JOIN LATERAL auth.cycle_contributions(n) p
                  UNION ALL
                  SELECT m.indicator, m.area_code, m.month, -m.x, -m.y FROM removed o CROSS JOIN LATERAL auth.cycle_contributions(o) m) d
           GROUP BY 1, 2, 3 HAVING sum(d.x) <> 0 OR sum(d.y) <> 0;
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

    await db.query(`
      CREATE FUNCTION count_enrolment_changes() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        before integer := 0;
        after  integer := 0;
        here   date := date_trunc('month', auth.today())::date;
      BEGIN
        IF TG_OP <> 'INSERT' THEN before := (OLD.seat = 'main' AND OLD.state = 'accepted' AND OLD.result IS NULL)::integer; END IF;
        IF TG_OP <> 'DELETE' THEN after := (NEW.seat = 'main' AND NEW.state = 'accepted' AND NEW.result IS NULL)::integer; END IF;
        IF TG_OP = 'UPDATE' AND before = after AND OLD.area_code = NEW.area_code THEN RETURN NULL; END IF;
        IF before <> 0 THEN
          INSERT INTO indicator_delta (indicator, area_code, month, x, y) VALUES ('kpi_in_training', left(OLD.area_code, 8), here, -before, 0);
        END IF;
        IF after <> 0 THEN
          INSERT INTO indicator_delta (indicator, area_code, month, x, y) VALUES ('kpi_in_training', left(NEW.area_code, 8), here, after, 0);
        END IF;
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER enrolment_counts AFTER INSERT OR UPDATE OR DELETE ON enrolment
      FOR EACH ROW EXECUTE FUNCTION count_enrolment_changes()`);

    await db.query(`
      CREATE FUNCTION count_commitment_changes() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        IF TG_OP <> 'INSERT' AND OLD.due_on IS NOT NULL AND OLD.state <> 'dropped' THEN
          INSERT INTO indicator_delta (indicator, area_code, month, x, y)
          VALUES ('kpi_commitment', OLD.area_code, date_trunc('month', OLD.due_on)::date,
                  -(OLD.state = 'fulfilled' AND OLD.fulfilled_on <= OLD.due_on)::integer, -1);
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.due_on IS NOT NULL AND NEW.state <> 'dropped' THEN
          INSERT INTO indicator_delta (indicator, area_code, month, x, y)
          VALUES ('kpi_commitment', NEW.area_code, date_trunc('month', NEW.due_on)::date,
                  (NEW.state = 'fulfilled' AND NEW.fulfilled_on <= NEW.due_on)::integer, 1);
        END IF;
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER commitment_counts AFTER INSERT OR UPDATE OR DELETE ON commitment
      FOR EACH ROW EXECUTE FUNCTION count_commitment_changes()`);

    await db.query(`
      CREATE FUNCTION auth.fold_indicators() RETURNS bigint
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        WITH taken AS (DELETE FROM public.indicator_delta RETURNING indicator, area_code, month, x, y),
        summed AS (
          SELECT indicator, area_code, month, sum(x) AS x, sum(y) AS y FROM taken GROUP BY 1, 2, 3 ORDER BY 2, 1, 3),
        folded AS (
          INSERT INTO public.indicator_count AS c (indicator, area_code, month, x, y)
          SELECT indicator, area_code, month, x, y FROM summed
          ON CONFLICT (area_code, indicator, month) DO UPDATE SET x = c.x + excluded.x, y = c.y + excluded.y
          RETURNING 1)
        SELECT count(*) FROM folded
      $$`);
    await db.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.fold_indicators TO sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
