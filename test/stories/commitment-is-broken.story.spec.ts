import type { CommitmentView, VisitView } from '#libs/partnerships';

import type { Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface Notice {
  readonly id: string;
  readonly rule: string;
  readonly subject: { readonly id: string };
  readonly isEscalation: boolean;
  readonly text: string;
}

let house: House;
let promise: CommitmentView;

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

async function openNotices(person: Person): Promise<string[]> {
  const inbox = await house.as(person).get<{ items: Notice[] }>('/notices');
  return inbox.body.items
    .filter(({ subject }) => subject.id === promise.id)
    .map(({ rule, isEscalation }) => (isEscalation ? `${rule} escalated` : rule));
}

async function homeCount(person: Person, code: string): Promise<number | undefined> {
  const home = await house.as(person).get<{ items: { code: string; count: number }[] }>('/home');
  return home.body.items.find((item) => item.code === code)?.count;
}

const seenBy = async (person: Person): Promise<CommitmentView> =>
  (await house.as(person).get<CommitmentView>(`/commitments/${promise.id}`)).body;

/** x of y promises that fell due in the month were kept in time. */
async function keptInTime(period: string): Promise<unknown> {
  const answer = await house.as('ratna').get<{ value: unknown }>(`/indicators/kpi_commitment?area=74.06&period=${period}`);
  return answer.body.value;
}

test('at the visit of 16 January the regency promises training places, in words without a day', async () => {
  const visit = await house.as('sari').post<VisitView>('/visits', {
    areaCode: '74.06',
    type: 'coordination',
    visitedOn: '2026-01-16',
    place: 'Ruang kerja Wakil Bupati',
    hosts: [{ name: 'Ibu Ratna', position: 'Wakil Bupati' }],
    minutes: 'Notulen rapat koordinasi',
  });
  const said = await house.as('sari').post<CommitmentView>('/commitments', {
    visitId: visit.body.id,
    promisedByOffice: 'Pemerintah Kabupaten Bombana',
    promisedByPerson: 'Ibu Ratna',
    quote: 'siap mendukung penuh pelatihan bagi CPMI',
    category: 'training',
  });
  promise = said.body;
  expect(promise).toMatchObject({ areaCode: '74.06', state: 'stated', dueOn: null, isOverdue: false });
  await house.drain();
  expect(await openNotices('ratna')).toEqual([]);
});

test('the first follow-up makes it measurable: twenty places by the end of February', async () => {
  house.clock.set('2026-01-23');
  const agreed = await house
    .as('sari')
    .patch<CommitmentView>(
      `/commitments/${promise.id}`,
      { target: '20 peserta', dueOn: '2026-02-28', state: 'agreed' },
      { version: promise.version },
    );
  promise = agreed.body;
  expect(promise).toMatchObject({ target: '20 peserta', dueOn: '2026-02-28', state: 'agreed' });
});

test('two weeks before the day the regency and Sari are reminded, and the neighbours are not', async () => {
  house.clock.set('2026-02-14');
  await house.drain();
  expect(await openNotices('ratna')).toEqual(['commitment_due']);
  expect(await openNotices('sari')).toEqual(['commitment_due']);
  expect(await openNotices('hasan')).toEqual([]);
  expect(await openNotices('laode')).toEqual([]);
});

test('on the last day it is not yet broken; on the next it is, for everybody who looks', async () => {
  house.clock.set('2026-02-28');
  expect(await seenBy('ratna')).toMatchObject({ isOverdue: false });
  house.clock.set('2026-03-01');
  await house.drain();
  expect(await seenBy('ratna')).toMatchObject({ isOverdue: true, daysOverdue: 1 });
  expect(await openNotices('ratna')).toContain('commitment_overdue');
  expect(await homeCount('ratna', 'commitments_overdue')).toBe(1);
  expect(await homeCount('laode', 'commitments_overdue')).toBe(0);
  expect(await keptInTime('2026-02')).toEqual({ x: 0, y: 1 });
});

test('two weeks later the head of the office hears of it, with the words as they were said', async () => {
  house.clock.set('2026-03-14');
  await house.drain();
  expect(await openNotices('hasan')).toEqual(['commitment_overdue escalated']);
  const late = await house.as('hasan').get<{ items: CommitmentView[] }>('/commitments?filter=overdue');
  expect(late.body.items).toMatchObject([
    {
      id: promise.id,
      quote: 'siap mendukung penuh pelatihan bagi CPMI',
      daysOverdue: 14,
      promisedByOffice: 'Pemerintah Kabupaten Bombana',
    },
  ]);
});

test('kept too late, with the decree as evidence: the reminders end, and the figure still says not in time', async () => {
  house.clock.set('2026-03-20');
  const kept = await house
    .as('sari')
    .post<CommitmentView>(
      `/commitments/${promise.id}/fulfil`,
      { evidence: 'SK Bupati 44/2026, 20 peserta', fulfilledOn: '2026-03-18' },
      { version: promise.version },
    );
  expect(kept.body).toMatchObject({ state: 'fulfilled', isOverdue: false });
  house.clock.set('2026-03-30');
  await house.drain();
  for (const person of ['ratna', 'sari', 'hasan'] as const) expect(await openNotices(person)).toEqual([]);
  expect(await homeCount('ratna', 'commitments_overdue')).toBe(0);
  expect(await keptInTime('2026-02')).toEqual({ x: 0, y: 1 });
  const late = await house.sql(`SELECT 1 FROM reminder WHERE subject_id = $1 AND offset_days = 30 AND state = 'sent'`, [promise.id]);
  expect(late).toHaveLength(0);
});
