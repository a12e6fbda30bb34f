import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases that travel between colleagues, and what must follow a case when its officer changes. */
export class CreateHandovers1764000001810 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE handover (
        id            uuid CONSTRAINT handover_pk PRIMARY KEY,
        area_code     text COLLATE "C" NOT NULL CONSTRAINT handover_area_fk REFERENCES area,
        from_officer  uuid NOT NULL,
        to_officer    uuid NOT NULL,
        offered_by    uuid NOT NULL,
        note          text,
        state         text NOT NULL CONSTRAINT handover_state_known CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
        offered_at    timestamptz NOT NULL DEFAULT now(),
        offered_on    date NOT NULL,
        due_on        date NOT NULL,
        answered_at   timestamptz,
        answered_on   date,
        answered_by   uuid,
        answer_reason text,
        case_count    integer NOT NULL,
        moved_count   integer,
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT handover_to_somebody_else CHECK (from_officer <> to_officer),
        CONSTRAINT handover_answered_once CHECK ((state = 'offered') = (answered_at IS NULL)),
        CONSTRAINT handover_declined_with_reason CHECK (state <> 'declined' OR answer_reason IS NOT NULL)
      )`);
    await db.query(
      `COMMENT ON TABLE handover IS 'One offer to hand cases to a colleague; the giver stays in charge until it is accepted. area_code is the receiver''s. [internal]'`,
    );
    await db.query(`CREATE INDEX handover_waiting_index ON handover (to_officer, id DESC) WHERE state = 'offered'`);
    await db.query(`CREATE INDEX handover_receiver_index ON handover (to_officer, id DESC)`);
    await db.query(`CREATE INDEX handover_giver_index ON handover (from_officer, id DESC)`);
    await db.query(`CREATE INDEX handover_offerer_index ON handover (offered_by, id DESC)`);
    await db.query(`CREATE INDEX handover_area_index ON handover (area_code, id DESC)`);
    await db.query(`CREATE INDEX handover_open_index ON handover (offered_on) WHERE state = 'offered'`);
    await db.query(`CREATE INDEX handover_answered_index ON handover (answered_on) WHERE answered_on IS NOT NULL`);
    await db.query(`
      CREATE TABLE handover_case (
        handover_id  uuid NOT NULL CONSTRAINT handover_case_handover_fk REFERENCES handover ON DELETE CASCADE,
        candidate_id uuid NOT NULL,
        area_code    text COLLATE "C" NOT NULL,
        is_open      boolean NOT NULL DEFAULT true,
        CONSTRAINT handover_case_pk PRIMARY KEY (handover_id, candidate_id),
        CONSTRAINT handover_case_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE
      )`);
    await db.query(
      `COMMENT ON TABLE handover_case IS 'Which people an offer is about; a person stands in one open offer at most. [personal]'`,
    );
    await db.query(`CREATE UNIQUE INDEX handover_case_one_open ON handover_case (candidate_id) WHERE is_open`);
    await db.query(`CREATE INDEX handover_case_candidate_index ON handover_case (candidate_id)`);
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    const me = `(SELECT auth.current_user_id())`;
    for (const table of ['handover', 'handover_case']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO sinergi_bp3mi, sinergi_labour`);
      await db.query(`GRANT SELECT ON ${table} TO sinergi_system`);
    }
    await db.query(`
      CREATE POLICY handover_read ON handover FOR SELECT TO sinergi_bp3mi, sinergi_labour
      USING (to_officer = ${me} OR from_officer = ${me} OR offered_by = ${me} OR (${inArea}))`);
    await db.query(`CREATE POLICY handover_offer ON handover FOR INSERT TO sinergi_bp3mi, sinergi_labour WITH CHECK (offered_by = ${me})`);
    await db.query(`
      CREATE POLICY handover_answer ON handover FOR UPDATE TO sinergi_bp3mi, sinergi_labour
      USING (to_officer = ${me} OR from_officer = ${me} OR offered_by = ${me}
             OR ((${inArea}) AND (SELECT auth.current_role_name()) = 'bp3mi_supervisor'))`);
    await db.query(
      `CREATE POLICY handover_case_area ON handover_case TO sinergi_bp3mi, sinergi_labour USING (${inArea}) WITH CHECK (${inArea})`,
    );

    // Who may be handed a case: colleagues above or below the own area. Also those whose account is closed, because their cases
    // are still theirs until somebody moves them.
    await db.query(`
      CREATE FUNCTION auth.case_workers() RETURNS TABLE (id uuid, display_name text, role text, area_code text, is_active boolean)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.display_name, u.role, u.area_code, u.is_active
          FROM auth.app_user u
          CROSS JOIN (SELECT auth.current_area() AS code) own
         WHERE u.role IN ('bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer')
           AND (u.area_code = own.code OR starts_with(u.area_code, own.code || '.') OR starts_with(own.code, u.area_code || '.'))
      $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.case_workers FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.case_workers TO sinergi_bp3mi, sinergi_labour`);

    await db.query(`ALTER TABLE reminder DROP CONSTRAINT reminder_subject_kind_known`);
    await db.query(`
      ALTER TABLE reminder ADD CONSTRAINT reminder_subject_kind_known CHECK (subject_kind IN
        ('placement_cycle', 'document', 'enrolment', 'training_batch', 'agreement', 'commitment', 'visit', 'handover'))`);
    await db.query(`
      CREATE INDEX reminder_open_case_index ON reminder (recipient_id, candidate_id)
       WHERE candidate_id IS NOT NULL AND state IN ('pending', 'sent') AND settled_at IS NULL AND done_at IS NULL`);
    // The open reminders of a case go with it in the same transaction, whoever changed the officer and by which way: the old
    // officer keeps none, the new one is told. What the old one was sent stays in the ledger.
    await db.query(`
      CREATE FUNCTION move_reminders() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        WITH closed AS (
          UPDATE reminder r
             SET state = CASE WHEN r.state = 'pending' THEN 'superseded' ELSE r.state END, settled_at = now()
           WHERE r.recipient_id = OLD.officer_id
             AND r.candidate_id = NEW.candidate_id
             AND r.state IN ('pending', 'sent')
             AND r.settled_at IS NULL
             AND r.done_at IS NULL
             AND (r.recipient_role = 'bp3mi_officer' OR r.why->>'addressedAs' = 'officer_in_charge')
          RETURNING r.rule, r.subject_kind, r.subject_id, r.candidate_id, r.area_code, r.due_on, r.offset_days, r.is_escalation, r.why, r.edition)
        INSERT INTO reminder AS known (id, rule, subject_kind, subject_id, candidate_id, area_code, due_on, offset_days, recipient_id,
                                       recipient_role, is_escalation, state, why, planned_on, edition)
        SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
               c.rule, c.subject_kind, c.subject_id, c.candidate_id, c.area_code, c.due_on, c.offset_days, u.id, u.role, c.is_escalation, 'pending',
               c.why || jsonb_build_object('addressedAs', 'officer_in_charge'), auth.today(), c.edition
          FROM closed c
          JOIN auth.app_user u ON u.id = NEW.officer_id AND u.is_active
           AND (u.area_code = c.area_code OR starts_with(c.area_code, u.area_code || '.'))
        ON CONFLICT ON CONSTRAINT reminder_once DO UPDATE
           SET state = 'pending', settled_at = NULL, notice_id = NULL, mail_notice_id = NULL, mail_state = NULL, sent_at = NULL, snoozed_until = NULL
         WHERE known.settled_at IS NOT NULL AND known.done_at IS NULL;
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER cycle_officer_moves_reminders AFTER UPDATE ON placement_cycle FOR EACH ROW
      WHEN (OLD.officer_id IS NOT NULL AND OLD.officer_id IS DISTINCT FROM NEW.officer_id) EXECUTE FUNCTION move_reminders()`);
    // Nothing waits for somebody who cannot sign in any more.
    await db.query(`
      CREATE FUNCTION release_closed_account() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        UPDATE reminder SET state = CASE WHEN state = 'pending' THEN 'superseded' ELSE state END, settled_at = now()
         WHERE recipient_id = NEW.id AND state IN ('pending', 'sent') AND settled_at IS NULL;
        WITH gone AS (
          UPDATE handover
             SET state = 'withdrawn', answered_at = now(), answered_on = auth.today(), answer_reason = 'Akun penerima ditutup.', version = version + 1
           WHERE to_officer = NEW.id AND state = 'offered'
          RETURNING id)
        UPDATE handover_case c SET is_open = false FROM gone g WHERE c.handover_id = g.id;
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER app_user_closed_releases AFTER UPDATE OF is_active ON auth.app_user FOR EACH ROW
      WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION release_closed_account()`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
