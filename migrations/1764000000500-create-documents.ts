import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDocuments1764000000500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE document (
        id                 uuid CONSTRAINT document_pk PRIMARY KEY,
        candidate_id       uuid NOT NULL,
        area_code          text COLLATE "C" NOT NULL,
        cycle_id           uuid,
        document_code      text NOT NULL,
        state              text NOT NULL CONSTRAINT document_state_known CHECK (state IN ('submitted', 'verified', 'rejected', 'void')),
        number_sealed      bytea,
        number_index       bytea,
        number_last4       text,
        issuer             text,
        issued_on          date,
        expires_on         date,
        verdict            text CONSTRAINT document_verdict_known CHECK (verdict IN ('fit', 'unfit', 'pregnant', 'not_pregnant')),
        source             text NOT NULL CONSTRAINT document_source_known CHECK (source IN ('officer', 'import', 'training', 'demo', 'generator')),
        enrolment_id       uuid,
        training_center_id uuid,
        submitted_at       timestamptz NOT NULL DEFAULT now(),
        submitted_by       uuid NOT NULL,
        verified_at        timestamptz,
        verified_by        uuid,
        closed_reason      text,
        closed_at          timestamptz,
        closed_by          uuid,
        created_at         timestamptz NOT NULL DEFAULT now(),
        version            integer NOT NULL DEFAULT 1,
        CONSTRAINT document_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT document_verified_by_somebody CHECK (state <> 'verified' OR (verified_at IS NOT NULL AND verified_by IS NOT NULL)),
        CONSTRAINT document_closed_with_reason CHECK (state NOT IN ('rejected', 'void') OR closed_reason IS NOT NULL),
        CONSTRAINT document_expires_after_issue CHECK (expires_on IS NULL OR issued_on IS NULL OR expires_on >= issued_on)
      )`);
    await db.query(
      `COMMENT ON TABLE document IS 'One paper a person holds, in one version; a rejected version stays, a new paper is a new row. [personal]'`,
    );
    await db.query(`COMMENT ON COLUMN document.verdict IS 'Verdict only, never findings (UU 27/2022 art 4: health data).'`);
    await db.query(`CREATE INDEX document_candidate_index ON document (candidate_id, document_code, submitted_at DESC)`);
    await db.query(`CREATE INDEX document_waiting_index ON document (area_code, submitted_at, id) WHERE state = 'submitted'`);
    await db.query(
      `CREATE INDEX document_expiry_index ON document (document_code, expires_on) WHERE state = 'verified' AND expires_on IS NOT NULL`,
    );
    await db.query(
      `CREATE INDEX document_issue_index ON document (document_code, issued_on) WHERE state = 'verified' AND issued_on IS NOT NULL`,
    );
    await db.query(`CREATE INDEX document_waiting_since_index ON document (submitted_at) WHERE state = 'submitted'`);
    await db.query(
      `CREATE INDEX document_center_index ON document (training_center_id, candidate_id) WHERE training_center_id IS NOT NULL`,
    );
    await db.query(
      `CREATE UNIQUE INDEX document_of_enrolment_unique ON document (enrolment_id) WHERE enrolment_id IS NOT NULL AND state IN ('submitted', 'verified')`,
    );
    await db.query(`
      CREATE FUNCTION keep_document_verdict() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF OLD.state IN ('rejected', 'void') AND NEW.state <> OLD.state THEN
          RAISE EXCEPTION 'a % document stays %, submit a new one', OLD.state, OLD.state USING ERRCODE = '23514', CONSTRAINT = 'document_closed_stays_closed';
        END IF;
        RETURN NEW;
      END $$`);
    await db.query(
      `CREATE TRIGGER document_keeps_verdict BEFORE UPDATE OF state ON document FOR EACH ROW EXECUTE FUNCTION keep_document_verdict()`,
    );
    await db.query(`ALTER TABLE document ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY document_owner ON document TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`CREATE POLICY document_system ON document TO sinergi_system USING (true) WITH CHECK (true)`);
    await db.query(`
      CREATE POLICY document_area ON document TO sinergi_bp3mi, sinergi_labour
      USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))
      WITH CHECK (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
    await db.query(`
      CREATE POLICY document_center ON document TO sinergi_blk
      USING (training_center_id = (SELECT auth.current_training_center()))
      WITH CHECK (training_center_id = (SELECT auth.current_training_center()))`);
    await db.query(`GRANT SELECT, INSERT, UPDATE ON document TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
