import type { DeskDocument, DocumentView, VerificationQueue } from '#libs/documents';
import { newId } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function rizal(): Promise<string> {
  const id = newId();
  await house.sql(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by, birth_date, sex)
     VALUES ($1, 'Muhammad Rizal', $2, '74.06.04', 'form', $1, '1999-05-01', 'male')`,
    [id, nameKey('Muhammad Rizal')],
  );
  return id;
}

async function paperOf(candidateId: string, holder: object): Promise<DocumentView> {
  const paper = { documentCode: 'education_certificate', issuedOn: '2017-06-01', ...holder };
  const answer = await house.as('sari').post<DocumentView>(`/candidates/${candidateId}/documents`, paper);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function mismatches(who: Person): Promise<number> {
  const { body } = await house.as(who).get<{ items: { code: string; count: number }[] }>('/home');
  return body.items.find((item) => item.code === 'identity_mismatches')?.count ?? -1;
}

async function listed(who: Person): Promise<string[]> {
  const { body } = await house.as(who).get<VerificationQueue>('/verification-queue?identity=differs');
  expect(body.total).toBe(body.items.length);
  return body.items.map(({ id }) => id);
}

const again = async (id: string): Promise<DocumentView> => (await house.as('sari').get<DeskDocument>(`/documents/${id}`)).body.document;

test('a name written in another habit is the same name; another name, day or sex is a task for the office', async () => {
  const person = await rizal();
  const same = await paperOf(person, { holderName: 'MUH. RIZAL', holderBirthDate: '1999-05-01', holderSex: 'male' });
  expect(same.differs).toEqual([]);
  expect(await mismatches('sari')).toBe(0);
  const other = await paperOf(person, { holderName: 'Rizaldi', holderBirthDate: '1999-01-05', holderSex: 'female' });
  expect(other.differs).toEqual(['name', 'birthDate', 'sex']);
  expect(await mismatches('sari')).toBe(1);
  expect(await mismatches('ningsih')).toBe(1);
  expect(await mismatches('maria')).toBe(0);
  expect(await listed('sari')).toEqual([other.id]);
  expect(await listed('maria')).toEqual([]);

  const mended = await house
    .as('sari')
    .patch<DocumentView>(`/documents/${other.id}`, { holderName: 'Muhamad Rizal', holderSex: 'male' }, { version: other.version });
  expect(mended.body).toMatchObject({ differs: ['birthDate'], holderName: 'Muhamad Rizal' });
  await house.sql(`UPDATE candidate SET birth_date = '1999-01-05' WHERE id = $1`, [person]);
  expect((await again(other.id)).differs).toEqual([]);
  expect((await again(same.id)).differs).toEqual(['birthDate']);
});

test('a difference that is right so is accepted with a reason, in the trail, until paper or person changes', async () => {
  const person = await rizal();
  const paper = await paperOf(person, { holderName: 'Rizaldi' });
  const before = await mismatches('sari');
  const sari = house.as('sari');
  expect((await sari.post(`/documents/${paper.id}/accept-identity`, { reason: ' ' }, { version: 1 })).status).toBe(422);
  const accepted = await sari.post<DocumentView>(
    `/documents/${paper.id}/accept-identity`,
    { reason: 'Nama kecil, ada surat desa' },
    { version: 1 },
  );
  expect(accepted.body).toMatchObject({ differs: ['name'], identityAcceptedReason: 'Nama kecil, ada surat desa' });
  expect(await mismatches('sari')).toBe(before - 1);
  expect(await listed('sari')).not.toContain(paper.id);
  const trail = await house.sql(`SELECT action, fields FROM audit_event WHERE subject_id = $1 AND action = 'document.accept'`, [paper.id]);
  expect(trail).toEqual([{ action: 'document.accept', fields: ['education_certificate', 'holderName'] }]);

  await house.sql(`UPDATE candidate SET sex = 'female' WHERE id = $1`, [person]);
  expect((await again(paper.id)).identityAcceptedReason).toBe('Nama kecil, ada surat desa');
  await house.sql(`UPDATE candidate SET full_name = 'Siti Rizal', name_key = $2 WHERE id = $1`, [person, nameKey('Siti Rizal')]);
  await sari.patch(`/documents/${paper.id}`, { holderBirthDate: '2001-01-01' }, { version: 2 });
  expect(await again(paper.id)).toMatchObject({ differs: ['name', 'birthDate'], identityAcceptedReason: null });
  expect(await listed('sari')).toContain(paper.id);
});

test('what was filed wrongly is mended while it waits; after the decision only what it says about its holder', async () => {
  const paper = await paperOf(await rizal(), { number: 'DN-1234567' });
  const sari = house.as('sari');
  const mended = await sari.patch<DocumentView>(`/documents/${paper.id}`, { number: 'DN-7654321', issuer: 'SMAN 1' }, { version: 1 });
  expect(mended.body).toMatchObject({ numberMasked: '****4321', issuer: 'SMAN 1', issuedOn: '2017-06-01', version: 2 });
  expect((await sari.patch(`/documents/${paper.id}`, { issuedOn: '2030-01-01' }, { version: 2 })).status).toBe(422);
  expect((await sari.patch(`/documents/${paper.id}`, { issuer: 'x' }, { version: 1 })).status).toBe(412);
  await sari.post(`/documents/${paper.id}/verify`, {}, { version: 2 });
  expect((await sari.patch(`/documents/${paper.id}`, { issuer: 'SMAN 2' }, { version: 3 })).status).toBe(409);
  expect((await sari.patch(`/documents/${paper.id}`, { holderName: 'Rizaldi' }, { version: 3 })).status).toBe(200);
  expect((await house.as('maria').patch(`/documents/${paper.id}`, { holderName: 'x' }, { version: 4 })).status).toBe(404);
  const trail = await house.sql(`SELECT fields FROM audit_event WHERE subject_id = $1 AND action = 'document.correct' ORDER BY id`, [
    paper.id,
  ]);
  expect(trail).toEqual([{ fields: ['education_certificate', 'number', 'issuer'] }, { fields: ['education_certificate', 'holderName'] }]);
});

test('the queue is cut by kind of paper and by area, and the total follows', async () => {
  const person = await rizal();
  await house.as('sari').post(`/candidates/${person}/documents`, { documentCode: 'photo' });
  const count = async (query: string) => (await house.as('sari').get<VerificationQueue>(`/verification-queue?${query}`)).body;
  const photos = await count('documentCode=photo');
  expect(photos.total).toBe(1);
  expect(photos.items.map((item) => item.documentCode)).toEqual(['photo']);
  expect((await count('documentCode=photo&area=74.06')).total).toBe(1);
  expect((await count('documentCode=photo&area=74.07')).total).toBe(0);
  expect((await house.as('sari').get('/verification-queue?area=x')).status).toBe(422);
});
