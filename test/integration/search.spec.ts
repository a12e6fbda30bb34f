import type { Person } from '../support/cast.js';
import { BUDI, CENTERS, DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import type { FileSeen } from '../support/papers.js';

interface Found {
  readonly people: { id: string; caseNo: string; fullName: string; areaName: string; stage: string | null }[];
  readonly batches: { id: string; name: string }[];
  readonly agreements: { id: string; title: string }[];
}

let house: House;
let dewi: FileSeen & { caseNo: string };
let budi: FileSeen & { caseNo: string };
beforeAll(async () => {
  house = await openHouse();
  dewi = (await house.as('sari').post<FileSeen & { caseNo: string }>('/candidates', DEWI)).body;
  budi = (await house.as('sari').post<FileSeen & { caseNo: string }>('/candidates', BUDI)).body;
  await house.sql(
    `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title)
     VALUES ('01900000-0000-7000-8000-0000000000d1', $1, 'PL-1', 'Perawat lansia', 'Kesehatan', 200, 'Perawat lansia')`,
    [CENTERS.bombana.id],
  );
  await house.sql(
    `INSERT INTO training_batch (id, training_center_id, area_code, training_program_id, name, starts_on, ends_on, capacity, funding_source, state)
     VALUES ('01900000-0000-7000-8000-0000000000d2', $1, '74.06', '01900000-0000-7000-8000-0000000000d1', 'Angkatan Dewi Sartika 100%', '2026-02-01', '2026-03-01', 16, 'apbn', 'planned')`,
    [CENTERS.bombana.id],
  );
});
afterAll(() => house.close());

const find = async (who: Person, body: object): Promise<Found> => {
  const answer = await house.as(who).post<Found>('/search', body);
  expect(answer.status).toBe(200);
  return answer.body;
};
const names = ({ people }: Found) => people.map(({ fullName }) => fullName);

test('one box finds a person by part of the name, NIK, phone however it is written, and case number', async () => {
  for (const text of ['anggr', DEWI.nik, DEWI.phone, '+62 812-3456-7801', dewi.caseNo, dewi.caseNo.toLowerCase().replace('-', '')]) {
    expect([text, names(await find('sari', { text }))]).toEqual([text, ['Dewi Anggraini']]);
  }
  expect((await find('sari', { text: 'budi' })).people[0]).toEqual({
    id: budi.id,
    caseNo: budi.caseNo,
    fullName: 'Budi Hartono',
    areaName: 'Poleang, Kabupaten Bombana',
    stage: 'lead',
  });
});

test('it finds batches and agreements by their titles, and a sign of the search language is only a sign', async () => {
  const { batches } = await find('sari', { text: 'dewi sartika' });
  expect(batches.map(({ name }) => name)).toEqual(['Angkatan Dewi Sartika 100%']);
  expect((await find('sari', { text: '100%' })).batches).toHaveLength(1);
  expect((await find('sari', { text: '1__' })).batches).toEqual([]);
});

test('nobody finds what lies outside the own scope, by whatever key', async () => {
  for (const text of ['anggraini', DEWI.nik, DEWI.phone, dewi.caseNo]) {
    expect([text, (await find('maria', { text })).people]).toEqual([text, []]);
    expect([text, (await find('ratna', { text })).people]).toEqual([text, []]);
    expect([text, (await find('wayan', { text })).people]).toEqual([text, []]);
  }
  expect((await find('maria', { people: [dewi.id] })).people).toEqual([]);
  expect((await find('maria', { text: 'sartika' })).batches).toEqual([]);
});

test('people opened lately are named again by their ids, in that order, as far as they may still be seen', async () => {
  expect(names(await find('sari', { people: [budi.id, dewi.id] }))).toEqual(['Budi Hartono', 'Dewi Anggraini']);
});

test('a NIK never stands in an address: the question is refused as one', async () => {
  expect((await house.as('sari').get(`/search?text=${DEWI.nik}`)).status).toBe(404);
  expect((await house.as('sari').post('/search', { text: 'x' })).status).toBe(422);
});
