import { randomBytes } from 'node:crypto';

import { hashPassword } from '#libs/access';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { CAST } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { pace } from '../support/pace.js';
import { AppProcess, freePort, until, untilReady } from '../support/processes.js';

const PASSWORD = 'rahasia-kendari';

let house: House;
let second: AppProcess;
let secondUrl: string;
beforeAll(async () => {
  house = await openHouse();
  await house.sql(`UPDATE auth.app_user SET password_hash = $1`, [await hashPassword(PASSWORD)]);
  const port = await freePort();
  secondUrl = `http://127.0.0.1:${port}`;
  second = new AppProcess('api', { ...process.env, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' });
  second.start();
  await untilReady(secondUrl, second);
});
afterAll(async () => {
  await second.stop();
  await house.close();
});
beforeEach(() => house.sql(`DELETE FROM auth.login_attempt`));

interface From {
  readonly network?: string;
  readonly headers?: Record<string, string>;
}

const signIn = (username: string, password: string, { network = '10.0.0.1', headers = {} }: From = {}) =>
  house.api.inject({ method: 'POST', url: '/api/v1/session', remoteAddress: network, headers, payload: { username, password } });

/** The token of a fresh session. */
async function tokenOf(username: string, from: From = {}): Promise<string> {
  const answer = await signIn(username, PASSWORD, from);
  expect(answer.statusCode).toBe(200);
  return /^sinergi=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
}

const ask = (token: string, url = '/api/v1/areas?parent=74') =>
  house.api.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });

/** The same question to the other process. */
const askSecond = async (token: string, url = '/api/v1/areas?parent=74'): Promise<number> =>
  (await fetch(`${secondUrl}${url}`, { headers: { authorization: `Bearer ${token}` } })).status;

const signInAtSecond = (username: string, password: string): Promise<Response> =>
  fetch(`${secondUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });

const moveSession = (token: string, change: string): Promise<object[]> =>
  house.sql(`UPDATE auth.session SET ${change} WHERE token_hash = sha256(convert_to($1, 'UTF8'))`, [token]);

test('a cookie that somebody planted before the sign-in is worth nothing after it', async () => {
  const planted = randomBytes(32).toString('base64url');
  const token = await tokenOf('sari', { headers: { cookie: `sinergi=${planted}` } });
  expect(token).not.toBe(planted);
  expect((await ask(planted)).statusCode).toBe(401);
  const again = await tokenOf('sari', { headers: { cookie: `sinergi=${token}` } });
  expect(again).not.toBe(token);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

test('a session sleeps in after thirty minutes without use, and each use wakes it for thirty more', async () => {
  const token = await tokenOf('sari');
  await moveSession(token, `last_seen_at = now() - interval '29 minutes 50 seconds'`);
  expect((await ask(token)).statusCode).toBe(200);
  const [woken] = await house.sql<{ fresh: boolean }>(
    `SELECT last_seen_at > now() - interval '5 seconds' AS fresh FROM auth.session WHERE token_hash = sha256(convert_to($1, 'UTF8'))`,
    [token],
  );
  expect(woken?.fresh).toBe(true);
  await moveSession(token, `last_seen_at = now() - interval '30 minutes 1 second'`);
  expect((await ask(token)).statusCode).toBe(401);
  expect(await askSecond(token)).toBe(401);
});

test('a session ends after twelve hours however busy it is', async () => {
  const token = await tokenOf('sari');
  const [life] = await house.sql<{ hours: number; idle: number }>(
    `SELECT extract(epoch FROM expires_at - created_at)::integer / 3600 AS hours, idle_seconds AS idle FROM auth.session WHERE token_hash = sha256(convert_to($1, 'UTF8'))`,
    [token],
  );
  expect(life).toEqual({ hours: 12, idle: 1800 });
  await moveSession(token, `expires_at = now() + interval '5 seconds', last_seen_at = now() - interval '2 minutes'`);
  expect((await ask(token)).statusCode).toBe(200);
  await moveSession(token, `expires_at = expires_at - interval '6 seconds'`);
  expect((await ask(token)).statusCode).toBe(401);
});

test('who signs out in one process is out in the other at the next request, on every page', async () => {
  const paths = Object.entries(openApiDocument(house.api).paths)
    .filter(([path, item]) => item.get && !path.startsWith('/health') && !path.endsWith('/demo/accounts'))
    .map(([path]) => path.replace('{code}', '74').replace(/\{\w+\}/g, CAST.sari.id));
  expect(paths.length).toBeGreaterThan(25);
  const still: string[] = [];
  for (const path of paths) {
    const token = randomBytes(32).toString('base64url');
    await house.sql(
      `INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds) VALUES (sha256(convert_to($1, 'UTF8')), $2, 'cookie', now() + interval '1 hour', 1800)`,
      [token, CAST.sari.id],
    );
    // The other process has seen the session a moment ago.
    expect(await askSecond(token)).toBe(200);
    const out = await house.api.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: `sinergi=${token}` } });
    expect(out.statusCode).toBe(204);
    const status = await askSecond(token, path);
    // What is refused before any row is asked for shows nothing either.
    if (![401, 403, 404, 422].includes(status)) still.push(`${path} ${status}`);
  }
  expect(still).toEqual([]);
});

test('a change of role, of area and of the account itself acts at the next request', async () => {
  const token = await tokenOf('ningsih');
  const sees = async (): Promise<number[]> => [
    (await ask(token, '/api/v1/dashboards/areas/74.06')).statusCode,
    (await ask(token, '/api/v1/dashboards/areas/74.07')).statusCode,
  ];
  expect(await sees()).toEqual([200, 404]);
  await house.sql(`UPDATE auth.app_user SET area_code = '74.07' WHERE username = 'ningsih'`);
  expect(await sees()).toEqual([404, 200]);
  expect((await ask(token, '/api/v1/session')).json()).toMatchObject({ area: { code: '74.07' } });
  await house.sql(`UPDATE auth.app_user SET role = 'district_official' WHERE username = 'ningsih'`);
  expect((await ask(token, '/api/v1/candidates')).statusCode).toBeGreaterThanOrEqual(401);
  await house.sql(`UPDATE auth.app_user SET is_active = false WHERE username = 'ningsih'`);
  expect(await sees()).toEqual([401, 401]);
});

test('an account that is closed and opened again does not wake the sessions that were open before', async () => {
  const token = await tokenOf('hasan');
  const admin = house.as('tono');
  const closed = await admin.patch<{ version: number }>(`/users/${CAST.hasan.id}`, { isActive: false }, { version: 1 });
  expect([closed.status, (await ask(token)).statusCode, await askSecond(token)]).toEqual([200, 401, 401]);
  const opened = await admin.patch(`/users/${CAST.hasan.id}`, { isActive: true }, { version: closed.body.version });
  expect(opened.status).toBe(200);
  expect([(await ask(token)).statusCode, await askSecond(token)]).toEqual([401, 401]);
  expect((await ask(await tokenOf('hasan'))).statusCode).toBe(200);
});

test('cookie and bearer are two ways to the same person', async () => {
  const token = await tokenOf('hasan');
  const byBearer = await ask(token, '/api/v1/session');
  const byCookie = await house.api.inject({ method: 'GET', url: '/api/v1/session', headers: { cookie: `sinergi=${token}` } });
  expect(byBearer.statusCode).toBe(200);
  expect(byCookie.json()).toEqual(byBearer.json());
  const garbled = ['', 'x', `${token}x`, token.slice(1), token.toUpperCase(), `Bearer ${token}`];
  for (const wrong of garbled) expect([wrong, (await ask(wrong, '/api/v1/session')).statusCode]).toEqual([wrong, 401]);
});

describe('guessing', () => {
  /** Attempts are counted in slots of the clock; when a slot ends in the middle of a test, its guesses are made once more. */
  async function inOneSlot(guesses: () => Promise<number[]>): Promise<number[]> {
    const statuses = await guesses();
    const split = await house.sql(`SELECT bucket FROM auth.login_attempt GROUP BY bucket HAVING count(*) > 1`);
    if (split.length === 0) return statuses;
    await house.sql(`DELETE FROM auth.login_attempt`);
    return guesses();
  }

  test('two processes count together, whoever is guessed is told nothing, and the owner elsewhere is not locked out', async () => {
    const guess = async (password: string, atSecond: boolean): Promise<number> =>
      atSecond ? (await signInAtSecond('maria', password)).status : (await signIn('maria', password, { network: '127.0.0.1' })).statusCode;
    const statuses = await inOneSlot(async () => {
      const told: number[] = [];
      for (let n = 0; n < 24; n += 1) told.push(await guess(`tebakan ${n}`, n % 2 === 0));
      return told;
    });
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429]);
    const blocked = await signInAtSecond('maria', PASSWORD);
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('maria', PASSWORD, { network: '10.0.0.77' })).statusCode).toBe(200);
  });

  test('a header that claims another network changes nothing', async () => {
    const statuses = await inOneSlot(() => guessFromEverywhere('tono'));
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429]);
  });

  async function guessFromEverywhere(username: string): Promise<number[]> {
    const told: number[] = [];
    for (let n = 0; n < 24; n += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${n}`, 'x-real-ip': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}` };
      told.push((await signIn(username, `tebakan ${n}`, { network: '10.0.0.10', headers })).statusCode);
    }
    return told;
  }

  test('guessing many names from one network is stopped too', async () => {
    const statuses = await inOneSlot(() =>
      Promise.all(Array.from({ length: 70 }, async (_, n) => (await signIn(`orang-${n}`, 'x', { network: '10.0.0.11' })).statusCode)),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  test('a name that exists and one that does not take the same time and the same words', async () => {
    const words = new Set<string>();
    let guesses = 0;
    // Each name bears a few guesses only before the door is closed to it.
    const names = ['sari', 'hasan', 'ningsih', 'laode', 'maria'];
    const guess = async (username: string): Promise<void> => {
      guesses += 1;
      const answer = await signIn(username, 'salah', { network: `10.1.${guesses >> 8}.${guesses & 255}` });
      words.add(`${answer.statusCode} ${JSON.stringify({ ...answer.json(), instance: '' })}`);
    };
    await until(async () => {
      const name = names.shift() ?? 'sari';
      const [known = 1, unknown = 0] = await pace([() => guess(name), () => guess(`tiada-${name}`)], 12);
      // Without the same work for unknown names the ratio is below a tenth.
      expect(unknown / known).toBeGreaterThan(0.6);
      expect(unknown / known).toBeLessThan(1.7);
    });
    expect(words.size).toBe(1);
  });
});
