import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCandidates1764000000400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`CREATE SEQUENCE candidate_case_no`);
    await db.query(`
      CREATE TABLE candidate (
        id               uuid CONSTRAINT candidate_pk PRIMARY KEY,
        case_no          text NOT NULL CONSTRAINT candidate_case_no_unique UNIQUE DEFAULT 'K-' || to_char(nextval('candidate_case_no'), 'FM999999000000'),
        full_name        text NOT NULL CONSTRAINT candidate_full_name_length CHECK (char_length(full_name) BETWEEN 1 AND 100),
        name_key         text NOT NULL,
        sex              text CONSTRAINT candidate_sex_known CHECK (sex IN ('female', 'male')),
        birth_date       date,
        birth_place      text,
        marital_status   text CONSTRAINT candidate_marital_status_known CHECK (marital_status IN ('single', 'married', 'divorced', 'widowed')),
        education        text,
        area_code        text COLLATE "C" NOT NULL CONSTRAINT candidate_area_fk REFERENCES area,
        address          text,
        nik_sealed       bytea,
        nik_index        bytea CONSTRAINT candidate_nik_unique UNIQUE,
        nik_last4        text,
        kk_sealed        bytea,
        kk_index         bytea,
        phone_sealed     bytea,
        phone_index      bytea,
        email            text,
        source           text NOT NULL CONSTRAINT candidate_source_known CHECK (source IN ('form', 'import', 'blk', 'demo', 'generator')),
        officer_id       uuid,
        notice_version   text,
        notice_given_at  timestamptz,
        created_by       uuid NOT NULL,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT candidate_id_area_unique UNIQUE (id, area_code),
        CONSTRAINT candidate_nik_sealed_with_index CHECK ((nik_sealed IS NULL) = (nik_index IS NULL))
      )`);
    await db.query(
      `COMMENT ON TABLE candidate IS 'A person (CPMI): identity, contact, domicile. NIK, KK and phone are sealed. [personal]'`,
    );
    await db.query(
      `COMMENT ON COLUMN candidate.area_code IS 'Domicile today (village, else district, else regency), never derived from the NIK.'`,
    );
    await db.query(`COMMENT ON COLUMN candidate.name_key IS 'Name in lower case with Indonesian spelling variants folded, for search.'`);
    await db.query(`CREATE INDEX candidate_area_index ON candidate (area_code, id DESC)`);
    await db.query(`CREATE INDEX candidate_phone_index ON candidate (phone_index) WHERE phone_index IS NOT NULL`);
    await db.query(`CREATE INDEX candidate_officer_index ON candidate (officer_id) WHERE officer_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE participant (
        training_center_id uuid NOT NULL,
        candidate_id       uuid NOT NULL CONSTRAINT participant_candidate_fk REFERENCES candidate ON DELETE CASCADE,
        CONSTRAINT participant_pk PRIMARY KEY (training_center_id, candidate_id)
      )`);
    await db.query(`CREATE INDEX participant_candidate_index ON participant (candidate_id)`);
    await db.query(
      `COMMENT ON TABLE participant IS 'Which training centre may see which person: those it registered or enrolled. [personal]'`,
    );
    for (const table of ['candidate', 'participant']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
    }
    await db.query(`
      CREATE POLICY candidate_area ON candidate TO sinergi_bp3mi, sinergi_labour
      USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))
      WITH CHECK (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
    await db.query(`
      CREATE POLICY participant_area ON participant FOR SELECT TO sinergi_bp3mi, sinergi_labour
      USING (candidate_id IN (SELECT c.id FROM candidate c WHERE c.id = candidate_id))`);
    await db.query(`CREATE POLICY participant_add ON participant FOR INSERT TO sinergi_bp3mi, sinergi_labour WITH CHECK (true)`);
    await db.query(`
      CREATE POLICY participant_center ON participant TO sinergi_blk
      USING (training_center_id = (SELECT auth.current_training_center()))
      WITH CHECK (training_center_id = (SELECT auth.current_training_center()))`);
    await db.query(`
      CREATE POLICY candidate_center_read ON candidate FOR SELECT TO sinergi_blk
      USING (id IN (SELECT p.candidate_id FROM participant p))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON candidate TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    await db.query(`
      GRANT SELECT (id, case_no, full_name, name_key, sex, birth_date, education, area_code, nik_last4, created_at, version)
         ON candidate TO sinergi_blk`);
    await db.query(`GRANT SELECT ON participant TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_system`);
    // A centre is given its participants by who enrols them; it may claim nobody by itself.
    await db.query(`GRANT INSERT ON participant TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    await db.query(`GRANT USAGE ON SEQUENCE candidate_case_no TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    // One word for every case outside the caller's area, so the unique NIK is no oracle across offices.
    await db.query(`
      CREATE FUNCTION auth.nik_status(wanted bytea[]) RETURNS TABLE (nik_index bytea, status text, candidate_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT c.nik_index,
               CASE WHEN inside.yes THEN 'yours' ELSE 'needs-an-officer' END,
               CASE WHEN inside.yes THEN c.id END
          FROM public.candidate c
          CROSS JOIN LATERAL (SELECT c.area_code >= auth.current_area() AND c.area_code < auth.area_end() AS yes) inside
         WHERE c.nik_index = ANY (wanted)
      $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.nik_status FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.nik_status TO sinergi_bp3mi, sinergi_labour`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
