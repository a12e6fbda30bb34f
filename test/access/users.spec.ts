import { CAST } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface UserRow {
  id: string;
  username: string;
  version: number;
  isActive: boolean;
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('the administrator closes an account, and its owner is out at the next request', async () => {
  const admin = house.as('tono');
  const { items } = (await admin.get<{ items: UserRow[] }>('/users')).body;
  const sari = items.find((user) => user.username === 'sari');
  expect((await house.as('sari').get('/session')).status).toBe(200);
  const closed = await admin.patch<UserRow>(`/users/${sari?.id}`, { isActive: false }, { version: sari?.version ?? 0 });
  expect(closed.body).toMatchObject({ isActive: false, version: 2 });
  expect((await house.as('sari').get('/areas?parent=74')).status).toBe(401);
});

test('a change without a version, with a stale one, and of the own account are refused', async () => {
  const admin = house.as('tono');
  expect((await admin.patch(`/users/${CAST.hasan.id}`, { isActive: true })).status).toBe(428);
  expect((await admin.patch(`/users/${CAST.hasan.id}`, { isActive: true }, { version: 7 })).status).toBe(412);
  expect((await admin.patch(`/users/${CAST.tono.id}`, { isActive: false }, { version: 1 })).status).toBe(422);
});

test('nobody but the administrator sees or changes accounts, and the change is in the audit trail', async () => {
  for (const person of ['hasan', 'ningsih', 'wayan', 'ratna'] as const) expect((await house.as(person).get('/users')).status).toBe(403);
  const [event] = await house.sql<{ fields: string[] }>(`SELECT fields FROM audit_event WHERE action = 'user.change' AND subject_id = $1`, [
    CAST.sari.id,
  ]);
  expect(event?.fields).toEqual(['isActive']);
});
