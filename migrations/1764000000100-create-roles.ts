import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles are of the whole server, so they are made only when missing. Scope roles hold the grants; each login role may
 *  become exactly one scope role and has no right of its own, so work outside `libs/access` fails with 42501. */
export class CreateRoles1764000000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SELECT pg_advisory_xact_lock(744106)`);
    await db.query(`
      DO $$
      DECLARE
        kind text;
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sinergi_owner') THEN
          CREATE ROLE sinergi_owner NOLOGIN;
        END IF;
        FOREACH kind IN ARRAY ARRAY['door', 'bp3mi', 'labour', 'blk', 'district', 'admin', 'system'] LOOP
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sinergi_' || kind) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', 'sinergi_' || kind);
          END IF;
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sinergi_' || kind || '_login') THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', 'sinergi_' || kind || '_login');
          END IF;
          EXECUTE format('GRANT %I TO %I', 'sinergi_' || kind, 'sinergi_' || kind || '_login');
        END LOOP;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sinergi_queue_login') THEN
          CREATE ROLE sinergi_queue_login LOGIN NOINHERIT;
        END IF;
        EXECUTE format('GRANT sinergi_owner, sinergi_queue_login TO %I', current_user);
      END $$`);
    await db.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await db.query(`
      DO $$ BEGIN
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO sinergi_door_login, sinergi_bp3mi_login, sinergi_labour_login,
          sinergi_blk_login, sinergi_district_login, sinergi_admin_login, sinergi_system_login, sinergi_queue_login', current_database());
        EXECUTE format('GRANT CREATE ON DATABASE %I TO sinergi_owner', current_database());
      END $$`);
    await db.query(`CREATE SCHEMA bullmq AUTHORIZATION sinergi_queue_login`);
    await db.query(`REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    await db.query(`GRANT ALL ON SCHEMA public TO sinergi_owner`);
    await db.query(`
      GRANT USAGE ON SCHEMA public
         TO sinergi_door, sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin, sinergi_system`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
