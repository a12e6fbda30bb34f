import { hashPassword } from '#libs/access';

import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.sql(`UPDATE auth.app_user SET password_hash = $1 WHERE username = 'sari'`, [await hashPassword('rahasia-kendari')]);
});
afterAll(() => house.close());

const signIn = (username: string, password: string) =>
  house.nobody().post<{ username: string; type?: string }>('/session', { username, password });

const actionsOf = async (username: string): Promise<string[]> => {
  const events = await house.sql<{ action: string }>(
    `SELECT e.action FROM audit_event e JOIN auth.app_user u ON u.id = e.actor_id WHERE u.username = $1`,
    [username],
  );
  return events.map((event) => event.action);
};

test('Sari signs in with her password, is told who she is, and her cookie works', async () => {
  const answer = await signIn('sari', 'rahasia-kendari');
  expect(answer.status).toBe(200);
  expect(answer.body.username).toBe('sari');
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const me = await house.nobody().get<{ area: { name: string } }>('/session', { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(me.body.area.name).toBe('Sulawesi Tenggara');
  expect(await actionsOf('sari')).toEqual(['session.open']);
});

test('a wrong password and an unknown user are told the same', async () => {
  const wrong = await signIn('sari', 'salah');
  const unknown = await signIn('tidak-ada', 'salah');
  expect(wrong.status).toBe(401);
  expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
});

test('without a session every door is closed, with the same words', async () => {
  expect((await house.nobody().get('/session')).status).toBe(401);
});

test('a disabled user is out at the next request, although the process has just seen the session', async () => {
  const hasan = house.as('hasan');
  expect((await hasan.get('/session')).status).toBe(200);
  await house.sql(`UPDATE auth.app_user SET is_active = false WHERE username = 'hasan'`);
  expect((await hasan.get('/areas?parent=74')).status).toBe(401);
  expect((await hasan.get('/session')).status).toBe(401);
});

test('signing out ends the session at once', async () => {
  const ningsih = house.as('ningsih');
  expect((await ningsih.delete('/session')).status).toBe(204);
  expect((await ningsih.get('/session')).status).toBe(401);
  expect(await actionsOf('ningsih')).toEqual(['session.close']);
});

test('a foreign page cannot change anything with the cookie', async () => {
  const cookie = String((await signIn('sari', 'rahasia-kendari')).headers['set-cookie']).split(';')[0] ?? '';
  const answer = await house.nobody().delete('/session', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
  expect(answer.status).toBe(403);
});

test('guessing a password is stopped, and the answer says for how long', async () => {
  const tries = [];
  for (let i = 0; i < 25; i += 1) tries.push((await signIn('tono', `tebakan ${i}`)).status);
  expect(tries.slice(0, 15).every((status) => status === 401)).toBe(true);
  expect(tries.at(-1)).toBe(429);
});
