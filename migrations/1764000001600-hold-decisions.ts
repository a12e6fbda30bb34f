import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A refused paper cannot become a verified one by the same hand and the same file; whose paper it is, is compared with the person. */
export class HoldDecisions1764000001600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      ALTER TABLE document
        ADD COLUMN closed_reason_code       text,
        ADD COLUMN closed_note              text,
        ADD COLUMN holder_name              text CONSTRAINT document_holder_name_length CHECK (char_length(holder_name) BETWEEN 1 AND 100),
        ADD COLUMN holder_name_key          text,
        ADD COLUMN holder_birth_date        date,
        ADD COLUMN holder_sex               text CONSTRAINT document_holder_sex_known CHECK (holder_sex IN ('female', 'male')),
        ADD COLUMN differs                  text[] NOT NULL DEFAULT '{}',
        ADD COLUMN identity_accepted_reason text,
        ADD COLUMN identity_accepted_at     timestamptz,
        ADD COLUMN identity_accepted_by     uuid,
        ADD CONSTRAINT document_holder_name_with_key CHECK ((holder_name IS NULL) = (holder_name_key IS NULL)),
        ADD CONSTRAINT document_identity_accepted_by_somebody CHECK (
          (identity_accepted_at IS NULL) = (identity_accepted_by IS NULL) AND (identity_accepted_at IS NULL) = (identity_accepted_reason IS NULL))`);
    const comments = {
      closed_reason_code: 'Reason of the rulebook (rejection-reasons.json); null for a reason in own words.',
      closed_note: 'What the officer added; closed_reason is the whole sentence that is shown.',
      holder_name: 'Name as written on the paper.',
      differs: 'What the paper says otherwise than the file of the person: name, birthDate, sex. Kept by a trigger.',
    };
    for (const [column, text] of Object.entries(comments)) await db.query(`COMMENT ON COLUMN document.${column} IS '${text}'`);
    await db.query(
      `CREATE INDEX document_differs_index ON document (area_code, submitted_at, id)
        WHERE differs <> '{}' AND identity_accepted_at IS NULL AND state IN ('submitted', 'verified')`,
    );
    await this.holdDecisions(db);
    await this.keepEvidence(db);
    await this.compareIdentity(db);
    await db.query(`RESET ROLE`);
  }

  /** Every way to a decision passes here, also a statement typed by hand under a scope role. The rights are the caller's: the
   *  earlier versions of a paper hang on the same person and are therefore in the same scope. */
  private async holdDecisions(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION hold_document_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        is_user CONSTANT boolean := current_user IN ('sinergi_bp3mi', 'sinergi_labour', 'sinergi_blk');
        is_decided boolean := TG_OP = 'INSERT' AND NEW.state <> 'submitted';
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          is_decided := NEW.state <> OLD.state;
          IF (NEW.candidate_id, NEW.document_code, NEW.submitted_by) IS DISTINCT FROM (OLD.candidate_id, OLD.document_code, OLD.submitted_by)
             AND current_user <> 'sinergi_owner' THEN
            RAISE EXCEPTION 'a paper stays what it was handed in as' USING ERRCODE = '23514', CONSTRAINT = 'document_stays_what_it_is';
          END IF;
          IF (OLD.state = 'rejected' AND (NEW.closed_by, NEW.closed_reason, NEW.closed_reason_code, NEW.closed_note)
                        IS DISTINCT FROM (OLD.closed_by, OLD.closed_reason, OLD.closed_reason_code, OLD.closed_note))
             OR (OLD.state = 'verified' AND NEW.verified_by IS DISTINCT FROM OLD.verified_by) THEN
            RAISE EXCEPTION 'who decided, and why, is not rewritten' USING ERRCODE = '23514', CONSTRAINT = 'document_decision_is_kept';
          END IF;
        END IF;
        IF NOT is_decided THEN RETURN NEW; END IF;
        IF is_user THEN
          IF TG_OP = 'INSERT' THEN
            RAISE EXCEPTION 'a paper begins as submitted' USING ERRCODE = '23514', CONSTRAINT = 'document_begins_submitted';
          END IF;
          IF (CASE WHEN NEW.state = 'verified' THEN NEW.verified_by ELSE NEW.closed_by END) IS DISTINCT FROM auth.current_user_id() THEN
            RAISE EXCEPTION 'a decision carries the name of who makes it' USING ERRCODE = '23514', CONSTRAINT = 'document_decided_by_the_user';
          END IF;
          -- Rules of every edition are published here; which of them is in force today, the service knows.
          IF NEW.state = 'verified' AND (current_user = 'sinergi_blk' OR current_user = 'sinergi_labour' AND NOT EXISTS (
               SELECT FROM public.rulebook_rule r
                WHERE r.kind = 'document' AND r.body->>'document' = NEW.document_code AND r.body->>'verifierRole' = 'labour_placement_officer')) THEN
            RAISE EXCEPTION 'this role does not verify a %', NEW.document_code USING ERRCODE = '23514', CONSTRAINT = 'document_verifier_is_admitted';
          END IF;
        END IF;
        IF NEW.state = 'verified'
           AND EXISTS (SELECT FROM public.document r
                        WHERE r.candidate_id = NEW.candidate_id AND r.document_code = NEW.document_code AND r.state = 'rejected'
                          AND r.closed_by = NEW.verified_by)
           AND NOT EXISTS (SELECT FROM public.scan s
                            WHERE s.document_id = NEW.id AND s.state = 'clean'
                              AND NOT EXISTS (SELECT FROM public.document r JOIN public.scan former ON former.document_id = r.id
                                               WHERE r.candidate_id = NEW.candidate_id AND r.document_code = NEW.document_code AND r.state = 'rejected'
                                                 AND former.original_sha256 = s.original_sha256)) THEN
          RAISE EXCEPTION 'who refused a paper verifies it only with another file' USING ERRCODE = '23514', CONSTRAINT = 'document_needs_second_person';
        END IF;
        RETURN NEW;
      END $$`);
    await db.query(
      `CREATE TRIGGER document_decision_held BEFORE INSERT OR UPDATE ON document FOR EACH ROW EXECUTE FUNCTION hold_document_decision()`,
    );
  }

  /** The scans of a refused paper tell whether a later file is a new one, so they stay; only the erasure of the whole person
   *  (by the owner) takes them away. What a file is, is found out by the system, never said by a user. */
  private async keepEvidence(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION keep_refused_scan() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        is_user CONSTANT boolean := current_user IN ('sinergi_bp3mi', 'sinergi_labour', 'sinergi_blk');
      BEGIN
        IF is_user AND TG_OP <> 'DELETE' AND NEW.state = 'clean'
           AND (TG_OP = 'INSERT' OR (NEW.state, NEW.original_sha256) IS DISTINCT FROM (OLD.state, OLD.original_sha256)) THEN
          RAISE EXCEPTION 'a file is found clean by the system only' USING ERRCODE = '42501';
        END IF;
        IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
        IF is_user AND OLD.state = 'clean'
           AND (TG_OP = 'DELETE' OR (NEW.document_id, NEW.state, NEW.original_sha256) IS DISTINCT FROM (OLD.document_id, OLD.state, OLD.original_sha256))
           AND EXISTS (SELECT FROM public.document d WHERE d.id = OLD.document_id AND d.state IN ('rejected', 'void')) THEN
          RAISE EXCEPTION 'the file of a closed paper is evidence' USING ERRCODE = '42501';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
      END $$`);
    await db.query(
      `CREATE TRIGGER scan_of_refused_kept BEFORE INSERT OR UPDATE OR DELETE ON scan FOR EACH ROW EXECUTE FUNCTION keep_refused_scan()`,
    );
  }

  /** A difference is a task, not an error: it is noted, and an acceptance counts only for what was accepted. */
  private async compareIdentity(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION compare_document_identity() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        found text[] := '{}';
      BEGIN
        IF NEW.holder_name_key IS NOT NULL OR NEW.holder_birth_date IS NOT NULL OR NEW.holder_sex IS NOT NULL THEN
          SELECT array_remove(ARRAY[
                   CASE WHEN NEW.holder_name_key <> c.name_key THEN 'name' END,
                   CASE WHEN NEW.holder_birth_date <> c.birth_date THEN 'birthDate' END,
                   CASE WHEN NEW.holder_sex <> c.sex THEN 'sex' END], NULL)
            INTO found FROM public.candidate c WHERE c.id = NEW.candidate_id;
        END IF;
        NEW.differs := coalesce(found, '{}');
        IF TG_OP = 'UPDATE' AND (NEW.differs, NEW.holder_name, NEW.holder_birth_date, NEW.holder_sex)
             IS DISTINCT FROM (OLD.differs, OLD.holder_name, OLD.holder_birth_date, OLD.holder_sex) THEN
          NEW.identity_accepted_reason := NULL;
          NEW.identity_accepted_at := NULL;
          NEW.identity_accepted_by := NULL;
        END IF;
        RETURN NEW;
      END $$`);
    await db.query(`
      CREATE TRIGGER document_identity_compared BEFORE INSERT OR UPDATE OF holder_name_key, holder_birth_date, holder_sex, differs ON document
      FOR EACH ROW EXECUTE FUNCTION compare_document_identity()`);
    await db.query(`
      CREATE FUNCTION compare_identity_again() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        UPDATE public.document d SET differs = d.differs
         WHERE d.candidate_id = NEW.id AND (d.holder_name_key IS NOT NULL OR d.holder_birth_date IS NOT NULL OR d.holder_sex IS NOT NULL);
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER candidate_identity_compared AFTER UPDATE OF name_key, birth_date, sex ON candidate
      FOR EACH ROW WHEN ((NEW.name_key, NEW.birth_date, NEW.sex) IS DISTINCT FROM (OLD.name_key, OLD.birth_date, OLD.sex))
      EXECUTE FUNCTION compare_identity_again()`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
