import { hashPassword } from '#libs/access';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { openHouse, type House } from '../support/house.js';

/** Production needs no fixed day; everything else of the house stays as it is. */
const PRODUCTION = { SINERGI_MODE: 'production', SINERGI_TODAY: '' };

let house: House;
afterEach(() => house.close());

async function open(mode: 'production' | 'demo'): Promise<House> {
  house = await openHouse(mode === 'production' ? { env: PRODUCTION } : {});
  await house.sql(`UPDATE auth.app_user SET password_hash = $1, is_demo = true WHERE username = 'sari'`, [
    await hashPassword('rahasia-kendari'),
  ]);
  return house;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'PUT' | 'HEAD';
  readonly url: string;
  readonly payload?: string;
  readonly headers?: Record<string, string>;
}

/** Every route as the office uses it and as it refuses, pages, files and what does not exist. */
function calls(house: House): Call[] {
  const bearer = { authorization: `Bearer ${house.as('sari').token}` };
  const routes = Object.entries(openApiDocument(house.api).paths).flatMap(([path, item]) =>
    (['get', 'post', 'patch', 'delete'] as const).flatMap((method): Call[] => {
      if (!item[method] || path.endsWith('/session')) return [];
      const url = path.replace('{code}', '74').replace(/\{\w+\}/g, '01900000-0000-7000-8000-00000000beef');
      const call: Call = { method: method.toUpperCase() as Call['method'], url };
      return [
        call,
        {
          ...call,
          headers: { ...bearer, ...(method === 'get' ? {} : { 'content-type': 'application/json' }) },
          ...(method !== 'get' && { payload: '{}' }),
        },
      ];
    }),
  );
  const odd: Call[] = [
    { method: 'GET', url: '/' },
    { method: 'GET', url: '/cpmi' },
    { method: 'GET', url: '/assets/tidak-ada.js' },
    { method: 'GET', url: '/tidak-ada' },
    { method: 'GET', url: '/api/v1/tidak-ada' },
    { method: 'GET', url: '/api/openapi.json' },
    { method: 'PUT', url: '/api/v1/candidates', headers: bearer },
    { method: 'OPTIONS', url: '/api/v1/candidates', headers: { origin: 'https://jahat.example', 'access-control-request-method': 'POST' } },
    { method: 'POST', url: '/api/v1/candidates', headers: { ...bearer, 'content-type': 'application/json' }, payload: '{"fullName": ' },
    { method: 'POST', url: '/api/v1/candidates', headers: { ...bearer, 'content-type': 'text/xml' }, payload: '<a/>' },
    {
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ username: 'x', password: 'y' }),
    },
    { method: 'GET', url: '/api/v1/candidates/%00' },
    { method: 'GET', url: '/api/v1/%E0%A4%A' },
    { method: 'GET', url: `/api/v1/candidates/${'a'.repeat(500)}` },
  ];
  return [...routes, ...odd];
}

/** What is wrong with the headers of one answer. */
function faultsOf(call: Call, headers: Record<string, unknown>, isProduction: boolean): string[] {
  const text = (name: string): string => String(headers[name] ?? '');
  const policy = Object.fromEntries(
    text('content-security-policy')
      .split(';')
      .map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1).join(' ')]),
  );
  const demands: readonly [string, boolean][] = [
    ['scripts only from ourselves', policy['script-src'] === "'self'"],
    ['no plug-ins, no foreign base', policy['object-src'] === "'none'" && policy['base-uri'] === "'none'"],
    ['nobody frames us', policy['frame-ancestors'] === "'none'"],
    ['forms go home', policy['form-action'] === "'self'"],
    ['nothing is guessed', text('x-content-type-options') === 'nosniff'],
    ['no address is told on', text('referrer-policy') === 'no-referrer'],
    ['the machine does not boast', headers['x-powered-by'] === undefined && headers['server'] === undefined],
    [
      'nobody else reads the answer',
      headers['access-control-allow-origin'] === undefined && headers['access-control-allow-credentials'] === undefined,
    ],
    [
      'only by TLS for a year',
      isProduction
        ? /^max-age=(\d{8,}); includeSubDomains/.test(text('strict-transport-security'))
        : headers['strict-transport-security'] === undefined,
    ],
    ['nothing is kept', !call.url.startsWith('/api/') || text('cache-control') === 'no-store'],
  ];
  return demands.flatMap(([demand, isMet]) => (isMet ? [] : [`${call.method} ${call.url.slice(0, 60)}: ${demand}`]));
}

test.each(['production', 'demo'] as const)(
  'every answer of the %s office is guarded: routes, refusals, pages and what does not exist',
  async (mode) => {
    await open(mode);
    const faults: string[] = [];
    const seen = new Set<number>();
    for (const call of calls(house)) {
      const answer = await house.api.inject(call);
      seen.add(answer.statusCode);
      if (answer.statusCode >= 400 && !String(answer.headers['content-type']).startsWith('application/problem+json'))
        faults.push(`${call.method} ${call.url.slice(0, 60)}: ${answer.statusCode} is no problem+json`);
      faults.push(...faultsOf(call, answer.headers, mode === 'production'));
    }
    expect(faults).toEqual([]);
    expect([...seen]).toEqual(expect.arrayContaining([200, 401, 403, 404, 415, 422, 428]));
  },
);

test('the cookie of the production office is bound to this host, to TLS, to our pages, and is out of reach of scripts', async () => {
  const office = await open('production');
  const answer = await office.api.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { username: 'sari', password: 'rahasia-kendari' },
  });
  expect(answer.statusCode).toBe(200);
  const [cookie, ...more] = [answer.headers['set-cookie']].flat().map(String);
  expect(more).toEqual([]);
  const [pair = '', ...attributes] = (cookie ?? '').split('; ');
  expect(pair).toMatch(/^__Host-sinergi=[A-Za-z0-9_-]{43}$/);
  expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
  const me = await office.api.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie: pair } });
  expect(me.json()).toMatchObject({ username: 'sari', mode: 'production' });
  // The name without the prefix could be planted by a neighbouring host.
  const planted = await office.api.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie: pair.replace('__Host-', '') } });
  expect(planted.statusCode).toBe(401);
  const out = await office.api.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: pair } });
  expect(out.headers['set-cookie']).toMatch(/^__Host-sinergi=; (?=.*Path=\/)(?=.*Secure)(?=.*(Max-Age=0|Expires=Thu, 01 Jan 1970))/);
});

test('the production office knows no demo accounts, no fixed day and no letters to read along', async () => {
  const office = await open('production');
  expect((await office.nobody().get('/demo/accounts')).status).toBe(404);
  expect((await office.as('sari').get('/mail-sink')).status).toBe(404);
  await expect(openHouse({ env: { ...PRODUCTION, SINERGI_TODAY: '2026-01-16' } })).rejects.toThrow(/SINERGI_TODAY/);
  await office.close();
  const demo = await open('demo');
  expect((await demo.nobody().get<{ items: object[] }>('/demo/accounts')).body.items).toHaveLength(1);
  expect((await demo.as('sari').get('/mail-sink')).status).toBe(200);
});
