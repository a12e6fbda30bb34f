import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The session of this transaction, if it is alive, and its user. Written out in each function below: a policy asks for the
 *  area twice per table and statement, and a function calling a function costs half as much again. */
const LIVE = `
           FROM auth.session s
           JOIN auth.app_user u ON u.id = s.user_id
          WHERE s.token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'))
            AND s.expires_at > now()
            AND s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
            AND u.is_active`;

/** Who acts, for how long, and which rows that opens. The scope roles cannot read these tables: they only call functions
 *  that look the session token up, so neither the application nor injected SQL can claim another scope. */
export class CreateAccess1764000000300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`CREATE SCHEMA auth`);
    await db.query(`
      GRANT USAGE ON SCHEMA auth
         TO sinergi_door, sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin, sinergi_system`);
    await db.query(`
      CREATE TABLE auth.app_user (
        id                 uuid CONSTRAINT app_user_pk PRIMARY KEY,
        username           text NOT NULL CONSTRAINT app_user_username_unique UNIQUE,
        display_name       text NOT NULL,
        email              text,
        role               text NOT NULL CONSTRAINT app_user_role_known CHECK (role IN
                             ('bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer', 'blk_staff',
                              'district_official', 'admin', 'system')),
        area_code          text COLLATE "C" CONSTRAINT app_user_area_fk REFERENCES area,
        training_center_id uuid,
        password_hash      text,
        is_active          boolean NOT NULL DEFAULT true,
        is_demo            boolean NOT NULL DEFAULT false,
        created_at         timestamptz NOT NULL DEFAULT now(),
        version            integer NOT NULL DEFAULT 1,
        CONSTRAINT app_user_has_its_scope CHECK (
          (role IN ('bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer', 'district_official') AND area_code IS NOT NULL)
          OR (role = 'blk_staff' AND training_center_id IS NOT NULL)
          OR role IN ('admin', 'system'))
      )`);
    await db.query(`COMMENT ON TABLE auth.app_user IS 'People who work with Sinergi. [personal]'`);
    await db.query(`
      CREATE TABLE auth.session (
        token_hash   bytea CONSTRAINT session_pk PRIMARY KEY,
        user_id      uuid NOT NULL CONSTRAINT session_user_fk REFERENCES auth.app_user ON DELETE CASCADE,
        kind         text NOT NULL CONSTRAINT session_kind_known CHECK (kind IN ('cookie', 'bearer')),
        created_at   timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL,
        idle_seconds integer NOT NULL
      )`);
    await db.query(`CREATE INDEX session_user_index ON auth.session (user_id)`);
    await db.query(`COMMENT ON TABLE auth.session IS 'Open sessions; the token itself is never stored, only its SHA-256. [personal]'`);
    await db.query(`
      CREATE TABLE auth.login_attempt (
        bucket     text NOT NULL,
        slot       timestamptz NOT NULL,
        attempts   integer NOT NULL,
        CONSTRAINT login_attempt_pk PRIMARY KEY (bucket, slot)
      )`);
    await db.query(
      `COMMENT ON TABLE auth.login_attempt IS 'Attempts per account and per network in a time slot, shared by all processes. [internal]'`,
    );

    await db.query(`
      CREATE FUNCTION auth.live_session() RETURNS auth.app_user
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.*
          FROM auth.session s
          JOIN auth.app_user u ON u.id = s.user_id
         WHERE s.token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'))
           AND s.expires_at > now()
           AND s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
           AND u.is_active
      $$`);
    await db.query(`
      CREATE FUNCTION auth.current_user_id() RETURNS uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id ${LIVE}
      $$`);
    await db.query(`
      CREATE FUNCTION auth.current_role_name() RETURNS text
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.role ${LIVE}
      $$`);
    await db.query(`
      CREATE FUNCTION auth.current_area() RETURNS text
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.area_code ${LIVE}
      $$`);
    // '/' is the character after '.', so ['74.06', '74.06/') holds 74.06 and everything below it, and nothing else.
    await db.query(`
      CREATE FUNCTION auth.area_end() RETURNS text
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.area_code || '/' ${LIVE}
      $$`);
    await db.query(`
      CREATE FUNCTION auth.current_training_center() RETURNS uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.training_center_id ${LIVE}
      $$`);
    await db.query(`
      CREATE FUNCTION auth.today() RETURNS date
      LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
        SELECT coalesce(nullif(current_setting('app.today', true), '')::date, (now() AT TIME ZONE 'Asia/Makassar')::date)
      $$`);
    await db.query(`
      CREATE FUNCTION auth.enter(token text, expected_role text, office_day date) RETURNS void
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        live record;
      BEGIN
        PERFORM set_config('app.session', token, true), set_config('app.today', office_day::text, true);
        SELECT u.role, s.last_seen_at INTO live ${LIVE};
        IF live.role IS DISTINCT FROM expected_role THEN
          RAISE EXCEPTION 'session is over' USING ERRCODE = 'SN401';
        END IF;
        IF live.last_seen_at < now() - interval '1 minute' THEN
          UPDATE auth.session SET last_seen_at = now() WHERE token_hash = sha256(convert_to(token, 'UTF8'));
        END IF;
      END $$`);
    await db.query(`
      CREATE FUNCTION auth.account_for_login(wanted text)
      RETURNS TABLE (user_id uuid, role text, password_hash text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.role, u.password_hash FROM auth.app_user u
         WHERE u.username = wanted AND u.is_active AND u.password_hash IS NOT NULL
      $$`);
    await db.query(`
      CREATE FUNCTION auth.open_session(for_user uuid, new_hash bytea, session_kind text, lifetime interval, idle interval) RETURNS void
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds)
        VALUES (new_hash, for_user, session_kind, now() + lifetime, extract(epoch FROM idle)::integer);
        INSERT INTO public.audit_event (actor_id, actor_role, action, subject_id, request_id)
        SELECT u.id, u.role, 'session.open', u.id, 'session' FROM auth.app_user u WHERE u.id = for_user;
      END $$`);
    await db.query(`
      CREATE FUNCTION auth.close_session(old_hash bytea) RETURNS void
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        WITH closed AS (DELETE FROM auth.session WHERE token_hash = old_hash RETURNING user_id)
        INSERT INTO public.audit_event (actor_id, actor_role, action, subject_id, request_id)
        SELECT u.id, u.role, 'session.close', u.id, 'session' FROM closed c JOIN auth.app_user u ON u.id = c.user_id;
      END $$`);
    await db.query(`
      CREATE FUNCTION auth.actor_of(hash bytea)
      RETURNS TABLE (user_id uuid, username text, display_name text, role text, area_code text, area_name text,
                     training_center_id uuid, session_kind text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.username, u.display_name, u.role, u.area_code, a.name, u.training_center_id, s.kind
          FROM auth.session s
          JOIN auth.app_user u ON u.id = s.user_id
          LEFT JOIN public.area a ON a.code = u.area_code
         WHERE s.token_hash = hash
           AND s.expires_at > now()
           AND s.last_seen_at > now() - make_interval(secs => s.idle_seconds)
           AND u.is_active
      $$`);
    await db.query(`
      CREATE FUNCTION auth.take_login_attempt(wanted_bucket text, slot_seconds integer) RETURNS integer
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        INSERT INTO auth.login_attempt AS a (bucket, slot, attempts)
        VALUES (wanted_bucket, to_timestamp(floor(extract(epoch FROM now()) / slot_seconds) * slot_seconds), 1)
        ON CONFLICT (bucket, slot) DO UPDATE SET attempts = a.attempts + 1
        RETURNING attempts
      $$`);
    await db.query(`
      CREATE FUNCTION auth.demo_accounts() RETURNS TABLE (username text, display_name text, role text, area_name text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.username, u.display_name, u.role, a.name
          FROM auth.app_user u LEFT JOIN public.area a ON a.code = u.area_code
         WHERE u.is_demo AND u.is_active AND u.role <> 'system' ORDER BY u.created_at, u.username
      $$`);
    await db.query(`
      CREATE FUNCTION auth.colleague_names(ids uuid[]) RETURNS TABLE (id uuid, display_name text, role text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.display_name, u.role FROM auth.app_user u WHERE u.id = ANY (ids)
      $$`);
    await db.query(`
      CREATE FUNCTION auth.recipients(wanted_roles text[], at_area text, at_center uuid)
      RETURNS TABLE (id uuid, role text, email text, display_name text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.role, u.email, u.display_name FROM auth.app_user u
         WHERE u.is_active AND u.role = ANY (wanted_roles)
           AND ((u.area_code IS NOT NULL AND at_area COLLATE "C" >= u.area_code AND at_area COLLATE "C" < u.area_code || '/')
                OR (u.training_center_id IS NOT NULL AND u.training_center_id = at_center))
      $$`);
    await db.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC`);
    await db.query(`
      GRANT EXECUTE ON FUNCTION auth.account_for_login, auth.open_session, auth.close_session, auth.actor_of,
        auth.take_login_attempt, auth.demo_accounts TO sinergi_door`);
    await db.query(`
      GRANT EXECUTE ON FUNCTION auth.enter, auth.current_user_id, auth.current_role_name, auth.current_area, auth.area_end,
        auth.current_training_center, auth.today
        TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin`);
    await db.query(
      `GRANT EXECUTE ON FUNCTION auth.colleague_names TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_admin, sinergi_system`,
    );
    await db.query(`GRANT EXECUTE ON FUNCTION auth.recipients, auth.today TO sinergi_system`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON auth.app_user TO sinergi_admin`);
    await db.query(`GRANT SELECT (user_id), DELETE ON auth.session TO sinergi_admin`);

    await db.query(`
      CREATE TABLE audit_event (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_event_pk PRIMARY KEY,
        at           timestamptz NOT NULL DEFAULT now(),
        actor_id     uuid NOT NULL,
        actor_role   text NOT NULL,
        action       text NOT NULL,
        subject_id   uuid,
        candidate_id uuid,
        area_code    text COLLATE "C",
        fields       text[] NOT NULL DEFAULT '{}',
        request_id   text NOT NULL,
        edition      text
      )`);
    await db.query(`COMMENT ON TABLE audit_event IS 'Who did or saw what, and which fields, never their values. Append-only. [personal]'`);
    await db.query(`CREATE INDEX audit_event_candidate_index ON audit_event (candidate_id, id DESC) WHERE candidate_id IS NOT NULL`);
    await db.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = '42501';
      END $$`);
    await db.query(`
      CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await db.query(`ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY audit_event_owner ON audit_event TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`
      CREATE POLICY audit_event_write ON audit_event FOR INSERT TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin
      WITH CHECK (actor_id = (SELECT auth.current_user_id()))`);
    await db.query(`CREATE POLICY audit_event_system ON audit_event FOR INSERT TO sinergi_system WITH CHECK (actor_role = 'system')`);
    await db.query(`
      CREATE POLICY audit_event_read ON audit_event FOR SELECT TO sinergi_bp3mi, sinergi_labour
      USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
    await db.query(`CREATE POLICY audit_event_admin ON audit_event FOR SELECT TO sinergi_admin USING (true)`);
    await db.query(
      `GRANT INSERT ON audit_event TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin, sinergi_system`,
    );
    await db.query(`GRANT SELECT ON audit_event TO sinergi_bp3mi, sinergi_labour, sinergi_admin`);

    await db.query(`
      CREATE TABLE idempotency_key (
        actor_id     uuid NOT NULL,
        key          uuid NOT NULL,
        request_hash text NOT NULL,
        answer_sealed bytea,
        created_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT idempotency_key_pk PRIMARY KEY (actor_id, key)
      )`);
    await db.query(`COMMENT ON TABLE idempotency_key IS 'Answers already given to a repeated POST; the answer is sealed. [personal]'`);
    await db.query(`ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY idempotency_key_owner ON idempotency_key TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`
      CREATE POLICY idempotency_key_own ON idempotency_key TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin
      USING (actor_id = (SELECT auth.current_user_id())) WITH CHECK (actor_id = (SELECT auth.current_user_id()))`);
    await db.query(
      `GRANT SELECT, INSERT, UPDATE ON idempotency_key TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin`,
    );

    await db.query(`
      CREATE TABLE outbox (
        id        uuid CONSTRAINT outbox_pk PRIMARY KEY,
        topic     text NOT NULL,
        key       text NOT NULL CONSTRAINT outbox_key_unique UNIQUE,
        payload   jsonb NOT NULL,
        due_at    timestamptz NOT NULL DEFAULT now(),
        handed_at timestamptz,
        handovers integer NOT NULL DEFAULT 0,
        done_at   timestamptz
      )`);
    await db.query(
      `COMMENT ON TABLE outbox IS 'Work that must happen, written with the change that asks for it; payload holds ids only. [internal]'`,
    );
    await db.query(`CREATE INDEX outbox_waiting_index ON outbox (due_at, id) WHERE done_at IS NULL`);
    await db.query(`GRANT INSERT ON outbox TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_admin, sinergi_district`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
