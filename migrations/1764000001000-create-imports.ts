import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateImports1764000001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE import_batch (
        id          uuid CONSTRAINT import_batch_pk PRIMARY KEY,
        area_code   text COLLATE "C" NOT NULL CONSTRAINT import_batch_area_fk REFERENCES area,
        file_name   text NOT NULL,
        file_sha256 bytea NOT NULL,
        file_sealed bytea,
        state       text NOT NULL CONSTRAINT import_batch_state_known CHECK (state IN ('checking', 'checked', 'importing', 'done', 'undone', 'failed')),
        progress    integer NOT NULL DEFAULT 0 CONSTRAINT import_batch_progress_percent CHECK (progress BETWEEN 0 AND 100),
        counts      jsonb NOT NULL DEFAULT '{}',
        columns     jsonb NOT NULL DEFAULT '[]',
        failure     text,
        created_by  uuid NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        confirmed_by uuid,
        confirmed_at timestamptz,
        version     integer NOT NULL DEFAULT 1,
        CONSTRAINT import_batch_confirmed_by_somebody CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
      )`);
    await db.query(`COMMENT ON TABLE import_batch IS 'One uploaded list; the file is sealed and dropped after the import. [personal]'`);
    await db.query(`CREATE INDEX import_batch_area_index ON import_batch (area_code, id DESC)`);
    await db.query(`
      CREATE TABLE import_row (
        batch_id     uuid NOT NULL CONSTRAINT import_row_batch_fk REFERENCES import_batch ON DELETE CASCADE,
        n            integer NOT NULL,
        area_code    text COLLATE "C" NOT NULL,
        sheet_row    integer NOT NULL,
        outcome      text NOT NULL CONSTRAINT import_row_outcome_known CHECK (outcome IN ('new', 'updated', 'unchanged', 'rejected')),
        codes        text[] NOT NULL DEFAULT '{}',
        cells        jsonb NOT NULL DEFAULT '[]',
        person_sealed bytea,
        nik_index    bytea,
        candidate_id uuid,
        is_written   boolean NOT NULL DEFAULT false,
        CONSTRAINT import_row_pk PRIMARY KEY (batch_id, n)
      )`);
    await db.query(
      `COMMENT ON TABLE import_row IS 'What became of each row; its cells and the person read from them are sealed, and dropped when the import is done. area_code is the scope of the batch. [personal]'`,
    );
    await db.query(
      `COMMENT ON COLUMN import_row.is_written IS 'Set in the transaction that writes the person, so an import that died goes on exactly where it stopped.'`,
    );
    // Written in the order of the blind index, so that two imports of the same people never wait for each other in a circle.
    await db.query(
      `CREATE INDEX import_row_unwritten_index ON import_row (batch_id, nik_index, n) WHERE NOT is_written AND outcome <> 'rejected'`,
    );
    await db.query(`CREATE INDEX import_row_coded_index ON import_row (batch_id, (cardinality(codes) = 0), n)`);
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    for (const table of ['import_batch', 'import_row']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_area ON ${table} TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`);
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
      await db.query(`GRANT DELETE ON ${table} TO sinergi_system`);
    }
    // Only a list that is taken back removes people again, and only those on whom nobody has worked since.
    await db.query(`GRANT DELETE ON candidate TO sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
