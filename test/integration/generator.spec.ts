import { openIdentity } from '#libs/candidates';
import { COUNTER_DIFFERENCES } from '#libs/dashboards';
import { readSettings, Seals } from '#libs/platform';
import { parseNik } from '#libs/rulebook';

import { generate } from '../../apps/cli/src/generator/generate.js';
import { openHouse, type House } from '../support/house.js';

const ROWS = 20_000;
let house: House;
let indexesBefore: object[];
const indexes = (): Promise<object[]> =>
  house.sql(`SELECT tablename, indexdef FROM pg_indexes WHERE schemaname IN ('public', 'auth') ORDER BY 1, 2`);
beforeAll(async () => {
  house = await openHouse();
  indexesBefore = await indexes();
  await generate(readSettings(process.env), ROWS, () => undefined);
});
afterAll(() => house.close());

test('the counters of 20,000 generated people equal the slow counts', async () => {
  expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);
  const [country] = await house.sql<{ placed: number }>(
    `SELECT sum(x)::integer AS placed FROM indicator_count WHERE indicator = 'kpi_placed' AND length(area_code) = 2`,
  );
  expect(country?.placed).toBeGreaterThan(ROWS / 4);
});

test('each has eight papers, a current cycle and a step of it; four in ten are trained; one in five went before', async () => {
  const [counts] = await house.sql<Record<string, number>>(`
    SELECT (SELECT count(*)::integer FROM document) AS papers, (SELECT count(*)::integer FROM placement_cycle WHERE is_current) AS current, (SELECT count(*)::integer FROM stage_event) AS steps,
           (SELECT count(*)::integer FROM enrolment) AS trained, (SELECT count(*)::integer FROM placement_cycle WHERE NOT is_current) AS earlier`);
  expect(counts).toMatchObject({ papers: 8 * ROWS, current: ROWS, steps: ROWS });
  expect((counts?.['trained'] ?? 0) / ROWS).toBeCloseTo(0.4, 1);
  expect((counts?.['earlier'] ?? 0) / ROWS).toBeCloseTo(0.2, 1);
});

test('every NIK is valid, opens with the office key and tells the same birth date and sex', async () => {
  const seals = new Seals(readSettings(process.env).sealKeys);
  const people = await house.sql<{ id: string; nik_sealed: Buffer; nik_index: Buffer; birth_date: string; sex: string }>(
    `SELECT id, nik_sealed, nik_index, birth_date, sex FROM candidate ORDER BY id LIMIT 500`,
  );
  for (const { id, nik_sealed, nik_index, birth_date, sex } of people) {
    const nik = openIdentity(seals, id, 'nik', nik_sealed) ?? '';
    expect(parseNik(nik, '2026-01-16')).toMatchObject({ ok: true, birthDate: birth_date, sex });
    expect(seals.blindIndex('nik', nik).equals(nik_index)).toBe(true);
  }
});

test('although triggers slept, nothing points nowhere, no batch is overbooked and no day lies ahead', async () => {
  const [broken] = await house.sql(`
    SELECT (SELECT count(*)::integer FROM document d LEFT JOIN candidate c ON c.id = d.candidate_id AND c.area_code = d.area_code WHERE c.id IS NULL) AS papers,
           (SELECT count(*)::integer FROM placement_cycle p LEFT JOIN candidate c ON c.id = p.candidate_id AND c.area_code = p.area_code WHERE c.id IS NULL) AS cycles,
           (SELECT count(*)::integer FROM enrolment e LEFT JOIN training_batch b ON b.id = e.training_batch_id AND b.training_center_id = e.training_center_id WHERE b.id IS NULL) AS enrolments,
           (SELECT count(*)::integer FROM candidate c LEFT JOIN area a ON a.code = c.area_code WHERE a.code IS NULL) AS areas,
           (SELECT count(*)::integer FROM training_batch b WHERE b.seats_taken <> (SELECT count(*) FROM enrolment e WHERE e.training_batch_id = b.id AND e.seat = 'main')) AS seats,
           (SELECT count(*)::integer FROM placement_cycle WHERE stage_since > '2026-01-16' OR departed_on > '2026-01-16' OR returned_on > '2026-01-16' OR returned_on < departed_on) AS days`);
  expect(broken).toEqual({ papers: 0, cycles: 0, enrolments: 0, areas: 0, seats: 0, days: 0 });
});

test('all indexes are back, and the next person registered gets the next case number', async () => {
  expect(await indexes()).toEqual(indexesBefore);
  const [next] = await house.sql<{ case_no: string }>(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by) VALUES (gen_random_uuid(), 'Uji', 'uji', '74.06', 'form', gen_random_uuid()) RETURNING case_no`,
  );
  expect(next?.case_no).toBe('K-020001');
});

test('it never runs twice over the same office', async () => {
  await expect(generate(readSettings(process.env), 10, () => undefined)).rejects.toThrow(/people in this database already/);
});
