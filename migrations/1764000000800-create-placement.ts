import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlacement1764000000800 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE placement_cycle (
        id                   uuid CONSTRAINT placement_cycle_pk PRIMARY KEY,
        candidate_id         uuid NOT NULL,
        area_code            text COLLATE "C" NOT NULL,
        regency_code         text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(area_code, 5)) STORED,
        cycle_no             integer NOT NULL,
        is_current           boolean NOT NULL DEFAULT true,
        scheme               text CONSTRAINT placement_cycle_scheme_known CHECK (scheme IN
                               ('g_to_g', 'g_to_p', 'p_to_p', 'ukps', 'independent', 'ssw', 'seafarer', 'training_abroad')),
        destination_country  text CONSTRAINT placement_cycle_country_iso CHECK (destination_country ~ '^[A-Z]{2}$'),
        job_title            text,
        job_code             text,
        employer_name        text,
        employer_kind        text CONSTRAINT placement_cycle_employer_kind_known CHECK (employer_kind IN ('legal_entity', 'individual')),
        placement_agency     text,
        is_reentry           boolean NOT NULL DEFAULT false,
        is_backfill          boolean NOT NULL DEFAULT false,
        stage                text NOT NULL CONSTRAINT placement_cycle_stage_known CHECK (stage IN
                               ('lead', 'registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed', 'contracted',
                                'insured', 'visa_granted', 'opp_completed', 'cleared', 'departed', 'placed', 'returned', 'closed',
                                'on_hold', 'withdrawn', 'unfit', 'rejected', 'cancelled', 'suspected_non_procedural', 'deceased',
                                'missing_contact', 'merged')),
        resume_stage         text,
        stage_since          date NOT NULL,
        planned_departure_on date,
        departed_on          date,
        arrived_on           date,
        returned_on          date,
        return_reason        text,
        was_procedural       boolean,
        contract_ends_on     date,
        officer_id           uuid,
        required_count       smallint NOT NULL DEFAULT 0,
        submitted_count      smallint NOT NULL DEFAULT 0,
        verified_count       smallint NOT NULL DEFAULT 0,
        is_complete          boolean NOT NULL GENERATED ALWAYS AS ((required_count > 0) AND (verified_count >= required_count)) STORED,
        is_competent         boolean NOT NULL DEFAULT false,
        checklist_edition    text,
        checklist_on         date,
        checklist_due_on     date,
        checklist_digest     text,
        opened_on            date NOT NULL,
        created_at           timestamptz NOT NULL DEFAULT now(),
        version              integer NOT NULL DEFAULT 1,
        CONSTRAINT placement_cycle_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT placement_cycle_id_area_unique UNIQUE (id, area_code),
        CONSTRAINT placement_cycle_no_unique UNIQUE (candidate_id, cycle_no),
        CONSTRAINT placement_cycle_returned_dated CHECK (stage <> 'returned' OR returned_on IS NOT NULL),
        CONSTRAINT placement_cycle_departed_dated CHECK (stage NOT IN ('departed', 'placed') OR departed_on IS NOT NULL)
      )`);
    await db.query(
      `COMMENT ON TABLE placement_cycle IS 'One attempt of a person to work abroad, with its stage and the summary of its checklist. [personal]'`,
    );
    await db.query(`CREATE UNIQUE INDEX placement_cycle_one_current ON placement_cycle (candidate_id) INCLUDE (id) WHERE is_current`);
    await db.query(
      `COMMENT ON COLUMN placement_cycle.is_complete IS 'Every required document is verified and holds until departure, as of checklist_on.'`,
    );
    await db.query(
      `COMMENT ON COLUMN placement_cycle.checklist_due_on IS 'First day after checklist_on on which the stored checklist may change by itself; null when no date can change it.'`,
    );
    await db.query(
      `COMMENT ON COLUMN placement_cycle.checklist_digest IS 'Digest of the lines in checklist_item: equal means that none of them has to be read again.'`,
    );
    // The included columns let the scope and the usual filters be answered from the index: the scope's range cannot be
    // estimated, so a plan that visits the rows reads and sorts the whole regency.
    await db.query(`
      CREATE INDEX placement_cycle_regency_stage_index ON placement_cycle (regency_code, stage, id DESC)
      INCLUDE (area_code, scheme, destination_country, is_complete) WHERE is_current`);
    await db.query(`
      CREATE INDEX placement_cycle_regency_index ON placement_cycle (regency_code, id DESC)
      INCLUDE (area_code, scheme, destination_country, is_complete) WHERE is_current`);
    await db.query(
      `CREATE INDEX placement_cycle_officer_index ON placement_cycle (officer_id, id DESC) WHERE is_current AND officer_id IS NOT NULL`,
    );
    await db.query(
      `CREATE INDEX placement_cycle_checklist_due_index ON placement_cycle (checklist_due_on) WHERE is_current AND checklist_due_on IS NOT NULL`,
    );
    await db.query(`CREATE INDEX placement_cycle_edition_index ON placement_cycle (checklist_edition) WHERE is_current`);
    // LIKE is not leakproof, so behind the scope no index can serve it; but the scope's part of this one can be read instead of the rows.
    await db.query(`CREATE INDEX candidate_area_name_index ON candidate (area_code, name_key) INCLUDE (id)`);
    await db.query(`CREATE INDEX placement_cycle_area_index ON placement_cycle (area_code, id DESC) WHERE is_current`);
    await db.query(`
      CREATE INDEX placement_cycle_departure_index ON placement_cycle (planned_departure_on)
       WHERE is_current AND departed_on IS NULL AND planned_departure_on IS NOT NULL`);
    await db.query(`
      CREATE INDEX placement_cycle_stalled_index ON placement_cycle (stage, stage_since)
       WHERE is_current AND stage IN ('lead', 'registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed',
                                      'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')`);
    await db.query(`
      CREATE TABLE stage_event (
        id           uuid CONSTRAINT stage_event_pk PRIMARY KEY,
        cycle_id     uuid NOT NULL CONSTRAINT stage_event_cycle_fk REFERENCES placement_cycle ON DELETE CASCADE,
        candidate_id uuid NOT NULL,
        area_code    text COLLATE "C" NOT NULL,
        from_stage   text,
        to_stage     text NOT NULL,
        at           timestamptz NOT NULL DEFAULT now(),
        effective_on date NOT NULL,
        actor_id     uuid NOT NULL,
        reason_code  text,
        note         text,
        overridden   text[] NOT NULL DEFAULT '{}',
        edition      text NOT NULL
      )`);
    await db.query(
      `COMMENT ON TABLE stage_event IS 'Every step of a cycle, never changed afterwards. area_code is the domicile at that time. [personal]'`,
    );
    await db.query(`CREATE INDEX stage_event_cycle_index ON stage_event (cycle_id, at)`);
    await db.query(`CREATE INDEX stage_event_candidate_index ON stage_event (candidate_id, at DESC)`);
    await db.query(`
      CREATE TRIGGER stage_event_only_grows BEFORE UPDATE OR TRUNCATE ON stage_event
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await db.query(`
      CREATE TABLE document_waiver (
        cycle_id      uuid NOT NULL,
        candidate_id  uuid NOT NULL,
        area_code     text COLLATE "C" NOT NULL,
        document_code text NOT NULL,
        reason        text NOT NULL,
        waived_by     uuid NOT NULL,
        waived_at     timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT document_waiver_pk PRIMARY KEY (cycle_id, document_code),
        CONSTRAINT document_waiver_cycle_fk FOREIGN KEY (cycle_id, area_code) REFERENCES placement_cycle (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE
      )`);
    await db.query(`COMMENT ON TABLE document_waiver IS 'A requirement lifted by a supervisor for one cycle, with the reason. [personal]'`);
    await db.query(`
      CREATE TABLE checklist_item (
        cycle_id      uuid NOT NULL,
        document_code text NOT NULL,
        candidate_id  uuid NOT NULL,
        area_code     text COLLATE "C" NOT NULL,
        rule_id       text NOT NULL,
        requirement   text NOT NULL CONSTRAINT checklist_item_requirement_known CHECK (requirement IN ('required', 'optional')),
        state         text NOT NULL CONSTRAINT checklist_item_state_known CHECK (state IN
                        ('missing', 'submitted', 'verified', 'rejected', 'expiring', 'expired', 'waived')),
        needed_for    text,
        document_id   uuid,
        lapses_on     date,
        edition       text NOT NULL,
        CONSTRAINT checklist_item_pk PRIMARY KEY (cycle_id, document_code),
        CONSTRAINT checklist_item_cycle_fk FOREIGN KEY (cycle_id, area_code) REFERENCES placement_cycle (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE
      )`);
    await db.query(
      `COMMENT ON TABLE checklist_item IS 'Stored answer of the rulebook for one cycle, for lists, reminders and dashboards. [personal]'`,
    );
    await db.query(`
      CREATE TABLE checklist_stale (
        candidate_id uuid CONSTRAINT checklist_stale_pk PRIMARY KEY,
        marked_at    timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await db.query(`COMMENT ON TABLE checklist_stale IS 'Candidates whose stored checklist must be computed again. [internal]'`);
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    for (const table of ['placement_cycle', 'stage_event', 'document_waiver', 'checklist_item']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_area ON ${table} TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`);
      await db.query(`GRANT SELECT, INSERT ON ${table} TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    }
    await db.query(`GRANT UPDATE ON placement_cycle TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    await db.query(`GRANT UPDATE, DELETE ON checklist_item, document_waiver TO sinergi_bp3mi, sinergi_labour, sinergi_system`);
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON checklist_stale TO sinergi_system`);

    // How many people a list holds. Behind the scope every one of them would be compared with the caller's area, which costs as
    // much again as counting; here the area that is asked for is compared once. What lies outside the own area is not counted.
    await db.query(`
      CREATE FUNCTION auth.count_cycles(wanted_area text, wanted_stage text) RETURNS integer
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
      DECLARE
        own     text := auth.current_area();
        within  text := CASE WHEN wanted_area = own OR starts_with(wanted_area, own || '.') THEN wanted_area
                             WHEN starts_with(own, wanted_area || '.') THEN own END;
        regency text := left(within, 5);
      BEGIN
        RETURN CASE
          WHEN within IS NULL THEN 0
          WHEN length(within) = 2 AND wanted_stage IS NULL THEN
            (SELECT count(*) FROM public.placement_cycle p WHERE p.is_current AND p.regency_code >= within AND p.regency_code < within || '/')
          WHEN length(within) = 2 THEN
            (SELECT count(*) FROM public.placement_cycle p
              WHERE p.is_current AND p.regency_code >= within AND p.regency_code < within || '/' AND p.stage = wanted_stage)
          WHEN length(within) = 5 AND wanted_stage IS NULL THEN
            (SELECT count(*) FROM public.placement_cycle p WHERE p.is_current AND p.regency_code = regency)
          WHEN length(within) = 5 THEN
            (SELECT count(*) FROM public.placement_cycle p WHERE p.is_current AND p.regency_code = regency AND p.stage = wanted_stage)
          WHEN wanted_stage IS NULL THEN
            (SELECT count(*) FROM public.placement_cycle p
              WHERE p.is_current AND p.regency_code = regency AND p.area_code >= within AND p.area_code < within || '/')
          ELSE
            (SELECT count(*) FROM public.placement_cycle p
              WHERE p.is_current AND p.regency_code = regency AND p.stage = wanted_stage AND p.area_code >= within AND p.area_code < within || '/')
        END;
      END $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.count_cycles FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.count_cycles TO sinergi_bp3mi, sinergi_labour`);

    // The mark is set by the database, so that no path (form, import, training result, SQL by hand) can forget it.
    await db.query(`
      CREATE FUNCTION mark_checklist_stale() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        INSERT INTO checklist_stale AS s (candidate_id)
        SELECT DISTINCT changed.candidate_id FROM changed ORDER BY 1
        ON CONFLICT (candidate_id) DO UPDATE SET marked_at = clock_timestamp();
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER document_added_marks AFTER INSERT ON document
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_checklist_stale()`);
    await db.query(`
      CREATE TRIGGER document_changed_marks AFTER UPDATE ON document
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_checklist_stale()`);
    await db.query(`
      CREATE TRIGGER document_waiver_added_marks AFTER INSERT ON document_waiver
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_checklist_stale()`);
    await db.query(`
      CREATE TRIGGER document_waiver_removed_marks AFTER DELETE ON document_waiver
      REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_checklist_stale()`);
    await db.query(`
      CREATE FUNCTION mark_person_stale() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        INSERT INTO checklist_stale AS s (candidate_id) VALUES (NEW.id)
        ON CONFLICT (candidate_id) DO UPDATE SET marked_at = clock_timestamp();
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER candidate_facts_mark AFTER UPDATE ON candidate FOR EACH ROW
      WHEN ((OLD.sex, OLD.birth_date, OLD.marital_status) IS DISTINCT FROM (NEW.sex, NEW.birth_date, NEW.marital_status))
      EXECUTE FUNCTION mark_person_stale()`);
    await db.query(`
      CREATE FUNCTION mark_cycle_stale() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        INSERT INTO checklist_stale AS s (candidate_id) VALUES (NEW.candidate_id)
        ON CONFLICT (candidate_id) DO UPDATE SET marked_at = clock_timestamp();
        RETURN NULL;
      END $$`);
    // A course that ends, with whatever result, changes which papers are asked for.
    await db.query(`
      CREATE TRIGGER enrolment_outcome_marks AFTER UPDATE ON enrolment FOR EACH ROW
      WHEN ((OLD.state, OLD.result) IS DISTINCT FROM (NEW.state, NEW.result)) EXECUTE FUNCTION mark_cycle_stale()`);
    await db.query(`
      CREATE TRIGGER cycle_added_marks AFTER INSERT ON placement_cycle
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_checklist_stale()`);
    await db.query(`
      CREATE TRIGGER cycle_facts_mark AFTER UPDATE ON placement_cycle FOR EACH ROW
      WHEN ((OLD.scheme, OLD.destination_country, OLD.job_code, OLD.is_reentry, OLD.stage, OLD.planned_departure_on, OLD.is_current,
             OLD.employer_kind, OLD.placement_agency IS NULL, OLD.departed_on)
            IS DISTINCT FROM
            (NEW.scheme, NEW.destination_country, NEW.job_code, NEW.is_reentry, NEW.stage, NEW.planned_departure_on, NEW.is_current,
             NEW.employer_kind, NEW.placement_agency IS NULL, NEW.departed_on))
      EXECUTE FUNCTION mark_cycle_stale()`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
