import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReminders1764000000900 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE notice (
        id            uuid CONSTRAINT notice_pk PRIMARY KEY,
        recipient_id  uuid NOT NULL,
        channel       text NOT NULL CONSTRAINT notice_channel_known CHECK (channel IN ('in_app', 'email')),
        slot          text NOT NULL,
        state         text NOT NULL CONSTRAINT notice_state_known CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'superseded')),
        due_at        timestamptz NOT NULL,
        lease         uuid,
        lease_until   timestamptz,
        attempts      integer NOT NULL DEFAULT 0,
        last_error    text,
        sent_at       timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT notice_once UNIQUE (recipient_id, channel, slot)
      )`);
    await db.query(`COMMENT ON TABLE notice IS 'One digest for one person on one channel in one slot. [internal]'`);
    await db.query(`CREATE INDEX notice_open_index ON notice (due_at) WHERE state IN ('pending', 'sending')`);
    await db.query(`
      CREATE TABLE reminder (
        id            uuid CONSTRAINT reminder_pk PRIMARY KEY,
        rule          text NOT NULL,
        subject_kind  text NOT NULL CONSTRAINT reminder_subject_kind_known CHECK (subject_kind IN
                        ('placement_cycle', 'document', 'enrolment', 'training_batch', 'agreement', 'commitment', 'visit')),
        subject_id    uuid NOT NULL,
        candidate_id  uuid,
        area_code     text COLLATE "C" NOT NULL,
        due_on        date NOT NULL,
        offset_days   integer NOT NULL,
        recipient_id  uuid NOT NULL,
        recipient_role text NOT NULL,
        is_escalation boolean NOT NULL DEFAULT false,
        state         text NOT NULL CONSTRAINT reminder_state_known CHECK (state IN
                        ('pending', 'sending', 'sent', 'failed', 'missed', 'superseded', 'settled')),
        why           jsonb NOT NULL,
        planned_at    timestamptz NOT NULL DEFAULT now(),
        planned_on    date NOT NULL,
        notice_id     uuid CONSTRAINT reminder_notice_fk REFERENCES notice,
        mail_notice_id uuid CONSTRAINT reminder_mail_notice_fk REFERENCES notice,
        mail_state    text CONSTRAINT reminder_mail_state_known CHECK (mail_state IN ('sent', 'failed')),
        sent_at       timestamptz,
        settled_at    timestamptz,
        done_at       timestamptz,
        snoozed_until date,
        snooze_reason text,
        edition       text NOT NULL,
        CONSTRAINT reminder_once UNIQUE (rule, subject_id, due_on, offset_days, recipient_id)
      )`);
    await db.query(
      `COMMENT ON TABLE reminder IS 'The ledger: every reminder that fell due, to whom, why, and what became of it. Ids and dates only. [personal]'`,
    );
    await db.query(`CREATE INDEX reminder_recipient_index ON reminder (recipient_id, id DESC)`);
    await db.query(`CREATE INDEX reminder_pending_index ON reminder (recipient_id) WHERE state = 'pending' AND notice_id IS NULL`);
    await db.query(`
      CREATE INDEX reminder_inbox_index ON reminder (recipient_id, id DESC)
       WHERE state = 'sent' AND settled_at IS NULL AND done_at IS NULL`);
    await db.query(`CREATE INDEX reminder_snoozed_index ON reminder (snoozed_until) WHERE snoozed_until IS NOT NULL AND done_at IS NULL`);
    await db.query(
      `CREATE INDEX reminder_open_subject_index ON reminder (rule, subject_id) WHERE state IN ('pending', 'sent') AND settled_at IS NULL`,
    );
    await db.query(`
      CREATE INDEX reminder_unmailed_index ON reminder (recipient_id)
       WHERE mail_notice_id IS NULL AND state IN ('pending', 'sent') AND settled_at IS NULL AND done_at IS NULL`);
    await db.query(`CREATE INDEX reminder_notice_index ON reminder (notice_id) WHERE notice_id IS NOT NULL`);
    await db.query(`CREATE INDEX reminder_mail_notice_index ON reminder (mail_notice_id) WHERE mail_notice_id IS NOT NULL`);
    await db.query(`CREATE INDEX checklist_item_lapse_index ON checklist_item (document_code, lapses_on) WHERE lapses_on IS NOT NULL`);
    await db.query(`COMMENT ON COLUMN reminder.planned_on IS 'Calendar day of the office on which the sweep wrote it.'`);
    await db.query(`COMMENT ON COLUMN reminder.state IS 'What became of it in the inbox; mail_state says it of the mail.'`);
    await db.query(`CREATE INDEX reminder_area_index ON reminder (area_code, id DESC)`);
    await db.query(`
      CREATE TABLE sent_mail (
        message_id text CONSTRAINT sent_mail_pk PRIMARY KEY,
        notice_id  uuid NOT NULL CONSTRAINT sent_mail_notice_fk REFERENCES notice,
        recipient_id uuid NOT NULL,
        subject    text NOT NULL,
        body       text NOT NULL,
        at         timestamptz NOT NULL DEFAULT now()
      )`);
    await db.query(
      `COMMENT ON TABLE sent_mail IS 'The built-in mail sink, used when no SMTP server is set. Bodies name case numbers and links only. [internal]'`,
    );
    await db.query(`
      CREATE TABLE clock_run (
        clock       text CONSTRAINT clock_run_pk PRIMARY KEY,
        started_at  timestamptz NOT NULL,
        finished_at timestamptz,
        late_after  timestamptz NOT NULL,
        detail      text
      )`);
    await db.query(`COMMENT ON TABLE clock_run IS 'When each clock of the timetable last ran, read by the health page. [internal]'`);
    for (const table of ['notice', 'reminder', 'sent_mail']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} TO sinergi_system USING (true) WITH CHECK (true)`);
      await db.query(`
        CREATE POLICY ${table}_own ON ${table} TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin
        USING (recipient_id = (SELECT auth.current_user_id())) WITH CHECK (recipient_id = (SELECT auth.current_user_id()))`);
      await db.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO sinergi_system`);
    }
    await db.query(`
      CREATE POLICY reminder_office ON reminder FOR SELECT TO sinergi_bp3mi
      USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
    await db.query(`GRANT SELECT ON notice, reminder, sent_mail TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_admin`);
    await db.query(`GRANT SELECT ON sent_mail TO sinergi_district`);
    await db.query(
      `GRANT UPDATE (done_at, snoozed_until, snooze_reason) ON reminder TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_admin`,
    );
    await db.query(`GRANT SELECT, INSERT, UPDATE ON clock_run TO sinergi_system`);
    await db.query(`GRANT SELECT ON clock_run TO sinergi_bp3mi, sinergi_admin, sinergi_door`);
    // The waiting list of the relay and the watch list of the reconciler, both free of finished rows.
    await db.query(`DROP INDEX outbox_waiting_index`);
    await db.query(`CREATE INDEX outbox_waiting_index ON outbox (due_at, id) WHERE done_at IS NULL AND handed_at IS NULL`);
    await db.query(`CREATE INDEX outbox_handed_index ON outbox (handed_at) WHERE done_at IS NULL AND handed_at IS NOT NULL`);
    await db.query(`CREATE INDEX outbox_done_index ON outbox (done_at) WHERE done_at IS NOT NULL`);

    await db.query(`
      CREATE FUNCTION auth.people_in_office()
      RETURNS TABLE (id uuid, role text, display_name text, email text, area_code text, training_center_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT u.id, u.role, u.display_name, u.email, u.area_code, u.training_center_id
          FROM auth.app_user u
         WHERE u.is_active AND u.role <> 'system'
      $$`);
    await db.query(`
      CREATE FUNCTION auth.people_by_id(ids uuid[])
      RETURNS TABLE (id uuid, role text, display_name text, email text, area_code text, training_center_id uuid)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 5 AS $$
        SELECT u.id, u.role, u.display_name, u.email, u.area_code, u.training_center_id
          FROM auth.app_user u
         WHERE u.id = ANY (ids) AND u.is_active AND u.role <> 'system'
      $$`);
    // What nobody may need again: answers to repeated requests after a day, counted attempts, sessions that are over.
    await db.query(`
      CREATE FUNCTION auth.purge_transients() RETURNS bigint
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        WITH answers AS (DELETE FROM public.idempotency_key WHERE created_at < now() - interval '24 hours' RETURNING 1),
        attempts AS (DELETE FROM auth.login_attempt WHERE slot < now() - interval '1 day' RETURNING 1),
        sessions AS (
          DELETE FROM auth.session
           WHERE expires_at < now() OR last_seen_at < now() - make_interval(secs => idle_seconds)
          RETURNING 1)
        SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM sessions)
      $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.people_in_office, auth.people_by_id, auth.purge_transients FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.people_in_office, auth.people_by_id, auth.purge_transients TO sinergi_system`);
    // The district official's inbox holds promises only; the ledger itself also holds candidates, so it is reached through a view of the own rows.
    await db.query(`
      CREATE FUNCTION auth.my_partnership_reminders()
      RETURNS TABLE (id uuid, rule text, subject_kind text, subject_id uuid, candidate_id uuid, area_code text, due_on date,
                     offset_days integer, recipient_id uuid, recipient_role text, is_escalation boolean, state text,
                     planned_at timestamptz, sent_at timestamptz, settled_at timestamptz, done_at timestamptz, snoozed_until date,
                     why jsonb, edition text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT r.id, r.rule, r.subject_kind, r.subject_id, r.candidate_id, r.area_code, r.due_on, r.offset_days, r.recipient_id,
               r.recipient_role, r.is_escalation, r.state, r.planned_at, r.sent_at, r.settled_at, r.done_at, r.snoozed_until,
               r.why, r.edition
          FROM public.reminder r
         WHERE r.recipient_id = auth.current_user_id() AND r.candidate_id IS NULL
      $$`);
    await db.query(`
      CREATE FUNCTION auth.close_my_partnership_reminder(wanted uuid, snooze date, reason text) RETURNS integer
      LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        WITH changed AS (
          UPDATE public.reminder r
             SET done_at = CASE WHEN snooze IS NULL THEN coalesce(r.done_at, now()) ELSE r.done_at END,
                 snoozed_until = coalesce(snooze, r.snoozed_until), snooze_reason = coalesce(reason, r.snooze_reason)
           WHERE r.id = wanted AND r.recipient_id = auth.current_user_id() AND r.candidate_id IS NULL AND r.state = 'sent'
          RETURNING 1)
        SELECT count(*)::integer FROM changed
      $$`);
    await db.query(`REVOKE EXECUTE ON FUNCTION auth.my_partnership_reminders, auth.close_my_partnership_reminder FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.my_partnership_reminders, auth.close_my_partnership_reminder TO sinergi_district`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
