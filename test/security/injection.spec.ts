import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { populate } from '../access/scope-world.js';
import { type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await populate(house, 12);
});
afterAll(() => house.close());

// prettier-ignore
const EFFECTS = [
  'create table pwned()', 'select pg_sleep(60)', "copy (select 1) to program 'touch /tmp/pwned'", 'set role sinergi_system', "select set_config('app.session', 'x', true)",
  'drop table candidate cascade', 'delete from audit_event', 'select lo_create(744)', 'commit', 'rollback',
];
// prettier-ignore
const WRAPPINGS: readonly ((effect: string) => string)[] = [
  (effect) => `'; ${effect}; --`, (effect) => `name; ${effect}; --`, (effect) => `id" ; ${effect}; --`, (effect) => `1) ; ${effect}; /*`,
  (effect) => `newest' || (${effect}) || '`, (effect) => `$$; ${effect}; $$`,
];
const PAYLOADS = EFFECTS.flatMap((effect) => WRAPPINGS.map((wrap) => wrap(effect)));

interface Door {
  readonly path: string;
  readonly name: string;
}

/** Every parameter of every list, and those that a list might be thought to have. */
function doors(): Door[] {
  return Object.entries(openApiDocument(house.api).paths).flatMap(([path, item]) => {
    const named = (item.get?.parameters ?? []).flatMap((parameter) =>
      'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
    );
    if (named.length === 0) return [];
    const url = path.replace('{code}', 'kpi_placed').replace(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000');
    return [...named, 'sort', 'order', 'orderBy', 'filter[id]', 'columns'].map((name) => ({ path: url, name }));
  });
}

const readerOf = (path: string): Person => (path.includes('indicators') || path.includes('dashboards') ? 'ratna' : 'sari');

test(`${PAYLOADS.length} pieces of SQL in every parameter of every list change nothing, delay nothing and are refused in words`, async () => {
  expect(PAYLOADS).toHaveLength(60);
  const all = doors();
  expect(new Set(all.map(({ path }) => path)).size).toBeGreaterThan(12);
  // Only a reader who is let in proves anything about what lies behind the door.
  for (const path of new Set(all.map((door) => door.path)))
    expect([path, (await house.as(readerOf(path)).get(path)).status]).not.toEqual([path, 403]);
  const before = await fingerprint();
  const odd: string[] = [];
  let slowest = 0;
  for (const { path, name } of all) {
    const answers = PAYLOADS.map(async (payload) => {
      const since = performance.now();
      const { status } = await house.as(readerOf(path)).get(`${path}?${name}=${encodeURIComponent(payload)}`);
      slowest = Math.max(slowest, performance.now() - since);
      if (status !== 200 && (status < 400 || status >= 500)) odd.push(`${status} ${path}?${name}=${payload}`);
    });
    await Promise.all(answers);
  }
  expect(odd).toEqual([]);
  expect(slowest).toBeLessThan(55_000);
  expect(await fingerprint()).toEqual(before);
});

test('the same pieces as a name, a note or a number are kept letter by letter, or refused', async () => {
  const before = await fingerprint();
  for (const payload of PAYLOADS.slice(0, 24)) {
    const { status, body } = await house
      .as('sari')
      .post<{ id: string; fullName: string }>('/candidates', { fullName: payload, areaCode: '74.06', address: payload });
    expect([payload, status, body.fullName]).toEqual([payload, 201, payload]);
    const found = await house.as('sari').get<{ items: object[] }>(`/candidates?q=${encodeURIComponent(payload)}`);
    expect(found.status).toBe(200);
    for (const field of ['nik', 'kk', 'phone', 'areaCode', 'sex', 'birthDate']) {
      expect((await house.as('sari').post('/candidates', { fullName: 'Rekaan', areaCode: '74.06', [field]: payload })).status).toBe(422);
    }
  }
  await house.sql(`DELETE FROM candidate WHERE full_name = ANY ($1)`, [PAYLOADS]);
  expect(await fingerprint()).toEqual(before);
});

test('negative control: an order that is pasted into the statement does create the table', async () => {
  const [payload = ''] = PAYLOADS.filter((text) => text.startsWith('name; create table pwned'));
  await house.sql(`SELECT id, full_name AS name FROM candidate ORDER BY ${payload}`);
  expect(await pwned()).toBe(true);
  await house.sql(`DROP TABLE pwned`);
});

test('the sort keys that a list does know are told apart from all others by name', async () => {
  for (const sort of ['newest', 'name']) expect((await house.as('sari').get(`/candidates?sort=${sort}`)).status).toBe(200);
  for (const sort of ['id', 'full_name', 'nik_sealed', 'Newest', 'name ', 'name,id', 'constructor', '__proto__', 'toString']) {
    expect([sort, (await house.as('sari').get(`/candidates?sort=${encodeURIComponent(sort)}`)).status]).toEqual([sort, 422]);
  }
  const twice = await house.as('sari').get('/candidates?sort=name&sort=newest');
  expect(twice.status).toBe(422);
});

async function pwned(): Promise<boolean> {
  const [row] = await house.sql<{ there: boolean }>(`SELECT to_regclass('pwned') IS NOT NULL AS there`);
  return row?.there ?? true;
}

/** What an injected statement could have changed. */
async function fingerprint(): Promise<object> {
  const [row] = await house.sql<object>(
    `SELECT (SELECT count(*)::integer FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace) AS tables,
            (SELECT count(*)::integer FROM candidate) AS people,
            (SELECT count(*)::integer FROM document) AS papers,
            (SELECT count(*)::integer FROM pg_largeobject_metadata) AS objects,
            to_regclass('pwned') IS NULL AS clean`,
  );
  return row ?? {};
}
