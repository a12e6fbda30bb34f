import type { MigrationInterface, QueryRunner } from 'typeorm';

const SHOWN = {
  name: 'familyName',
  relation: 'familyRelation',
  address: 'familyAddress',
  is_emergency: 'isEmergency',
  gives_permission: 'givesPermission',
};
const HIDDEN = { phone_sealed: 'familyPhone' };

/** What was said about the family of a person, kept like everything else of the file. A relative is somebody else, so what was
 *  kept about a contact goes when the contact goes. */
export class KeepFamilyChanges1764000002200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`ALTER TABLE candidate_change DROP CONSTRAINT candidate_change_kind_known`);
    await db.query(`
      ALTER TABLE candidate_change ADD CONSTRAINT candidate_change_kind_known
      CHECK (kind IN ('candidate', 'cycle', 'document', 'enrolment', 'family'))`);
    const columns = [...Object.keys(SHOWN), ...Object.keys(HIDDEN)];
    const rowOf = (side: 'OLD' | 'NEW') => `(${columns.map((column) => `${side}.${column}`).join(', ')})`;
    await db.query(`
      CREATE TRIGGER family_contact_keeps_change AFTER UPDATE ON family_contact FOR EACH ROW
      WHEN (${rowOf('OLD')} IS DISTINCT FROM ${rowOf('NEW')})
      EXECUTE FUNCTION keep_change('family', '${JSON.stringify(SHOWN)}', '${JSON.stringify(HIDDEN)}')`);
    await db.query(`
      CREATE FUNCTION forget_family_changes() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        DELETE FROM candidate_change c
         WHERE c.candidate_id = OLD.candidate_id AND c.kind = 'family' AND c.subject_id = OLD.id;
        RETURN NULL;
      END $$`);
    await db.query(`
      CREATE TRIGGER family_contact_forgets_changes AFTER DELETE ON family_contact FOR EACH ROW EXECUTE FUNCTION forget_family_changes()`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
