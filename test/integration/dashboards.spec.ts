import fs from 'node:fs';

import { INDICATOR_CODES, indicatorPage, INDICATORS } from '#libs/dashboards';

import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Tile {
  readonly code: string;
  readonly title: string;
  readonly value: { x: number; y?: number } | null;
  readonly unknown: number | null;
  readonly suppressed: boolean;
  readonly asOf: string;
  readonly definition: string;
}
interface Dashboard {
  readonly area: object;
  readonly period: string;
  readonly tiles: readonly Tile[];
  readonly byDistrict: readonly { area: { code: string; tileColumn: number | null }; values: Record<string, object> }[];
}

describe('the dashboard of Bombana', () => {
  test('shows every indicator with its title, its definition and the moment it was read', async () => {
    const { status, body } = await house.as('ratna').get<Dashboard>('/dashboards/areas/74.06');
    expect(status).toBe(200);
    expect(body).toMatchObject({ area: { code: '74.06', name: 'Kabupaten Bombana' }, period: '2026-01' });
    expect(body.tiles.map(({ code }) => code)).toEqual([...INDICATOR_CODES]);
    for (const tile of body.tiles) {
      expect(tile).toMatchObject({ suppressed: false, unknown: 0 });
      expect(tile.title.length * tile.definition.length).toBeGreaterThan(0);
      expect(Date.parse(tile.asOf)).toBeGreaterThan(0);
    }
  });

  test('lists all 22 districts with their place on the tile map, those without people too', async () => {
    const { body } = await house.as('ratna').get<Dashboard>('/dashboards/areas/74.06');
    expect(body.byDistrict).toHaveLength(22);
    expect(body.byDistrict.find(({ area }) => area.code === '74.06.04')).toEqual({
      area: { code: '74.06.04', name: 'Rumbia', tileColumn: 5, tileRow: 2 },
      values: Object.fromEntries(INDICATORS.map(({ code, denominator }) => [code, { x: 0, y: denominator ? 0 : null, suppressed: false }])),
    });
  });

  test('a candidate who is registered counts at once, in the district of the domicile and not of the NIK', async () => {
    await house.sql(`
      WITH person AS (
        INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
        VALUES (gen_random_uuid(), 'Uji', 'uji', '74.06.18.1002', 'form', gen_random_uuid()) RETURNING id)
      INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on, required_count, submitted_count)
      SELECT gen_random_uuid(), p.id, '74.06.18.1002', 1, 'registered', '2025-01-16', '2025-01-16', 12, 12 FROM person p`);
    const { body } = await house
      .as('ratna')
      .get<Tile & { by: { area: { code: string }; x: number; y: number }[] }>('/indicators/kpi_docs_submitted?area=74.06&by=district');
    expect(body.value).toEqual({ x: 1, y: 1 });
    expect(body.by.filter(({ y }) => y > 0).map(({ area, x }) => [area.code, x])).toEqual([['74.06.18', 1]]);
    expect((await house.as('ratna').get<Tile>('/indicators/kpi_docs_verified?area=74.06')).body.value).toEqual({ x: 0, y: 1 });
  });

  test('the province is shown by its 17 regencies, and a regency by name', async () => {
    const { body } = await house.as('hasan').get<Dashboard>('/dashboards/areas/74');
    expect(body.byDistrict).toHaveLength(17);
    const { body: matrix } = await house.as('hasan').get<{ by: object[] }>('/indicators/kpi_active?area=74&by=district');
    expect(matrix.by).toHaveLength(221);
  });

  test('speaks English when asked to', async () => {
    const { body } = await house.as('ratna').get<Dashboard>('/dashboards/areas/74.06', { headers: { 'accept-language': 'en' } });
    expect(body.tiles[0]).toMatchObject({ title: 'Active candidates and workers' });
  });

  test.each(['2026-02', '2026-13', 'kemarin', '2027', '2026-01-16'])('refuses the period %s and says what to give', async (period) => {
    const answer = await house.as('ratna').get<{ errors: { pointer: string; code: string }[] }>(`/dashboards/areas/74.06?period=${period}`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]?.pointer).toBe('/period');
  });

  test('an unknown indicator is absent', async () => {
    expect((await house.as('ratna').get('/indicators/kpi_luck?area=74.06')).status).toBe(404);
  });

  test('open promises without a due date are told as unknown', async () => {
    await house.sql(
      `INSERT INTO commitment (id, area_code, promised_by_office, quote, category, state, created_by) VALUES (gen_random_uuid(), '74.06', 'Pemkab', 'siap mendukung penuh', 'training', 'stated', gen_random_uuid())`,
    );
    const { body } = await house.as('ratna').get<Tile>('/indicators/kpi_commitment?area=74.06');
    expect(body).toMatchObject({ value: { x: 0, y: 0 }, unknown: 1 });
  });
});

describe('what the definitions say', () => {
  test('the database knows the same indicators, kinds and sensitivity as the definitions', async () => {
    const rows = await house.sql<{ code: string; is_stock: boolean; is_sensitive: boolean }>(
      `SELECT code, is_stock, is_sensitive FROM indicator ORDER BY code`,
    );
    const defined = INDICATORS.map(({ code, kind, isSensitive }) => ({ code, is_stock: kind === 'stock', is_sensitive: isSensitive }));
    expect(rows).toEqual(defined.sort((a, b) => (a.code < b.code ? -1 : 1)));
  });

  test('docs/indicators.md is what the definitions say; npm run cli -- indicators writes it', () => {
    expect(fs.readFileSync('docs/indicators.md', 'utf8')).toBe(indicatorPage());
  });

  test('everybody with a dashboard may read them', async () => {
    const { body } = await house.as('laode').get<{ items: { code: string }[] }>('/indicators');
    expect(body.items.map(({ code }) => code)).toEqual([...INDICATOR_CODES]);
  });
});

describe('the district official and the tables of persons', () => {
  // Own trail only: a row of the own doing can be added, and the own sealed answers to repeated requests can be read.
  const OWN_ROWS: Readonly<Record<string, readonly string[]>> = {
    audit_event: ['INSERT'],
    idempotency_key: ['SELECT', 'INSERT', 'UPDATE'],
  };
  const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

  test('neither the scope role nor its login has any grant on a table or a column with personal data', async () => {
    const grants = await house.sql<{ role: string; table: string; privilege: string }>(
      `SELECT r.role, c.oid::regclass::text AS table, p.privilege
         FROM pg_class c
        CROSS JOIN unnest(ARRAY['sinergi_district', 'sinergi_district_login']) r (role)
        CROSS JOIN unnest($1::text[]) p (privilege)
        WHERE c.relkind IN ('r', 'p', 'v', 'm') AND obj_description(c.oid, 'pg_class') LIKE '%[personal]%'
          AND (has_table_privilege(r.role, c.oid, p.privilege)
               OR (p.privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(r.role, c.oid, p.privilege)))`,
      [PRIVILEGES],
    );
    expect(grants.filter(({ role, table, privilege }) => role !== 'sinergi_district' || !OWN_ROWS[table]?.includes(privilege))).toEqual([]);
    const [personal] = await house.sql<{ n: number }>(
      `SELECT count(*)::integer AS n FROM pg_class c WHERE obj_description(c.oid, 'pg_class') LIKE '%[personal]%'`,
    );
    expect(personal?.n).toBeGreaterThanOrEqual(12);
  });

  test('every table says what it holds, so that no new table of persons slips past', async () => {
    const silent = await house.sql(`
      SELECT c.oid::regclass::text AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'auth') AND c.relname <> 'migrations'
         AND coalesce(obj_description(c.oid, 'pg_class'), '') !~ '\\[(personal|public|public office|aggregate|internal)\\]'`);
    expect(silent).toEqual([]);
  });

  test('the functions that look past the scope are a closed list for it', async () => {
    const functions = await house.sql<{ name: string }>(`
      SELECT p.oid::regproc::text AS name FROM pg_proc p
       WHERE p.prosecdef AND p.pronamespace IN ('public'::regnamespace, 'auth'::regnamespace) AND p.prorettype <> 'trigger'::regtype
         AND has_function_privilege('sinergi_district', p.oid, 'EXECUTE') ORDER BY 1`);
    expect(functions.map(({ name }) => name)).toEqual([
      'auth.area_end',
      'auth.close_my_partnership_reminder',
      'auth.current_area',
      'auth.current_role_name',
      'auth.current_training_center',
      'auth.current_user_id',
      'auth.dashboard',
      'auth.enter',
      'auth.my_partnership_reminders',
    ]);
  });

  test('counters themselves are granted to no kind of user', async () => {
    const grants = await house.sql(`
      SELECT r.rolname FROM pg_roles r
       WHERE r.rolname LIKE 'sinergi\\_%' AND r.rolname NOT IN ('sinergi_owner', 'sinergi_system')
         AND (has_table_privilege(r.oid, 'indicator_count', 'SELECT') OR has_table_privilege(r.oid, 'indicator_now', 'SELECT')
              OR has_table_privilege(r.oid, 'indicator_delta', 'SELECT, INSERT, UPDATE, DELETE'))`);
    expect(grants).toEqual([]);
  });
});
