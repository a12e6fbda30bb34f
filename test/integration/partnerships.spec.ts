import type { AgreementView, CommitmentView, VisitView } from '#libs/partnerships';

import type { Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface Refusal {
  readonly type: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

interface ListOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => house.clock.set('2026-01-16'));
afterAll(() => house.close());

const VISIT = {
  areaCode: '74.06',
  type: 'coordination',
  visitedOn: '2026-01-16',
  place: 'Ruang kerja Wakil Bupati',
  delegation: 'BP3MI Sulawesi Tenggara',
  hosts: [{ name: 'Ibu Ratna', position: 'Wakil Bupati' }, { name: 'Pak Arif' }],
  topics: ['training', 'protection'],
};
const PROMISE = {
  promisedByOffice: 'Pemerintah Kabupaten Bombana',
  promisedByPerson: 'Ibu Ratna',
  quote: 'siap mendukung penuh program pelindungan',
  category: 'policy_support',
};
const AGREEMENT = {
  areaCode: '74.06',
  type: 'synergy_agreement',
  title: 'Sinergi Pelatihan, Penempatan, dan Pelindungan PMI',
  counterpartOffice: 'Pemerintah Kabupaten Bombana',
};

async function made<T>(path: string, body: object, person: Person = 'sari'): Promise<T> {
  const answer = await house.as(person).post<T>(path, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

const visit = (facts: object = {}) => made<VisitView>('/visits', { ...VISIT, ...facts });
const commitment = (facts: object = {}) => made<CommitmentView>('/commitments', { areaCode: '74.06', ...PROMISE, ...facts });
const agreement = (facts: object = {}) => made<AgreementView>('/agreements', { ...AGREEMENT, ...facts });
const pointers = (body: Refusal) => body.errors?.map(({ pointer }) => pointer);

describe('visits', () => {
  test('a visit shows who received us and everything that was promised there, office and person apart', async () => {
    const { id, areaName } = await visit();
    expect(areaName).toContain('Bombana');
    await commitment({ areaCode: undefined, visitId: id });
    await commitment({
      areaCode: undefined,
      visitId: id,
      promisedByOffice: 'UPTD BLK Bombana',
      promisedByPerson: 'Pak Arif',
      quote: 'memfasilitasi sarana pelatihan',
      category: 'training_facility',
    });
    const { body } = await house.as('sari').get<VisitView>(`/visits/${id}`);
    expect(body).toMatchObject({ hosts: VISIT.hosts, topics: VISIT.topics, delegation: VISIT.delegation, minutes: null, minutesAt: null });
    expect(
      body.commitments.map(({ areaCode, promisedByOffice, promisedByPerson, state, dueOn, isOverdue }) => [
        areaCode,
        promisedByOffice,
        promisedByPerson,
        state,
        dueOn,
        isOverdue,
      ]),
    ).toEqual([
      ['74.06', 'Pemerintah Kabupaten Bombana', 'Ibu Ratna', 'stated', null, false],
      ['74.06', 'UPTD BLK Bombana', 'Pak Arif', 'stated', null, false],
    ]);
  });

  test('minutes are written once the visit has taken place, and keep the moment of their first writing', async () => {
    const planned = await visit({ visitedOn: '2026-02-10' });
    const early = await house.as('sari').patch<Refusal>(`/visits/${planned.id}`, { minutes: 'Notulen' }, { version: planned.version });
    expect([early.status, pointers(early.body)]).toEqual([422, ['/minutes']]);
    house.clock.set('2026-02-10');
    const written = await house
      .as('sari')
      .patch<VisitView>(`/visits/${planned.id}`, { minutes: 'Notulen', nextVisitOn: '2026-05-12' }, { version: planned.version });
    expect(written.body).toMatchObject({ minutes: 'Notulen', minutesAt: expect.any(String), nextVisitOn: '2026-05-12', version: 2 });
    const corrected = await house
      .as('sari')
      .patch<VisitView>(`/visits/${planned.id}`, { minutes: 'Notulen, diperbaiki', nextVisitOn: null }, { version: 2 });
    expect(corrected.body).toMatchObject({ minutesAt: written.body.minutesAt, nextVisitOn: null });
    const stale = await house.as('sari').patch(`/visits/${planned.id}`, { place: 'Lain' }, { version: 2 });
    expect(stale.status).toBe(412);
  });

  test('what cannot be is refused at its field', async () => {
    const refused = async (facts: object) => pointers((await house.as('sari').post<Refusal>('/visits', { ...VISIT, ...facts })).body);
    expect(await refused({ areaCode: '74.99' })).toEqual(['/areaCode']);
    expect(await refused({ areaCode: 'Bombana' })).toEqual(['/areaCode']);
    expect(await refused({ visitedOn: '2026-02-30' })).toEqual(['/visitedOn']);
    expect(await refused({ nextVisitOn: '2026-01-16' })).toEqual(['/nextVisitOn']);
    expect(await refused({ type: 'party' })).toEqual(['/type']);
    expect(await refused({ hosts: [{ name: 'A', phone: '0812' }] })).toEqual(['/hosts/0/phone']);
  });
});

describe('commitments', () => {
  test('a promise is overdue from the day after its due day, until it is kept with evidence', async () => {
    const { id, version } = await commitment({ dueOn: '2026-01-20' });
    const seen = async () => (await house.as('ratna').get<CommitmentView>(`/commitments/${id}`)).body;
    house.clock.set('2026-01-20');
    expect(await seen()).toMatchObject({ isOverdue: false, daysOverdue: null });
    house.clock.set('2026-01-25');
    expect(await seen()).toMatchObject({ isOverdue: true, daysOverdue: 5 });
    const close = (body: object) => house.as('sari').post<CommitmentView & Refusal>(`/commitments/${id}/fulfil`, body, { version });
    expect(pointers((await close({ fulfilledOn: '2026-01-25' })).body)).toContain('/evidence');
    expect(pointers((await close({ evidence: '   ', fulfilledOn: '2026-01-25' })).body)).toContain('/evidence');
    expect(pointers((await close({ evidence: 'Perbup 3/2026', fulfilledOn: '2026-01-26' })).body)).toEqual(['/fulfilledOn']);
    expect((await close({ evidence: 'Perbup 3/2026', fulfilledOn: '2026-01-19' })).body).toMatchObject({
      state: 'fulfilled',
      evidence: 'Perbup 3/2026',
      fulfilledOn: '2026-01-19',
      isOverdue: false,
    });
  });

  test('a promise is made measurable afterwards; a closed one stays as it is', async () => {
    const said = await commitment();
    const change = (version: number, body: object) =>
      house.as('sari').patch<CommitmentView & Refusal>(`/commitments/${said.id}`, body, { version });
    const measurable = await change(1, { target: '20 peserta', dueOn: '2026-06-30', state: 'agreed' });
    expect(measurable.body).toMatchObject({ target: '20 peserta', dueOn: '2026-06-30', state: 'agreed', version: 2 });
    expect((await change(2, { dueOn: null, state: 'in_progress' })).body).toMatchObject({
      dueOn: null,
      target: '20 peserta',
      state: 'in_progress',
    });
    expect((await change(3, { state: 'stated' })).body.type).toBe('/problems/wrong-state');
    expect(pointers((await change(3, { state: 'fulfilled' })).body)).toEqual(['/state']);
    const dropped = await house
      .as('sari')
      .post<CommitmentView>(`/commitments/${said.id}/drop`, { reason: 'Anggaran dialihkan' }, { version: 3 });
    expect(dropped.body).toMatchObject({ state: 'dropped', closedReason: 'Anggaran dialihkan' });
    expect((await change(4, { target: '10' })).body.type).toBe('/problems/wrong-state');
    expect(
      (await house.as('sari').post<Refusal>(`/commitments/${said.id}/fulfil`, { evidence: 'x', fulfilledOn: '2026-01-16' }, { version: 4 }))
        .body.type,
    ).toBe('/problems/wrong-state');
  });

  test('lists show late ones first, then those without a day, then the closed; and say what is due soon', async () => {
    const area = '74.08';
    const [none, late, soon, far, kept] = [
      await commitment({ areaCode: area }),
      await commitment({ areaCode: area, dueOn: '2026-01-10' }),
      await commitment({ areaCode: area, dueOn: '2026-01-30' }),
      await commitment({ areaCode: area, dueOn: '2026-01-31' }),
      await commitment({ areaCode: area, dueOn: '2026-01-01' }),
    ];
    await house.as('sari').post(`/commitments/${kept.id}/fulfil`, { evidence: 'Surat 12/2026', fulfilledOn: '2026-01-01' }, { version: 1 });
    const ids = async (query: string) =>
      (await house.as('sari').get<ListOf<CommitmentView>>(`/commitments?area=${area}&${query}`)).body.items.map(({ id }) => id);
    expect(await ids('limit=100')).toEqual([late.id, soon.id, far.id, none.id, kept.id]);
    expect(await ids('filter=overdue')).toEqual([late.id]);
    expect(await ids('filter=due')).toEqual([soon.id]);
    expect(await ids('filter=open')).toEqual([late.id, soon.id, far.id, none.id]);
    expect(await ids('state=fulfilled')).toEqual([kept.id]);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: { body: ListOf<CommitmentView> } = await house
        .as('sari')
        .get(`/commitments?area=${area}&limit=2${after && `&after=${after}`}`);
      paged.push(...page.body.items.map(({ id }) => id));
      after = page.body.next;
    }
    expect(paged).toEqual([late.id, soon.id, far.id, none.id, kept.id]);
  });

  test('a promise belongs to the area of its visit or below it', async () => {
    const { id } = await visit({ areaCode: '74' });
    expect((await commitment({ areaCode: '74.06', visitId: id })).areaCode).toBe('74.06');
    const { id: bombana } = await visit();
    const outside = await house.as('sari').post<Refusal>('/commitments', { ...PROMISE, areaCode: '74.07', visitId: bombana });
    expect([outside.status, pointers(outside.body)]).toEqual([422, ['/areaCode']]);
    expect(pointers((await house.as('sari').post<Refusal>('/commitments', PROMISE)).body)).toEqual(['/areaCode']);
  });
});

describe('agreements', () => {
  test('an agreement walks from proposal to signature, may be blocked with a reason, and ends in 90 days or not', async () => {
    const proposed = await agreement();
    expect(proposed).toMatchObject({ state: 'proposed', isExpiring: false, daysLeft: null });
    const change = (version: number, body: object) =>
      house.as('sari').patch<AgreementView & Refusal>(`/agreements/${proposed.id}`, body, { version });
    expect((await change(1, { state: 'active' })).body.type).toBe('/problems/wrong-state');
    expect(pointers((await change(1, { state: 'blocked' })).body)).toEqual(['/blockedReason']);
    expect((await change(1, { state: 'blocked', blockedReason: 'Belum ada Bupati definitif' })).body.blockedReason).toBe(
      'Belum ada Bupati definitif',
    );
    expect((await change(2, { state: 'ready_to_sign' })).body).toMatchObject({ state: 'ready_to_sign', blockedReason: null });
    expect(pointers((await change(3, { state: 'active' })).body)).toEqual(['/signedOn']);
    expect(pointers((await change(3, { state: 'active', signedOn: '2026-01-17' })).body)).toEqual(['/signedOn']);
    expect(pointers((await change(3, { effectiveOn: '2026-02-01', expiresOn: '2026-02-01' })).body)).toEqual(['/expiresOn']);
    const active = await change(3, {
      state: 'active',
      signedOn: '2026-01-16',
      effectiveOn: '2026-01-16',
      expiresOn: '2026-04-16',
      numberFirstParty: 'MoU/01/2026',
    });
    expect(active.body).toMatchObject({
      state: 'active',
      daysLeft: 90,
      isExpiring: true,
      isExpired: false,
      numberFirstParty: 'MoU/01/2026',
    });
    const expiring = await house.as('sari').get<ListOf<AgreementView>>('/agreements?filter=expiring');
    expect(expiring.body.items.map(({ id }) => id)).toEqual([proposed.id]);
    house.clock.set('2026-04-17');
    expect((await house.as('ratna').get<AgreementView>(`/agreements/${proposed.id}`)).body).toMatchObject({
      isExpired: true,
      daysLeft: -1,
    });
    expect((await change(4, { state: 'renewed' })).body.state).toBe('renewed');
    expect((await change(5, { state: 'active' })).body.type).toBe('/problems/wrong-state');
  });

  test('an agreement in force may be recorded as such, and is found by area, type and state', async () => {
    const decree = await agreement({
      areaCode: '74.04',
      type: 'decree',
      state: 'active',
      signedOn: '2022-06-16',
      expiresOn: '2027-06-16',
      scope: ['training', 'data_exchange'],
    });
    expect(decree).toMatchObject({ scope: ['training', 'data_exchange'], isExpiring: false });
    const found = await house.as('sari').get<ListOf<AgreementView>>('/agreements?area=74.04&type=decree&state=active');
    expect(found.body.items.map(({ id }) => id)).toEqual([decree.id]);
  });
});

describe('who may do what', () => {
  test('a district official reads the own region only; another region is absent, in the same words', async () => {
    const own = { visit: await visit(), commitment: await commitment(), agreement: await agreement() };
    const there = {
      visit: await visit({ areaCode: '74.07' }),
      commitment: await commitment({ areaCode: '74.07' }),
      agreement: await agreement({ areaCode: '74.07' }),
    };
    for (const kind of ['visit', 'commitment', 'agreement'] as const) {
      expect((await house.as('ratna').get(`/${kind}s/${own[kind].id}`)).status).toBe(200);
      const foreign = await house.as('ratna').get<object>(`/${kind}s/${there[kind].id}`);
      const absent = await house.as('ratna').get<object>(`/${kind}s/01900000-0000-7000-8000-00000000dead`);
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
      const list = await house.as('ratna').get<ListOf<{ areaCode: string }>>(`/${kind}s?limit=100`);
      expect(new Set(list.body.items.map(({ areaCode }) => areaCode.slice(0, 5)))).toEqual(new Set(['74.06']));
      expect((await house.as('laode').get<ListOf<{ areaCode: string }>>(`/${kind}s?area=74.06`)).body.items).toEqual([]);
      expect((await house.as('maria').get(`/${kind}s/${own[kind].id}`)).status).toBe(404);
    }
  });

  test('nobody but BP3MI writes, and BP3MI only in its own province', async () => {
    const { id, version } = await commitment();
    for (const person of ['ratna', 'ningsih', 'wayan', 'tono'] as const) {
      expect((await house.as(person).post('/visits', VISIT)).status).toBe(403);
      expect((await house.as(person).post('/commitments', { areaCode: '74.06', ...PROMISE })).status).toBe(403);
      expect((await house.as(person).post('/agreements', AGREEMENT)).status).toBe(403);
      expect((await house.as(person).patch(`/commitments/${id}`, { target: 'x' }, { version })).status).toBe(403);
      expect(
        (await house.as(person).post(`/commitments/${id}/fulfil`, { evidence: 'x', fulfilledOn: '2026-01-16' }, { version })).status,
      ).toBe(403);
    }
    expect((await house.as('maria').post('/visits', VISIT)).status).toBe(404);
    expect((await house.as('maria').patch(`/commitments/${id}`, { target: 'x' }, { version })).status).toBe(404);
    for (const path of ['/visits', '/commitments', '/agreements']) expect((await house.as('wayan').get(path)).status).toBe(403);
  });

  test('a visit cannot be moved into a region outside the scope', async () => {
    const { id, version } = await visit();
    expect((await house.as('sari').patch(`/visits/${id}`, { areaCode: '73.01' }, { version })).status).toBe(404);
    expect((await house.as('sari').get<VisitView>(`/visits/${id}`)).body.areaCode).toBe('74.06');
  });

  test('what was changed stays written down by the names of the fields', async () => {
    const { id } = await commitment();
    await house.as('hasan').patch(`/commitments/${id}`, { dueOn: '2026-03-31', quote: PROMISE.quote }, { version: 1 });
    const [trail] = await house.sql(
      `SELECT actor_role, area_code, fields FROM audit_event WHERE action = 'commitment.record' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [id],
    );
    expect(trail).toEqual({ actor_role: 'bp3mi_supervisor', area_code: '74.06', fields: ['dueOn'] });
  });
});
