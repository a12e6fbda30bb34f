import fc from 'fast-check';
import pg from 'pg';

import { PlacementService } from '#libs/placement';
import { newId } from '#libs/platform';
import { addDays, DOCUMENT_CODES, EDITION, SCHEMES } from '#libs/rulebook';

import { CAST, CENTERS, inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { bringPaper, bringPapers, walkTo, type ChecklistSeen, type CycleSeen, type FileSeen, type StepsSeen } from '../support/papers.js';
import { freshChecklist, storedChecklist, type StoredChecklist } from './stored-checklists.arrange.js';

const TODAY = '2026-01-16';

let house: House;
let placement: PlacementService;
let serial = 9400;

beforeAll(async () => {
  house = await openHouse({ today: TODAY });
  placement = house.api.get(PlacementService, { strict: false });
});
afterAll(() => house.close());
beforeEach(() => house.clock.set(TODAY));

async function register(extra: object = {}): Promise<FileSeen & { cycle: CycleSeen }> {
  serial += 1;
  const person = {
    fullName: `Orang Contoh ${serial}`,
    nik: inventedNik(serial),
    areaCode: '74.06.04',
    birthDate: '1999-07-05',
    sex: 'female',
    maritalStatus: 'single',
    noticeVersion: '1',
  };
  const made = await house.as('sari').post<FileSeen & { cycle: CycleSeen }>('/candidates', { ...person, ...extra });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

async function refreshAll(): Promise<void> {
  while ((await placement.refreshChecklists(500)) > 0);
}

const stored = (cycleId: string): Promise<StoredChecklist> => storedChecklist(house, cycleId);
const fresh = (cycleId: string): Promise<StoredChecklist> => freshChecklist(house, cycleId);

interface LastDay {
  readonly by: string | null;
  readonly papers: readonly string[];
}

/** What the reminders read. */
async function storedLastDay(cycleId: string): Promise<LastDay | undefined> {
  const [row] = await house.sql<LastDay>(
    `SELECT ask_by::text AS by, coalesce(ask_papers, '{}') AS papers FROM placement_cycle WHERE id = $1`,
    [cycleId],
  );
  return row;
}

/** What the readiness of the file shows: the earliest of all last days, with the papers that can be asked for at once. */
async function lastDayInTheFile(cycleId: string): Promise<LastDay> {
  const { body } = await house.as('sari').get<{
    firstToAsk: { documentCode: string; by: string } | null;
    open: readonly { documentCode: string; after: readonly string[]; lastDayToAsk: string | null }[];
  }>(`/cycles/${cycleId}/readiness`);
  const by = body.open.map((paper) => paper.lastDayToAsk).toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))[0] ?? null;
  expect(body.firstToAsk?.by ?? null).toBe(by);
  const first = body.open.filter((paper) => by !== null && paper.after.length === 0 && paper.lastDayToAsk === by);
  return { by, papers: first.map((paper) => paper.documentCode).toSorted() };
}

describe('the stored checklist', () => {
  test('equals the fresh one after any sequence of facts and days', async () => {
    const { id, cycle } = await register({ nik: undefined });
    const day = fc.integer({ min: -200, max: 400 }).map((offset) => addDays(TODAY, offset));
    const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('document' as const),
        code: fc.constantFrom(...DOCUMENT_CODES),
        state: fc.constantFrom('submitted', 'verified'),
        issuedOn: orNull(day),
        cycle: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('cycle' as const),
        scheme: orNull(fc.constantFrom(...SCHEMES)),
        country: orNull(fc.constantFrom('JP', 'KR', 'DE')),
        planned: orNull(day),
        reentry: fc.boolean(),
        agency: orNull(fc.constant('P3MI Contoh')),
      }),
      fc.record({
        kind: fc.constant('person' as const),
        sex: orNull(fc.constantFrom('female', 'male')),
        marital: orNull(fc.constantFrom('single', 'married', 'widowed')),
      }),
      fc.record({ kind: fc.constant('waiver' as const), code: fc.constantFrom(...DOCUMENT_CODES) }),
      fc.record({ kind: fc.constant('close' as const), code: fc.constantFrom(...DOCUMENT_CODES) }),
      fc.record({ kind: fc.constant('night' as const), days: fc.integer({ min: 1, max: 120 }) }),
    );
    let today = TODAY;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        for (const one of changes) {
          if (one.kind === 'document') {
            await house.sql(
              `INSERT INTO document (id, candidate_id, area_code, cycle_id, document_code, state, issued_on, expires_on, source, submitted_by, verified_at, verified_by)
               VALUES (gen_random_uuid(), $1, '74.06.04', $2, $3, $4, $5::date, $5::date + 300, 'officer', $6, CASE WHEN $4 = 'verified' THEN now() END, CASE WHEN $4 = 'verified' THEN $6::uuid END)`,
              [id, one.cycle ? cycle.id : null, one.code, one.state, one.issuedOn, CAST.sari.id],
            );
          }
          if (one.kind === 'cycle') {
            await house.sql(
              `UPDATE placement_cycle SET scheme = $2, destination_country = $3, planned_departure_on = $4, is_reentry = $5, placement_agency = $6 WHERE id = $1`,
              [cycle.id, one.scheme, one.country, one.planned, one.reentry, one.agency],
            );
          }
          if (one.kind === 'person')
            await house.sql(`UPDATE candidate SET sex = $2, marital_status = $3 WHERE id = $1`, [id, one.sex, one.marital]);
          if (one.kind === 'waiver') {
            await house.sql(
              `INSERT INTO document_waiver (cycle_id, candidate_id, area_code, document_code, reason, waived_by) VALUES ($1, $2, '74.06.04', $3, 'alasan', $4) ON CONFLICT DO NOTHING`,
              [cycle.id, id, one.code, CAST.hasan.id],
            );
          }
          if (one.kind === 'close')
            await house.sql(`UPDATE document SET state = 'void', closed_reason = 'salah' WHERE candidate_id = $1 AND document_code = $2`, [
              id,
              one.code,
            ]);
          if (one.kind === 'night') {
            today = addDays(today, one.days);
            house.clock.set(today);
            await placement.refreshAllDue(today);
          }
        }
        await refreshAll();
        expect(await stored(cycle.id)).toEqual(await fresh(cycle.id));
        expect(await storedLastDay(cycle.id)).toEqual(await lastDayInTheFile(cycle.id));
      }),
      { numRuns: 40 },
    );
  });

  test('refreshed again it writes nothing: neither rows nor counters nor versions', async () => {
    const { id, cycle } = await register({ scheme: 'ssw', destinationCountry: 'JP', plannedDepartureOn: '2026-03-01' });
    await bringPaper(house.as('sari'), house.as('sari'), id, { documentCode: 'passport', number: 'C1234567', expiresOn: '2031-01-01' });
    await refreshAll();
    const prints = (): Promise<object[]> =>
      house.sql(
        `SELECT (SELECT array_agg(i.xmin::text ORDER BY i.document_code) FROM checklist_item i WHERE i.cycle_id = p.id) AS items, p.xmin::text AS cycle, p.version,
                (SELECT count(*)::integer FROM indicator_delta) AS deltas
           FROM placement_cycle p WHERE p.id = $1`,
        [cycle.id],
      );
    const before = await prints();
    await house.sql(`INSERT INTO checklist_stale (candidate_id) VALUES ($1) ON CONFLICT DO NOTHING`, [id]);
    await refreshAll();
    expect(await prints()).toEqual(before);
    expect(before).toMatchObject([{ version: 1 }]);
    expect(await house.sql(`SELECT candidate_id FROM checklist_stale`)).toEqual([]);
  });

  test.each([
    ['the agency of a seafarer', `UPDATE placement_cycle SET placement_agency = 'P3MI Contoh' WHERE id = $1`],
    ['the day of departure', `UPDATE placement_cycle SET stage = 'departed', departed_on = '2026-01-10' WHERE id = $1`],
    [
      'the end of a course',
      `UPDATE enrolment SET state = 'completed', result = 'not_yet_competent', result_on = '2026-01-10' WHERE id = $1`,
    ],
  ])('%s, changed by hand in the database, marks the person', async (what, change) => {
    const { id, cycle } = await register({ scheme: 'seafarer' });
    const enrolmentId = newId();
    await house.sql(
      `WITH program AS (
         INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title)
         VALUES (gen_random_uuid(), $1, $4, 'Las', 'Las', 240, 'Juru las') RETURNING id),
       batch AS (
         INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, seats_taken, funding_source, state)
         SELECT gen_random_uuid(), $1, p.id, '74.06', 'Las 1', '2026-01-01', '2026-03-01', 16, 1, 'APBD', 'running' FROM program p RETURNING id)
       INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by)
       SELECT $2, b.id, $1, $3, '74.06.04', 'main', 'accepted', $5 FROM batch b`,
      [CENTERS.bombana.id, enrolmentId, id, `LAS-${serial}`, CAST.wayan.id],
    );
    await refreshAll();
    await house.sql(change, [what === 'the end of a course' ? enrolmentId : cycle.id]);
    expect(await house.sql(`SELECT candidate_id FROM checklist_stale`)).toEqual([{ candidate_id: id }]);
    await refreshAll();
    expect(await stored(cycle.id)).toEqual(await fresh(cycle.id));
  });

  test('after a change of the rules everybody before departure is judged once more, and only other answers are written', async () => {
    const [same, other] = [await register({ scheme: 'p_to_p' }), await register({ scheme: 'p_to_p' })];
    await refreshAll();
    await placement.refreshAllDue(TODAY);
    await house.sql(`UPDATE placement_cycle SET checklist_edition = 'earlier' WHERE candidate_id IN ($1, $2)`, [same.id, other.id]);
    await house.sql(`UPDATE placement_cycle SET checklist_digest = 'earlier', required_count = 0 WHERE candidate_id = $1`, [other.id]);
    await refreshAll();
    await house.sql(`UPDATE checklist_sweep SET edition = 'earlier'`);
    expect(await placement.refreshAllDue(TODAY)).toBeGreaterThanOrEqual(2);
    const editions = await house.sql<{ id: string; edition: string; required: number }>(
      `SELECT candidate_id AS id, checklist_edition AS edition, required_count AS required FROM placement_cycle WHERE candidate_id IN ($1, $2)`,
      [same.id, other.id],
    );
    const of = (id: string) => editions.find((one) => one.id === id);
    expect(of(same.id)).toMatchObject({ edition: 'earlier', required: expect.any(Number) });
    expect(of(other.id)).toMatchObject({ edition: EDITION, required: of(same.id)?.required });
    expect(await placement.refreshAllDue(TODAY)).toBe(0);
  });

  test('a sweep that was stopped goes on with the next person, and two at once look at everybody and write one result', async () => {
    const [passed, next] = [await register({ scheme: 'p_to_p' }), await register({ scheme: 'p_to_p' })];
    await placement.refreshAllDue(TODAY);
    const age = (reached: string): Promise<object[]> =>
      house.sql(
        `WITH aged AS (UPDATE placement_cycle SET checklist_digest = 'earlier' WHERE candidate_id IN ($1, $2)),
              lines AS (UPDATE checklist_item SET state = 'expired' WHERE candidate_id IN ($1, $2) AND document_code = 'passport')
         UPDATE checklist_sweep SET reached = $3, is_done = false`,
        [passed.id, next.id, reached],
      );
    await age(passed.id);
    expect(await placement.refreshAllDue(TODAY)).toBeGreaterThan(0);
    expect(await stored(next.cycle.id)).toEqual(await fresh(next.cycle.id));
    expect((await stored(passed.cycle.id)).items).not.toEqual((await fresh(passed.cycle.id)).items);
    await age('00000000-0000-0000-0000-000000000000');
    await Promise.all([placement.refreshAllDue(TODAY), placement.refreshAllDue(TODAY)]);
    await refreshAll();
    for (const { cycle } of [passed, next]) expect(await stored(cycle.id)).toEqual(await fresh(cycle.id));
    expect(await house.sql(`SELECT is_done FROM checklist_sweep`)).toEqual([{ is_done: true }]);
    await age('00000000-0000-0000-0000-000000000000');
    expect(await placement.refreshAllDue(TODAY, () => true)).toBe(0);
    expect(await house.sql(`SELECT is_done FROM checklist_sweep`)).toEqual([{ is_done: false }]);
    await placement.refreshAllDue(TODAY);
  });

  test('a night on which nothing lapses reads nobody', async () => {
    await register({ scheme: 'p_to_p', destinationCountry: 'MY' });
    await refreshAll();
    await placement.refreshAllDue(TODAY);
    expect(await placement.refreshAllDue(TODAY)).toBe(0);
  });

  test('the list and the file tell the new counts, and the filter by readiness follows', async () => {
    const { id, cycle } = await register({
      scheme: 'independent',
      destinationCountry: 'JP',
      sex: 'male',
      areaCode: '74.08.01',
      plannedDepartureOn: '2026-03-01',
    });
    await bringPapers(house.as('sari'), house.as('sari'), id, cycle.id, '2026-01-10');
    await bringPaper(house.as('sari'), house.as('sari'), id, { documentCode: 'travel_ticket', issuedOn: TODAY });
    await refreshAll();
    const file = await house.as('sari').get<FileSeen>(`/candidates/${id}`);
    const { required, submitted, verified } = file.body.cycle?.documents ?? { required: 0, submitted: 1, verified: 2 };
    expect(required).toBeGreaterThan(15);
    expect([submitted, verified]).toEqual([required, required]);
    const complete = await house
      .as('sari')
      .get<{ items: { id: string; documents: object }[] }>('/candidates?area=74.08&readiness=complete');
    expect(complete.body.items).toMatchObject([{ id, documents: { required, submitted, verified } }]);
    expect((await house.as('sari').get<{ total: number }>('/candidates?area=74.08&readiness=blocked')).body.total).toBe(0);
  });
});

describe('a clearance', () => {
  async function cleared(): Promise<FileSeen & { cycle: CycleSeen }> {
    const [sari, hasan] = [house.as('sari'), house.as('hasan')];
    const file = await register({
      scheme: 'independent',
      destinationCountry: 'JP',
      jobTitle: 'Pekerja pertanian',
      sex: 'male',
      plannedDepartureOn: '2026-03-01',
    });
    await sari.patch(
      `/cycles/${file.cycle.id}`,
      { employerName: 'PT Contoh', employerKind: 'legal_entity' },
      { version: file.cycle.version },
    );
    await bringPapers(sari, hasan, file.id, file.cycle.id, '2026-01-10');
    return { ...file, cycle: await walkTo(sari, file.cycle.id, 'cleared') };
  }

  const stages = (cycleId: string): Promise<object[]> =>
    house.sql(
      `SELECT from_stage, to_stage, reason_code, actor_id FROM stage_event WHERE cycle_id = $1 AND to_stage = 'in_preparation' AND from_stage = 'cleared'`,
      [cycleId],
    );

  test('falls back by itself, once, when the departure moves beyond the papers', async () => {
    const file = await cleared();
    await refreshAll();
    expect(await stages(file.cycle.id)).toEqual([]);
    const moved = await house
      .as('sari')
      .patch<CycleSeen>(`/cycles/${file.cycle.id}`, { plannedDepartureOn: '2026-06-01' }, { version: file.cycle.version });
    await refreshAll();
    await refreshAll();
    expect(await stages(file.cycle.id)).toEqual([
      {
        from_stage: 'cleared',
        to_stage: 'in_preparation',
        reason_code: 'clearance_lapsed',
        actor_id: '00000000-0000-7000-8000-000000000001',
      },
    ]);
    const stale = await house
      .as('hasan')
      .post(`/cycles/${file.cycle.id}/advance`, { to: 'on_hold', reasonCode: 'family' }, { version: moved.body.version });
    expect(stale.status).toBe(412);
  });

  test('falls back in the night after a paper lapsed, without anybody touching the file', async () => {
    const file = await cleared();
    await refreshAll();
    house.clock.set('2026-04-10');
    await placement.refreshAllDue('2026-04-10');
    expect(await stages(file.cycle.id)).toHaveLength(0);
    house.clock.set('2026-04-11');
    await placement.refreshAllDue('2026-04-11');
    expect(await stages(file.cycle.id)).toHaveLength(1);
  });

  test('falls back when a verified paper is voided', async () => {
    const file = await cleared();
    const { body } = await house.as('sari').get<ChecklistSeen>(`/cycles/${file.cycle.id}/checklist`);
    const visa = body.items.find((item) => item.documentCode === 'work_visa');
    await house
      .as('sari')
      .post(`/documents/${visa?.documentId}/void`, { reason: 'Visa dibatalkan kedutaan.' }, { version: visa?.documentVersion ?? 0 });
    await refreshAll();
    const steps = await house.as('sari').get<StepsSeen & { stage: string }>(`/cycles/${file.cycle.id}/steps`);
    expect(steps.body.stage).toBe('in_preparation');
  });
});

describe('worker and officer at the same time', () => {
  test('a person whose file an officer holds is left for the next run; nobody waits for anybody', async () => {
    const [held, free] = [await register({ scheme: 'ssw' }), await register({ scheme: 'ssw' })];
    const officer = new pg.Client({ connectionString: house.databaseUrl });
    await officer.connect();
    try {
      await officer.query('BEGIN');
      await officer.query(`SELECT id FROM placement_cycle WHERE id = $1 FOR NO KEY UPDATE`, [held.cycle.id]);
      expect(await placement.refreshChecklists(500)).toBe(1);
      expect(await house.sql(`SELECT candidate_id FROM checklist_stale`)).toEqual([{ candidate_id: held.id }]);
      expect((await stored(free.cycle.id)).items.length).toBeGreaterThan(10);
    } finally {
      await officer.query('ROLLBACK');
      await officer.end();
    }
    await refreshAll();
    expect(await stored(held.cycle.id)).toEqual(await fresh(held.cycle.id));
  });

  test('a fact that changes while a batch is computed keeps its mark', async () => {
    const { id, cycle } = await register({ scheme: 'ssw' });
    const officer = new pg.Client({ connectionString: house.databaseUrl });
    await officer.connect();
    try {
      await officer.query('BEGIN');
      await officer.query(`UPDATE candidate SET marital_status = 'married' WHERE id = $1`, [id]);
      await placement.refreshChecklists(500);
      await officer.query('COMMIT');
    } finally {
      await officer.end();
    }
    expect(await house.sql(`SELECT candidate_id FROM checklist_stale`)).toEqual([{ candidate_id: id }]);
    await refreshAll();
    expect(await stored(cycle.id)).toEqual(await fresh(cycle.id));
  });

  test('four workers at once write one result', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => register({ scheme: 'p_to_p', destinationCountry: 'MY' })));
    await Promise.all(Array.from({ length: 4 }, () => refreshAll()));
    await refreshAll();
    const last = people.at(-1);
    expect(await stored(last?.cycle.id ?? '')).toEqual(await fresh(last?.cycle.id ?? ''));
    expect(await house.sql(`SELECT candidate_id FROM checklist_stale`)).toEqual([]);
  });
});
