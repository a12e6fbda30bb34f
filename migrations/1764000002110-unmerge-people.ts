import type { MigrationInterface, QueryRunner } from 'typeorm';

import { BY_ITSELF, DEFINER, NEW_ID } from './1764000002100-merge-people.js';

/** A value goes back when it is still what the merge left; what somebody wrote since stays. A number, a name and a notice go or stay
 *  as a whole. Whose row it is always goes back, with the domicile
 *  that this person has now. */
const PUT_BACK = `
             (SELECT jsonb_object_agg(b.key, b.value)
                FROM jsonb_each(r.before) b
               CROSS JOIN LATERAL (SELECT CASE b.key WHEN 'nik_sealed' THEN 'nik_index' WHEN 'nik_last4' THEN 'nik_index' WHEN 'kk_sealed' THEN 'kk_index'
                                                     WHEN 'phone_sealed' THEN 'phone_index' WHEN 'name_key' THEN 'full_name'
                                                     WHEN 'notice_given_at' THEN 'notice_version' ELSE b.key END AS column_name) judged
               WHERE b.key NOT IN ('version', 'updated_at')
                 AND (r.before ? 'candidate_id' AND b.key = 'candidate_id'
                      OR f.content -> judged.column_name IS NOT DISTINCT FROM coalesce(r.after -> judged.column_name, f.content -> judged.column_name)))`;

/** The way back from a merge: both files as they were, with what was changed since. */
export class UnmergePeople1764000002110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await unmergeFiles(db);
    await forgetOldMerges(db);
    await db.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC`);
    await db.query(`GRANT EXECUTE ON FUNCTION auth.unmerge_files TO sinergi_bp3mi`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

async function unmergeFiles(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION auth.put_row_back(tbl text, at_key jsonb, wanted jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      columns text := (SELECT string_agg(quote_ident(k), ', ' ORDER BY k) FROM jsonb_object_keys(wanted) k);
      amounts text := (SELECT string_agg('v.' || quote_ident(k), ', ' ORDER BY k) FROM jsonb_object_keys(wanted) k);
      same    text := (SELECT string_agg(format('t.%1$I = w.%1$I', k), ' AND ') FROM jsonb_object_keys(at_key) k);
      touched text := (SELECT coalesce(string_agg(CASE a.attname WHEN 'version' THEN ', version = t.version + 1' ELSE ', updated_at = now()' END, ''), '')
                         FROM pg_attribute a WHERE a.attrelid = format('public.%I', tbl)::regclass AND a.attname IN ('version', 'updated_at'));
    BEGIN
      IF columns IS NOT NULL THEN
        EXECUTE format('UPDATE public.%1$I t SET (%2$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::public.%1$I, $1) v)%4$s
                          FROM jsonb_populate_record(NULL::public.%1$I, $2) w WHERE %5$s', tbl, columns, amounts, touched, same) USING wanted, at_key;
      END IF;
    END $$`);
  await db.query(`
    CREATE FUNCTION auth.unmerge_files(deed uuid, why text, rules_edition text, request text) RETURNS void
    LANGUAGE plpgsql VOLATILE ${DEFINER} AS $$
    DECLARE
      survivor uuid;
      merged   uuid;
      files    uuid[];
      place    text;
      kept     record;
      accepted CONSTANT text[] := '{identity_accepted_reason,identity_accepted_at,identity_accepted_by}';
      since    jsonb;
    BEGIN
      SELECT g.survivor_id, g.merged_id, ARRAY[g.survivor_id, g.merged_id] INTO survivor, merged, files FROM public.candidate_merge g WHERE g.id = deed;
      PERFORM auth.hold_both_files(survivor, merged);
      IF NOT EXISTS (SELECT FROM public.candidate_merge g JOIN public.candidate s ON s.id = survivor
                      WHERE g.id = deed AND g.undone_at IS NULL AND g.undo_until >= auth.today() AND s.merged_into IS NULL)
         OR EXISTS (SELECT FROM public.candidate_merge later WHERE later.survivor_id = survivor AND later.id > deed AND later.undone_at IS NULL) THEN
        RAISE EXCEPTION 'this merge can no longer be taken back' USING ERRCODE = 'SN410';
      END IF;
      UPDATE public.candidate_merge_row r SET put_back = ${PUT_BACK}
             || CASE WHEN r.before ? 'candidate_id' AND f.content ? 'area_code' AND r.table_name <> 'reminder' THEN jsonb_build_object('area_code', m.area_code) ELSE '{}' END
        FROM auth.file_rows(files) f, public.candidate m
       WHERE m.id = merged AND r.merge_id = deed AND NOT r.is_removed AND f.table_name = r.table_name AND f.row_key = r.row_key;
      SELECT jsonb_object_agg(c.name, c.rows) INTO since
        FROM (SELECT r.table_name AS name, count(*) AS rows
                FROM public.candidate_merge_row r
                JOIN auth.file_rows(files) f ON f.table_name = r.table_name AND f.row_key = r.row_key
               WHERE r.merge_id = deed AND r.before ? 'candidate_id' AND NOT r.is_removed AND r.table_name <> 'reminder'
                 AND md5((f.content - ${BY_ITSELF})::text) <> r.left_as
               GROUP BY 1) c;

      UPDATE public.candidate c SET merged_into = NULL, nik_sealed = NULL, nik_index = NULL, nik_last4 = NULL WHERE c.id = merged
      RETURNING c.area_code INTO place;
      FOR kept IN SELECT r.row_key, r.put_back FROM public.candidate_merge_row r
                   WHERE r.merge_id = deed AND r.table_name = 'candidate' AND r.put_back IS NOT NULL
                   ORDER BY r.row_key ->> 'id' = survivor::text DESC LOOP
        PERFORM auth.put_row_back('candidate', kept.row_key, kept.put_back);
      END LOOP;
      -- What goes back leaves first, so that the survivor's own attempt can be the current one again; unless a later one is.
      FOR kept IN SELECT r.row_key, r.put_back, r.before, r.before ? 'candidate_id' AS goes FROM public.candidate_merge_row r
                   WHERE r.merge_id = deed AND r.table_name = 'placement_cycle' ORDER BY r.before ? 'candidate_id' DESC LOOP
        INSERT INTO public.stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, effective_on, actor_id, note, edition)
        SELECT ${NEW_ID}, p.id, CASE WHEN kept.goes THEN merged ELSE survivor END, p.area_code, p.stage, kept.put_back ->> 'stage', auth.today(),
               auth.current_user_id(), why, rules_edition
          FROM public.placement_cycle p WHERE p.id = (kept.row_key ->> 'id')::uuid AND kept.put_back ->> 'stage' <> p.stage;
        PERFORM auth.put_row_back('placement_cycle', kept.row_key,
          CASE WHEN NOT kept.goes AND EXISTS (SELECT FROM public.placement_cycle p WHERE p.candidate_id = survivor AND p.is_current)
               THEN kept.put_back - 'is_current' ELSE kept.put_back END);
      END LOOP;
      UPDATE public.placement_cycle p SET is_current = true, version = p.version + 1
       WHERE p.id = (SELECT q.id FROM public.placement_cycle q WHERE q.candidate_id = merged ORDER BY q.cycle_no DESC LIMIT 1)
         AND NOT EXISTS (SELECT FROM public.placement_cycle q WHERE q.candidate_id = merged AND q.is_current);
      UPDATE public.checklist_item i SET candidate_id = merged FROM public.placement_cycle p
       WHERE p.id = i.cycle_id AND p.candidate_id = merged AND i.candidate_id = survivor;
      -- Comparing the name on a paper takes back that somebody accepted it, so an acceptance is put back after the comparison.
      FOR kept IN SELECT r.table_name, CASE WHEN r.table_name IN ('participant', 'handover_case') THEN r.row_key || jsonb_build_object('candidate_id', survivor)
                                            ELSE r.row_key END AS row_key, r.put_back
                    FROM public.candidate_merge_row r
                   WHERE r.merge_id = deed AND r.put_back IS NOT NULL AND r.table_name NOT IN ('candidate', 'placement_cycle') ORDER BY r.n LOOP
        PERFORM auth.put_row_back(kept.table_name, kept.row_key, kept.put_back - accepted);
        IF kept.put_back ?| accepted THEN
          PERFORM auth.put_row_back(kept.table_name, kept.row_key,
            (SELECT jsonb_object_agg(b.key, b.value) FROM jsonb_each(kept.put_back) b WHERE b.key = ANY (accepted)));
        END IF;
      END LOOP;
      FOR kept IN SELECT r.table_name, r.before FROM public.candidate_merge_row r WHERE r.merge_id = deed AND r.is_removed LOOP
        EXECUTE format('INSERT INTO public.%1$I SELECT (jsonb_populate_record(NULL::public.%1$I, $1)).* ON CONFLICT DO NOTHING', kept.table_name)
          USING CASE kept.table_name
                  WHEN 'handover_case' THEN kept.before || jsonb_build_object('is_open', (kept.before ->> 'is_open')::boolean AND EXISTS (
                    SELECT FROM public.handover h WHERE h.id = (kept.before ->> 'handover_id')::uuid AND h.state = 'offered'))
                  WHEN 'duplicate_pair' THEN kept.before || (SELECT jsonb_build_object('first_area', a.area_code, 'second_area', b.area_code)
                    FROM public.candidate a, public.candidate b WHERE a.id = (kept.before ->> 'first_id')::uuid AND b.id = (kept.before ->> 'second_id')::uuid)
                  ELSE kept.before END;
      END LOOP;

      -- What came later stays with the survivor, except what hangs on something that went back.
      UPDATE public.document d SET candidate_id = merged, area_code = place, differs = d.differs, version = d.version + 1
        FROM public.enrolment e WHERE d.candidate_id = survivor AND e.id = d.enrolment_id AND e.candidate_id = merged;
      UPDATE public.document d
         SET cycle_id = (SELECT own.id FROM public.placement_cycle own WHERE own.candidate_id = survivor AND own.is_current), version = d.version + 1
        FROM public.placement_cycle p WHERE d.candidate_id = survivor AND p.id = d.cycle_id AND p.candidate_id = merged;
      UPDATE public.document_waiver w SET candidate_id = merged FROM public.placement_cycle p
       WHERE w.candidate_id = survivor AND p.id = w.cycle_id AND p.candidate_id = merged;
      UPDATE public.reminder r SET candidate_id = merged, area_code = place
       WHERE r.candidate_id = survivor
         AND r.subject_id IN (SELECT p.id FROM public.placement_cycle p WHERE p.candidate_id = merged
                              UNION ALL SELECT d.id FROM public.document d WHERE d.candidate_id = merged
                              UNION ALL SELECT e.id FROM public.enrolment e WHERE e.candidate_id = merged);
      INSERT INTO public.participant (training_center_id, candidate_id)
      SELECT DISTINCT e.training_center_id, survivor FROM public.enrolment e JOIN public.candidate_merge g ON g.id = deed
       WHERE e.candidate_id = survivor AND e.created_at > g.merged_at
      ON CONFLICT DO NOTHING;
      PERFORM auth.mark_both_files(survivor, merged);
      UPDATE public.candidate_merge g
         SET undone_at = now(), undone_by = auth.current_user_id(), undo_reason = why, changed_since = coalesce(since, '{}')
       WHERE g.id = deed;
      DELETE FROM public.candidate_merge_row r WHERE r.merge_id = deed;
      PERFORM auth.note_on_merged_file(merged, survivor, 'merge.reopened', request);
    END $$`);
  await db.query(
    `COMMENT ON FUNCTION auth.unmerge_files IS 'Gives both files back what a merge changed, within 30 days and the newest merge first. What was changed since goes back as it is now.'`,
  );
}

/** What was kept for taking a merge back goes when its time is over. */
async function forgetOldMerges(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE OR REPLACE FUNCTION auth.purge_transients() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      WITH answers AS (DELETE FROM public.idempotency_key WHERE created_at < now() - interval '24 hours' RETURNING 1),
      attempts AS (DELETE FROM auth.login_attempt WHERE slot < now() - interval '1 day' RETURNING 1),
      sessions AS (
        DELETE FROM auth.session
         WHERE expires_at < now() OR last_seen_at < now() - make_interval(secs => idle_seconds)
        RETURNING 1),
      merges AS (
        DELETE FROM public.candidate_merge_row r USING public.candidate_merge g
         WHERE r.merge_id = g.id AND g.undone_at IS NULL AND g.undo_until < auth.today()
        RETURNING 1)
      SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM sessions) + (SELECT count(*) FROM merges)
    $$`);
}
