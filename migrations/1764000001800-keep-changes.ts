import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The columns of a table whose values are kept when they change, with the name a field has outside. What is hidden is kept as
 *  "was changed" only: numbers are sealed, and a verdict is health data (UU 27/2022 art 4). */
interface Kept {
  readonly table: string;
  readonly kind: string;
  readonly shown: Readonly<Record<string, string>>;
  readonly hidden: Readonly<Record<string, string>>;
}

const KEPT: readonly Kept[] = [
  {
    table: 'candidate',
    kind: 'candidate',
    shown: {
      full_name: 'fullName',
      sex: 'sex',
      birth_date: 'birthDate',
      birth_place: 'birthPlace',
      marital_status: 'maritalStatus',
      education: 'education',
      area_code: 'areaCode',
      address: 'address',
      officer_id: 'officerId',
      notice_version: 'noticeVersion',
    },
    hidden: { nik_index: 'nik', kk_index: 'kk', phone_index: 'phone', email: 'email' },
  },
  {
    table: 'placement_cycle',
    kind: 'cycle',
    shown: {
      scheme: 'scheme',
      destination_country: 'destinationCountry',
      job_title: 'jobTitle',
      job_code: 'jobCode',
      employer_name: 'employerName',
      employer_kind: 'employerKind',
      placement_agency: 'placementAgency',
      is_reentry: 'isReentry',
      planned_departure_on: 'plannedDepartureOn',
      departed_on: 'departedOn',
      arrived_on: 'arrivedOn',
      returned_on: 'returnedOn',
      return_reason: 'returnReason',
      was_procedural: 'wasProcedural',
      contract_ends_on: 'contractEndsOn',
      officer_id: 'officerId',
    },
    hidden: {},
  },
  {
    table: 'document',
    kind: 'document',
    shown: { state: 'state', issuer: 'issuer', issued_on: 'issuedOn', expires_on: 'expiresOn' },
    hidden: { number_index: 'number', verdict: 'verdict' },
  },
  {
    table: 'enrolment',
    kind: 'enrolment',
    shown: { seat: 'seat', state: 'state', result: 'result', result_on: 'resultOn' },
    hidden: { certificate_no: 'certificateNo' },
  },
];

/** What a file said before and what it says since, kept by the database in the transaction that changes it, so that no path
 *  (form, interface, list, training result, SQL by hand) can forget it. A new row costs nothing: only changes are kept. */
export class KeepChanges1764000001800 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`ALTER TABLE audit_event ADD COLUMN source text`);
    await db.query(
      `COMMENT ON COLUMN audit_event.source IS 'The way in: form, api, import, system. Null where nobody could tell yet (sign-in, views).'`,
    );
    await db.query(`
      CREATE TABLE candidate_change (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT candidate_change_pk PRIMARY KEY,
        at           timestamptz NOT NULL DEFAULT now(),
        candidate_id uuid NOT NULL,
        area_code    text COLLATE "C" NOT NULL,
        kind         text NOT NULL CONSTRAINT candidate_change_kind_known CHECK (kind IN ('candidate', 'cycle', 'document', 'enrolment')),
        subject_id   uuid NOT NULL,
        document_code text,
        field        text NOT NULL,
        is_hidden    boolean NOT NULL,
        before       text,
        after        text,
        source       text NOT NULL CONSTRAINT candidate_change_source_known CHECK (source IN ('form', 'api', 'training', 'import', 'system')),
        batch_id     uuid,
        actor_id     uuid NOT NULL,
        actor_role   text NOT NULL,
        CONSTRAINT candidate_change_candidate_fk FOREIGN KEY (candidate_id, area_code) REFERENCES candidate (id, area_code) ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT candidate_change_hides_values CHECK (NOT is_hidden OR (before IS NULL AND after IS NULL))
      )`);
    await db.query(
      `COMMENT ON TABLE candidate_change IS 'What a field of a file said before and since; sealed numbers and health verdicts without values. Written by triggers only. [personal]'`,
    );
    await db.query(`COMMENT ON COLUMN candidate_change.at IS 'Start of the transaction, so it equals the audit row of the same change.'`);
    await db.query(`COMMENT ON COLUMN candidate_change.batch_id IS 'The list that brought the value.'`);
    await db.query(`CREATE INDEX candidate_change_candidate_index ON candidate_change (candidate_id, at DESC)`);
    // A person who moves takes the history along; nothing else about it ever changes.
    await db.query(`
      CREATE TRIGGER candidate_change_only_grows
      BEFORE UPDATE OF id, at, kind, subject_id, document_code, field, is_hidden, before, after, source, batch_id, actor_id, actor_role
      ON candidate_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await db.query(`
      CREATE TRIGGER candidate_change_stays BEFORE TRUNCATE ON candidate_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await db.query(`ALTER TABLE candidate_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    await db.query(`CREATE POLICY candidate_change_owner ON candidate_change TO sinergi_owner USING (true) WITH CHECK (true)`);
    await db.query(`
      CREATE POLICY candidate_change_area ON candidate_change FOR SELECT TO sinergi_bp3mi, sinergi_labour
      USING (area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end()))`);
    await db.query(`GRANT SELECT ON candidate_change TO sinergi_bp3mi, sinergi_labour`);
    // Who acts is looked up from the session, as everywhere; only the system, which has none, says for whom it works:
    // 'import <batch> <user>' in app.on_behalf.
    await db.query(`
      CREATE FUNCTION keep_change() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        was    jsonb := to_jsonb(OLD);
        now_is jsonb := to_jsonb(NEW);
        shown  jsonb := TG_ARGV[1];
        hidden jsonb := TG_ARGV[2];
        behalf text[] := string_to_array(nullif(current_setting('app.on_behalf', true), ''), ' ');
        who    record;
      BEGIN
        SELECT u.id, u.role,
               CASE WHEN u.role = 'blk_staff' THEN 'training' WHEN s.kind = 'bearer' THEN 'api' ELSE 'form' END AS source,
               NULL::uuid AS batch_id
          INTO who
          FROM auth.session s
          JOIN auth.app_user u ON u.id = s.user_id
         WHERE s.token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'));
        IF who.id IS NULL THEN
          SELECT coalesce(behalf[3], '00000000-0000-7000-8000-000000000001')::uuid AS id, 'system' AS role,
                 coalesce(behalf[1], 'system') AS source, behalf[2]::uuid AS batch_id
            INTO who;
        END IF;
        INSERT INTO candidate_change (candidate_id, area_code, kind, subject_id, document_code, field, is_hidden, before, after,
                                      source, batch_id, actor_id, actor_role)
        SELECT coalesce(now_is ->> 'candidate_id', now_is ->> 'id')::uuid, now_is ->> 'area_code', TG_ARGV[0], (now_is ->> 'id')::uuid,
               now_is ->> 'document_code', f.field, f.is_hidden,
               CASE WHEN NOT f.is_hidden THEN was ->> f.col END, CASE WHEN NOT f.is_hidden THEN now_is ->> f.col END,
               who.source, who.batch_id, who.id, who.role
          FROM (SELECT s.key AS col, s.value AS field, false AS is_hidden FROM jsonb_each_text(shown) s
                UNION ALL
                SELECT h.key, h.value, true FROM jsonb_each_text(hidden) h) f
         WHERE was -> f.col IS DISTINCT FROM now_is -> f.col;
        RETURN NULL;
      END $$`);
    for (const { table, kind, shown, hidden } of KEPT) {
      const columns = [...Object.keys(shown), ...Object.keys(hidden)];
      const rowOf = (side: 'OLD' | 'NEW') => `(${columns.map((column) => `${side}.${column}`).join(', ')})`;
      await db.query(`
        CREATE TRIGGER ${table}_keeps_change AFTER UPDATE ON ${table} FOR EACH ROW
        WHEN (${rowOf('OLD')} IS DISTINCT FROM ${rowOf('NEW')})
        EXECUTE FUNCTION keep_change('${kind}', '${JSON.stringify(shown)}', '${JSON.stringify(hidden)}')`);
    }
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
