import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hangs on a file and moves with it, each with its key beside the file. The order is the one in which rows are put back:
 *  what hangs on a cycle must find the cycle there. */
const MOVING = {
  placement_cycle: { key: ['id'], derived: ['regency_code', 'is_complete'] },
  document: { key: ['id'], derived: [] },
  enrolment: { key: ['id'], derived: [] },
  document_waiver: { key: ['cycle_id', 'document_code'], derived: [] },
  consent: { key: ['id'], derived: [] },
  family_contact: { key: ['id'], derived: [] },
  participant: { key: ['training_center_id'], derived: [] },
  handover_case: { key: ['handover_id'], derived: [] },
  reminder: { key: ['id'], derived: [] },
} as const;

/** Where no row may be added to a file that was merged. A reminder is written by the sweep alone, which sees no merged file. */
const CLOSED_TABLES = ['placement_cycle', 'document', 'enrolment', 'consent', 'family_contact', 'participant', 'handover_case'];

/** What changes by itself: computed again by the clock, or carried along by the person. Whether somebody changed a row since is
 *  judged without it. */
export const BY_ITSELF = `'{area_code,ask_by,ask_papers,required_count,submitted_count,verified_count,is_competent,checklist_edition,checklist_on,checklist_due_on,checklist_digest}'::text[]`;

export const NEW_ID = `(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid`;

export const DEFINER = `SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'`;

/** Two files of one person become one, and can be two again. The database does it as one deed, because what moves belongs to
 *  rooms that do not know each other; it keeps of every row it touches what stood there before. */
export class MergePeople1764000002100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await createTables(db);
    await closeMergedFiles(db);
    await db.query(`
      CREATE FUNCTION auth.file_rows(files uuid[]) RETURNS TABLE (table_name text, row_key jsonb, content jsonb)
      LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
        SELECT 'candidate', jsonb_build_object('id', c.id), to_jsonb(c) FROM public.candidate c WHERE c.id = ANY (files) OR c.merged_into = ANY (files)
        UNION ALL
        SELECT 'duplicate_pair', jsonb_build_object('id', d.id), to_jsonb(d)
          FROM public.duplicate_pair d WHERE d.first_id = ANY (files) AND d.second_id = ANY (files)
        ${Object.entries(MOVING).map(([table, { key, derived }]) => rowsOf(table, key, derived)).join('')}
      $$`); // prettier-ignore
    await mergeFiles(db);
    await leadToTheFileThatGoesOn(db);
    await db.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.merge_files TO sinergi_bp3mi`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.merged_file_goes_on_as TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

function rowsOf(table: string, key: readonly string[], derived: readonly string[]): string {
  const without = derived.map((column) => ` - '${column}'`).join('');
  return `
        UNION ALL
        SELECT '${table}', jsonb_build_object(${key.map((column) => `'${column}', t.${column}`).join(', ')}), to_jsonb(t)${without}
          FROM public.${table} t WHERE ${hasCycle(key) ? `t.cycle_id IN (SELECT p.id FROM public.placement_cycle p WHERE p.candidate_id = ANY (files))` : `t.candidate_id = ANY (files)`}`;
}

function hasCycle(key: readonly string[]): boolean {
  return key.includes('cycle_id');
}

async function createTables(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE candidate_merge (
      id            uuid CONSTRAINT candidate_merge_pk PRIMARY KEY,
      survivor_id   uuid NOT NULL,
      survivor_area text COLLATE "C" NOT NULL,
      merged_id     uuid NOT NULL,
      merged_area   text COLLATE "C" NOT NULL,
      reason        text NOT NULL CONSTRAINT candidate_merge_reason_length CHECK (char_length(reason) BETWEEN 1 AND 500),
      moved         jsonb NOT NULL DEFAULT '{}',
      merged_at     timestamptz NOT NULL DEFAULT now(),
      merged_by     uuid NOT NULL,
      undo_until    date NOT NULL,
      undone_at     timestamptz,
      undone_by     uuid,
      undo_reason   text CONSTRAINT candidate_merge_undo_reason_length CHECK (char_length(undo_reason) BETWEEN 1 AND 500),
      changed_since jsonb NOT NULL DEFAULT '{}',
      CONSTRAINT candidate_merge_survivor_fk FOREIGN KEY (survivor_id, survivor_area) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
      CONSTRAINT candidate_merge_merged_fk FOREIGN KEY (merged_id, merged_area) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
      CONSTRAINT candidate_merge_of_two CHECK (survivor_id <> merged_id),
      CONSTRAINT candidate_merge_undone_by_somebody CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
    )`);
  await db.query(
    `COMMENT ON TABLE candidate_merge IS 'Two files that became one, who decided it and why, and whether it was taken back. [personal]'`,
  );
  await db.query(`COMMENT ON COLUMN candidate_merge.moved IS 'How many rows went to the survivor, by table.'`);
  await db.query(`COMMENT ON COLUMN candidate_merge.undo_until IS 'Last day on which it may be taken back.'`);
  await db.query(
    `COMMENT ON COLUMN candidate_merge.changed_since IS 'How many rows went back with a change made after the merge, by table.'`,
  );
  await db.query(`CREATE INDEX candidate_merge_survivor_index ON candidate_merge (survivor_id, id DESC)`);
  await db.query(`CREATE INDEX candidate_merge_merged_index ON candidate_merge (merged_id)`);
  await db.query(`CREATE UNIQUE INDEX candidate_merge_once ON candidate_merge (merged_id) WHERE undone_at IS NULL`);
  await db.query(`CREATE INDEX reminder_candidate_index ON reminder (candidate_id) WHERE candidate_id IS NOT NULL`);
  await db.query(`CREATE INDEX candidate_merge_undo_index ON candidate_merge (undo_until) WHERE undone_at IS NULL`);
  await db.query(`
    CREATE TABLE candidate_merge_row (
      n          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT candidate_merge_row_pk PRIMARY KEY,
      merge_id   uuid NOT NULL CONSTRAINT candidate_merge_row_merge_fk REFERENCES candidate_merge ON DELETE CASCADE,
      table_name text NOT NULL,
      row_key    jsonb NOT NULL,
      is_removed boolean NOT NULL DEFAULT false,
      before     jsonb NOT NULL,
      after      jsonb,
      left_as    text,
      put_back   jsonb
    )`);
  await db.query(
    `COMMENT ON TABLE candidate_merge_row IS 'Each row that a merge touched: the columns it changed, as they were and as it left them. Gone when the merge can no longer be taken back. [personal]'`,
  );
  await db.query(
    `COMMENT ON COLUMN candidate_merge_row.is_removed IS 'The survivor had the same row already; this one is kept whole in "before".'`,
  );
  await db.query(
    `COMMENT ON COLUMN candidate_merge_row.left_as IS 'Digest of the whole row after the merge: tells whether somebody changed it since.'`,
  );
  await db.query(`CREATE INDEX candidate_merge_row_merge_index ON candidate_merge_row (merge_id, table_name)`);
  for (const table of ['candidate_merge', 'candidate_merge_row']) {
    await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
  }
  // Who sees one of the two only must not learn of the other. Nobody but the two functions below reads or writes the kept rows.
  const bothInArea = ['survivor_area', 'merged_area']
    .map((area) => `${area} >= (SELECT auth.current_area()) AND ${area} < (SELECT auth.area_end())`)
    .join(' AND ');
  await db.query(`CREATE POLICY candidate_merge_area ON candidate_merge FOR SELECT TO sinergi_bp3mi, sinergi_labour USING (${bothInArea})`);
  await db.query(`GRANT SELECT ON candidate_merge TO sinergi_bp3mi, sinergi_labour`);
}

/** A merged file is read, never changed: by no form, no list, no statement typed by hand. Only the two deeds below, which act as
 *  the owner, close and open it. */
async function closeMergedFiles(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.merged_file_goes_on_as(file uuid) RETURNS text
    LANGUAGE sql STABLE ${DEFINER} AS $$
      SELECT CASE WHEN s.area_code >= auth.current_area() AND s.area_code < auth.area_end() THEN s.case_no ELSE '' END
        FROM public.candidate c JOIN public.candidate s ON s.id = c.merged_into WHERE c.id = file
    $$`);
  await db.query(
    `COMMENT ON FUNCTION auth.merged_file_goes_on_as IS 'Case number of the file that a merged one goes on as; empty outside the caller''s area; null when it is not merged.'`,
  );
  await db.query(`
    CREATE FUNCTION keep_merged_file() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF current_user <> 'sinergi_owner' THEN
        RAISE EXCEPTION 'a merge is made and undone by the functions for it, and a merged file is only read'
          USING ERRCODE = 'SN409', DETAIL = coalesce(auth.merged_file_goes_on_as(OLD.id), '');
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$`);
  await db.query(`
    CREATE TRIGGER candidate_merged_stays BEFORE UPDATE ON candidate FOR EACH ROW
    WHEN (OLD.merged_into IS NOT NULL OR NEW.merged_into IS NOT NULL) EXECUTE FUNCTION keep_merged_file()`);
  await db.query(`
    CREATE TRIGGER candidate_merged_is_kept BEFORE DELETE ON candidate FOR EACH ROW
    WHEN (OLD.merged_into IS NOT NULL) EXECUTE FUNCTION keep_merged_file()`);
  // After the foreign keys have locked the person, so that a row which is added while the file is being merged is seen here.
  await db.query(`
    CREATE FUNCTION refuse_merged_file() RETURNS trigger LANGUAGE plpgsql ${DEFINER} AS $$
    DECLARE
      file uuid;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        SELECT c.id INTO file FROM added a JOIN public.candidate c ON c.id = a.candidate_id WHERE c.merged_into IS NOT NULL LIMIT 1;
      ELSE
        SELECT c.id INTO file FROM public.candidate c WHERE c.id = NEW.candidate_id AND c.merged_into IS NOT NULL;
      END IF;
      IF file IS NOT NULL THEN
        RAISE EXCEPTION 'a merged file takes up nothing' USING ERRCODE = 'SN409', DETAIL = auth.merged_file_goes_on_as(file);
      END IF;
      RETURN NULL;
    END $$`);
  for (const table of CLOSED_TABLES) {
    await db.query(`
      CREATE TRIGGER ${table}_not_on_merged AFTER INSERT ON ${table}
      REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_merged_file()`);
    await db.query(`
      CREATE TRIGGER ${table}_not_to_merged AFTER UPDATE OF candidate_id ON ${table} FOR EACH ROW
      WHEN (OLD.candidate_id IS DISTINCT FROM NEW.candidate_id) EXECUTE FUNCTION refuse_merged_file()`);
  }
}

async function mergeFiles(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.hold_both_files(survivor uuid, merged uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      seen integer;
    BEGIN
      -- In the order in which imports lock people, so that nobody waits in a circle.
      PERFORM 1 FROM public.candidate c WHERE c.id IN (survivor, merged) ORDER BY c.nik_index NULLS LAST, c.id FOR UPDATE;
      SELECT count(*) INTO seen FROM public.candidate c
       WHERE c.id IN (survivor, merged) AND c.area_code >= auth.current_area() AND c.area_code < auth.area_end();
      IF seen <> 2 OR auth.current_role_name() NOT IN ('bp3mi_officer', 'bp3mi_supervisor') THEN
        RAISE EXCEPTION 'row-level security: both files must be the caller''s' USING ERRCODE = '42501';
      END IF;
    END $$`);
  // The values of the person are worked out by the application, which alone can open and seal a number; everything else is moved here.
  await db.query(`
    CREATE FUNCTION auth.merge_files(deed uuid, survivor uuid, merged uuid, going_on uuid, stepping_back uuid, becomes_merged boolean,
                                     survivor_values jsonb, merged_values jsonb, why text, rules_edition text, request text) RETURNS void
    LANGUAGE plpgsql VOLATILE ${DEFINER} AS $$
    DECLARE
      files   uuid[] := ARRAY[survivor, merged];
      actor   uuid := auth.current_user_id();
      last_no integer;
      place   text;
      other   text;
    BEGIN
      PERFORM auth.hold_both_files(survivor, merged);
      IF EXISTS (SELECT FROM public.candidate c WHERE c.id = ANY (files) AND c.merged_into IS NOT NULL) THEN
        RAISE EXCEPTION 'already merged' USING ERRCODE = 'SN409', DETAIL = coalesce(auth.merged_file_goes_on_as(merged), auth.merged_file_goes_on_as(survivor));
      END IF;
      SELECT c.area_code INTO place FROM public.candidate c WHERE c.id = survivor;
      SELECT c.area_code INTO other FROM public.candidate c WHERE c.id = merged;
      INSERT INTO public.candidate_merge (id, survivor_id, survivor_area, merged_id, merged_area, reason, merged_by, undo_until)
      VALUES (deed, survivor, place, merged, other, why, actor, auth.today() + 30);

      -- What the survivor has already is put away, whole. Pairs with other people are found again against the survivor.
      WITH gone AS (
        DELETE FROM public.participant p USING public.participant own
         WHERE p.candidate_id = merged AND own.candidate_id = survivor AND own.training_center_id = p.training_center_id RETURNING p.*)
      INSERT INTO public.candidate_merge_row (merge_id, table_name, row_key, is_removed, before)
      SELECT deed, 'participant', jsonb_build_object('training_center_id', g.training_center_id), true, to_jsonb(g) FROM gone g;
      WITH gone AS (
        DELETE FROM public.handover_case h
         WHERE h.candidate_id = merged
           AND EXISTS (SELECT FROM public.handover_case own
                        WHERE own.candidate_id = survivor AND (own.handover_id = h.handover_id OR own.is_open AND h.is_open)) RETURNING h.*)
      INSERT INTO public.candidate_merge_row (merge_id, table_name, row_key, is_removed, before)
      SELECT deed, 'handover_case', jsonb_build_object('handover_id', g.handover_id), true, to_jsonb(g) FROM gone g;
      WITH gone AS (
        DELETE FROM public.duplicate_pair d
         WHERE d.state = 'open' AND (d.first_id = merged OR d.second_id = merged) AND d.first_id <> survivor AND d.second_id <> survivor RETURNING d.*)
      INSERT INTO public.candidate_merge_row (merge_id, table_name, row_key, is_removed, before)
      SELECT deed, 'duplicate_pair', jsonb_build_object('id', g.id), true, to_jsonb(g) FROM gone g;
      INSERT INTO public.candidate_merge_row (merge_id, table_name, row_key, before)
      SELECT deed, f.table_name, f.row_key, f.content FROM auth.file_rows(files) f;

      -- A number stands in one file at a time: first the merged file lets go of it.
      IF survivor_values ? 'nik_index' THEN
        UPDATE public.candidate c SET nik_sealed = NULL, nik_index = NULL, nik_last4 = NULL WHERE c.id = merged;
      END IF;
      UPDATE public.candidate c
         SET (full_name, name_key, sex, birth_date, birth_place, marital_status, education, area_code, address, nik_sealed, nik_index, nik_last4,
              kk_sealed, kk_index, phone_sealed, phone_index, email, notice_version, notice_given_at)
           = (SELECT v.full_name, v.name_key, v.sex, v.birth_date, v.birth_place, v.marital_status, v.education, v.area_code, v.address, v.nik_sealed, v.nik_index, v.nik_last4,
                     v.kk_sealed, v.kk_index, v.phone_sealed, v.phone_index, v.email, v.notice_version, v.notice_given_at
                FROM jsonb_populate_record(c, survivor_values) v),
             officer_id = coalesce((SELECT p.officer_id FROM public.placement_cycle p WHERE p.id = going_on), c.officer_id,
                                   (SELECT m.officer_id FROM public.candidate m WHERE m.id = merged)),
             updated_at = now(), version = c.version + 1
       WHERE c.id = survivor
      RETURNING c.area_code INTO place;
      IF NOT (place >= auth.current_area() AND place < auth.area_end()) THEN
        RAISE EXCEPTION 'row-level security: the survivor stays in the caller''s area' USING ERRCODE = '42501';
      END IF;
      UPDATE public.candidate c
         SET (nik_sealed, nik_index, nik_last4) = (SELECT v.nik_sealed, v.nik_index, v.nik_last4 FROM jsonb_populate_record(c, merged_values) v),
             merged_into = survivor, officer_id = NULL, updated_at = now(), version = c.version + 1
       WHERE c.id = merged;
      UPDATE public.candidate c SET merged_into = survivor WHERE c.merged_into = merged;

      -- One attempt goes on. The other steps back, and says so when it was still running; what is moved is numbered after what is there.
      UPDATE public.placement_cycle p
         SET is_current = false, version = p.version + 1,
             stage = CASE WHEN becomes_merged THEN 'merged' ELSE p.stage END,
             stage_since = CASE WHEN becomes_merged THEN auth.today() ELSE p.stage_since END
       WHERE p.id = stepping_back AND p.candidate_id = ANY (files) AND p.is_current;
      SELECT coalesce(max(p.cycle_no), 0) INTO last_no FROM public.placement_cycle p WHERE p.candidate_id = survivor;
      UPDATE public.placement_cycle p
         SET candidate_id = survivor, area_code = place, cycle_no = last_no + moving.n, version = p.version + 1
        FROM (SELECT q.id, row_number() OVER (ORDER BY q.cycle_no)::integer AS n FROM public.placement_cycle q WHERE q.candidate_id = merged) moving
       WHERE p.id = moving.id;
      INSERT INTO public.stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, effective_on, actor_id, note, edition)
      SELECT ${NEW_ID}, stepping_back, survivor, place, r.before ->> 'stage', 'merged', auth.today(), actor, why, rules_edition
        FROM public.candidate_merge_row r
       WHERE becomes_merged AND r.merge_id = deed AND r.table_name = 'placement_cycle' AND r.row_key ->> 'id' = stepping_back::text;
      UPDATE public.document_waiver w SET candidate_id = survivor FROM public.placement_cycle p
       WHERE p.candidate_id = survivor AND w.cycle_id = p.id AND w.candidate_id = merged;
      UPDATE public.checklist_item i SET candidate_id = survivor FROM public.placement_cycle p
       WHERE p.candidate_id = survivor AND i.cycle_id = p.id AND i.candidate_id = merged;
      -- Whose name a paper bears is compared with the survivor now.
      UPDATE public.document d
         SET candidate_id = survivor, area_code = place, differs = d.differs, version = d.version + 1,
             cycle_id = CASE WHEN becomes_merged AND d.cycle_id = stepping_back THEN going_on ELSE d.cycle_id END
       WHERE d.candidate_id = merged OR (becomes_merged AND d.candidate_id = survivor AND d.cycle_id = stepping_back);
      -- A place in a course that was lost stays with the merged file when the survivor is in the same course.
      UPDATE public.enrolment e SET candidate_id = survivor, area_code = place, version = e.version + 1
       WHERE e.candidate_id = merged
         AND NOT (e.state IN ('dropped_out', 'no_show')
                  AND EXISTS (SELECT FROM public.enrolment own WHERE own.candidate_id = survivor AND own.training_batch_id = e.training_batch_id));
      UPDATE public.participant p SET candidate_id = survivor WHERE p.candidate_id = merged;
      UPDATE public.consent n SET candidate_id = survivor, area_code = place, version = n.version + 1 WHERE n.candidate_id = merged;
      UPDATE public.family_contact f SET candidate_id = survivor, area_code = place, version = f.version + 1 WHERE f.candidate_id = merged;
      UPDATE public.handover_case h SET candidate_id = survivor, area_code = place WHERE h.candidate_id = merged;
      UPDATE public.reminder r
         SET state = CASE WHEN r.state = 'pending' THEN 'superseded' ELSE r.state END, settled_at = now()
       WHERE becomes_merged AND r.subject_id = stepping_back AND r.candidate_id = ANY (files)
         AND r.state IN ('pending', 'sent') AND r.settled_at IS NULL AND r.done_at IS NULL;
      UPDATE public.reminder r SET candidate_id = survivor, area_code = place WHERE r.candidate_id = merged;
      UPDATE public.duplicate_pair d
         SET state = 'merged', decided_at = now(), decided_by = actor, decide_reason = why, version = d.version + 1
       WHERE d.first_id = ANY (files) AND d.second_id = ANY (files);
      PERFORM auth.mark_both_files(survivor, merged);

      -- Kept is what differs now, column by column.
      UPDATE public.candidate_merge_row r SET before = d.was, after = d.is_now, left_as = md5(d.whole::text)
        FROM (SELECT k.n, f.content - ${BY_ITSELF} AS whole, jsonb_object_agg(b.key, b.value) AS was, jsonb_object_agg(b.key, f.content -> b.key) AS is_now
                FROM public.candidate_merge_row k
                JOIN auth.file_rows(files) f ON f.table_name = k.table_name AND f.row_key = k.row_key
               CROSS JOIN LATERAL jsonb_each(k.before) b
               WHERE k.merge_id = deed AND NOT k.is_removed AND b.value IS DISTINCT FROM f.content -> b.key
               GROUP BY k.n, f.content) d
       WHERE r.n = d.n;
      DELETE FROM public.candidate_merge_row r WHERE r.merge_id = deed AND NOT r.is_removed AND r.after IS NULL;
      UPDATE public.candidate_merge g
         SET moved = coalesce((SELECT jsonb_object_agg(t.name, t.rows)
               FROM (SELECT r.table_name AS name, count(*) AS rows FROM public.candidate_merge_row r
                      WHERE r.merge_id = deed AND r.before ? 'candidate_id' GROUP BY 1
                     UNION ALL
                     SELECT 'scan', count(*) FROM public.scan c
                       JOIN public.candidate_merge_row r ON r.table_name = 'document' AND r.row_key ->> 'id' = c.document_id::text
                      WHERE r.merge_id = deed AND r.before ? 'candidate_id' HAVING count(*) > 0) t), '{}')
       WHERE g.id = deed;
      PERFORM auth.note_on_merged_file(merged, survivor, 'merge.closed', request);
    END $$`);
  await db.query(
    `COMMENT ON FUNCTION auth.merge_files IS 'Moves everything of one file to another of the same person and closes it; both must be in the caller''s area. Undone by unmerge_files.'`,
  );
  await db.query(`
    CREATE FUNCTION auth.mark_both_files(survivor uuid, merged uuid) RETURNS void LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
      INSERT INTO public.checklist_stale AS s (candidate_id) SELECT f.id FROM unnest(ARRAY[survivor, merged]) f (id) ORDER BY 1
      ON CONFLICT (candidate_id) DO UPDATE SET marked_at = clock_timestamp();
      INSERT INTO public.duplicate_check (candidate_id) VALUES (survivor), (merged);
    $$`);
  await db.query(`
    CREATE FUNCTION auth.note_on_merged_file(merged uuid, survivor uuid, deed text, request text) RETURNS void
    LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
      INSERT INTO public.audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, request_id)
      SELECT auth.current_user_id(), auth.current_role_name(), deed, survivor, c.id, c.area_code, request FROM public.candidate c WHERE c.id = merged
    $$`);
}

/** The number and the name of a merged file lead to the file that goes on. */
async function leadToTheFileThatGoesOn(db: QueryRunner): Promise<void> {
  // Names without three letters in a row are read from this index alone, also where they lead to another file.
  await db.query(`DROP INDEX candidate_area_name_index`);
  await db.query(`CREATE INDEX candidate_area_name_index ON candidate (area_code, name_key) INCLUDE (id, merged_into)`);
  await db.query(`
    CREATE OR REPLACE FUNCTION auth.nik_status(wanted bytea[]) RETURNS TABLE (nik_index bytea, status text, candidate_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      SELECT c.nik_index,
             CASE WHEN inside.yes THEN 'yours' ELSE 'needs-an-officer' END,
             CASE WHEN inside.yes THEN g.id END
        FROM public.candidate c
        JOIN public.candidate g ON g.id = coalesce(c.merged_into, c.id)
        CROSS JOIN LATERAL (SELECT g.area_code >= auth.current_area() AND g.area_code < auth.area_end() AS yes) inside
       WHERE c.nik_index = ANY (wanted)
    $$`);
}
