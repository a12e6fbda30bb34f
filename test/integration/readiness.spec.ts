import type { ChecklistItem } from '../../apps/web/src/api/types.js';
import { listMessage } from '../../apps/web/src/pages/papers/list-message.js';
import { groupsOf } from '../../apps/web/src/pages/papers/open-papers.js';
import { papers as words } from '../../apps/web/src/words/papers.id.js';
import { dayInWords, documentName } from '../../libs/rulebook/src/index.js';
import { inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { bringPaper, type CycleSeen, type FileSeen } from '../support/papers.js';

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
    { words: words.list, nameOfDocument: (code) => documentName(code, 'id'), day: (day) => dayInWords(day, 'id') },
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
