import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateScans1764000001500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`ALTER TABLE document ADD CONSTRAINT document_area_unique UNIQUE (id, area_code)`);
    await db.query(`
      CREATE TABLE scan (
        id              uuid CONSTRAINT scan_pk PRIMARY KEY,
        document_id     uuid NOT NULL,
        area_code       text COLLATE "C" NOT NULL,
        state           text NOT NULL CONSTRAINT scan_state_known CHECK (state IN ('uploading', 'checking', 'clean', 'refused')),
        size            integer NOT NULL CONSTRAINT scan_size_positive CHECK (size > 0),
        declared_sha256 bytea,
        received        integer NOT NULL DEFAULT 0,
        key_sealed      bytea NOT NULL,
        original_sha256 bytea,
        kind            text CONSTRAINT scan_kind_known CHECK (kind IN ('pdf', 'jpeg', 'png', 'heic')),
        refusal_code    text,
        created_at      timestamptz NOT NULL DEFAULT now(),
        created_by      uuid NOT NULL,
        touched_at      timestamptz NOT NULL DEFAULT now(),
        checked_at      timestamptz,
        version         integer NOT NULL DEFAULT 1,
        CONSTRAINT scan_area_unique UNIQUE (id, area_code),
        CONSTRAINT scan_document_fk FOREIGN KEY (document_id, area_code) REFERENCES document (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT scan_never_over_its_size CHECK (received BETWEEN 0 AND size),
        CONSTRAINT scan_checked_whole CHECK (state = 'uploading' OR received = size),
        CONSTRAINT scan_refused_with_code CHECK ((state = 'refused') = (refusal_code IS NOT NULL)),
        CONSTRAINT scan_clean_with_kind CHECK (state <> 'clean' OR (kind IS NOT NULL AND original_sha256 IS NOT NULL))
      )`);
    await db.query(
      `COMMENT ON TABLE scan IS 'A scanned paper: how far its upload is, what it turned out to be. Its bytes are files of scan_file. [personal]'`,
    );
    await db.query(
      `COMMENT ON COLUMN scan.key_sealed IS 'The data key of its files, sealed. Without this row the files, and every copy of them, open no more.'`,
    );
    await db.query(`COMMENT ON COLUMN scan.original_sha256 IS 'Of the file as it was sent. The file itself is not kept.'`);
    await db.query(`CREATE INDEX scan_document_index ON scan (document_id, id)`);
    await db.query(`CREATE INDEX scan_unfinished_index ON scan (touched_at, created_by) WHERE state = 'uploading'`);
    await db.query(`
      CREATE TABLE scan_file (
        id        uuid CONSTRAINT scan_file_pk PRIMARY KEY,
        scan_id   uuid NOT NULL,
        area_code text COLLATE "C" NOT NULL,
        role      text NOT NULL CONSTRAINT scan_file_role_known CHECK (role IN ('part', 'page')),
        position  integer NOT NULL,
        size      integer NOT NULL CONSTRAINT scan_file_size_positive CHECK (size > 0),
        sha256    bytea NOT NULL,
        width     integer,
        height    integer,
        CONSTRAINT scan_file_scan_fk FOREIGN KEY (scan_id, area_code) REFERENCES scan (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT scan_file_position_unique UNIQUE (scan_id, role, position),
        CONSTRAINT scan_file_page_measured CHECK ((role = 'page') = (width IS NOT NULL AND height IS NOT NULL))
      )`);
    await db.query(
      `COMMENT ON TABLE scan_file IS 'One sealed file of a scan below FILES_URL, named by its id: a part of an upload, or a page. [personal]'`,
    );
    await db.query(
      `COMMENT ON COLUMN scan_file.position IS 'Of a part: where it begins in the upload, in bytes. Of a page: its number from 1.'`,
    );
    await db.query(`COMMENT ON COLUMN scan_file.size IS 'Bytes before sealing.'`);
    for (const table of ['scan', 'scan_file']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`
        CREATE POLICY ${table}_area ON ${table} TO sinergi_bp3mi, sinergi_labour
        USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))
        WITH CHECK (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
      await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    }
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
