import { hashPassword } from '#libs/access';

import { openHouse, type House } from '../support/house.js';

const OFFICE = '203.0.113.7';
const GUESSES_A_DAY = 100;

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { TRUST_PROXY: '127.0.0.1' } });
  await house.sql(`UPDATE auth.app_user SET password_hash = $1 WHERE username IN ('sari', 'hasan')`, [
    await hashPassword('rahasia-kendari'),
  ]);
});
afterAll(() => house.close());
beforeEach(() => house.sql(`DELETE FROM auth.login_attempt`));

const signIn = (username: string, password: string, network: string) =>
  house.nobody().post<{ retryAfterSeconds?: number }>('/session', { username, password }, { headers: { 'x-forwarded-for': network } });

/** As if so many wrong guesses had come today, each from a network of its own. */
const guessed = (times: number) =>
  house.sql(`UPDATE auth.login_attempt SET attempts = $1 WHERE slot = date_trunc('day', now(), 'Asia/Makassar')`, [times]);

test('a hundred wrong guesses a day close an account to strangers, wherever they come from', async () => {
  expect((await signIn('hasan', 'tebakan', '198.51.100.1')).status).toBe(401);
  await guessed(GUESSES_A_DAY - 1);
  expect((await signIn('hasan', 'tebakan', '198.51.100.2')).status).toBe(401);
  const refused = await signIn('hasan', 'rahasia-kendari', '198.51.100.3');
  expect(refused.status).toBe(429);
  expect(refused.body.retryAfterSeconds).toBeGreaterThan(0);
  expect(refused.body.retryAfterSeconds).toBeLessThanOrEqual(86_400);
  expect(Number(refused.headers['retry-after'])).toBe(refused.body.retryAfterSeconds);
});

test('who signed in from the own office lately is not locked out by the guesses of others', async () => {
  expect((await signIn('sari', 'rahasia-kendari', OFFICE)).status).toBe(200);
  expect((await signIn('sari', 'tebakan', '198.51.100.1')).status).toBe(401);
  await guessed(GUESSES_A_DAY);
  expect((await signIn('sari', 'rahasia-kendari', '198.51.100.2')).status).toBe(429);
  expect((await signIn('sari', 'rahasia-kendari', OFFICE)).status).toBe(200);
});

test('a right password costs no guess, and an unknown name is refused like a known one', async () => {
  for (let times = 0; times < 3; times += 1) expect((await signIn('sari', 'rahasia-kendari', OFFICE)).status).toBe(200);
  const [left] = await house.sql<{ attempts: number }>(
    `SELECT attempts FROM auth.login_attempt WHERE slot = date_trunc('day', now(), 'Asia/Makassar')`,
  );
  expect(left?.attempts).toBe(0);
  await house.sql(`DELETE FROM auth.login_attempt`);
  await signIn('tidak-ada', 'tebakan', '198.51.100.1');
  await guessed(GUESSES_A_DAY);
  expect((await signIn('tidak-ada', 'tebakan', '198.51.100.2')).status).toBe(429);
});
