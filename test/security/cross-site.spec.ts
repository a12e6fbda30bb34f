import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { CAST, DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let id: string;
beforeAll(async () => {
  house = await openHouse();
  id = (await house.as('sari').post<{ id: string }>('/candidates', DEWI)).body.id;
});
afterAll(() => house.close());

interface Change {
  readonly method: 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  readonly url: string;
}

/** Every route that changes something. */
const changes = (): Change[] =>
  Object.entries(openApiDocument(house.api).paths).flatMap(([path, item]) =>
    (['post', 'patch', 'delete', 'put'] as const).flatMap((method): Change[] =>
      item[method] ? [{ method: method.toUpperCase() as Change['method'], url: path.replace(/\{\w+\}/g, id) }] : [],
    ),
  );

const asBrowserOf = (person: 'sari' | 'tono', site: string, change: Change, headers: Record<string, string> = {}, payload = '{}') =>
  house.api.inject({
    ...change,
    headers: {
      cookie: `sinergi=${house.as(person).token}`,
      'sec-fetch-site': site,
      'if-match': '"1"',
      'content-type': 'application/json',
      ...headers,
    },
    payload,
  });

test('no route that changes anything can be reached with the cookie from a foreign page, not even from a neighbouring host', async () => {
  const all = changes().filter(({ url, method }) => !(url.endsWith('/session') && method === 'POST'));
  expect(all.length).toBeGreaterThan(25);
  const before = await house.sql(`SELECT count(*)::integer AS traces FROM audit_event`);
  for (const change of all) {
    for (const site of ['cross-site', 'same-site']) {
      expect([site, change.method, change.url, (await asBrowserOf('sari', site, change)).statusCode]).toEqual([
        site,
        change.method,
        change.url,
        403,
      ]);
    }
  }
  expect(await house.sql(`SELECT count(*)::integer AS traces FROM audit_event`)).toEqual(before);
  const own = await asBrowserOf(
    'sari',
    'same-origin',
    { method: 'PATCH', url: `/api/v1/candidates/${id}` },
    {},
    '{"birthPlace":"Kasipute"}',
  );
  expect(own.statusCode).toBe(200);
});

test('a form of any kind, which a foreign page may send without asking, changes nothing and signs nobody in', async () => {
  const kinds = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'text/plain; application/json'];
  for (const kind of kinds) {
    // Signing out carries no body; a foreign page is stopped by where it comes from.
    for (const change of changes().filter(({ method }) => method !== 'DELETE')) {
      const payload = kind.startsWith('multipart')
        ? '--x\r\nContent-Disposition: form-data; name="fullName"\r\n\r\nPalsu\r\n--x--\r\n'
        : '{"username":"sari","password":"demo","fullName":"Palsu","areaCode":"74.06"}';
      const { statusCode, headers } = await house.api.inject({
        ...change,
        headers: { cookie: `sinergi=${house.as('sari').token}`, 'content-type': kind, 'if-match': '"1"' },
        payload,
      });
      expect([kind, change.method, change.url, statusCode < 400, headers['set-cookie']]).toEqual([
        kind,
        change.method,
        change.url,
        false,
        undefined,
      ]);
    }
  }
  expect(await house.sql(`SELECT id FROM candidate WHERE full_name = 'Palsu'`)).toEqual([]);
  // The cookie was good all the time.
  expect((await house.as('sari').get('/session')).status).toBe(200);
});

test('reading changes nothing: no GET leaves anything but a trace of the view', async () => {
  const state = async (): Promise<object[]> =>
    house.sql(`SELECT c.version, (SELECT count(*)::integer FROM document) AS papers, (SELECT count(*)::integer FROM outbox) AS work,
                      (SELECT count(*)::integer FROM import_batch) AS lists, (SELECT count(*)::integer FROM idempotency_key) AS keys,
                      (SELECT count(*)::integer FROM auth.session) AS sessions, u.version AS account
                 FROM candidate c, auth.app_user u WHERE c.id = '${id}' AND u.id = '${CAST.sari.id}'`);
  const before = await state();
  for (const [path, item] of Object.entries(openApiDocument(house.api).paths)) {
    if (item.get) await house.as('sari').get(path.replace('{code}', '74').replace(/\{\w+\}/g, id));
  }
  expect(await state()).toEqual(before);
});
