import { openHouse, type House } from '../support/house.js';

let house: House;

interface View {
  readonly id: string;
  readonly name: string;
  readonly isMine: boolean;
  readonly isShared: boolean;
  readonly filter: object;
  readonly count: number;
  readonly version: number;
}

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  for (const [fullName, areaCode] of [
    ['Dewi Satu', '74.06.04'],
    ['Dewi Dua', '74.06.01'],
    ['Budi Tiga', '74.07.01'],
  ])
    await house.as('sari').post('/candidates', { fullName, areaCode, scheme: 'ssw' });
});
afterAll(() => house.close());

const view = (name: string, filter: object, isShared = false) => ({ name, filter, columns: ['area', 'stage'], isShared });
const viewsOf = async (person: 'sari' | 'hasan' | 'ningsih' | 'maria'): Promise<View[]> =>
  (await house.as(person).get<{ items: View[] }>('/saved-views')).body.items;

test('a view that is kept counts what its list counts now, for whoever asks', async () => {
  for (const [name, filter] of [
    ['Semua', {}],
    ['Bombana', { area: '74.06' }],
    ['Dewi', { q: 'dewi' }],
    ['Milik saya, peminat', { officer: 'me', stage: 'lead', sort: 'name' }],
    ['Mandek', { stalled: true }],
  ] as const)
    expect((await house.as('sari').post('/saved-views', view(name, filter))).status).toBe(201);
  const views = await viewsOf('sari');
  expect(views.map(({ name, count }) => [name, count])).toEqual([
    ['Semua', 3],
    ['Bombana', 2],
    ['Dewi', 2],
    ['Milik saya, peminat', 3],
    ['Mandek', 0],
  ]);
  for (const { filter, count } of views) {
    const query = Object.entries(filter)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join('&');
    expect((await house.as('sari').get<{ total: number }>(`/candidates?${query}`)).body.total).toBe(count);
  }
});

test('what a supervisor shares is seen by the whole office of the same area, and by nobody else', async () => {
  const shared = view('Kantor: Bombana', { area: '74.06', officer: 'me' }, true);
  expect((await house.as('sari').post('/saved-views', shared)).status).toBe(403);
  const made = await house.as('hasan').post<View>('/saved-views', shared);
  expect(made.status).toBe(201);
  expect((await viewsOf('sari'))[0]).toMatchObject({ name: 'Kantor: Bombana', isMine: false, isShared: true, count: 2 });
  expect((await viewsOf('hasan'))[0]).toMatchObject({ isMine: true, count: 0 });
  expect(await viewsOf('ningsih')).toEqual([]);
  expect(await viewsOf('maria')).toEqual([]);
  expect((await house.as('sari').delete(`/saved-views/${made.body.id}`)).status).toBe(403);
  expect((await house.as('maria').delete(`/saved-views/${made.body.id}`)).status).toBe(404);
  expect((await house.as('hasan').delete(`/saved-views/${made.body.id}`)).status).toBe(204);
});

test('a view is renamed and removed by its owner; a stale rename is told', async () => {
  const [first] = await viewsOf('sari');
  const path = `/saved-views/${first?.id}`;
  expect((await house.as('hasan').patch(path, { name: 'Milik orang' }, { version: 1 })).status).toBe(404);
  expect((await house.as('sari').patch(path, { name: 'Seluruhnya' }, { version: 1 })).status).toBe(200);
  expect((await house.as('sari').patch(path, { name: 'Terlambat' }, { version: 1 })).status).toBe(412);
  expect((await house.as('sari').patch(path, { name: 'Bombana' }, { version: 2 })).status).toBe(409);
  expect((await house.as('sari').delete(path)).status).toBe(204);
  expect((await viewsOf('sari')).map(({ name }) => name)).not.toContain('Seluruhnya');
});

test('no NIK is kept in a view, and no unknown filter', async () => {
  expect((await house.as('sari').post('/saved-views', view('NIK', { q: '7406044507999001' }))).status).toBe(422);
  expect((await house.as('sari').post('/saved-views', view('Lain', { after: 'x' }))).status).toBe(422);
  expect((await house.as('sari').post('/saved-views', view('Lain', { stage: 'terbang' }))).status).toBe(422);
});
