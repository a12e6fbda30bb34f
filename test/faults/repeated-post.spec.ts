import { randomUUID } from 'node:crypto';

import { BUDI, DEWI, inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface Registered {
  readonly id: string;
  readonly errors?: readonly { readonly code: string }[];
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const register = (body: object, key: string, person: 'sari' | 'hasan' = 'sari') =>
  house.as(person).post<Registered>('/candidates', body, { headers: { 'idempotency-key': key } });

const people = async (): Promise<number> => (await house.sql<{ n: number }>(`SELECT count(*)::integer AS n FROM candidate`))[0]?.n ?? -1;

test('a registration that is sent fifty times at once with one key makes one person, and everybody gets the same answer', async () => {
  const key = randomUUID();
  const { nik: _nik, ...withoutNik } = DEWI;
  const answers = await Promise.all(Array.from({ length: 50 }, () => register(withoutNik, key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await people()).toBe(1);
  const [trail] = await house.sql<{ n: number }>(
    `SELECT count(*)::integer AS n FROM audit_event WHERE action = 'candidate.register' AND fields <> '{}'`,
  );
  expect(trail?.n).toBe(1);
});

test('negative control: without a key the same fifty make fifty people', async () => {
  const before = await people();
  const { nik: _nik, ...withoutNik } = DEWI;
  await Promise.all(Array.from({ length: 50 }, () => house.as('sari').post('/candidates', withoutNik)));
  expect(await people()).toBe(before + 50);
});

test('the key in capital letters is the same key', async () => {
  const key = randomUUID();
  const first = await register({ fullName: 'Wa Ode Rekaan', areaCode: '74.06' }, key);
  const again = await register({ fullName: 'Wa Ode Rekaan', areaCode: '74.06' }, key.toUpperCase());
  expect([again.status, again.body]).toEqual([201, first.body]);
});

test('another body under the same key is refused by name and changes nothing', async () => {
  const key = randomUUID();
  expect((await register(BUDI, key)).status).toBe(201);
  const before = await people();
  const other = await register({ ...BUDI, fullName: 'Orang Lain', nik: inventedNik(9401) }, key);
  expect([other.status, other.body.errors?.[0]?.code]).toEqual([422, 'idempotency-key-reused']);
  expect(await people()).toBe(before);
});

test('a key belongs to its sender: a colleague may happen to use the same one', async () => {
  const key = randomUUID();
  const mine = await register({ fullName: 'La Rekaan', areaCode: '74.06' }, key);
  const hers = await register({ fullName: 'La Rekaan', areaCode: '74.06' }, key, 'hasan');
  expect([mine.status, hers.status]).toEqual([201, 201]);
  expect(hers.body.id).not.toBe(mine.body.id);
});

test('after a refused first try the key is free for the corrected one', async () => {
  const key = randomUUID();
  const right = { fullName: 'Siti Rekaan', areaCode: '74.06.04', nik: inventedNik(9402) };
  expect((await register({ ...right, nik: '123' }, key)).status).toBe(422);
  expect((await register({ ...right, areaCode: '74.99' }, key)).status).toBe(422);
  expect((await register(right, key)).status).toBe(201);
});

test('after a first try that the database could not finish the key is free, and the repetition is the first one', async () => {
  const key = randomUUID();
  const person = { fullName: 'Penuh Rekaan', areaCode: '74.06.04', nik: inventedNik(9403) };
  await house.sql(`
    CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$`);
  await house.sql(`CREATE TRIGGER disk_is_full AFTER INSERT ON candidate FOR EACH ROW EXECUTE FUNCTION disk_is_full()`);
  const failed = await register(person, key);
  expect(failed).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });
  expect(JSON.stringify(failed.body)).not.toMatch(/space|device|extend|53100/);
  await house.sql(`DROP TRIGGER disk_is_full ON candidate`);
  const before = await people();
  expect((await register(person, key)).status).toBe(201);
  expect((await register(person, key)).status).toBe(201);
  expect(await people()).toBe(before + 1);
});

test('what the office remembers of an answer is sealed', async () => {
  const kept = await house.sql<{ answer: string }>(`SELECT encode(answer_sealed, 'escape') AS answer FROM idempotency_key`);
  expect(kept.length).toBeGreaterThan(4);
  for (const { answer } of kept) expect(answer).not.toMatch(/fullName|Rekaan|Dewi|Budi/);
});
