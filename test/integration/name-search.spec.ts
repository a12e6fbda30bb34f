import { newId } from '#libs/platform';

import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { pace } from '../support/pace.js';
import { until } from '../support/processes.js';

let house: House;

interface Found {
  readonly items: readonly { readonly id: string; readonly fullName: string }[];
  readonly total: number;
  readonly next: string | null;
  readonly isNear?: boolean;
}

const HERE = ['Dewi Anggraini', 'Sulistiyowati', 'Muhammad Rahmat', 'Waode Nurhayati', 'Rahmatia Dewi'];
const ELSEWHERE = ['Zulkarnain Bombasto', 'Dewi Seberang'];

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  for (const fullName of HERE) await register('sari', fullName, '74.06.04');
  await register('sari', 'Dewi Konawe', '74.07.01');
  for (const fullName of ELSEWHERE) await register('maria', fullName, '73.01');
});
afterAll(() => house.close());

async function register(person: Person, fullName: string, areaCode: string): Promise<void> {
  const { status, body } = await house.as(person).post('/candidates', { fullName, areaCode });
  if (status !== 201) throw new Error(JSON.stringify(body));
}

async function search(person: Person, query: string): Promise<Found> {
  const { status, body } = await house.as(person).get<Found>(`/candidates?${query}`);
  expect(status).toBe(200);
  return body;
}

const names = (found: Found): string[] => found.items.map((item) => item.fullName);

test.each([
  ['a part', 'nggrain', ['Dewi Anggraini']],
  ['two parts in any order', 'dewi%20rahma', ['Rahmatia Dewi']],
  ['an old spelling', 'moch%20rachmat', ['Muhammad Rahmat']],
  ['a single letter', 'dewi%20a', ['Rahmatia Dewi', 'Dewi Konawe', 'Dewi Anggraini']],
])('%s of a name finds exactly who holds it', async (_, q, expected) => {
  const found = await search('sari', `q=${q}`);
  expect(names(found).sort()).toEqual([...expected].sort());
  expect(found).toMatchObject({ total: expected.length });
  expect(found.isNear).toBeUndefined();
});

test.each([
  ['swapped letters', 'dwei%20anggraini', 'Dewi Anggraini'],
  ['a wrong letter', 'sulistiyiwati', 'Sulistiyowati'],
  ['a missing letter', 'nurhyati', 'Waode Nurhayati'],
  ['a letter too many', 'rahnmatia', 'Rahmatia Dewi'],
  ['swapped letters in one word and a wrong one in the other', 'dwei%20anggraimi', 'Dewi Anggraini'],
  ['two words with an error each', 'muhamad%20rahmet', 'Muhammad Rahmat'],
])('%s still finds the person, first, and says that nobody is named exactly so', async (_, q, expected) => {
  const found = await search('sari', `q=${q}`);
  expect(names(found)[0]).toBe(expected);
  expect(found).toMatchObject({ isNear: true, total: found.items.length });
});

test('names like the words can be asked for although somebody is named exactly so', async () => {
  expect(names(await search('sari', 'q=dewi'))).not.toContain('Waode Nurhayati');
  await register('sari', 'Nurhayeti', '74.06.04');
  expect(names(await search('sari', 'q=nurhayeti'))).toEqual(['Nurhayeti']);
  expect(names(await search('sari', 'q=nurhayeti&near=true'))).toEqual(['Nurhayeti', 'Waode Nurhayati']);
});

test('every other filter narrows a search, and its total', async () => {
  expect(await search('sari', 'q=dewi&stage=lead&area=74.06')).toMatchObject({ total: 2 });
  expect(await search('sari', 'q=dewi&stage=cleared')).toMatchObject({ total: 0, items: [] });
  expect(await search('sari', 'q=dewi&source=form')).toMatchObject({ total: 3 });
  expect(await search('sari', 'q=dewi&source=import')).toMatchObject({ total: 0 });
  expect(await search('sari', 'source=import')).toMatchObject({ total: 0 });
});

test.each(['newest', 'name'])('pages of a search by %s show everybody once, near names too', async (sort) => {
  for (const q of ['dewi', 'dwei']) {
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const found: Found = await search('sari', `q=${q}&sort=${sort}&limit=1${after ? `&after=${after}` : ''}`);
      seen.push(...names(found));
      total = found.total;
      after = found.next;
    } while (after);
    expect([...seen].sort()).toEqual(['Dewi Anggraini', 'Dewi Konawe', 'Rahmatia Dewi']);
    expect(total).toBe(3);
    if (sort === 'name') expect(seen).toEqual([...seen].sort());
  }
});

test('a search never tells of anybody outside the scope: neither in the list, nor in the total, nor by being near', async () => {
  for (const q of ['bombasto', 'bombasta', 'seberang', 'sebreang', 'zulkarnain%20bombasto']) {
    for (const area of ['', '&area=74', `&area=${CAST.maria.areaCode}`, '&area=74.06']) {
      const found = await search('sari', `q=${q}${area}`);
      expect({ q, area, names: names(found).filter((name) => ELSEWHERE.includes(name)) }).toEqual({ q, area, names: [] });
      if (found.total > 0) expect(found.isNear).toBe(true);
    }
  }
  expect(await search('maria', 'q=dewi')).toMatchObject({ total: 1, items: [{ fullName: 'Dewi Seberang' }] });
  expect(await search('ningsih', `q=dewi&area=74.07`)).toMatchObject({ total: 0, items: [] });
  expect(names(await search('ningsih', 'q=dewi'))).not.toContain('Dewi Konawe');
});

test('the function behind it narrows by the session alone: no argument and no setting widens it', async () => {
  const asked = `SELECT count(*)::integer AS n FROM auth.people_named($1, ARRAY['seberang'], ARRAY['seberang'], ARRAY['seberang'], false)`;
  const count = async (person: Person | null, area: string | null): Promise<number> => {
    return asRole(person, asked, [area]);
  };
  expect(await count('maria', null)).toBe(1);
  for (const area of [null, '74', '73', '%', '', CAST.maria.areaCode])
    expect({ area, n: await count('sari', area) }).toEqual({ area, n: 0 });
  expect(await count(null, null)).toBe(0);
});

async function asRole(person: Person | null, sql: string, params: readonly unknown[]): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(house.databaseUrl);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE sinergi_bp3mi');
    const token = person ? house.as(person).token : 'palsu';
    await client.query(`SELECT set_config('app.session', $1, true)`, [token]);
    const { rows } = await client.query<{ n: number }>(sql, [...params]);
    return rows[0]?.n ?? -1;
  } finally {
    await client.end();
  }
}

test('a name that only others have costs no more time than a name that nobody has', async () => {
  await house.sql(
    `WITH people AS (
       INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
       SELECT gen_random_uuid(), 'Xerxes Quillon ' || n, 'xerxes quilon ' || n, $2, 'generator', $1 FROM generate_series(1, 20000) n RETURNING id, area_code)
     INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
     SELECT gen_random_uuid(), id, area_code, 1, 'lead', '2026-01-02', '2026-01-02' FROM people`,
    [newId(), '73.01'],
  );
  await house.sql('VACUUM ANALYZE candidate');
  await until(async () => {
    const [elsewhere = 0, nobody = 0] = await pace([() => search('sari', 'q=xerxes'), () => search('sari', 'q=yarvut')], 60);
    expect(elsewhere).toBeLessThan(nobody * 1.5 + 1);
  });
});
