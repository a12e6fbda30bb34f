import type { MigrationInterface, QueryRunner } from 'typeorm';

/** After a change of the rules every open checklist is computed again. Until now each cycle kept the edition that had last looked
 *  at it, so that a million rows were written although most answers stay the same. Now one row tells how far the rules in force
 *  have come, and a cycle keeps the edition that gave its answer first. */
export class SweepChecklists1764000002300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE checklist_sweep (
        is_only boolean CONSTRAINT checklist_sweep_pk PRIMARY KEY DEFAULT true CONSTRAINT checklist_sweep_only_one CHECK (is_only),
        edition text NOT NULL,
        reached uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        is_done boolean NOT NULL DEFAULT false
      )`);
    await db.query(
      `COMMENT ON TABLE checklist_sweep IS 'How far the open checklists are marked to be computed again under an edition of the rules: up to this person. [internal]'`,
    );
    await db.query(`GRANT SELECT, INSERT, UPDATE ON checklist_sweep TO sinergi_system`);
    await db.query(
      `COMMENT ON COLUMN placement_cycle.checklist_edition IS 'Edition of the rules that gave the stored answer first; a later one that gives the same answer changes nothing.'`,
    );
    await db.query(`DROP INDEX placement_cycle_edition_index`);
    await db.query(
      `CREATE INDEX placement_cycle_never_computed_index ON placement_cycle (candidate_id) WHERE is_current AND checklist_edition IS NULL`,
    );
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
