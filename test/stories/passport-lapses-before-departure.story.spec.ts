import { DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import {
  bringPaper,
  bringPapers,
  walkTo,
  type ChecklistSeen,
  type CycleSeen,
  type FileSeen,
  type ProblemSeen,
  type StepsSeen,
} from '../support/papers.js';

/** Dewi wants to work in Japan. Her passport is valid on the day of departure, but not for the six months that Japan asks for. */
describe('a passport that lapses too early', () => {
  let house: House;
  let dewi: FileSeen & { cycle: CycleSeen };

  const passportLine = async (): Promise<ChecklistSeen['items'][number] | undefined> => {
    const { body } = await house.as('sari').get<ChecklistSeen>(`/cycles/${dewi.cycle.id}/checklist`);
    return body.items.find((item) => item.documentCode === 'passport');
  };
  const stepTo = async (stage: string): Promise<StepsSeen['steps'][number] | undefined> => {
    const { body } = await house.as('sari').get<StepsSeen>(`/cycles/${dewi.cycle.id}/steps`);
    return body.steps.find((step) => step.to === stage);
  };
  const versionNow = async (): Promise<number> => (await house.as('sari').get<StepsSeen>(`/cycles/${dewi.cycle.id}/steps`)).body.version;

  beforeAll(async () => {
    house = await openHouse({ today: '2026-01-16' });
    const registered = await house.as('sari').post<FileSeen & { cycle: CycleSeen }>('/candidates', {
      ...DEWI,
      scheme: 'ssw',
      destinationCountry: 'JP',
      jobTitle: 'Perawat lansia',
      plannedDepartureOn: '2026-03-02',
      noticeVersion: '2026-01',
    });
    dewi = registered.body;
    await house
      .as('sari')
      .patch(
        `/cycles/${dewi.cycle.id}`,
        { employerName: 'Kaigo Contoh KK', employerKind: 'legal_entity' },
        { version: dewi.cycle.version },
      );
    await bringPapers(house.as('sari'), house.as('hasan'), dewi.id, dewi.cycle.id, '2026-01-10', ['passport']);
  });
  afterAll(() => house.close());

  test('is accepted as genuine, but the checklist says that it does not reach', async () => {
    await bringPaper(house.as('sari'), house.as('hasan'), dewi.id, {
      documentCode: 'passport',
      number: 'C1234567',
      issuedOn: '2021-08-20',
      expiresOn: '2026-08-20',
    });
    expect(await passportLine()).toMatchObject({ state: 'expiring', lapsesOn: '2026-08-20' });
  });

  test('blocks the visa and says by how many days', async () => {
    await walkTo(house.as('sari'), dewi.cycle.id, 'health_cleared');
    const step = await stepTo('visa_granted');
    expect(step?.blockers).toMatchObject([
      {
        code: 'document-expiring',
        documentCode: 'passport',
        detail: expect.stringMatching(/berlaku sampai 20 Agustus 2026, kurang 10 hari untuk rencana berangkat 2 Maret 2026/),
      },
    ]);
    const refused = await house
      .as('sari')
      .post<ProblemSeen>(`/cycles/${dewi.cycle.id}/advance`, { to: 'visa_granted' }, { version: await versionNow() });
    expect(refused.status).toBe(409);
    expect(refused.body.blockers).toEqual(step?.blockers);
  });

  test('is enough again when she leaves ten days earlier', async () => {
    const earlier = await house
      .as('sari')
      .patch(`/cycles/${dewi.cycle.id}`, { plannedDepartureOn: '2026-02-20' }, { version: await versionNow() });
    expect(earlier.status).toBe(200);
    expect(await passportLine()).toMatchObject({ state: 'verified' });
    const later = await house
      .as('sari')
      .patch(`/cycles/${dewi.cycle.id}`, { plannedDepartureOn: '2026-03-02' }, { version: await versionNow() });
    expect(later.status).toBe(200);
    expect(await passportLine()).toMatchObject({ state: 'expiring' });
  });

  test('a new passport opens the way up to the clearance, and the old one stays in the file', async () => {
    await bringPaper(house.as('sari'), house.as('hasan'), dewi.id, {
      documentCode: 'passport',
      number: 'X7654321',
      issuedOn: '2026-01-15',
      expiresOn: '2036-01-15',
    });
    expect(await passportLine()).toMatchObject({ state: 'verified', lapsesOn: '2036-01-15' });
    expect((await walkTo(house.as('sari'), dewi.cycle.id, 'cleared')).stage).toBe('cleared');
    const papers = await house.as('sari').get<{ items: { documentCode: string; state: string }[] }>(`/candidates/${dewi.id}/documents`);
    expect(papers.body.items.filter((paper) => paper.documentCode === 'passport').map((paper) => paper.state)).toEqual([
      'verified',
      'verified',
    ]);
  });

  test('a departure that slips beyond the medical certificate takes the clearance back by itself, and the timeline says why', async () => {
    await house.drain();
    await house.as('sari').patch(`/cycles/${dewi.cycle.id}`, { plannedDepartureOn: '2026-05-04' }, { version: await versionNow() });
    await house.drain();
    const file = await house.as('sari').get<FileSeen>(`/candidates/${dewi.id}`);
    expect(file.body.cycle?.stage).toBe('in_preparation');
    const timeline = await house
      .as('sari')
      .get<{ items: { kind: string; toStage: string; reasonCode: string | null }[] }>(`/candidates/${dewi.id}/timeline`);
    expect(timeline.body.items.find((entry) => entry.kind === 'stage')).toMatchObject({
      fromStage: 'cleared',
      toStage: 'in_preparation',
      reasonCode: 'clearance_lapsed',
    });
  });
});
