import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when the first open paper of a planned departure must be asked for, stored beside the checklist from which it follows,
 *  so that reminders find the people whose plan slips without computing anybody's plan in SQL. */
export class TellLastDays1764000002210 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`ALTER TABLE placement_cycle ADD COLUMN ask_by date, ADD COLUMN ask_papers text[]`);
    await db.query(`
      ALTER TABLE placement_cycle ADD CONSTRAINT placement_cycle_ask_named CHECK ((ask_by IS NULL) = (ask_papers IS NULL))`);
    await db.query(
      `COMMENT ON COLUMN placement_cycle.ask_by IS 'Last day to ask for the first open paper, or to check it when it is handed in, without moving the planned departure; null when nothing is open or planned. Computed with the checklist.'`,
    );
    await db.query(`COMMENT ON COLUMN placement_cycle.ask_papers IS 'The papers of which ask_by is the last day.'`);
    await db.query(`
      CREATE INDEX placement_cycle_ask_by_index ON placement_cycle (ask_by)
       WHERE is_current AND departed_on IS NULL AND ask_by IS NOT NULL`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
