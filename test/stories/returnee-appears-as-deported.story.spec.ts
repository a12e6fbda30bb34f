import { BUDI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import type { ChecklistSeen, CycleSeen, FileSeen, ProblemSeen, StepsSeen } from '../support/papers.js';

/** Budi left without papers years ago and nobody here knew of him. In January he is sent home from Malaysia: the office meets him for
 *  the first time at the port. Later he wants to go again, this time by the legal way. */
describe('a returnee who appears as deported', () => {
  let house: House;
  let budi: FileSeen & { cycle: CycleSeen };

  beforeAll(async () => {
    house = await openHouse({ today: '2026-01-16' });
  });
  afterAll(() => house.close());

  test('is written down with how he came home, in one form, although nothing else is known', async () => {
    const made = await house.as('sari').post<FileSeen & { cycle: CycleSeen }>('/candidates', {
      fullName: BUDI.fullName,
      areaCode: BUDI.areaCode,
      startAs: 'returned',
      returned: { returnedOn: '2026-01-14', reason: 'deportation', wasProcedural: false, country: 'MY' },
    });
    expect(made.status).toBe(201);
    budi = made.body;
    expect(budi.cycle).toMatchObject({
      stage: 'returned',
      stageSince: '2026-01-14',
      returnedOn: '2026-01-14',
      returnReason: 'deportation',
      wasProcedural: false,
      departedOn: null,
      destinationCountry: 'MY',
    });
  });

  test('stands in the list of the returned and nowhere among those who prepare', async () => {
    const returned = await house.as('sari').get<{ items: { id: string; daysInStage: number }[] }>('/candidates?area=74.06&stage=returned');
    expect(returned.body.items).toMatchObject([{ id: budi.id, daysInStage: 2 }]);
    expect((await house.as('sari').get<{ total: number }>('/candidates?area=74.06&stage=lead')).body.total).toBe(0);
    expect((await house.as('sari').get<ChecklistSeen>(`/cycles/${budi.cycle.id}/checklist`)).body).toMatchObject({
      required: 0,
      items: [],
    });
  });

  test('counts as a known return without papers in the month he came, never as a placement', async () => {
    await house.drain();
    const count = (indicator: string): Promise<{ x: number }[]> =>
      house.sql(
        `SELECT coalesce(sum(x), 0)::integer AS x
           FROM (SELECT x FROM indicator_count WHERE indicator = $1 AND area_code = '74.06.01' AND month = '2026-01-01'
                 UNION ALL SELECT x FROM indicator_delta WHERE indicator = $1 AND area_code = '74.06.01' AND month = '2026-01-01') c`,
        [indicator],
      );
    expect(await count('kpi_nonproc_known')).toEqual([{ x: 1 }]);
    expect(await count('kpi_placed')).toEqual([{ x: 0 }]);
  });

  test('when he wants to go again the first attempt stays as it was, and the whole checklist waits for him', async () => {
    const opened = await house.as('sari').post<CycleSeen>(`/candidates/${budi.id}/cycles`, { scheme: 'p_to_p', destinationCountry: 'MY' });
    expect(opened.body).toMatchObject({ cycleNo: 2, stage: 'lead', isReentry: false });
    const { body } = await house.as('sari').get<ChecklistSeen>(`/cycles/${opened.body.id}/checklist`);
    expect(body.items.map((item) => item.documentCode)).toEqual(
      expect.arrayContaining(['family_consent_letter', 'competence_certificate', 'placement_agreement', 'opp_certificate']),
    );
    const file = await house.as('sari').get<FileSeen>(`/candidates/${budi.id}`);
    expect(file.body).toMatchObject({ cycle: { cycleNo: 2 }, pastCycles: [{ cycleNo: 1, stage: 'returned', wasProcedural: false }] });
  });

  test('he is registered only when it is known who he is and that he was told about his data', async () => {
    const file = await house.as('sari').get<FileSeen>(`/candidates/${budi.id}`);
    const codes = async (): Promise<string[]> => {
      const { body } = await house.as('sari').get<StepsSeen>(`/cycles/${file.body.cycle?.id}/steps`);
      return (body.steps.find((step) => step.to === 'registered')?.blockers ?? [])
        .filter((blocker) => !blocker.documentCode)
        .map((blocker) => blocker.code);
    };
    expect(await codes()).toEqual(['age-unknown', 'nik-missing', 'notice-missing']);
    const identified = await house
      .as('sari')
      .patch<FileSeen & ProblemSeen>(`/candidates/${budi.id}`, { nik: BUDI.nik, noticeVersion: '2026-01' }, { version: file.body.version });
    expect(identified.status).toBe(200);
    expect(identified.body).toMatchObject({ birthDate: null, hasNik: true });
    await house
      .as('sari')
      .patch(`/candidates/${budi.id}`, { birthDate: BUDI.birthDate, sex: BUDI.sex }, { version: identified.body.version });
    expect(await codes()).toEqual([]);
  });
});
