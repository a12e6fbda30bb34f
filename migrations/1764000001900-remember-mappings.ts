import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberMappings1764000001900 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      ALTER TABLE import_batch
        ADD COLUMN sender         text CONSTRAINT import_batch_sender_short CHECK (length(sender) BETWEEN 1 AND 100),
        ADD COLUMN mapping        jsonb,
        ADD COLUMN mapping_source text NOT NULL DEFAULT 'guess'
                   CONSTRAINT import_batch_mapping_source_known CHECK (mapping_source IN ('guess', 'saved', 'officer')),
        ADD COLUMN samples_sealed bytea,
        ADD COLUMN closed_at      timestamptz,
        DROP CONSTRAINT import_batch_state_known,
        ADD CONSTRAINT import_batch_state_known
            CHECK (state IN ('checking', 'checked', 'importing', 'done', 'undoing', 'undone', 'cancelled', 'failed'))`);
    await db.query(
      `COMMENT ON COLUMN import_batch.mapping IS 'What the officer said the columns of this list mean: [{index, field}]; null while nobody said anything.'`,
    );
    await db.query(
      `COMMENT ON COLUMN import_batch.samples_sealed IS 'Some values of each column, so that the officer sees what it holds.'`,
    );
    await db.query(
      `COMMENT ON COLUMN import_batch.closed_at IS 'When the list was done, undone or given up; what is still sealed for it is dropped some days later.'`,
    );
    await db.query(`CREATE INDEX import_batch_kept_index ON import_batch (coalesce(closed_at, created_at)) WHERE file_sealed IS NOT NULL`);
    await db.query(`
      CREATE TABLE import_mapping (
        id         uuid CONSTRAINT import_mapping_pk PRIMARY KEY,
        area_code  text COLLATE "C" NOT NULL CONSTRAINT import_mapping_area_fk REFERENCES area,
        sender_key text NOT NULL,
        titles_key text NOT NULL,
        fields     jsonb NOT NULL,
        changed_by uuid NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT import_mapping_once UNIQUE (area_code, sender_key, titles_key)
      )`);
    await db.query(`
      COMMENT ON TABLE import_mapping IS
        'What the columns of a sender''s lists mean, as an officer corrected it: title to field. Used for the next list of that sender, or with those titles. [internal]'`);
    await db.query(`COMMENT ON COLUMN import_mapping.sender_key IS 'Who sends, in letters and digits only; empty when nobody was named.'`);
    await db.query(`COMMENT ON COLUMN import_mapping.titles_key IS 'SHA-256 of the titles of the list, in their order.'`);
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    await db.query(`ALTER TABLE import_mapping ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY import_mapping_owner ON import_mapping TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`CREATE POLICY import_mapping_system ON import_mapping TO sinergi_system USING (true) WITH CHECK (true)`);
    await db.query(
      `CREATE POLICY import_mapping_area ON import_mapping TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`,
    );
    await db.query(`GRANT SELECT, INSERT, UPDATE ON import_mapping TO sinergi_bp3mi, sinergi_labour`);
    await db.query(`GRANT SELECT ON import_mapping TO sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
