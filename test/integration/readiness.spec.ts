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
