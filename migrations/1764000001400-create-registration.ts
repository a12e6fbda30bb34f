import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a registration writes beside the person: consents, family, and the drafts of registrations that are not finished. */
export class CreateRegistration1764000001400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE consent (
        id              uuid CONSTRAINT consent_pk PRIMARY KEY,
        candidate_id    uuid NOT NULL,
        area_code       text COLLATE "C" NOT NULL,
        notice_version  text NOT NULL,
        language        text NOT NULL CONSTRAINT consent_language_known CHECK (language IN ('id', 'en')),
        channel         text NOT NULL CONSTRAINT consent_channel_known CHECK (channel IN ('spoken', 'read', 'signed')),
        given_by        text NOT NULL CONSTRAINT consent_given_by_known CHECK (given_by IN ('candidate', 'guardian')),
        guardian_name   text,
        given_at        timestamptz NOT NULL DEFAULT now(),
        recorded_by     uuid NOT NULL,
        withdrawn_at    timestamptz,
        withdrawn_by    uuid,
        withdraw_reason text,
        version         integer NOT NULL DEFAULT 1,
        CONSTRAINT consent_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT consent_guardian_named CHECK ((given_by = 'guardian') = (guardian_name IS NOT NULL)),
        CONSTRAINT consent_withdrawn_with_reason CHECK (
          (withdrawn_at IS NULL) = (withdraw_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL))
      )`);
    await db.query(
      `COMMENT ON TABLE consent IS 'Which notice on personal data somebody was given and agreed to (UU 27/2022), and when it was withdrawn. [personal]'`,
    );
    await db.query(`CREATE INDEX consent_candidate_index ON consent (candidate_id, given_at DESC)`);
    await db.query(`
      CREATE TABLE family_contact (
        id               uuid CONSTRAINT family_contact_pk PRIMARY KEY,
        candidate_id     uuid NOT NULL,
        area_code        text COLLATE "C" NOT NULL,
        name             text NOT NULL CONSTRAINT family_contact_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
        relation         text NOT NULL CONSTRAINT family_contact_relation_known CHECK (
                           relation IN ('spouse', 'parent', 'child', 'sibling', 'guardian', 'other')),
        phone_sealed     bytea,
        address          text,
        is_emergency     boolean NOT NULL DEFAULT false,
        gives_permission boolean NOT NULL DEFAULT false,
        created_by       uuid NOT NULL,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT family_contact_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE
      )`);
    await db.query(`COMMENT ON TABLE family_contact IS 'Family of a person who can be reached; the phone is sealed. [personal]'`);
    await db.query(
      `COMMENT ON COLUMN family_contact.gives_permission IS 'Signs the family permission letter (UU 18/2017 art 13 b: spouse, else parent, else guardian).'`,
    );
    await db.query(`CREATE INDEX family_contact_candidate_index ON family_contact (candidate_id, id)`);
    for (const table of ['consent', 'family_contact']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`
        CREATE POLICY ${table}_area ON ${table} TO sinergi_bp3mi, sinergi_labour
        USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))
        WITH CHECK (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    }
    // A consent is evidence and stays; a wrong contact is somebody else's data and goes (UU 27/2022: correction).
    await db.query(`GRANT DELETE ON family_contact TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    await db.query(`
      CREATE TABLE registration_draft (
        id             uuid CONSTRAINT registration_draft_pk PRIMARY KEY,
        owner_id       uuid NOT NULL CONSTRAINT registration_draft_owner_fk REFERENCES auth.app_user ON DELETE CASCADE,
        step           smallint NOT NULL CONSTRAINT registration_draft_step_known CHECK (step BETWEEN 1 AND 3),
        content_sealed bytea NOT NULL,
        created_at     timestamptz NOT NULL DEFAULT now(),
        updated_at     timestamptz NOT NULL DEFAULT now(),
        version        integer NOT NULL DEFAULT 1
      )`);
    await db.query(
      `COMMENT ON TABLE registration_draft IS 'A registration that is not finished, sealed as a whole, open to who writes it; gone after the registration or 30 days. [personal]'`,
    );
    await db.query(`CREATE INDEX registration_draft_owner_index ON registration_draft (owner_id, updated_at DESC)`);
    await db.query(`ALTER TABLE registration_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY registration_draft_owner ON registration_draft TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`CREATE POLICY registration_draft_system ON registration_draft TO sinergi_system USING (true) WITH CHECK (true)`);
    await db.query(`
      CREATE POLICY registration_draft_own ON registration_draft TO sinergi_bp3mi, sinergi_labour
      USING (owner_id = (SELECT auth.current_user_id())) WITH CHECK (owner_id = (SELECT auth.current_user_id()))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON registration_draft TO sinergi_bp3mi, sinergi_labour`);
    // The clock drops what is too old; it can read who owns a draft and when it was touched, never what it holds.
    await db.query(`GRANT SELECT (id, owner_id, updated_at), DELETE ON registration_draft TO sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
