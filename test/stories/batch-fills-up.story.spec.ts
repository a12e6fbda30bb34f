import type { BatchView, EnrolmentView } from '#libs/training';

import { BUDI, DEWI, inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface Candidate {
  readonly id: string;
  readonly cycle: { readonly id: string };
}

let house: House;
let batch: BatchView;
const people: Record<string, Candidate> = {};

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

const idOf = (name: string): string => people[name]?.id ?? '';
const roster = async (): Promise<readonly EnrolmentView[]> =>
  (await house.as('wayan').get<{ items: EnrolmentView[] }>(`/training-batches/${batch.id}/enrolments`)).body.items;
const lines = async (): Promise<string[]> =>
  (await roster()).map(({ candidate, seat, queuePosition }) =>
    [candidate.fullName.split(' ')[0], seat, queuePosition].filter((part) => part !== null).join(' '),
  );
const enrol = (name: string, body: object = {}) =>
  house.as('sari').post<EnrolmentView & { type: string; waitingPosition: number }>(`/training-batches/${batch.id}/enrolments`, {
    candidateId: idOf(name),
    ...body,
  });

async function enrolmentOf(name: string): Promise<EnrolmentView> {
  const found = (await roster()).find(({ candidate }) => candidate.id === idOf(name));
  if (!found) throw new Error(`${name} is not in the batch`);
  return found;
}

async function certificateOf(name: string): Promise<string | undefined> {
  const answer = await house
    .as('sari')
    .get<{ items: { documentCode: string; state: string }[] }>(`/cycles/${people[name]?.cycle.id}/checklist`);
  return answer.body.items.find(({ documentCode }) => documentCode === 'competence_certificate')?.state;
}

async function record(name: string, body: object): Promise<EnrolmentView> {
  const { id, version } = await enrolmentOf(name);
  const answer = await house.as('wayan').post<EnrolmentView>(`/enrolments/${id}/result`, body, { version });
  expect(answer.status).toBe(200);
  return answer.body;
}

test('Wayan plans a welding class with two seats and one reserve', async () => {
  const program = await house.as('wayan').post<{ id: string }>('/training-programs', {
    code: 'LAS-3G',
    title: 'Juru Las SMAW 3G',
    vocationalField: 'Teknik Las',
    lessonHours: 260,
  });
  const facts = {
    trainingProgramId: program.body.id,
    name: 'Angkatan I/2026',
    startsOn: '2026-02-02',
    endsOn: '2026-03-06',
    capacity: 2,
    reserveSeats: 1,
    fundingSource: 'apbd_kabupaten',
  };
  const planned = await house.as('wayan').post<BatchView>('/training-batches', facts);
  expect(planned.body).toMatchObject({ state: 'planned', seatsTaken: 0, withoutResult: 0, trainingCenter: { name: 'UPTD BLK Bombana' } });
  batch = planned.body;
});

test('Sari enrols Dewi, Budi and Citra: two seats and the reserve are taken', async () => {
  const others = {
    citra: { fullName: 'Citra Lestari', nik: inventedNik(9101, { sex: 'female' }), areaCode: '74.06.04' },
    danu: { fullName: 'Danu Saputra', nik: inventedNik(9102), areaCode: '74.06.01' },
  };
  for (const [name, person] of Object.entries({ dewi: DEWI, budi: BUDI, ...others })) {
    const registered = await house.as('sari').post<Candidate>('/candidates', { ...person, scheme: 'p_to_p', destinationCountry: 'MY' });
    expect(registered.status).toBe(201);
    people[name] = registered.body;
  }
  const seats = [await enrol('dewi'), await enrol('budi'), await enrol('citra')].map(({ body }) => body.seat);
  expect(seats).toEqual(['main', 'main', 'reserve']);
});

test('for Danu the class is full; he hears that he would be first in line, and agrees to wait', async () => {
  const full = await enrol('danu');
  expect([full.status, full.body.type, full.body.waitingPosition]).toEqual([409, '/problems/batch-full', 1]);
  expect((await enrol('danu', { acceptWaiting: true })).body).toMatchObject({ seat: 'waiting', queuePosition: 1 });
  expect(await lines()).toEqual(['Dewi main', 'Budi main', 'Citra reserve 1', 'Danu waiting 1']);
});

test('Budi does not come on the first day: Citra moves up and Danu becomes the reserve', async () => {
  house.clock.set('2026-02-02');
  const running = await house
    .as('wayan')
    .patch<BatchView>(`/training-batches/${batch.id}`, { state: 'running' }, { version: batch.version });
  batch = running.body;
  const { id, version } = await enrolmentOf('budi');
  await house.as('wayan').post(`/enrolments/${id}/drop`, { reason: 'Tidak hadir pada hari pertama', noShow: true }, { version });
  expect(await lines()).toEqual(['Dewi main', 'Citra main', 'Danu reserve 1', 'Budi none']);
});

test('three days after the last day nobody has recorded a result, and Wayan is reminded', async () => {
  house.clock.set('2026-03-09');
  await house.drain();
  const inbox = await house.as('wayan').get<{ items: { rule: string; subject: { id: string } }[] }>('/notices');
  expect(inbox.body.items.map(({ rule, subject }) => [rule, subject.id])).toEqual([['enrolment_without_result', batch.id]]);
  expect((await house.as('wayan').get<BatchView>(`/training-batches/${batch.id}`)).body.withoutResult).toBe(2);
});

test('Dewi is competent: her certificate is on her checklist, and counts once Sari has seen it', async () => {
  expect(await certificateOf('dewi')).toBe('missing');
  const recorded = await record('dewi', { result: 'competent', resultOn: '2026-03-06', certificateNo: 'BNSP-9001' });
  expect(recorded).toMatchObject({ documentState: 'submitted', state: 'completed' });
  expect(await certificateOf('dewi')).toBe('submitted');
  const queue = await house.as('sari').get<{ items: { id: string; version: number; candidate: { id: string } }[] }>('/verification-queue');
  const paper = queue.body.items.find(({ candidate }) => candidate.id === idOf('dewi'));
  expect((await house.as('sari').post(`/documents/${paper?.id}/verify`, {}, { version: paper?.version ?? 0 })).status).toBe(200);
  expect(await certificateOf('dewi')).toBe('verified');
});

test('Citra is not there yet; with her result the class can be completed and the reminder is over', async () => {
  const early = await house
    .as('wayan')
    .patch<{ detail: string }>(`/training-batches/${batch.id}`, { state: 'completed' }, { version: batch.version });
  expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('1 peserta tanpa hasil')]);
  await record('citra', { result: 'not_yet_competent', resultOn: '2026-03-06' });
  const completed = await house
    .as('wayan')
    .patch<BatchView>(`/training-batches/${batch.id}`, { state: 'completed' }, { version: batch.version });
  expect(completed.body).toMatchObject({ state: 'completed', withoutResult: 0 });
  house.clock.set('2026-03-13');
  await house.drain();
  const open = await house.sql(`SELECT 1 FROM reminder WHERE rule = 'enrolment_without_result' AND settled_at IS NULL`);
  expect(open).toHaveLength(0);
});

test('a week later the test proves to be another woman’s: Wayan takes the result back, and the certificate with it', async () => {
  const { id, version } = await enrolmentOf('dewi');
  const withdrawn = await house
    .as('wayan')
    .post<EnrolmentView>(`/enrolments/${id}/withdraw-result`, { reason: 'Tertukar dengan peserta lain' }, { version });
  expect(withdrawn.body).toMatchObject({ result: null, documentState: 'void', seat: 'main' });
  expect(await certificateOf('dewi')).toBe('missing');
  expect((await house.as('wayan').get<BatchView>(`/training-batches/${batch.id}`)).body).toMatchObject({
    state: 'assessment',
    withoutResult: 1,
  });
});
