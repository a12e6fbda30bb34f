import { randomUUID } from 'node:crypto';

import { Access, Sessions, type Actor } from '#libs/access';
import { newId } from '#libs/platform';
import { TrainingService, type BatchView, type EnrolmentView } from '#libs/training';

import { CENTERS, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { Training, type Refusal } from './training.arrange.js';

let house: House;
let training: Training;

beforeAll(async () => {
  house = await openHouse();
  training = new Training(house);
  await training.open();
});
afterAll(() => house.close());

describe('the queue', () => {
  test('a main seat that is given back goes to the reserve, and the reserve seat to the first who waits', async () => {
    const { id } = await training.batch();
    const [first, second, reserve, third, fourth] = await training.people(5);
    for (const candidateId of [first, second, reserve, third, fourth]) await training.seated('sari', id, candidateId ?? '');
    const before = await training.roster(id);
    expect(before.map(({ seat, queuePosition }) => [seat, queuePosition])).toEqual([
      ['main', null],
      ['main', null],
      ['reserve', 1],
      ['waiting', 1],
      ['waiting', 2],
    ]);
    const answer = await training.drop('sari', before[0] ?? { id: '', version: 0 }, {
      reason: 'Tidak datang pada hari pertama',
      noShow: true,
    });
    expect(answer.body).toMatchObject({ seat: 'none', state: 'no_show', queuePosition: null });
    const after = await training.roster(id);
    expect(after.map(({ candidate, seat, state }) => [candidate.id, seat, state])).toEqual([
      [second, 'main', 'accepted'],
      [reserve, 'main', 'accepted'],
      [third, 'reserve', 'accepted'],
      [fourth, 'waiting', 'waiting'],
      [first, 'none', 'no_show'],
    ]);
    expect(after.at(3)?.queuePosition).toBe(1);
    expect(await training.batchNow(id)).toMatchObject({ seatsTaken: 2, reservesTaken: 1, waiting: 1 });
  });

  test('an officer of one regency does not pass over a reserve of another whom she cannot see', async () => {
    const { id } = await training.batch({ capacity: 1 });
    const here = await training.seated('ningsih', id, await training.somebody('74.06.04'));
    const there = await training.somebody('74.07.05');
    expect((await training.seated('sari', id, there)).seat).toBe('reserve');
    const ahead = await training.seated('ningsih', id, await training.somebody('74.06.01'));
    expect(ahead.queuePosition).toBe(1);
    expect((await house.as('ningsih').get<{ items: unknown[] }>(`/training-batches/${id}/enrolments`)).body.items).toHaveLength(2);
    expect((await training.drop('ningsih', here)).status).toBe(200);
    const after = await training.roster(id);
    expect(after.map(({ candidate, seat }) => [candidate.id, seat])).toEqual([
      [there, 'main'],
      [ahead.candidate.id, 'reserve'],
      [here.candidate.id, 'none'],
    ]);
  });

  test('more seats go at once to those who wait; fewer than are taken is refused at the field', async () => {
    const planned = await training.batch({ capacity: 1, reserveSeats: 1 });
    for (const candidateId of await training.people(4)) await training.seated('sari', planned.id, candidateId);
    const wider = await training.change(planned, { capacity: 3 });
    expect(wider.body).toMatchObject({ seatsTaken: 3, reservesTaken: 1, waiting: 0, version: planned.version + 1 });
    const narrower = await training.change<Refusal>({ id: planned.id, version: wider.body.version }, { capacity: 2 });
    expect([narrower.status, narrower.body.errors?.[0]?.pointer]).toEqual([422, '/capacity']);
  });

  test('after the assessment has begun nobody moves up, and nobody is enrolled', async () => {
    const planned = await training.batch({ capacity: 1 });
    const main = await training.seated('sari', planned.id, await training.somebody());
    await training.seated('sari', planned.id, await training.somebody());
    const running = await training.change(planned, { state: 'running' });
    expect((await training.change({ id: planned.id, version: running.body.version }, { state: 'assessment' })).status).toBe(200);
    expect((await training.drop('sari', main)).status).toBe(200);
    expect(await training.seats(planned.id)).toMatchObject({ main: 0, reserve: 1 });
    expect((await training.enrol<Refusal>('sari', planned.id, await training.somebody())).body.type).toBe('/problems/wrong-state');
  });

  test('a person who left by mistake may come back, at the end of the queue', async () => {
    const { id } = await training.batch({ capacity: 1, reserveSeats: 0 });
    const first = await training.seated('sari', id, await training.somebody());
    const second = await training.seated('sari', id, await training.somebody());
    await training.drop('sari', first);
    const again = await training.seated('sari', id, first.candidate.id);
    expect(again).toMatchObject({ id: first.id, seat: 'waiting', queuePosition: 1 });
    expect(await training.places(id)).toEqual([
      [second.candidate.id, 'main'],
      [first.candidate.id, 'waiting'],
    ]);
  });
});

describe('who may do what', () => {
  test('a centre enrols only people it knows: all others are absent, in the same words', async () => {
    const { id } = await training.batch();
    const [stranger] = await training.people(1, { known: false });
    const foreign = await training.enrol<object>('wayan', id, stranger ?? '');
    const absent = await training.enrol<object>('wayan', id, newId());
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
    expect((await training.enrol('sari', id, stranger ?? '')).status).toBe(201);
    const other = await training.batch();
    expect((await training.enrol('wayan', other.id, stranger ?? '')).status).toBe(201);
  });

  test('a batch of another centre, another regency or another province is absent', async () => {
    const { id, version, program } = await training.batch();
    for (const person of ['putu', 'maria'] as const) {
      expect((await house.as(person).get(`/training-batches/${id}`)).status).toBe(404);
      expect((await house.as(person).get(`/training-batches/${id}/enrolments`)).status).toBe(404);
      expect((await training.enrol(person, id, await training.somebody())).status).toBe(404);
      expect((await house.as(person).get<{ items: unknown[] }>('/training-batches')).body.items).toHaveLength(0);
    }
    expect((await house.as('putu').patch(`/training-batches/${id}`, { name: 'Milik kami' }, { version })).status).toBe(404);
    const theirs = {
      trainingProgramId: program.id,
      name: 'A',
      startsOn: '2026-02-01',
      endsOn: '2026-02-02',
      capacity: 1,
      fundingSource: 'apbn',
    };
    expect((await house.as('putu').post('/training-batches', theirs)).status).toBe(404);
  });

  test('offices read and enrol, only the centre plans and records results, the regent sees no names', async () => {
    const { id, version } = await training.batch();
    const enrolled = await training.seated('ningsih', id, await training.somebody());
    expect((await house.as('sari').patch(`/training-batches/${id}`, { name: 'X' }, { version })).status).toBe(403);
    expect((await training.record('sari', enrolled, { result: 'competent', resultOn: '2026-01-16' })).status).toBe(403);
    for (const path of [
      '/training-batches',
      `/training-batches/${id}`,
      `/training-batches/${id}/enrolments`,
      '/training-programs',
      '/training-centers',
    ]) {
      expect((await house.as('ratna').get(path)).status).toBe(403);
      expect((await house.as('sari').get(path)).status).toBe(200);
    }
  });

  test('a change names the version it is based on', async () => {
    const { id } = await training.batch();
    const enrolled = await training.seated('sari', id, await training.somebody());
    expect((await house.as('sari').post(`/enrolments/${enrolled.id}/drop`, { reason: 'x' })).status).toBe(428);
    expect((await training.drop('sari', { ...enrolled, version: 9 })).status).toBe(412);
    expect((await training.drop('sari', enrolled)).status).toBe(200);
    expect((await training.drop<Refusal>('sari', { ...enrolled, version: enrolled.version + 1 })).body.type).toBe('/problems/wrong-state');
  });

  test('a repeated POST enrols once and answers the same', async () => {
    const { id } = await training.batch();
    const body = { candidateId: await training.somebody() };
    const options = { headers: { 'idempotency-key': randomUUID() } };
    const first = await house.as('sari').post(`/training-batches/${id}/enrolments`, body, options);
    const second = await house.as('sari').post(`/training-batches/${id}/enrolments`, body, options);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await training.seats(id)).toMatchObject({ main: 1, taken: 1 });
  });

  test('what was done stays written down, with the person and without the values', async () => {
    const { id } = await training.batch();
    const enrolled = await training.seated('ningsih', id, await training.somebody());
    const [trail] = await house.sql(
      `SELECT actor_role, candidate_id, area_code, fields FROM audit_event WHERE action = 'training.enrol' AND subject_id = $1`,
      [enrolled.id],
    );
    expect(trail).toEqual({
      actor_role: 'labour_placement_officer',
      candidate_id: enrolled.candidate.id,
      area_code: '74.06.04',
      fields: ['seat'],
    });
  });
});

describe('results', () => {
  const competent = { result: 'competent', resultOn: '2026-01-15', certificateNo: 'BNSP-9001' };

  test('a competent graduate holds a competence certificate for three years, waiting for an officer', async () => {
    const { id } = await training.batch();
    const enrolled = await training.seated('sari', id, await training.somebody('74.06.01'));
    const answer = await training.record('wayan', enrolled, { ...competent, issuedOn: '2026-01-16' });
    expect(answer.body).toMatchObject({
      state: 'completed',
      result: 'competent',
      resultOn: '2026-01-15',
      certificateNo: 'BNSP-9001',
      documentState: 'submitted',
      seat: 'main',
    });
    const [paper] = await house.sql(
      `SELECT document_code, state, source, area_code, candidate_id, training_center_id, issued_on, expires_on, number_last4 FROM document WHERE enrolment_id = $1`,
      [enrolled.id],
    );
    expect(paper).toEqual({
      document_code: 'competence_certificate',
      state: 'submitted',
      source: 'training',
      area_code: '74.06.01',
      candidate_id: enrolled.candidate.id,
      training_center_id: CENTERS.bombana.id,
      issued_on: '2026-01-16',
      expires_on: '2029-01-16',
      number_last4: '9001',
    });
    const queue = await house.as('sari').get<{ items: { candidate: { id: string } }[] }>('/verification-queue');
    expect(queue.body.items.map(({ candidate }) => candidate.id)).toContain(enrolled.candidate.id);
  });

  test('a withdrawn result takes the certificate back, even a verified one, and says so', async () => {
    const { id } = await training.batch();
    const enrolled = await training.seated('sari', id, await training.somebody());
    const recorded = (await training.record('wayan', enrolled, competent)).body;
    const [paper] = await house.sql<{ id: string; version: number }>(`SELECT id, version FROM document WHERE enrolment_id = $1`, [
      enrolled.id,
    ]);
    expect((await house.as('sari').post(`/documents/${paper?.id}/verify`, {}, { version: paper?.version ?? 0 })).status).toBe(200);
    const withdrawn = await training.withdraw(recorded, 'Salah orang');
    expect(withdrawn.body).toMatchObject({
      state: 'accepted',
      result: null,
      resultOn: null,
      certificateNo: null,
      documentState: 'void',
      seat: 'main',
    });
    expect(await house.sql(`SELECT state, closed_reason FROM document WHERE enrolment_id = $1`, [enrolled.id])).toEqual([
      { state: 'void', closed_reason: 'Salah orang' },
    ]);
    const again = await training.record('wayan', withdrawn.body, competent);
    expect(again.body).toMatchObject({ result: 'competent', documentState: 'submitted' });
  });

  test('not yet competent brings no certificate, and the person stays a graduate of the batch', async () => {
    const { id } = await training.batch();
    const enrolled = await training.seated('sari', id, await training.somebody());
    const refused = await training.record<Refusal>('wayan', enrolled, {
      result: 'not_yet_competent',
      resultOn: '2026-01-15',
      certificateNo: 'X-1',
    });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/certificateNo']);
    const answer = await training.record('wayan', enrolled, { result: 'not_yet_competent', resultOn: '2026-01-15' });
    expect(answer.body).toMatchObject({ state: 'completed', result: 'not_yet_competent', documentState: null });
    expect(await house.sql(`SELECT 1 FROM document WHERE enrolment_id = $1`, [enrolled.id])).toHaveLength(0);
  });

  test('there is no result before the first day, in the future, from a reserve seat, or twice', async () => {
    const later = await training.batch({ startsOn: '2026-02-02', endsOn: '2026-03-02' });
    const early = await training.seated('sari', later.id, await training.somebody());
    expect((await training.record<Refusal>('wayan', early, competent)).body.type).toBe('/problems/wrong-state');
    const { id } = await training.batch({ capacity: 1 });
    const main = await training.seated('sari', id, await training.somebody());
    const reserve = await training.seated('sari', id, await training.somebody());
    for (const resultOn of ['2026-01-04', '2026-01-17']) {
      const answer = await training.record<Refusal>('wayan', main, { ...competent, resultOn });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/resultOn']);
    }
    expect((await training.record<Refusal>('wayan', reserve, competent)).body.type).toBe('/problems/wrong-state');
    const recorded = (await training.record('wayan', main, competent)).body;
    expect((await training.record<Refusal>('wayan', recorded, competent)).body.type).toBe('/problems/wrong-state');
    expect((await training.drop<Refusal>('wayan', recorded)).body.type).toBe('/problems/wrong-state');
  });

  test('a batch is completed only when every result is there; a withdrawn one opens it again', async () => {
    const planned = await training.batch({ startsOn: '2025-12-01', endsOn: '2026-01-10' });
    const enrolled = await training.seated('sari', planned.id, await training.somebody());
    expect(await training.batchNow(planned.id)).toMatchObject({ withoutResult: 1 });
    const list = await house.as('wayan').get<{ items: BatchView[] }>('/training-batches?filter=without_result&limit=100');
    expect(list.body.items.map(({ id }) => id)).toContain(planned.id);
    const running = await training.change(planned, { state: 'running' });
    const early = await training.change<Refusal>({ id: planned.id, version: running.body.version }, { state: 'completed' });
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('1 peserta')]);
    const recorded = (await training.record('wayan', enrolled, { ...competent, resultOn: '2026-01-10' })).body;
    const done = await training.change({ id: planned.id, version: running.body.version }, { state: 'completed' });
    expect(done.body).toMatchObject({ state: 'completed', withoutResult: 0, seatsTaken: 1 });
    expect((await training.change<Refusal>({ id: planned.id, version: done.body.version }, { name: 'Lain' })).status).toBe(409);
    await training.withdraw(recorded, 'Keliru');
    expect(await training.batchNow(planned.id)).toMatchObject({ state: 'assessment', withoutResult: 1, version: done.body.version + 1 });
  });

  test('a cancelled batch lets everybody go', async () => {
    const planned = await training.batch();
    for (const candidateId of await training.people(4)) await training.seated('sari', planned.id, candidateId);
    const cancelled = await training.change(planned, { state: 'cancelled' });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', seatsTaken: 0, reservesTaken: 0, waiting: 0 });
    expect((await training.roster(planned.id)).every(({ seat, state }) => seat === 'none' && state === 'dropped_out')).toBe(true);
  });
});

describe('a person who will not go on', () => {
  async function actor(person: Person): Promise<Actor> {
    const found = await house.api.get(Sessions, { strict: false }).find(house.as(person).token ?? '');
    if (!found) throw new Error(`${person} is not signed in`);
    return { ...found, requestId: 'test' };
  }
  const release = async (person: Person, candidateId: string): Promise<number> => {
    const service = house.api.get(TrainingService, { strict: false });
    return house.api
      .get(Access, { strict: false })
      .write(await actor(person), 'journey.advance', candidateId, (rows) => service.releaseSeats(rows, candidateId, 'withdrawn'));
  };

  test('gives back every seat without a result, to the next in each queue, once', async () => {
    const [one, two] = [await training.batch({ capacity: 1 }), await training.batch({ capacity: 1 })];
    const [leaving, next] = [await training.somebody(), await training.somebody()];
    for (const { id } of [one, two]) for (const candidateId of [leaving, next]) await training.seated('sari', id, candidateId);
    expect(await release('sari', leaving)).toBe(2);
    expect(await release('sari', leaving)).toBe(0);
    for (const { id } of [one, two]) {
      expect(await training.places(id)).toEqual([
        [next, 'main'],
        [leaving, 'none'],
      ]);
      expect(await training.batchNow(id)).toMatchObject({ seatsTaken: 1, reservesTaken: 0 });
    }
  });

  test('also when the batch lies in a regency that the officer does not see', async () => {
    const farProgram = await training.program('putu');
    const far = await house.as('putu').post<BatchView>('/training-batches', {
      trainingProgramId: farProgram,
      name: 'Angkatan I',
      startsOn: '2026-02-02',
      endsOn: '2026-03-02',
      capacity: 1,
      fundingSource: 'apbn',
    });
    const [leaving, next] = [await training.somebody('74.06.04'), await training.somebody('74.07.05')];
    for (const candidateId of [leaving, next]) await training.seated('sari', far.body.id, candidateId);
    expect((await house.as('ningsih').get(`/training-batches/${far.body.id}`)).status).toBe(404);
    expect(await release('ningsih', leaving)).toBe(1);
    const after = await house.as('putu').get<{ items: EnrolmentView[] }>(`/training-batches/${far.body.id}/enrolments`);
    expect(after.body.items.map(({ candidate, seat }) => [candidate.id, seat])).toEqual([
      [next, 'main'],
      [leaving, 'none'],
    ]);
  });
});

test('batches page by start day, and every page is counted once', async () => {
  const starts = ['2026-03-02', '2026-03-02', '2026-03-09', '2026-04-06', '2026-05-04'];
  for (const startsOn of starts) await training.batch({ startsOn, endsOn: '2026-06-30' });
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: { body: { items: BatchView[]; next: string | null } } = await house
      .as('sari')
      .get(`/training-batches?state=planned&limit=2${after && `&after=${after}`}`);
    seen.push(...page.body.items.map(({ id }) => id));
    after = page.body.next;
  }
  const [{ count } = { count: -1 }] = await house.sql<{ count: number }>(
    `SELECT count(*) AS count FROM training_batch WHERE state = 'planned' AND area_code LIKE '74%'`,
  );
  expect([seen.length, new Set(seen).size]).toEqual([count, count]);
});
