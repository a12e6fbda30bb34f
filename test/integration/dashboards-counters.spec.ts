import pg from 'pg';

import { CORRECT_COUNTERS, COUNTER_DIFFERENCES, RECOUNT_STAGES } from '#libs/dashboards';

import { CAST } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let office: pg.Client;
beforeAll(async () => {
  house = await openHouse();
  office = new pg.Client(house.databaseUrl);
  await office.connect();
});
afterAll(async () => {
  await office.end();
  await house.close();
});

const DISTRICTS = ['74.06.01', '74.06.04', '74.06.04.2001', '74.06', '74.07.01', '74', '74.71.02'];
const STAGES = ['lead', 'registered', 'in_preparation', 'cleared', 'departed', 'returned', 'withdrawn', 'merged', 'on_hold'];
const CENTER = '01900000-0000-7000-8000-0000000000c1';

/** A small random number generator with a seed, so that a red run can be repeated. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % sides;
  };
}

const pick = <T>(roll: (sides: number) => number, from: readonly T[]): T => from[roll(from.length)] as T;
const day = (roll: (sides: number) => number): string =>
  `2025-${String(1 + roll(12)).padStart(2, '0')}-${String(1 + roll(28)).padStart(2, '0')}`;
const someId = async (table: string, roll: (sides: number) => number): Promise<string | null> => {
  const { rows } = await office.query(`SELECT id FROM ${table} ORDER BY id`);
  return rows.length > 0 ? pick(roll, rows).id : null;
};

type Roll = (sides: number) => number;
const CYCLE_FACTS = `stage = $2, departed_on = $3, returned_on = $4, was_procedural = $5, required_count = $6, submitted_count = $7, verified_count = $8, is_competent = $9, is_current = $10`;
const cycleFacts = (roll: Roll): unknown[] => {
  const required = roll(3) * 5;
  return [
    pick(roll, STAGES),
    day(roll),
    day(roll),
    pick(roll, [true, false, null]),
    required,
    roll(required + 1),
    roll(required + 1),
    roll(2) === 0,
    roll(5) > 0,
  ];
};

/** What an office does to its rows, at random; each is one statement, like each of the rooms' own. */
const DEEDS: Readonly<Record<string, (roll: Roll, n: number) => Promise<unknown>>> = {
  register: async (roll, n) => {
    const area = pick(roll, DISTRICTS);
    const { rows } = await office.query(
      `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by) VALUES (gen_random_uuid(), 'Uji ' || $1, 'uji', $2, 'form', $3) RETURNING id`,
      [n, area, CAST.sari.id],
    );
    return office.query(
      `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on) VALUES (gen_random_uuid(), $1, $2, 1, 'lead', '2025-01-01', '2025-01-01')`,
      [rows[0].id, area],
    );
  },
  'change a cycle': async (roll) =>
    office.query(`UPDATE placement_cycle SET ${CYCLE_FACTS} WHERE id = $1`, [await someId('placement_cycle', roll), ...cycleFacts(roll)]),
  'change all cycles of an area': (roll) =>
    office.query(`UPDATE placement_cycle SET is_competent = NOT is_competent WHERE area_code = $1`, [pick(roll, DISTRICTS)]),
  'touch without change': (roll) =>
    office.query(`UPDATE placement_cycle SET version = version + 1 WHERE area_code = $1`, [pick(roll, DISTRICTS)]),
  'move a person': async (roll) =>
    office.query(`UPDATE candidate SET area_code = $2 WHERE id = $1`, [await someId('candidate', roll), pick(roll, DISTRICTS)]),
  'delete a person': async (roll) =>
    roll(3) === 0 ? office.query(`DELETE FROM candidate WHERE id = $1`, [await someId('candidate', roll)]) : null,
  'delete a cycle': async (roll) =>
    roll(3) === 0 ? office.query(`DELETE FROM placement_cycle WHERE id = $1`, [await someId('placement_cycle', roll)]) : null,
  enrol: async (roll) =>
    office.query(
      `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by)
       SELECT gen_random_uuid(), b.id, b.training_center_id, c.id, c.area_code, $2, 'accepted', $3 FROM candidate c, training_batch b WHERE c.id = $1
       ON CONFLICT DO NOTHING`,
      [await someId('candidate', roll), pick(roll, ['main', 'reserve']), CAST.wayan.id],
    ),
  result: async (roll) =>
    office.query(`UPDATE enrolment SET result = $2, result_on = $3 WHERE id = $1`, [
      await someId('enrolment', roll),
      ...(roll(2) ? ['competent', day(roll)] : [null, null]),
    ]),
  promise: (roll) =>
    office.query(
      `INSERT INTO commitment (id, area_code, promised_by_office, quote, category, due_on, state, created_by) VALUES (gen_random_uuid(), $1, 'Dinas', 'siap', 'training', $2, 'stated', $3)`,
      [pick(roll, DISTRICTS), pick(roll, [null, day(roll)]), CAST.sari.id],
    ),
  'keep a promise': async (roll) =>
    office.query(`UPDATE commitment SET state = 'fulfilled', fulfilled_on = $2, evidence = 'surat' WHERE id = $1`, [
      await someId('commitment', roll),
      day(roll),
    ]),
  'change a promise': async (roll) =>
    office.query(`UPDATE commitment SET due_on = $2, state = $3, closed_reason = 'x', area_code = $4 WHERE id = $1`, [
      await someId('commitment', roll),
      pick(roll, [null, day(roll)]),
      pick(roll, ['agreed', 'dropped']),
      pick(roll, DISTRICTS),
    ]),
  'delete a promise': async (roll) =>
    roll(3) === 0 ? office.query(`DELETE FROM commitment WHERE id = $1`, [await someId('commitment', roll)]) : null,
  fold: () => office.query(`SELECT auth.fold_indicators(), auth.fold_stages()`),
};

const differences = async (): Promise<object[]> => (await office.query(COUNTER_DIFFERENCES)).rows;

async function stocks(month: string): Promise<Map<string, string>> {
  const { rows } = await office.query(
    `SELECT c.area_code, c.indicator, c.x, c.y, c.unknown FROM (VALUES (2), (5), (8)) w (width)
      CROSS JOIN LATERAL auth.indicator_cells('74', ARRAY[w.width], $1, $1, ARRAY(SELECT code FROM indicator WHERE is_stock)) c ORDER BY 1, 2`,
    [`${month}-01`],
  );
  return new Map(rows.map((row) => [`${row.area_code} ${row.indicator}`, `${row.x} of ${row.y}, ${row.unknown} unknown`]));
}

beforeAll(async () => {
  await office.query(
    `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title) VALUES ($1, $1, 'LAS', 'Las', 'Teknik Las', 260, 'Juru las')`,
    [CENTER],
  );
  await office.query(
    `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, funding_source, state)
     VALUES ($1, $1, $1, '74.06', 'Angkatan I', '2025-01-01', '2025-12-31', 100, 'apbn', 'running')`,
    [CENTER],
  );
});

test.each([1, 2, 3])(
  'after any sequence of changes every counter equals the slow count, folded or not (seed %i)',
  async (seed) => {
    const roll = dice(seed);
    const deeds = Object.entries(DEEDS);
    const endOfMonth = new Map<string, Map<string, string>>();
    for (let n = 0; n < 160; n += 1) {
      const month = `${2020 + seed}-${String(1 + Math.floor(n / 40)).padStart(2, '0')}`;
      await office.query(`SELECT set_config('app.today', $1, false)`, [`${month}-15`]);
      const [name, deed] = pick(roll, [...deeds, ...deeds.slice(0, 5)]);
      await deed(roll, n);
      const wrong = await differences();
      if (wrong.length > 0) throw new Error(`after "${name}" (deed ${n}): ${JSON.stringify(wrong)}`);
      endOfMonth.set(month, await stocks(month));
    }
    for (const [month, then] of endOfMonth) expect([month, await stocks(month)]).toEqual([month, then]);
  },
  120_000,
);

test('a difference of an earlier month that commits after the fold still moves the balances after it', async () => {
  await office.query(`SELECT set_config('app.today', '2025-06-10', false)`);
  await DEEDS['register']?.(dice(7), 1000);
  await office.query(`SELECT auth.fold_indicators()`);
  const before = await stocks('2025-06');
  await office.query(
    `INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown) VALUES ('kpi_active', '74.06.04', '2025-05-01', 1, 0, 0)`,
  );
  const open = await stocks('2025-06');
  await office.query(`SELECT auth.fold_indicators()`);
  expect(await stocks('2025-06')).toEqual(open);
  expect(open).not.toEqual(before);
  await office.query(
    `INSERT INTO indicator_delta (indicator, area_code, month, x, y, unknown) VALUES ('kpi_active', '74.06.04', '2025-06-01', -1, 0, 0)`,
  );
});

test('rows changed with triggers off are found and corrected', async () => {
  await office.query(`SET session_replication_role = replica`);
  await office.query(
    `UPDATE placement_cycle SET area_code = '74.06.01', is_current = true, stage = 'registered' WHERE id IN (SELECT id FROM placement_cycle LIMIT 3)`,
  );
  await office.query(`SET session_replication_role = origin`);
  expect((await differences()).length).toBeGreaterThan(0);
  await office.query(CORRECT_COUNTERS, ['2025-06-10']);
  await office.query(RECOUNT_STAGES);
  expect(await differences()).toEqual([]);
  await office.query(`SELECT auth.fold_indicators()`);
  expect(await differences()).toEqual([]);
});
