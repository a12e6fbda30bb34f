import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One person once: who may be registered twice, what an officer decided about it, and where a merged file went. */
export class FindDuplicates1764000001300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      ALTER TABLE candidate
        ADD COLUMN merged_into uuid CONSTRAINT candidate_merged_into_fk REFERENCES candidate,
        ADD CONSTRAINT candidate_not_merged_into_itself CHECK (merged_into <> id)`);
    await db.query(`COMMENT ON COLUMN candidate.merged_into IS 'The file that goes on, when an officer found both to be one person.'`);
    await db.query(`CREATE INDEX candidate_merged_index ON candidate (merged_into) WHERE merged_into IS NOT NULL`);
    // A day holds some dozens of a million people; the rest is compared inside the index.
    await db.query(`
      CREATE INDEX candidate_birth_date_index ON candidate (birth_date) INCLUDE (name_key, area_code, id) WHERE birth_date IS NOT NULL`);
    // As with the NIK: beyond the scope one word for everything, so that nobody can look into another office.
    await db.query(`
      CREATE FUNCTION auth.is_known_elsewhere(wanted_nik bytea, wanted_name text, wanted_dates date[]) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT EXISTS (
          SELECT FROM public.candidate c
           WHERE c.nik_index = wanted_nik AND NOT (c.area_code >= auth.current_area() AND c.area_code < auth.area_end()))
        OR EXISTS (
          SELECT FROM public.candidate c
           WHERE c.birth_date = ANY (wanted_dates) AND public.similarity(c.name_key, wanted_name) >= 0.7
             AND c.merged_into IS NULL AND NOT (c.area_code >= auth.current_area() AND c.area_code < auth.area_end()))
      $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.is_known_elsewhere FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.is_known_elsewhere TO sinergi_bp3mi, sinergi_labour`);
    await this.queueChecks(db);
    await this.createPairs(db);
    await db.query(`RESET ROLE`);
  }

  /** Whoever is added or changed on whatever path is compared with the others by the worker. The list only grows until it is
   *  worked off, so no two writers ever wait for each other here. */
  private async queueChecks(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE duplicate_check (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT duplicate_check_pk PRIMARY KEY,
        candidate_id uuid NOT NULL
      )`);
    await db.query(`COMMENT ON TABLE duplicate_check IS 'Candidates who must be compared with the others. [internal]'`);
    await db.query(`GRANT SELECT, DELETE, UPDATE ON duplicate_check TO sinergi_system`);
    await db.query(`
      CREATE FUNCTION ask_duplicate_check() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        INSERT INTO duplicate_check (candidate_id) VALUES (NEW.id);
        RETURN NULL;
      END $$`);
    // The crowd of the generator is a million people drawn from one list of names; comparing them all would only measure that.
    await db.query(`
      CREATE TRIGGER candidate_added_compared AFTER INSERT ON candidate FOR EACH ROW
      WHEN (NEW.source <> 'generator') EXECUTE FUNCTION ask_duplicate_check()`);
    await db.query(`
      CREATE TRIGGER candidate_changed_compared AFTER UPDATE ON candidate FOR EACH ROW
      WHEN ((OLD.name_key, OLD.birth_date, OLD.sex, OLD.area_code, OLD.nik_index, OLD.merged_into)
            IS DISTINCT FROM (NEW.name_key, NEW.birth_date, NEW.sex, NEW.area_code, NEW.nik_index, NEW.merged_into))
      EXECUTE FUNCTION ask_duplicate_check()`);
  }

  private async createPairs(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE duplicate_pair (
        id            uuid CONSTRAINT duplicate_pair_pk PRIMARY KEY,
        first_id      uuid NOT NULL,
        first_area    text COLLATE "C" NOT NULL,
        second_id     uuid NOT NULL,
        second_area   text COLLATE "C" NOT NULL,
        score         real NOT NULL CONSTRAINT duplicate_pair_score_share CHECK (score BETWEEN 0 AND 1),
        reasons       text[] NOT NULL,
        fingerprint   bytea NOT NULL,
        state         text NOT NULL DEFAULT 'open' CONSTRAINT duplicate_pair_state_known CHECK (state IN ('open', 'not_duplicate', 'merged')),
        detected_at   timestamptz NOT NULL DEFAULT now(),
        decided_at    timestamptz,
        decided_by    uuid,
        decide_reason text,
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT duplicate_pair_once UNIQUE (first_id, second_id),
        CONSTRAINT duplicate_pair_ordered CHECK (first_id < second_id),
        CONSTRAINT duplicate_pair_first_fk FOREIGN KEY (first_id, first_area) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT duplicate_pair_second_fk FOREIGN KEY (second_id, second_area) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT duplicate_pair_decided_by_somebody CHECK (
          (state = 'open') = (decided_at IS NULL) AND (state = 'open') = (decided_by IS NULL) AND (state = 'open') = (decide_reason IS NULL))
      )`);
    await db.query(`COMMENT ON TABLE duplicate_pair IS 'Two files that may be one person, and what was decided about them. [personal]'`);
    await db.query(
      `COMMENT ON COLUMN duplicate_pair.fingerprint IS 'Digest of NIK, name, birth date and domicile of both; a decision counts until it changes.'`,
    );
    await db.query(`CREATE INDEX duplicate_pair_second_index ON duplicate_pair (second_id)`);
    await db.query(
      `CREATE INDEX duplicate_pair_open_index ON duplicate_pair (first_area, id DESC) INCLUDE (second_area) WHERE state = 'open'`,
    );
    await db.query(`ALTER TABLE duplicate_pair ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY duplicate_pair_owner ON duplicate_pair TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`CREATE POLICY duplicate_pair_system ON duplicate_pair TO sinergi_system USING (true) WITH CHECK (true)`);
    // Who sees one of the two only must not learn of the other.
    const bothInArea = ['first_area', 'second_area']
      .map((area) => `${area} >= (SELECT auth.current_area()) AND ${area} < (SELECT auth.area_end())`)
      .join(' AND ');
    await db.query(
      `CREATE POLICY duplicate_pair_area ON duplicate_pair TO sinergi_bp3mi, sinergi_labour USING (${bothInArea}) WITH CHECK (${bothInArea})`,
    );
    await db.query(`GRANT SELECT ON duplicate_pair TO sinergi_bp3mi, sinergi_labour`);
    await db.query(
      `GRANT UPDATE (state, decided_at, decided_by, decide_reason, version) ON duplicate_pair TO sinergi_bp3mi, sinergi_labour`,
    );
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON duplicate_pair TO sinergi_system`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
