import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAreasAndRules1764000000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE area (
        code        text COLLATE "C" CONSTRAINT area_pk PRIMARY KEY,
        parent_code text COLLATE "C" CONSTRAINT area_parent_fk REFERENCES area,
        level       text NOT NULL CONSTRAINT area_level_known CHECK (level IN ('province', 'regency', 'district', 'village')),
        name        text NOT NULL,
        kind        text NOT NULL,
        search_key  text NOT NULL,
        tile_column smallint,
        tile_row    smallint,
        CONSTRAINT area_code_is_kemendagri CHECK (code ~ '^[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?$')
      )`);
    await db.query(`CREATE INDEX area_parent_index ON area (parent_code, name)`);
    await db.query(
      `COMMENT ON TABLE area IS 'Administrative areas by Kemendagri code. Names: cahyadsn/wilayah through idn-area-data, ODbL 1.0. [public]'`,
    );
    await db.query(`
      CREATE TABLE rulebook_rule (
        rule_id  text NOT NULL,
        edition  text NOT NULL,
        kind     text NOT NULL CONSTRAINT rulebook_rule_kind_known CHECK (kind IN ('document', 'journey', 'reminder')),
        body     jsonb NOT NULL,
        CONSTRAINT rulebook_rule_pk PRIMARY KEY (rule_id, edition)
      )`);
    await db.query(
      `COMMENT ON TABLE rulebook_rule IS 'Published copy of the rule files, for display and joins; never edited here. [public]'`,
    );
    await db.query(`
      GRANT SELECT ON area, rulebook_rule
         TO sinergi_bp3mi, sinergi_labour, sinergi_blk, sinergi_district, sinergi_admin, sinergi_system`);
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
