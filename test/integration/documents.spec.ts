import { randomUUID } from 'node:crypto';

import { Access, Sessions, type Actor, type Rows } from '#libs/access';
import {
  Document,
  DocumentsService,
  lapsingDocuments,
  type DocumentView,
  type LapsingDocument,
  type Submission,
  type VerificationQueue,
} from '#libs/documents';
import { newId } from '#libs/platform';

import { CENTERS, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let access: Access;
let documents: DocumentsService;

beforeAll(async () => {
  house = await openHouse();
  access = house.api.get(Access, { strict: false });
  documents = house.api.get(DocumentsService, { strict: false });
});
afterAll(() => house.close());

async function actor(person: Person): Promise<Actor> {
  const found = await house.api.get(Sessions, { strict: false }).find(house.as(person).token ?? '');
  if (!found) throw new Error(`${person} is not signed in`);
  return { ...found, requestId: 'test' };
}

async function somebody(areaCode = '74.06.04'): Promise<string> {
  const id = newId();
  await house.sql(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by) VALUES ($1, 'Dewi Anggraini', 'dewi anggraini', $2, 'form', $1)`,
    [id, areaCode],
  );
  return id;
}

async function cycleOf(candidateId: string, cycleNo = 1, isCurrent = true): Promise<string> {
  const id = newId();
  await house.sql(
    `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, is_current, stage, stage_since, opened_on)
     VALUES ($1, $2, '74.06.04', $3, $4, 'registered', '2026-01-01', '2026-01-01')`,
    [id, candidateId, cycleNo, isCurrent],
  );
  return id;
}

async function submitted(candidateId: string, body: object = PASSPORT): Promise<DocumentView> {
  const answer = await house.as('sari').post<DocumentView>(`/candidates/${candidateId}/documents`, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function submitAs(person: Person, submission: Submission): Promise<Document> {
  return access.write(await actor(person), 'training.enrol', null, (rows: Rows) => documents.submitFor(rows, submission));
}

const PASSPORT = {
  documentCode: 'passport',
  number: 'C1234567',
  issuer: 'Kantor Imigrasi Kendari',
  issuedOn: '2025-03-01',
  expiresOn: '2030-03-01',
};

test('Sari submits a passport and Hasan verifies it; the number stays masked', async () => {
  const dewi = await somebody();
  const passport = await submitted(dewi);
  expect(passport).toMatchObject({
    state: 'submitted',
    numberMasked: '****4567',
    submittedByName: 'Sari',
    verifiedByName: null,
    version: 1,
    source: 'officer',
  });
  const verified = await house.as('hasan').post<DocumentView>(`/documents/${passport.id}/verify`, undefined, { version: 1 });
  expect(verified.status).toBe(200);
  expect(verified.body).toMatchObject({ state: 'verified', verifiedByName: 'Hasan', version: 2, expiresOn: '2030-03-01' });
  const list = await house.as('ningsih').get<{ items: DocumentView[] }>(`/candidates/${dewi}/documents`);
  expect(list.body.items).toEqual([verified.body]);
  const [stored] = await house.sql<{ whole: string }>(`SELECT row_to_json(d)::text AS whole FROM document d WHERE id = $1`, [passport.id]);
  expect(stored?.whole).not.toContain('C1234567');
  const trail = await house.sql<{ action: string; fields: string[] }>(
    `SELECT action, fields FROM audit_event WHERE candidate_id = $1 ORDER BY id`,
    [dewi],
  );
  expect(trail).toEqual([
    { action: 'document.submit', fields: ['passport'] },
    { action: 'document.verify', fields: ['passport'] },
    { action: 'document.list', fields: [] },
  ]);
});

test('a decision is made once: what is verified, rejected or void is not decided again', async () => {
  const dewi = await somebody();
  const [one, other] = [await submitted(dewi), await submitted(dewi)];
  const sari = house.as('sari');
  await sari.post(`/documents/${one.id}/verify`, {}, { version: 1 });
  expect((await sari.post(`/documents/${one.id}/verify`, {}, { version: 2 })).status).toBe(409);
  expect((await sari.post(`/documents/${one.id}/reject`, { reason: 'Buram' }, { version: 2 })).status).toBe(409);
  expect((await sari.post(`/documents/${other.id}/reject`, {}, { version: 1 })).status).toBe(422);
  expect((await sari.post(`/documents/${other.id}/reject`, { reason: '   ' }, { version: 1 })).status).toBe(422);
  const rejected = await sari.post<DocumentView>(`/documents/${other.id}/reject`, { reason: 'Nama berbeda dengan KTP' }, { version: 1 });
  expect(rejected.body).toMatchObject({ state: 'rejected', closedReason: 'Nama berbeda dengan KTP' });
  expect((await sari.post(`/documents/${other.id}/void`, { reason: 'Salah orang' }, { version: 2 })).status).toBe(409);
  expect((await house.as('ningsih').post(`/documents/${one.id}/void`, { reason: 'Palsu' }, { version: 2 })).status).toBe(403);
  expect((await sari.post<DocumentView>(`/documents/${one.id}/void`, { reason: 'Palsu' }, { version: 2 })).body).toMatchObject({
    state: 'void',
    closedReason: 'Palsu',
  });
  await expect(
    house.sql(`UPDATE document SET state = 'verified', verified_at = now(), verified_by = id WHERE id = $1`, [one.id]),
  ).rejects.toThrow(/stays void/);
});

test('a decision names the version that was looked at', async () => {
  const passport = await submitted(await somebody());
  expect((await house.as('sari').post(`/documents/${passport.id}/verify`, {})).status).toBe(428);
  expect((await house.as('sari').post(`/documents/${passport.id}/verify`, {}, { version: 7 })).status).toBe(412);
});

test('of ten officers who decide at once, one is right and nine are told', async () => {
  const passport = await submitted(await somebody());
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      n % 2 === 0
        ? house.as('sari').post(`/documents/${passport.id}/verify`, {}, { version: 1 })
        : house.as('hasan').post(`/documents/${passport.id}/reject`, { reason: 'Buram' }, { version: 1 }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
});

test('for another province the person and the papers do not exist, whatever is tried', async () => {
  const dewi = await somebody();
  const passport = await submitted(dewi);
  const maria = house.as('maria');
  const tried = [
    await maria.get(`/candidates/${dewi}/documents`),
    await maria.post(`/candidates/${dewi}/documents`, PASSPORT),
    await maria.post(`/documents/${passport.id}/verify`, {}, { version: 1 }),
    await maria.post(`/documents/${passport.id}/reject`, { reason: 'Buram' }, { version: 1 }),
    await maria.post(`/documents/${randomUUID()}/verify`, {}, { version: 1 }),
    await maria.post(`/documents/not-an-id/verify`, {}, { version: 1 }),
  ];
  expect(tried.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  for (const stranger of ['wayan', 'ratna', 'tono'] as const)
    expect((await house.as(stranger).get(`/candidates/${dewi}/documents`)).status).toBe(403);
});

test('a submission that is sent twice is one paper', async () => {
  const dewi = await somebody();
  const headers = { 'idempotency-key': randomUUID() };
  const sari = house.as('sari');
  const [first, again] = [
    await sari.post(`/candidates/${dewi}/documents`, PASSPORT, { headers }),
    await sari.post(`/candidates/${dewi}/documents`, PASSPORT, { headers }),
  ];
  expect(again).toMatchObject({ status: 201, body: first.body });
  const [held] = await house.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM document WHERE candidate_id = $1`, [dewi]);
  expect(held?.count).toBe(1);
});

test('what cannot be right is refused with its field', async () => {
  const dewi = await somebody();
  const errorsOf = async (body: object) =>
    (await house.as('sari').post<{ errors: { pointer: string; code: string }[] }>(`/candidates/${dewi}/documents`, body)).body.errors;
  expect(await errorsOf({ documentCode: 'library_card' })).toMatchObject([{ pointer: '/documentCode', code: 'document-unknown' }]);
  expect(await errorsOf({ ...PASSPORT, number: '99', expiresOn: undefined })).toMatchObject([
    { pointer: '/number', code: 'passport-number' },
  ]);
  expect(await errorsOf({ documentCode: 'passport' })).toMatchObject([{ pointer: '/expiresOn', code: 'expires-on-missing' }]);
  expect(await errorsOf({ documentCode: 'medical_certificate', issuedOn: '2026-01-10' })).toMatchObject([
    { pointer: '/verdict', code: 'verdict-missing' },
  ]);
  expect(await errorsOf({ ...PASSPORT, state: 'verified' })).toMatchObject([{ pointer: '/state', code: 'unknown-field' }]);
  expect(await errorsOf({ ...PASSPORT, issuedOn: '2026-02-30' })).toMatchObject([{ pointer: '/issuedOn' }]);
});

test('an unfit verdict may be verified: it is true', async () => {
  const medical = await submitted(await somebody(), { documentCode: 'medical_certificate', issuedOn: '2026-01-10', verdict: 'unfit' });
  expect((await house.as('sari').post(`/documents/${medical.id}/verify`, {}, { version: 1 })).body).toMatchObject({
    state: 'verified',
    verdict: 'unfit',
  });
});

test('a passport from a list may lack its last day; the officer reads it from the original', async () => {
  const dewi = await somebody();
  const { id } = await access.write(await actor('sari'), 'import.confirm', null, (rows) =>
    documents.submitFor(rows, { candidateId: dewi, documentCode: 'passport', number: 'c 7654321', source: 'import' }),
  );
  const sari = house.as('sari');
  expect(await sari.post(`/documents/${id}/verify`, {}, { version: 1 })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/expiresOn' }] },
  });
  const verified = await sari.post(`/documents/${id}/verify`, { expiresOn: '2029-05-05' }, { version: 1 });
  expect(verified.body).toMatchObject({ state: 'verified', expiresOn: '2029-05-05', numberMasked: '****4321' });
  const other = await submitted(dewi);
  expect((await sari.post<DocumentView>(`/documents/${other.id}/verify`, { expiresOn: '2035-01-01' }, { version: 1 })).body.expiresOn).toBe(
    '2030-03-01',
  );
});

test("a contract belongs to the present cycle, a passport to the person, and to nobody else's cycle", async () => {
  const dewi = await somebody();
  const [past, present] = [await cycleOf(dewi, 1, false), await cycleOf(dewi, 2)];
  const foreign = await cycleOf(await somebody());
  const contract = { documentCode: 'employment_contract', expiresOn: '2028-01-01' };
  expect((await submitted(dewi, contract)).cycleId).toBe(present);
  expect((await submitted(dewi, { ...contract, cycleId: past })).cycleId).toBe(past);
  expect((await submitted(dewi)).cycleId).toBeNull();
  expect((await submitted(dewi, { ...PASSPORT, cycleId: null })).cycleId).toBeNull();
  expect(await house.as('sari').post(`/candidates/${dewi}/documents`, { ...contract, cycleId: foreign })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/cycleId' }] },
  });
});

test('the queue shows everything that waits in the own area once, oldest first, page by page', async () => {
  await house.sql(`UPDATE document SET state = 'void', closed_reason = 'test' WHERE state = 'submitted'`);
  const [here, kendari, elsewhere] = [await somebody(), await somebody('74.71.01'), await somebody('73.71')];
  for (const [candidateId, areaCode, count] of [
    [here, '74.06.04', 23],
    [kendari, '74.71.01', 7],
    [elsewhere, '73.71', 5],
  ] as const) {
    // Many at the same moment, finer than a thousandth of a second, as an import writes them.
    await house.sql(
      `INSERT INTO document (id, candidate_id, area_code, document_code, state, source, submitted_by, submitted_at)
       SELECT gen_random_uuid(), $1, $2, 'family_card', 'submitted', 'import', $1, '2026-01-10T01:02:03.000456Z'::timestamptz + (n % 3) * interval '1 microsecond'
         FROM generate_series(1, $3::integer) n`,
      [candidateId, areaCode, count],
    );
  }
  const seen: DocumentView[] = [];
  let after: string | null = null;
  do {
    const page: { body: VerificationQueue } = await house
      .as('sari')
      .get<VerificationQueue>(`/verification-queue?limit=7${after ? `&after=${after}` : ''}`);
    expect(page.body.total).toBe(30);
    seen.push(...page.body.items);
    after = page.body.next;
  } while (after !== null);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(30);
  expect(seen).toHaveLength(30);
  const moments = await house.sql<{ id: string }>(`SELECT id FROM document WHERE id = ANY ($1) ORDER BY submitted_at, id`, [
    seen.map(({ id }) => id),
  ]);
  expect(seen.map(({ id }) => id)).toEqual(moments.map(({ id }) => id));
  const ofBombana = await house.as('ningsih').get<VerificationQueue>('/verification-queue?limit=100');
  expect(ofBombana.body).toMatchObject({ total: 23, next: null });
  expect(ofBombana.body.items[0]?.candidate).toMatchObject({ id: here, fullName: 'Dewi Anggraini', areaName: 'Rumbia' });
  expect((await house.as('wayan').get('/verification-queue')).status).toBe(403);
});

test('a training centre submits the certificate of its own enrolment and takes it back with the result', async () => {
  const dewi = await somebody();
  const enrolmentId = newId();
  const certificate: Submission = {
    candidateId: dewi, areaCode: '74.06.04', documentCode: 'competence_certificate', number: 'LSP 001', issuedOn: '2026-01-10', expiresOn: '2029-01-10',
    source: 'training', enrolmentId, trainingCenterId: CENTERS.bombana.id,
  }; // prettier-ignore
  const { id } = await submitAs('wayan', certificate);
  await house.as('sari').post(`/documents/${id}/verify`, {}, { version: 1 });
  const withdraw = async (person: Person) =>
    access.write(await actor(person), 'training.result', null, (rows) => documents.voidOfEnrolment(rows, enrolmentId, 'Nilai salah catat'));
  expect(await withdraw('putu')).toBeNull();
  expect(await withdraw('wayan')).toMatchObject({ id, state: 'void', closedReason: 'Nilai salah catat' });
  expect(await withdraw('wayan')).toBeNull();
  expect((await submitAs('wayan', certificate)).id).not.toBe(id);
  await expect(submitAs('putu', { ...certificate, enrolmentId: newId() })).rejects.toMatchObject({ code: 'not-found' });
});

test('what a person holds is told to the rulebook in every version, oldest first', async () => {
  const dewi = await somebody();
  const [first] = [await submitted(dewi), await submitted(dewi, { documentCode: 'family_card', number: '7406040101099001' })];
  await house.as('sari').post(`/documents/${first.id}/reject`, { reason: 'Buram' }, { version: 1 });
  const held = await access.read(await actor('sari'), 'cycle.view', (rows) => documents.heldBy(rows, dewi));
  expect(held).toMatchObject([
    {
      id: first.id,
      documentCode: 'passport',
      state: 'rejected',
      closedReason: 'Buram',
      expiresOn: '2030-03-01',
      numberMasked: '****4567',
      version: 2,
    },
    { documentCode: 'family_card', state: 'submitted', issuedOn: null },
  ]);
});

test('the number of a passport is shown on demand, of this person only, and written down', async () => {
  const [dewi, other] = [await somebody(), await somebody()];
  const passport = await submitted(dewi);
  expect(await documents.reveal(await actor('sari'), dewi, passport.id)).toBe('C1234567');
  await expect(documents.reveal(await actor('sari'), other, passport.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(documents.reveal(await actor('maria'), dewi, passport.id)).rejects.toMatchObject({ code: 'not-found' });
  const trail = await house.sql(`SELECT subject_id, fields FROM audit_event WHERE action = 'candidate.reveal' AND candidate_id = $1`, [
    dewi,
  ]);
  expect(trail).toEqual([{ subject_id: passport.id, fields: ['passport'] }]);
});

describe('documents that lapse in a window', () => {
  const verified = async (candidateId: string, body: object): Promise<string> => {
    const { id } = await submitted(candidateId, body);
    await house.as('sari').post(`/documents/${id}/verify`, {}, { version: 1 });
    return id;
  };
  const lapsing = (
    documentCode: string,
    from: string,
    until: string,
    monthsFromIssue: number | null = null,
    limit = 100,
    after?: LapsingDocument,
  ) =>
    access.system('reminder.sweep', (rows) =>
      lapsingDocuments(rows, { documentCode, from, until, monthsFromIssue, limit, ...(after && { after }) }),
    );

  test('are told by the day printed on them, unless they were renewed', async () => {
    const [dewi, budi] = [await somebody(), await somebody()];
    const soon = await verified(dewi, { ...PASSPORT, expiresOn: '2026-02-10' });
    await verified(budi, { ...PASSPORT, expiresOn: '2026-02-10' });
    await verified(budi, { ...PASSPORT, expiresOn: '2036-02-10' });
    await submitted(await somebody(), { ...PASSPORT, expiresOn: '2026-02-10' });
    expect(await lapsing('passport', '2026-01-16', '2026-02-16')).toEqual([
      { documentId: soon, candidateId: dewi, areaCode: '74.06.04', cycleId: null, lapsesOn: '2026-02-10' },
    ]);
    expect(await lapsing('passport', '2026-02-11', '2026-02-16')).toEqual([]);
  });

  test('or by calendar months from their issue, 30 November + 3 = 28 February', async () => {
    const dewi = await somebody();
    const medical = await verified(dewi, { documentCode: 'medical_certificate', issuedOn: '2025-11-30', verdict: 'fit' });
    const found = { documentId: medical, candidateId: dewi, areaCode: '74.06.04', cycleId: null, lapsesOn: '2026-02-28' };
    expect(await lapsing('medical_certificate', '2026-02-28', '2026-02-28', 3)).toEqual([found]);
    expect(await lapsing('medical_certificate', '2026-01-16', '2026-02-27', 3)).toEqual([]);
  });

  test('a printed day earlier than the counted one decides, and a long list is read page by page', async () => {
    const early = await verified(await somebody(), {
      documentCode: 'competence_certificate',
      issuedOn: '2024-06-01',
      expiresOn: '2026-04-01',
    });
    for (const day of ['2023-04-02', '2023-04-02', '2023-04-03'])
      await verified(await somebody(), { documentCode: 'competence_certificate', issuedOn: day });
    const whole = await lapsing('competence_certificate', '2026-04-01', '2026-04-30', 36);
    expect(whole.map(({ lapsesOn }) => lapsesOn)).toEqual(['2026-04-01', '2026-04-02', '2026-04-02', '2026-04-03']);
    expect(whole[0]?.documentId).toBe(early);
    const paged: LapsingDocument[] = [];
    for (let page = await lapsing('competence_certificate', '2026-04-01', '2026-04-30', 36, 2); page.length > 0;) {
      paged.push(...page);
      page = await lapsing('competence_certificate', '2026-04-01', '2026-04-30', 36, 2, page.at(-1));
    }
    expect(paged).toEqual(whole);
  });
});
