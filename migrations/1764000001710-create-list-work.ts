import type { MigrationInterface, QueryRunner } from 'typeorm';

const MINE = `asked_by = (SELECT auth.current_user_id())`;
const IN_AREA = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;

/** Lists that somebody keeps, and work on many people at once. */
export class CreateListWork1764000001710 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE saved_view (
        id         uuid CONSTRAINT saved_view_pk PRIMARY KEY,
        owner_id   uuid NOT NULL,
        area_code  text COLLATE "C" NOT NULL CONSTRAINT saved_view_area_fk REFERENCES area,
        is_shared  boolean NOT NULL DEFAULT false,
        name       text NOT NULL CONSTRAINT saved_view_name_length CHECK (char_length(name) BETWEEN 1 AND 60),
        filter     jsonb NOT NULL,
        columns    text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        version    integer NOT NULL DEFAULT 1,
        CONSTRAINT saved_view_name_unique UNIQUE (owner_id, name)
      )`);
    await db.query(
      `COMMENT ON TABLE saved_view IS 'A filtered list that somebody keeps; shared with the whole office (same area) by a supervisor. A filter may hold part of a name, never a number. [personal]'`,
    );
    await db.query(`CREATE INDEX saved_view_office_index ON saved_view (area_code) WHERE is_shared`);
    await db.query(`
      CREATE TABLE bulk_job (
        id           uuid CONSTRAINT bulk_job_pk PRIMARY KEY,
        kind         text NOT NULL CONSTRAINT bulk_job_kind_known CHECK (kind IN ('assign_officer', 'advance_stage')),
        change       jsonb NOT NULL,
        state        text NOT NULL DEFAULT 'previewed' CONSTRAINT bulk_job_state_known CHECK (state IN
                       ('previewed', 'running', 'done', 'undoing', 'undone')),
        asked_by     uuid NOT NULL,
        asked_role   text NOT NULL,
        area_code    text COLLATE "C" NOT NULL CONSTRAINT bulk_job_area_fk REFERENCES area,
        created_at   timestamptz NOT NULL DEFAULT now(),
        confirmed_at timestamptz,
        finished_at  timestamptz,
        undone_at    timestamptz
      )`);
    await db.query(`COMMENT ON TABLE bulk_job IS 'One change asked for many people at once, with its preview. [internal]'`);
    await db.query(`CREATE UNIQUE INDEX bulk_job_one_running ON bulk_job (asked_by) WHERE state IN ('running', 'undoing')`);
    await db.query(`CREATE INDEX bulk_job_asked_index ON bulk_job (asked_by, id DESC)`);
    await db.query(`
      CREATE TABLE bulk_job_row (
        job_id       uuid NOT NULL CONSTRAINT bulk_job_row_job_fk REFERENCES bulk_job ON DELETE CASCADE,
        n            integer NOT NULL,
        asked_by     uuid NOT NULL,
        area_code    text COLLATE "C" NOT NULL,
        cycle_id     uuid,
        base_version integer,
        state        text NOT NULL CONSTRAINT bulk_job_row_state_known CHECK (state IN ('ready', 'blocked', 'done', 'refused', 'undone', 'kept')),
        code         text,
        blockers     jsonb NOT NULL DEFAULT '[]',
        before       jsonb,
        done_version integer,
        CONSTRAINT bulk_job_row_pk PRIMARY KEY (job_id, n),
        CONSTRAINT bulk_job_row_once UNIQUE (job_id, cycle_id),
        CONSTRAINT bulk_job_row_cycle_fk FOREIGN KEY (cycle_id, area_code) REFERENCES placement_cycle (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE
      )`);
    await db.query(
      `COMMENT ON TABLE bulk_job_row IS 'What a bulk job would do, did, or could not do to one cycle. A row without a cycle was not in the asker''s scope. [personal]'`,
    );
    await db.query(`CREATE INDEX bulk_job_row_cycle_index ON bulk_job_row (cycle_id)`);
    // Few people come by one way in; where most do, a list stops early in its own order.
    await db.query(`CREATE INDEX candidate_source_index ON candidate (source, area_code) INCLUDE (id)`);
    for (const table of ['saved_view', 'bulk_job', 'bulk_job_row']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO sinergi_bp3mi, sinergi_labour`);
    }
    await db.query(`
      CREATE POLICY saved_view_read ON saved_view FOR SELECT TO sinergi_bp3mi, sinergi_labour
      USING (owner_id = (SELECT auth.current_user_id()) OR (is_shared AND area_code = (SELECT auth.current_area())))`);
    // What a whole office sees is a supervisor's to keep; what is one's own is one's own.
    const keeps = `area_code = (SELECT auth.current_area())
        AND ((NOT is_shared AND owner_id = (SELECT auth.current_user_id()))
             OR (is_shared AND (SELECT auth.current_role_name()) = 'bp3mi_supervisor'))`;
    await db.query(
      `CREATE POLICY saved_view_add ON saved_view FOR INSERT TO sinergi_bp3mi, sinergi_labour WITH CHECK (${keeps} AND owner_id = (SELECT auth.current_user_id()))`,
    );
    await db.query(
      `CREATE POLICY saved_view_change ON saved_view FOR UPDATE TO sinergi_bp3mi, sinergi_labour USING (${keeps}) WITH CHECK (${keeps})`,
    );
    await db.query(`CREATE POLICY saved_view_remove ON saved_view FOR DELETE TO sinergi_bp3mi, sinergi_labour USING (${keeps})`);
    await db.query(
      `CREATE POLICY bulk_job_mine ON bulk_job TO sinergi_bp3mi, sinergi_labour USING (${MINE}) WITH CHECK (${MINE} AND ${IN_AREA})`,
    );
    await db.query(`
      CREATE POLICY bulk_job_row_mine ON bulk_job_row TO sinergi_bp3mi, sinergi_labour
      USING (${MINE} AND ${IN_AREA}) WITH CHECK (${MINE} AND ${IN_AREA})`);
    for (const table of ['bulk_job', 'bulk_job_row']) {
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`GRANT SELECT, UPDATE ON ${table} TO sinergi_system`);
    }

    await db.query(`
      CREATE FUNCTION auth.officers_in_reach() RETURNS TABLE (id uuid, display_name text, role text, area_name text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.display_name, u.role, a.name
          FROM auth.app_user u
          JOIN public.area a ON a.code = u.area_code
         CROSS JOIN (SELECT auth.current_area() AS code) own
         WHERE u.is_active
           AND u.role IN ('bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer')
           AND (u.area_code = own.code OR starts_with(u.area_code, own.code || '.') OR starts_with(own.code, u.area_code || '.'))
         ORDER BY u.display_name, u.id
      $$`);
    // A job acts with the rights of whoever asked for it, looked up again now: the session is that person's and ends with the job.
    await db.query(`
      CREATE FUNCTION auth.open_job_session(job uuid, new_hash bytea) RETURNS boolean
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds)
        SELECT new_hash, u.id, 'bearer', now() + interval '1 hour', 3600
          FROM public.bulk_job j
          JOIN auth.app_user u ON u.id = j.asked_by AND u.role = j.asked_role AND u.is_active
         WHERE j.id = job AND j.state IN ('running', 'undoing');
        IF NOT FOUND THEN
          RETURN false;
        END IF;
        INSERT INTO public.audit_event (actor_id, actor_role, action, subject_id, area_code, request_id)
        SELECT j.asked_by, j.asked_role, 'bulk.act', j.id, j.area_code, 'bulk/' || j.id FROM public.bulk_job j WHERE j.id = job;
        RETURN true;
      END $$`);
    await db.query(`
      CREATE FUNCTION auth.end_job_session(old_hash bytea) RETURNS void
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        DELETE FROM auth.session WHERE token_hash = old_hash
      $$`);
    // Heavy work of one user is counted in slots of time that all processes share.
    await db.query(`
      CREATE FUNCTION auth.take_turn(what text, slot_seconds integer) RETURNS integer
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT auth.take_login_attempt('turn ' || what || ' ' || auth.current_user_id(), slot_seconds)
      $$`);
    await db.query(`
      REVOKE EXECUTE ON FUNCTION auth.officers_in_reach, auth.open_job_session, auth.end_job_session, auth.take_turn FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.officers_in_reach, auth.take_turn TO sinergi_bp3mi, sinergi_labour`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.open_job_session, auth.end_job_session TO sinergi_door`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
