import { MATCH_QUESTIONS_A_DAY } from '#libs/candidates';

import { CAST, DEWI, inventedNik, type Person } from '../support/cast.js';
import type { Answer } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

interface Match {
  readonly candidateId: string;
  readonly fullName: string;
  readonly nikMasked: string | null;
  readonly stage: string | null;
  readonly score: number;
  readonly certainty: string;
  readonly reasons: readonly string[];
}
interface Matches {
  readonly items: readonly Match[];
  readonly outsideScope: boolean;
}

let house: House;
let dewi: string;

const ask = (person: Person, body: object): Promise<Answer<Matches>> => house.as(person).post<Matches>('/candidates/matches', body);
const add = async (person: Person, body: object): Promise<string> =>
  (await house.as(person).post<{ id: string }>('/candidates', body)).body.id;

beforeAll(async () => {
  house = await openHouse();
  dewi = await add('sari', { ...DEWI, areaCode: '74.06.04.2001' });
});
afterAll(() => house.close());

test('the same NIK is found, with the masked end of it and the stage', async () => {
  const { status, body } = await ask('ningsih', { nik: DEWI.nik });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: [
      {
        candidateId: dewi,
        fullName: 'Dewi Anggraini',
        nikMasked: '7406********9001',
        stage: 'lead',
        certainty: 'found',
        reasons: ['nik-same'],
      },
    ],
    outsideScope: false,
  });
  expect(JSON.stringify(body)).not.toContain(DEWI.nik);
});

test('outside the own area only that an officer must look is told', async () => {
  expect((await ask('maria', { nik: DEWI.nik })).body).toEqual({ items: [], outsideScope: true });
  const twin = { fullName: 'Dewi Anggraini', birthDate: '1999-07-05', areaCode: '73.71.01' };
  expect((await ask('maria', twin)).body).toEqual({ items: [], outsideScope: true });
});

test('another spelling with the same birth date is possible, and says why', async () => {
  const { body } = await ask('sari', { fullName: 'Dewi Anggrainy', birthDate: '1999-07-05', sex: 'female', areaCode: '74.06.04.2001' });
  expect(body.items).toMatchObject([
    { candidateId: dewi, certainty: 'possible', reasons: ['name-same', 'birth-date-same', 'village-same'] },
  ]);
});

test('the same name in the same regency is found without a birth date too', async () => {
  const id = await add('sari', { fullName: 'La Ode Tanpa Tanggal', areaCode: '74.06.01' });
  const { body } = await ask('sari', { fullName: 'Laode Tanpa Tanggal', areaCode: '74.06.01' });
  expect(body.items.map(({ candidateId }) => candidateId)).toEqual([id]);
});

test('nobody is the answer when nobody is like the person, and nothing is asked of an empty question', async () => {
  expect((await ask('sari', { nik: inventedNik(9800) })).body).toEqual({ items: [], outsideScope: false });
  expect((await ask('sari', { fullName: 'Sama Sekali Lain', birthDate: '1999-07-05' })).body.items).toEqual([]);
  expect((await ask('sari', {})).body).toEqual({ items: [], outsideScope: false });
});

test('a NIK that cannot be one is refused with its field, and staff of a training centre may not ask', async () => {
  expect(await ask('sari', { nik: '7406' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/nik', code: 'nik-length' }] } });
  for (const person of ['wayan', 'ratna', 'tono'] as const) expect((await ask(person, {})).status).toBe(403);
});

test('people of one birthday are reached through the index, however many there are', async () => {
  await house.sql(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by, birth_date)
     SELECT gen_random_uuid(), 'Orang ' || n, 'orang ' || n, '74.06.04', 'generator', gen_random_uuid(), date '1960-01-01' + n % 15000
       FROM generate_series(1, 20000) n`,
  );
  await house.sql('ANALYZE candidate');
  const plan = await house.sql<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT b.id FROM candidate b WHERE b.birth_date = date '1999-07-05' AND b.area_code >= '74' AND b.area_code < '74/'`,
  );
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('candidate_birth_date_index');
});

test('nobody tries out who is registered elsewhere: so many questions a day, over all processes, and the refusal says what still works', async () => {
  const asked = (times: number) =>
    house.sql(`UPDATE auth.login_attempt SET attempts = $1 WHERE bucket = 'turn match ${CAST.hasan.id}'`, [times]);
  const sought = { fullName: 'Dewi Anggraini', birthDate: '1999-07-05' };
  expect((await ask('hasan', sought)).status).toBe(200);
  await asked(MATCH_QUESTIONS_A_DAY - 1);
  // The last one of the day, asked ten times at once, is answered once.
  const last = await Promise.all(Array.from({ length: 10 }, () => ask('hasan', { nik: DEWI.nik })));
  expect(last.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 429)]);
  const refused = await house.as('hasan').post<{ detail: string; retryAfterSeconds: number }>('/candidates/matches', sought);
  expect(refused).toMatchObject({ status: 429, body: { detail: expect.stringMatching(/Pendaftaran tetap dapat dilanjutkan/) } });
  expect(refused.body.retryAfterSeconds).toBeGreaterThan(0);
  expect(refused.body.retryAfterSeconds).toBeLessThanOrEqual(86_400);
  // What does not reach past the own area is not counted, and nobody else is held up.
  expect((await ask('hasan', { fullName: 'Dewi Anggraini', areaCode: '74.06.04' })).status).toBe(200);
  expect((await ask('sari', sought)).status).toBe(200);
});
