import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many people stand in each stage of each area, kept by appended differences as the figures of the dashboards are (decision 007):
 *  every list tells its exact total, and counting a hundred thousand rows for each page costs more than the page. */
export class TotalStages1764000002430 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await createTables(db);
    await noteDifferences(db);
    await foldDifferences(db);
    await answerTotals(db);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.fold_stages, auth.recount_stages FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.fold_stages, auth.recount_stages TO sinergi_system`);
    await db.query(`GRANT SELECT ON stage_total, stage_delta TO sinergi_system`);
    await db.query(`SELECT auth.recount_stages()`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

async function createTables(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE stage_total (
      area_code text COLLATE "C" NOT NULL,
      stage     text NOT NULL,
      people    bigint NOT NULL,
      CONSTRAINT stage_total_pk PRIMARY KEY (area_code, stage)
    )`);
  await db.query(
    `COMMENT ON TABLE stage_total IS 'Folded numbers of current cycles by stage, for each province, regency and district with everything beneath it. [aggregate]'`,
  );
  await db.query(`
    CREATE TABLE stage_delta (
      id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stage_delta_pk PRIMARY KEY,
      area_code text COLLATE "C" NOT NULL,
      stage     text NOT NULL,
      people    bigint NOT NULL
    )`);
  await db.query(`CREATE INDEX stage_delta_area_index ON stage_delta (area_code)`);
  await db.query(
    `COMMENT ON TABLE stage_delta IS 'Differences not yet folded, by district (or the coarser area that is all we know of a domicile). [aggregate]'`,
  );
}

// Most changes of a cycle move nobody (counts of papers, dates), so an update asks row by row, and only about those that do.
async function noteDifferences(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION count_stage_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO stage_delta (area_code, stage, people)
        SELECT left(n.area_code, 8), n.stage, count(*) FROM added n WHERE n.is_current GROUP BY 1, 2;
      ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO stage_delta (area_code, stage, people)
        SELECT left(o.area_code, 8), o.stage, -count(*) FROM removed o WHERE o.is_current GROUP BY 1, 2;
      ELSE
        INSERT INTO stage_delta (area_code, stage, people)
        SELECT d.area_code, d.stage, d.people
          FROM (VALUES (left(OLD.area_code, 8), OLD.stage, -1, OLD.is_current), (left(NEW.area_code, 8), NEW.stage, 1, NEW.is_current)) d (area_code, stage, people, is_current)
         WHERE d.is_current;
      END IF;
      RETURN NULL;
    END $$`);
  await db.query(`
    CREATE TRIGGER placement_cycle_stage_added AFTER INSERT ON placement_cycle
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_stage_changes()`);
  await db.query(`
    CREATE TRIGGER placement_cycle_stage_changed AFTER UPDATE ON placement_cycle
    FOR EACH ROW WHEN ((OLD.stage, OLD.area_code, OLD.is_current) IS DISTINCT FROM (NEW.stage, NEW.area_code, NEW.is_current))
    EXECUTE FUNCTION count_stage_changes()`);
  await db.query(`
    CREATE TRIGGER placement_cycle_stage_removed AFTER DELETE ON placement_cycle
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_stage_changes()`);
}

async function foldDifferences(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.fold_stages() RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      taken  bigint;
      folded bigint := 0;
    BEGIN
      PERFORM pg_advisory_xact_lock(744112);
      LOOP
        WITH oldest AS (SELECT d.id FROM public.stage_delta d ORDER BY d.id LIMIT 20000),
        taken AS (
          DELETE FROM public.stage_delta d USING oldest o WHERE d.id = o.id RETURNING d.area_code, d.stage, d.people),
        added AS (
          INSERT INTO public.stage_total AS s (area_code, stage, people)
          SELECT left(t.area_code, w.width), t.stage, sum(t.people)
            FROM taken t JOIN (VALUES (2), (5), (8)) w (width) ON length(t.area_code) >= w.width
           GROUP BY 1, 2 HAVING sum(t.people) <> 0
          ON CONFLICT (area_code, stage) DO UPDATE SET people = s.people + excluded.people)
        SELECT count(*) INTO taken FROM taken;
        EXIT WHEN taken = 0;
        folded := folded + taken;
      END LOOP;
      RETURN folded;
    END $$`);
  // For a register whose rows were written with triggers off. Writers wait until it is done.
  await db.query(`
    CREATE FUNCTION auth.recount_stages() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(744112);
      LOCK TABLE public.placement_cycle IN SHARE MODE;
      DELETE FROM public.stage_delta;
      DELETE FROM public.stage_total;
      INSERT INTO public.stage_total (area_code, stage, people)
      SELECT left(c.area_code, w.width), c.stage, sum(c.people)
        FROM (SELECT left(p.area_code, 8) AS area_code, p.stage, count(*) AS people
                FROM public.placement_cycle p WHERE p.is_current GROUP BY 1, 2) c
        JOIN (VALUES (2), (5), (8)) w (width) ON length(c.area_code) >= w.width
       GROUP BY 1, 2;
    END $$`);
}

// What lies outside the own area is not counted. Numbers stop at the district; the people of a village are few enough to count.
async function answerTotals(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE OR REPLACE FUNCTION auth.count_cycles(wanted_area text, wanted_stage text) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
    DECLARE
      own    text := auth.current_area();
      within text := CASE WHEN wanted_area = own OR starts_with(wanted_area, own || '.') THEN wanted_area
                          WHEN starts_with(own, wanted_area || '.') THEN own END;
    BEGIN
      RETURN CASE
        WHEN within IS NULL THEN 0
        WHEN length(within) <= 8 THEN
          coalesce((SELECT sum(t.people) FROM public.stage_total t
                     WHERE t.area_code = within AND (wanted_stage IS NULL OR t.stage = wanted_stage)), 0)
          + coalesce((SELECT sum(d.people) FROM public.stage_delta d
                       WHERE d.area_code >= within AND d.area_code < within || '/' AND (wanted_stage IS NULL OR d.stage = wanted_stage)), 0)
        ELSE
          (SELECT count(*) FROM public.placement_cycle p
            WHERE p.is_current AND p.regency_code = left(within, 5) AND p.area_code >= within AND p.area_code < within || '/'
              AND (wanted_stage IS NULL OR p.stage = wanted_stage))
      END;
    END $$`);
}
