import type { ChecklistItem } from '../../apps/web/src/api/types.js';
import { listMessage } from '../../apps/web/src/pages/papers/list-message.js';
import { groupsOf } from '../../apps/web/src/pages/papers/open-papers.js';
import { papers as words } from '../../apps/web/src/words/papers.id.js';
import { requests } from '../../apps/web/src/words/requests.id.js';
import { dayInWords, documentName } from '../../libs/rulebook/src/index.js';
import { inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { bringPaper, type ChecklistSeen, type CycleSeen, type FileSeen, type LineSeen } from '../support/papers.js';

const TODAY = '2026-01-16';

interface ReadinessSeen {
  readonly isReady: boolean;
  readonly earliestReadyOn: string;
  readonly planHolds: boolean | null;
  readonly firstToAsk: { readonly documentCode: string; readonly by: string } | null;
  readonly open: readonly {
    readonly documentCode: string;
    readonly after: readonly string[];
    readonly startsOn: string;
    readonly finishesOn: string;
    readonly lastDayToAsk: string | null;
    readonly verifierRole: string;
  }[];
}

let house: House;

beforeAll(async () => {
  house = await openHouse({ today: TODAY });
});
afterAll(() => house.close());

async function readiness(cycleId: string): Promise<ReadinessSeen> {
  const answer = await house.as('sari').get<ReadinessSeen>(`/cycles/${cycleId}/readiness`);
  expect(answer.status).toBe(200);
  return answer.body;
}

test('the file tells when a person can be ready, what waits for what, and when a plan can no longer be met', async () => {
  const sari = house.as('sari');
  const made = await sari.post<FileSeen & { cycle: CycleSeen }>('/candidates', {
    fullName: 'Rahma Contoh',
    nik: inventedNik(9471),
    areaCode: '74.06.04',
    birthDate: '1999-07-05',
    sex: 'female',
    maritalStatus: 'single',
    scheme: 'p_to_p',
    destinationCountry: 'MY',
    noticeVersion: '1',
  });
  expect(made.status).toBe(201);
  const { id, cycle } = made.body;

  const free = await readiness(cycle.id);
  expect(free).toMatchObject({ isReady: false, planHolds: null, firstToAsk: null });
  const paper = (seen: ReadinessSeen, code: string): ReadinessSeen['open'][number] | undefined =>
    seen.open.find((one) => one.documentCode === code);
  expect(paper(free, 'work_visa')).toMatchObject({ after: ['passport', 'medical_certificate', 'employment_contract'], lastDayToAsk: null });
  // Competence 60 days, contract 30, visa 30, orientation 10, card 1.
  expect(free.earliestReadyOn).toBe('2026-05-27');

  const tight = await sari.patch(`/cycles/${cycle.id}`, { plannedDepartureOn: '2026-05-26' }, { version: cycle.version });
  expect(tight.status).toBe(200);
  expect(await readiness(cycle.id)).toMatchObject({
    planHolds: false,
    firstToAsk: { documentCode: 'competence_certificate', by: '2026-01-15' },
  });

  await bringPaper(sari, house.as('sari'), id, { documentCode: 'competence_certificate', issuedOn: '2026-01-05' });
  const later = await readiness(cycle.id);
  expect(later.planHolds).toBe(true);
  expect(paper(later, 'competence_certificate')).toBeUndefined();
  expect(paper(later, 'employment_contract')?.after).toEqual(['placement_agreement']);
  for (const one of later.open) expect(one.lastDayToAsk && one.lastDayToAsk >= one.startsOn).toBe(true);
  expect((await house.as('wayan').get(`/cycles/${cycle.id}/readiness`)).status).toBeGreaterThanOrEqual(403);
});

test('screen, list to take home, message and reminder name the same last day, also for papers that wait for each other', async () => {
  const sari = house.as('sari');
  const planned = '2026-06-10';
  const made = await sari.post<FileSeen & { cycle: CycleSeen }>('/candidates', {
    fullName: 'Samsul Contoh',
    nik: inventedNik(9472),
    areaCode: '74.06.04',
    birthDate: '1998-03-02',
    sex: 'male',
    maritalStatus: 'single',
    scheme: 'p_to_p',
    destinationCountry: 'MY',
    plannedDepartureOn: planned,
    noticeVersion: '1',
  });
  expect(made.status).toBe(201);
  const { id, cycle } = made.body;
  const plan = await readiness(cycle.id);
  const last = new Map(plan.open.map((one) => [one.documentCode, one.lastDayToAsk]));
  // The visa waits for the passport and for the contract, so both must be there before its own last day.
  expect([last.get('work_visa'), last.get('employment_contract'), last.get('passport')]).toEqual([
    '2026-04-30',
    '2026-03-31',
    '2026-04-16',
  ]);

  const { items } = (await sari.get<{ items: ChecklistItem[] }>(`/cycles/${cycle.id}/checklist`)).body;
  const required = items.filter((item) => item.requirement === 'required');
  expect(new Map(required.map((item) => [item.documentCode, item.actBy]))).toEqual(last);

  const { toBring } = groupsOf(items);
  expect(toBring.map((item) => item.actBy)).toEqual([...last.values()].toSorted());
  const message = listMessage(
    { name: 'Samsul Contoh', items, today: TODAY, plannedDepartureOn: planned, officerName: null },
    {
      words: words.list,
      requested: requests.requested,
      nameOfDocument: (code) => documentName(code, 'id'),
      day: (day) => dayInWords(day, 'id'),
    },
  ).split('\n');
  const first = plan.firstToAsk ?? { documentCode: '', by: '' };
  expect(message[2]).toContain(`${documentName(first.documentCode, 'id')} (`);
  expect(message[2]).toContain(`paling lambat ${dayInWords(first.by, 'id')}`);

  house.clock.set(first.by);
  await house.drain();
  const { items: notices } = (await sari.get<{ items: { rule: string; text: string; subject: { href: string } }[] }>('/notices')).body;
  const told = notices.find((notice) => notice.rule === 'paper_must_be_requested' && notice.subject.href.endsWith(id));
  expect(told?.text.toLowerCase()).toContain(
    `${documentName(first.documentCode, 'id')} harus dimohon paling lambat ${dayInWords(first.by, 'id')}`.toLowerCase(),
  );
  house.clock.set(TODAY);
});

test('a paper that was asked for is not asked for again until it should be there; it counts nowhere, and ends when it is filed', async () => {
  const [sari, ningsih] = [house.as('sari'), house.as('ningsih')];
  const made = await sari.post<FileSeen & { cycle: CycleSeen }>('/candidates', {
    fullName: 'Rosmini Contoh',
    nik: inventedNik(9473),
    areaCode: '74.06.04',
    birthDate: '1999-07-05',
    sex: 'female',
    maritalStatus: 'single',
    scheme: 'p_to_p',
    destinationCountry: 'MY',
    plannedDepartureOn: '2026-06-10',
    noticeVersion: '1',
  });
  const { id, cycle } = made.body;
  const first = (await readiness(cycle.id)).firstToAsk;
  expect(first).toMatchObject({ documentCode: 'competence_certificate' });
  const version = async (): Promise<number> => (await sari.get<{ cycle: CycleSeen }>(`/candidates/${id}`)).body.cycle.version;
  const line = (list: ChecklistSeen): LineSeen | undefined => list.items.find((one) => one.documentCode === 'competence_certificate');
  const before = (await sari.get<ChecklistSeen>(`/cycles/${cycle.id}/checklist`)).body;

  // The labour placement officer of the regency writes it down as well as the office; the day and the issuer come from the rule.
  const body = { documentCode: 'competence_certificate', askedOn: '2026-01-12' };
  const recorded = await ningsih.post<ChecklistSeen>(`/cycles/${cycle.id}/requests`, body, { version: await version() });
  expect(recorded.status).toBe(200);
  expect(line(recorded.body)).toMatchObject({
    state: 'missing',
    actBy: null,
    requested: {
      askedOn: '2026-01-12',
      expectedOn: '2026-03-13',
      issuer: line(before)?.issuer,
      recordedByName: 'Ningsih',
    },
  });
  const counts = ({ required, submitted, verified }: ChecklistSeen): number[] => [required, submitted, verified];
  expect(counts(recorded.body)).toEqual(counts(before));
  const plan = await readiness(cycle.id);
  expect(plan.open.find((one) => one.documentCode === 'competence_certificate')).toMatchObject({
    startsOn: '2026-01-12',
    finishesOn: '2026-03-13',
  });
  expect(plan.firstToAsk?.documentCode).not.toBe('competence_certificate');

  // Corrected by the receipt, told with whom, and refused where nothing is to be asked for.
  const corrected = await sari.post<ChecklistSeen>(
    `/cycles/${cycle.id}/requests`,
    { ...body, expectedOn: '2026-02-20', issuer: 'LSP Kendari' },
    { version: await version() },
  );
  expect(line(corrected.body)?.requested).toMatchObject({ expectedOn: '2026-02-20', issuer: 'LSP Kendari' });
  const refusals = [
    { ...body, askedOn: '2026-01-17' },
    { ...body, expectedOn: '2026-01-11' },
    { ...body, documentCode: 'seafarer_book' },
  ];
  for (const wrong of refusals)
    expect((await sari.post(`/cycles/${cycle.id}/requests`, wrong, { version: await version() })).status).toBe(422);
  expect((await sari.post(`/cycles/${cycle.id}/requests`, body, { version: 1 })).status).toBe(412);
  expect((await house.as('wayan').post(`/cycles/${cycle.id}/requests`, body, { version: 1 })).status).toBe(403);
  expect((await house.as('maria').post(`/cycles/${cycle.id}/requests`, body, { version: 1 })).status).toBe(404);

  // While it is expected only the other papers are asked for; the day after it is said not to have come.
  const told = async (): Promise<string[]> => {
    await house.drain();
    const { items } = (await sari.get<{ items: { rule: string; text: string; subject: { href: string } }[] }>('/notices')).body;
    return items.filter((notice) => notice.subject.href.endsWith(id)).map((notice) => `${notice.rule}: ${notice.text}`);
  };
  house.clock.set('2026-02-20');
  expect((await told()).filter((text) => /kompetensi/i.test(text))).toEqual([]);
  house.clock.set('2026-02-21');
  expect((await told()).filter((text) => /kompetensi/i.test(text))).toEqual([
    expect.stringMatching(/^requested_paper_overdue: .*sudah diurus, tetapi belum datang; diharapkan 20 Februari 2026/),
  ]);

  // Filed: the request has ended by itself, and the reminder with it.
  expect(
    (await sari.post(`/candidates/${id}/documents`, { documentCode: 'competence_certificate', number: 'X1', issuedOn: '2026-02-20' }))
      .status,
  ).toBe(201);
  const filed = (await sari.get<ChecklistSeen>(`/cycles/${cycle.id}/checklist`)).body;
  expect(line(filed)).toMatchObject({ state: 'submitted', requested: null });
  expect((await told()).filter((text) => text.startsWith('requested_paper_overdue'))).toEqual([]);

  // Written down by mistake: taken back, once.
  const photo = { documentCode: 'photo', askedOn: '2026-02-20' };
  expect((await sari.post(`/cycles/${cycle.id}/requests`, photo, { version: await version() })).status).toBe(200);
  const takeBack = async (): Promise<{ status: number; body: ChecklistSeen }> =>
    sari.post<ChecklistSeen>(`/cycles/${cycle.id}/remove-request`, { documentCode: 'photo' }, { version: await version() });
  const back = await takeBack();
  expect([back.status, back.body.items.find((one) => one.documentCode === 'photo')?.requested]).toEqual([200, null]);
  expect((await takeBack()).status).toBe(409);
  const { items } = (
    await sari.get<{ items: { action: string; actorName: string; fields: string[] }[] }>(`/candidates/${id}/timeline?topic=documents`)
  ).body;
  expect(items.map((entry) => `${entry.action} ${entry.fields.join()}`)).toEqual([
    'document_request.remove photo',
    'document_request.record photo',
    'document.submit competence_certificate',
    'document_request.record competence_certificate',
    'document_request.record competence_certificate',
  ]);
  house.clock.set(TODAY);
});
