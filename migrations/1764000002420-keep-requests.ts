import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A paper that was asked for at its issuer and is not in yet. It is no document: nothing was handed in. It hangs on the cycle whose
 *  checklist asks for it, and goes wherever the cycle goes. */
export class KeepRequests1764000002420 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE document_request (
        cycle_id      uuid NOT NULL,
        document_code text NOT NULL,
        area_code     text COLLATE "C" NOT NULL,
        issuer        text NOT NULL,
        asked_on      date NOT NULL,
        expected_on   date NOT NULL,
        recorded_by   uuid NOT NULL,
        recorded_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT document_request_pk PRIMARY KEY (cycle_id, document_code),
        CONSTRAINT document_request_cycle_fk FOREIGN KEY (cycle_id, area_code) REFERENCES placement_cycle (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT document_request_expected_later CHECK (expected_on >= asked_on)
      )`);
    await db.query(
      `COMMENT ON TABLE document_request IS 'A paper of a checklist that was asked for at its issuer and is not in yet. Gone when a paper of its kind is filed. [personal]'`,
    );
    await db.query(`COMMENT ON COLUMN document_request.expected_on IS 'Day on which the issuer is expected to hand it out.'`);
    await db.query(`CREATE INDEX document_request_expected_index ON document_request (expected_on)`);
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    await db.query(`ALTER TABLE document_request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY document_request_owner ON document_request TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`CREATE POLICY document_request_system ON document_request FOR SELECT TO sinergi_system USING (true)`);
    await db.query(
      `CREATE POLICY document_request_area ON document_request TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`,
    );
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON document_request TO sinergi_bp3mi, sinergi_labour`);
    await db.query(`GRANT SELECT ON document_request TO sinergi_system`);

    // Whoever files a paper (officer, list, training centre) need not know that it was waited for.
    await db.query(`
      CREATE FUNCTION close_document_request() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        DELETE FROM document_request q
         USING changed d, placement_cycle p
         WHERE p.candidate_id = d.candidate_id AND q.cycle_id = p.id AND q.document_code = d.document_code
           AND (d.cycle_id IS NULL OR d.cycle_id = p.id);
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER document_added_closes_request AFTER INSERT ON document
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION close_document_request()`);
    await db.query(`
      CREATE FUNCTION mark_requested_stale() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        INSERT INTO checklist_stale AS s (candidate_id)
        SELECT DISTINCT p.candidate_id FROM changed JOIN placement_cycle p ON p.id = changed.cycle_id ORDER BY 1
        ON CONFLICT (candidate_id) DO UPDATE SET marked_at = clock_timestamp();
        RETURN NULL;
      END $$`);
    for (const [name, event, side] of [
      ['added', 'INSERT', 'NEW'],
      ['changed', 'UPDATE', 'NEW'],
      ['removed', 'DELETE', 'OLD'],
    ] as const) {
      await db.query(`
        CREATE TRIGGER document_request_${name}_marks AFTER ${event} ON document_request
        REFERENCING ${side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_requested_stale()`);
    }
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
