import { newId } from '#libs/platform';

import { openHouse, type House } from '../support/house.js';
import { Training } from './training.arrange.js';

interface Courses {
  items: { batchId: string; programTitle: string | null; centerName: string | null; seat: string; result: string | null }[];
}

let house: House;
let training: Training;
let candidateId: string;
let batchId: string;

beforeAll(async () => {
  house = await openHouse();
  training = new Training(house);
  await training.open();
  candidateId = await training.somebody('74.06.04');
  batchId = (await training.batch()).id;
  await training.seated('sari', batchId, candidateId);
});
afterAll(() => house.close());

const coursesFor = (person: 'sari' | 'ningsih' | 'wayan' | 'putu' | 'maria' | 'ratna', id = candidateId) =>
  house.as(person).get<Courses>(`/candidates/${id}/enrolments`);

test('the file of a person tells which courses it joined, and each look is written down', async () => {
  const { body } = await coursesFor('sari');
  expect(body.items).toMatchObject([{ batchId, seat: 'main', result: null, centerName: 'UPTD BLK Bombana' }]);
  expect(body.items[0]?.programTitle).toEqual(expect.any(String));
  const looks = await house.sql(`SELECT id FROM audit_event WHERE action = 'training.list' AND candidate_id = $1`, [candidateId]);
  expect(looks).toHaveLength(1);
});

test('the own centre and the own regency see them; others are told what an absent person is told', async () => {
  for (const person of ['ningsih', 'wayan'] as const) expect((await coursesFor(person)).body.items).toHaveLength(1);
  const absent = await coursesFor('sari', newId());
  for (const person of ['maria', 'putu'] as const) {
    const answer = await coursesFor(person);
    expect({ status: answer.status, body: { ...answer.body, instance: '' } }).toEqual({
      status: 404,
      body: { ...absent.body, instance: '' },
    });
  }
  expect((await coursesFor('ratna')).status).toBe(403);
});
