import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePartnerships1764000000700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`SET ROLE sinergi_owner`);
    await db.query(`
      CREATE TABLE agreement (
        id                  uuid CONSTRAINT agreement_pk PRIMARY KEY,
        area_code           text COLLATE "C" NOT NULL CONSTRAINT agreement_area_fk REFERENCES area,
        type                text NOT NULL CONSTRAINT agreement_type_known CHECK (type IN
                              ('synergy_agreement', 'cooperation_agreement', 'commitment_statement', 'regional_regulation', 'decree')),
        title               text NOT NULL,
        number_first_party  text,
        number_second_party text,
        counterpart_office  text NOT NULL,
        counterpart_person  text,
        scope               text[] NOT NULL DEFAULT '{}',
        state               text NOT NULL CONSTRAINT agreement_state_known CHECK (state IN
                              ('proposed', 'drafting', 'legal_review', 'ready_to_sign', 'active', 'blocked', 'renewed', 'terminated')),
        blocked_reason      text,
        signed_on           date,
        effective_on        date,
        expires_on          date,
        created_by          uuid NOT NULL,
        created_at          timestamptz NOT NULL DEFAULT now(),
        version             integer NOT NULL DEFAULT 1,
        CONSTRAINT agreement_active_is_signed CHECK (state <> 'active' OR signed_on IS NOT NULL),
        CONSTRAINT agreement_blocked_with_reason CHECK (state <> 'blocked' OR blocked_reason IS NOT NULL),
        CONSTRAINT agreement_expires_after_start CHECK (expires_on IS NULL OR effective_on IS NULL OR expires_on > effective_on)
      )`);
    await db.query(
      `COMMENT ON TABLE agreement IS 'MoU, PKS and other instruments with a region; expiring and expired follow from expires_on. [public office]'`,
    );
    await db.query(`CREATE INDEX agreement_area_index ON agreement (area_code, id DESC)`);
    await db.query(`CREATE INDEX agreement_expiry_index ON agreement (expires_on) WHERE state = 'active'`);
    await db.query(`
      CREATE TABLE visit (
        id            uuid CONSTRAINT visit_pk PRIMARY KEY,
        area_code     text COLLATE "C" NOT NULL CONSTRAINT visit_area_fk REFERENCES area,
        type          text NOT NULL CONSTRAINT visit_type_known CHECK (type IN
                        ('audience', 'coordination', 'socialisation', 'joint_meeting', 'handover', 'monitoring', 'signing')),
        visited_on    date NOT NULL,
        place         text NOT NULL,
        hosts         jsonb NOT NULL DEFAULT '[]',
        delegation    text NOT NULL DEFAULT '',
        topics        text[] NOT NULL DEFAULT '{}',
        minutes       text,
        minutes_at    timestamptz,
        next_visit_on date,
        created_by    uuid NOT NULL,
        created_at    timestamptz NOT NULL DEFAULT now(),
        version       integer NOT NULL DEFAULT 1
      )`);
    await db.query(
      `COMMENT ON TABLE visit IS 'A visit or meeting with a region: hosts are officials in office, never workers. [public office]'`,
    );
    await db.query(`CREATE INDEX visit_area_index ON visit (area_code, visited_on DESC, id DESC)`);
    await db.query(`CREATE INDEX visit_date_index ON visit (visited_on)`);
    await db.query(`
      CREATE TABLE commitment (
        id                 uuid CONSTRAINT commitment_pk PRIMARY KEY,
        area_code          text COLLATE "C" NOT NULL CONSTRAINT commitment_area_fk REFERENCES area,
        visit_id           uuid CONSTRAINT commitment_visit_fk REFERENCES visit,
        agreement_id       uuid CONSTRAINT commitment_agreement_fk REFERENCES agreement,
        promised_by_office text NOT NULL,
        promised_by_person text,
        quote              text NOT NULL,
        category           text NOT NULL CONSTRAINT commitment_category_known CHECK (category IN
                             ('training', 'training_facility', 'budget', 'regulation', 'outreach', 'data_exchange', 'focal_point',
                              'return_reception', 'protection', 'policy_support', 'coordination', 'other')),
        target             text,
        legal_basis        text,
        due_on             date,
        state              text NOT NULL CONSTRAINT commitment_state_known CHECK (state IN
                             ('stated', 'agreed', 'in_progress', 'fulfilled', 'partly_fulfilled', 'dropped')),
        evidence           text,
        fulfilled_on       date,
        closed_reason      text,
        created_by         uuid NOT NULL,
        created_at         timestamptz NOT NULL DEFAULT now(),
        version            integer NOT NULL DEFAULT 1,
        CONSTRAINT commitment_fulfilled_with_evidence CHECK (state <> 'fulfilled' OR (fulfilled_on IS NOT NULL AND evidence IS NOT NULL)),
        CONSTRAINT commitment_dropped_with_reason CHECK (state <> 'dropped' OR closed_reason IS NOT NULL)
      )`);
    await db.query(
      `COMMENT ON TABLE commitment IS 'A promise as it was said, by an office and a person apart; overdue follows from due_on. [public office]'`,
    );
    await db.query(`CREATE INDEX commitment_area_index ON commitment (area_code, due_on, id)`);
    await db.query(
      `CREATE INDEX commitment_due_index ON commitment (due_on) WHERE state IN ('stated', 'agreed', 'in_progress', 'partly_fulfilled')`,
    );
    await db.query(`CREATE INDEX commitment_visit_index ON commitment (visit_id)`);
    const inArea = `area_code >= (SELECT auth.current_area()) AND area_code < (SELECT auth.area_end())`;
    for (const table of ['agreement', 'visit', 'commitment']) {
      await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
      await db.query(`CREATE POLICY ${table}_owner ON ${table} TO sinergi_owner USING (true) WITH CHECK (true)`);
      await db.query(`CREATE POLICY ${table}_system ON ${table} FOR SELECT TO sinergi_system USING (true)`);
      await db.query(`CREATE POLICY ${table}_office ON ${table} TO sinergi_bp3mi USING (${inArea}) WITH CHECK (${inArea})`);
      await db.query(`CREATE POLICY ${table}_region ON ${table} FOR SELECT TO sinergi_labour, sinergi_district USING (${inArea})`);
      await db.query(`GRANT SELECT ON ${table} TO sinergi_bp3mi, sinergi_labour, sinergi_district, sinergi_system`);
      await db.query(`GRANT INSERT, UPDATE ON ${table} TO sinergi_bp3mi`);
    }
    await db.query(`RESET ROLE`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
