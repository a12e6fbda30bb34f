import { DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface Pair {
  id: string;
  version: number;
  state: string;
  reasons: string[];
  decideReason: string | null;
  people: { id: string; fullName: string }[];
  differs: string[];
  sides: { person: { id: string }; belongings: { kind: string; count: number }[] }[];
}
type Pairs = { items: Pair[]; next: string | null; total: number };
interface File {
  id: string;
  version: number;
}

let house: House;
let dewi: File;
let again: File;
beforeAll(async () => {
  house = await openHouse();
  dewi = (await house.as('ningsih').post<File>('/candidates', DEWI)).body;
  again = (
    await house.as('ningsih').post<File>('/candidates', { fullName: 'Dewi Anggraeni', birthDate: '1999-05-07', areaCode: '74.06.04' })
  ).body;
  await house.drain();
});
afterAll(() => house.close());

const openPairs = async (who: 'sari' | 'ningsih' | 'maria' = 'sari') => (await house.as(who).get<Pairs>('/duplicate-pairs')).body;
async function theOnly(): Promise<Pair> {
  const { items } = await openPairs();
  if (!items[0] || items.length > 1) throw new Error(`${items.length} pairs`);
  return items[0];
}

test('a person registered twice becomes one pair, seen by whoever may see both, and counted at home', async () => {
  const pair = await theOnly();
  expect(pair.people.map(({ id }) => id).sort()).toEqual([dewi.id, again.id].sort());
  expect(pair.reasons).toContain('birth-date-swapped');
  expect((await openPairs('ningsih')).total).toBe(1);
  expect(await openPairs('maria')).toEqual({ items: [], next: null, total: 0 });
  expect((await house.as('maria').get(`/duplicate-pairs/${pair.id}`)).status).toBe(404);
  expect((await house.as('wayan').get('/duplicate-pairs')).status).toBe(403);
  const home = await house.as('sari').get<{ items: { code: string; count: number }[] }>('/home');
  expect(home.body.items.find(({ code }) => code === 'duplicates_open')?.count).toBe(1);
});

test('side by side the differing fields are named, numbers stay masked, and what hangs on each file is counted', async () => {
  const { body } = await house.as('sari').get<Pair>(`/duplicate-pairs/${(await theOnly()).id}`);
  expect(body.differs).toEqual(expect.arrayContaining(['fullName', 'birthDate', 'nikMasked']));
  expect(body.differs).not.toContain('areaCode');
  expect(body.sides.map(({ belongings }) => belongings.find(({ kind }) => kind === 'cycles')?.count)).toEqual([1, 1]);
  expect(JSON.stringify(body)).not.toContain(DEWI.nik);
});

test('"not a duplicate" is remembered with its reason until a compared field changes', async () => {
  const pair = await theOnly();
  const path = `/duplicate-pairs/${pair.id}/not-duplicate`;
  expect((await house.as('sari').post(path, { reason: 'Sepupu' })).status).toBe(428);
  expect((await house.as('sari').post(path, { reason: 'Sepupu' }, { version: pair.version + 1 })).status).toBe(412);
  const decided = await house.as('sari').post<Pair>(path, { reason: 'Sepupu, kedua KTP dilihat' }, { version: pair.version });
  expect(decided).toMatchObject({ status: 200, body: { state: 'not_duplicate', decideReason: 'Sepupu, kedua KTP dilihat' } });
  // What is not compared changes nothing.
  const married = await house
    .as('ningsih')
    .patch<File>(`/candidates/${again.id}`, { maritalStatus: 'married' }, { version: again.version });
  await house.sql(`INSERT INTO duplicate_check (candidate_id) VALUES ($1), ($2)`, [dewi.id, again.id]);
  await house.drain();
  expect((await openPairs()).total).toBe(0);
  await house.as('ningsih').patch(`/candidates/${again.id}`, { birthDate: DEWI.birthDate }, { version: married.body.version });
  await house.drain();
  expect(await theOnly()).toMatchObject({ id: pair.id, state: 'open', decideReason: null });
});

test('a pair that is no longer alike goes away by itself', async () => {
  const [{ version }] = (await house.sql<{ version: number }>(`SELECT version FROM candidate WHERE id = $1`, [again.id])) as [
    { version: number },
  ];
  await house.as('ningsih').patch(`/candidates/${again.id}`, { fullName: 'Rina Lestari', birthDate: '1980-01-01' }, { version });
  await house.drain();
  expect((await openPairs()).total).toBe(0);
});
