import { SCHEMES, STAGES } from '#libs/rulebook';

import { BUDI, CAST, CENTERS, DEWI, inventedNik } from '../support/cast.js';
import type { Client } from '../support/client.js';
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

const TODAY = '2026-01-16';
const JOURNEY = {
  scheme: 'independent',
  destinationCountry: 'JP',
  jobTitle: 'Pekerja pertanian',
  plannedDepartureOn: '2026-03-01',
  noticeVersion: '2026-01',
};
const EMPLOYER = { employerName: 'PT Contoh Kebun', employerKind: 'legal_entity' };

let house: House;
let serial = 9100;

beforeAll(async () => {
  house = await openHouse({ today: TODAY });
});
afterAll(() => house.close());

/** Registers somebody new; every person of these tests has a NIK of its own. */
async function register(client: Client, extra: object = {}): Promise<FileSeen & { cycle: CycleSeen }> {
  serial += 1;
  const person = {
    fullName: `Orang Contoh ${serial}`,
    nik: inventedNik(serial),
    areaCode: '74.06.04',
    birthDate: '1999-07-05',
    sex: 'male',
    maritalStatus: 'single',
  };
  const made = await client.post<FileSeen & { cycle: CycleSeen }>('/candidates', { ...person, ...extra });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body;
}

async function changed(client: Client, cycle: CycleSeen, change: object): Promise<CycleSeen> {
  const answer = await client.patch<CycleSeen>(`/cycles/${cycle.id}`, change, { version: cycle.version });
  expect(answer.status).toBe(200);
  return answer.body;
}

function advance<T = ProblemSeen>(
  client: Client,
  cycle: { id: string; version: number },
  body: object,
): ReturnType<Client['post']> & Promise<{ status: number; body: T }> {
  return client.post(`/cycles/${cycle.id}/advance`, body, { version: cycle.version }) as ReturnType<Client['post']> &
    Promise<{ status: number; body: T }>;
}

describe('registering', () => {
  test('name and village are enough, and the file starts as a lead of the officer who wrote it down', async () => {
    const made = await house.as('sari').post<FileSeen>('/candidates', { fullName: 'Wa Ode Hasna', areaCode: '74.06.04' });
    expect(made.status).toBe(201);
    expect(made.body.cycle).toMatchObject({ stage: 'lead', cycleNo: 1, officerId: CAST.sari.id, stageSince: TODAY });
    const [event] = await house.sql<{ to_stage: string; from_stage: string | null }>(
      `SELECT from_stage, to_stage FROM stage_event WHERE candidate_id = $1`,
      [made.body.id],
    );
    expect(event).toEqual({ from_stage: null, to_stage: 'lead' });
  });

  test('the same NIK again is refused with the way to the file that exists, and leaves no second cycle behind', async () => {
    const first = await house.as('sari').post<FileSeen>('/candidates', DEWI);
    const again = await house.as('sari').post<ProblemSeen>('/candidates', { ...DEWI, fullName: 'Dewi A.' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: '/problems/already-exists', existingId: first.body.id });
    expect(await house.sql(`SELECT id FROM placement_cycle WHERE candidate_id = $1`, [first.body.id])).toHaveLength(1);
  });

  test('a return that cannot be true refuses the person as well: both are written or neither', async () => {
    const returned = { returnedOn: '2026-02-01', reason: 'deportation', wasProcedural: false };
    const answer = await house.as('sari').post<ProblemSeen>('/candidates', { ...BUDI, startAs: 'returned', returned });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer: '/returned/returnedOn', code: 'date-in-future' }]);
    expect(await house.sql(`SELECT id FROM candidate WHERE full_name = $1`, [BUDI.fullName])).toHaveLength(0);
    const missing = await house.as('sari').post<ProblemSeen>('/candidates', { ...BUDI, startAs: 'returned' });
    expect(missing.body.errors).toMatchObject([{ pointer: '/returned' }]);
  });

  test('a POST that is repeated with the same key registers once and answers twice', async () => {
    const headers = { 'idempotency-key': '01900000-0000-7000-8000-00000000abcd' };
    const person = { fullName: 'Sekali Saja', areaCode: '74.06' };
    const [one, two] = [
      await house.as('sari').post<FileSeen>('/candidates', person, { headers }),
      await house.as('sari').post<FileSeen>('/candidates', person, { headers }),
    ];
    expect(two.body).toEqual(one.body);
    expect(await house.sql(`SELECT id FROM candidate WHERE full_name = 'Sekali Saja'`)).toHaveLength(1);
  });
});

describe('the journey', () => {
  test('the refusal names the same blockers that the screen showed, all of them', async () => {
    const { cycle } = await register(house.as('sari'), JOURNEY);
    const { body } = await house.as('sari').get<StepsSeen>(`/cycles/${cycle.id}/steps`);
    const offered = body.steps.find((step) => step.to === 'registered');
    const refused = await advance(house.as('sari'), cycle, { to: 'registered' });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ type: '/problems/step-blocked', blockers: offered?.blockers });
    expect(offered?.blockers.map((blocker) => blocker.documentCode)).toEqual(
      expect.arrayContaining(['identity_card', 'family_card', 'family_consent_letter', 'pmi_registration_id']),
    );
  });

  test('a stage that may not follow, an old version and a missing version are refused each in its own way', async () => {
    const { cycle } = await register(house.as('sari'), JOURNEY);
    expect((await advance(house.as('sari'), cycle, { to: 'departed' })).body.type).toBe('/problems/wrong-state');
    expect((await advance(house.as('sari'), { ...cycle, version: 7 }, { to: 'withdrawn', reasonCode: 'own_will' })).status).toBe(412);
    expect((await house.as('sari').post(`/cycles/${cycle.id}/advance`, { to: 'withdrawn' })).status).toBe(428);
    expect((await advance(house.as('maria'), cycle, { to: 'withdrawn', reasonCode: 'own_will' })).status).toBe(404);
    expect((await advance(house.as('ningsih'), cycle, { to: 'withdrawn', reasonCode: 'own_will' })).status).toBe(403);
    expect((await advance(house.as('ratna'), cycle, { to: 'withdrawn', reasonCode: 'own_will' })).status).toBe(403);
  });

  test('with all papers in order somebody walks to clearance; the last verifier does not clear alone, but the supervisor may', async () => {
    const [sari, hasan] = [house.as('sari'), house.as('hasan')];
    const file = await register(sari, JOURNEY);
    await changed(sari, file.cycle, EMPLOYER);
    await bringPapers(sari, sari, file.id, file.cycle.id, '2026-01-10');
    const ready = await walkTo(sari, file.cycle.id, 'opp_completed');
    const refused = await advance(sari, ready, { to: 'cleared' });
    expect(refused.body.blockers).toMatchObject([{ code: 'four-eyes', overridable: true }]);
    const cleared = await advance<CycleSeen>(hasan, ready, { to: 'cleared' });
    expect(cleared.body.stage).toBe('cleared');
    const departed = await house
      .as('hasan')
      .post<CycleSeen>(
        `/cycles/${file.cycle.id}/override`,
        { to: 'departed', departedOn: TODAY, reason: 'Tiket sudah dilihat di loket bandara.' },
        { version: cleared.body.version },
      );
    expect(departed.body).toMatchObject({ stage: 'departed', departedOn: TODAY, wasProcedural: true });
    expect(
      await house.sql(`SELECT overridden, note FROM stage_event WHERE cycle_id = $1 AND to_stage = 'departed'`, [file.cycle.id]),
    ).toEqual([{ overridden: ['document-missing:travel_ticket'], note: 'Tiket sudah dilihat di loket bandara.' }]);
  });

  test('whoever verified the last paper may let a colleague clear', async () => {
    const [sari, hasan] = [house.as('sari'), house.as('hasan')];
    const file = await register(sari, JOURNEY);
    await changed(sari, file.cycle, EMPLOYER);
    await bringPapers(sari, hasan, file.id, file.cycle.id, '2026-01-10');
    const ready = await walkTo(sari, file.cycle.id, 'opp_completed');
    expect((await advance<CycleSeen>(sari, ready, { to: 'cleared' })).body.stage).toBe('cleared');
  });

  test('a supervisor lifts missing papers with a reason, but never the age', async () => {
    const { cycle } = await register(house.as('sari'), {
      ...JOURNEY,
      birthDate: '2010-01-01',
      nik: inventedNik(9301, { year: 10, month: 1, day: 1 }),
    });
    const override = { to: 'registered', reason: 'Berkas asli ada di kantor desa.' };
    expect((await house.as('sari').post(`/cycles/${cycle.id}/override`, override, { version: cycle.version })).status).toBe(403);
    const refused = await house.as('hasan').post<ProblemSeen>(`/cycles/${cycle.id}/override`, override, { version: cycle.version });
    expect(refused.body.blockers).toMatchObject([{ code: 'under-18', overridable: false }]);
    expect(
      (await house.as('hasan').post(`/cycles/${cycle.id}/override`, { to: 'registered', reason: 'x' }, { version: cycle.version })).status,
    ).toBe(422);
  });

  test('a waived paper blocks no more, for this cycle; a contract is never waived', async () => {
    const hasan = house.as('hasan');
    const { id, cycle } = await register(house.as('sari'), JOURNEY);
    const waive = (documentCode: string, version: number): ReturnType<typeof hasan.post<ProblemSeen & ChecklistSeen>> =>
      hasan.post<ProblemSeen & ChecklistSeen>(
        `/cycles/${cycle.id}/waive`,
        { documentCode, reason: 'KK hilang karena banjir, surat desa ada.' },
        { version },
      );
    const waived = await waive('family_card', cycle.version);
    expect(waived.body.items.find((item) => item.documentCode === 'family_card')).toMatchObject({
      state: 'waived',
      reason: 'KK hilang karena banjir, surat desa ada.',
    });
    expect((await waive('family_card', cycle.version)).status).toBe(412);
    expect((await waive('family_card', cycle.version + 1)).status).toBe(409);
    expect((await waive('employment_contract', cycle.version + 1)).body.errors).toMatchObject([{ code: 'never-waived' }]);
    expect((await waive('work_visa', cycle.version + 1)).body.errors).toMatchObject([{ code: 'never-waived' }]);
    expect((await waive('seafarer_book', cycle.version + 1)).body.errors).toMatchObject([{ code: 'document-not-required' }]);
    await bringPaper(house.as('sari'), hasan, id, { documentCode: 'family_card', issuedOn: '2020-01-01' });
    const { body } = await hasan.get<ChecklistSeen>(`/cycles/${cycle.id}/checklist`);
    expect(body.items.find((item) => item.documentCode === 'family_card')?.state).toBe('verified');
  });

  test('a pause needs a known reason, remembers its stage and comes back to it', async () => {
    const sari = house.as('sari');
    const file = await register(sari, JOURNEY);
    await bringPapers(sari, sari, file.id, file.cycle.id, '2026-01-10');
    const registered = await walkTo(sari, file.cycle.id, 'registered');
    expect((await advance(sari, registered, { to: 'on_hold' })).body.errors).toMatchObject([{ pointer: '/reasonCode' }]);
    expect((await advance(sari, registered, { to: 'on_hold', reasonCode: 'own_will' })).body.errors).toMatchObject([
      { code: 'reason-unknown' },
    ]);
    const paused = await advance<CycleSeen>(sari, registered, { to: 'on_hold', reasonCode: 'family' });
    expect(paused.body).toMatchObject({ stage: 'on_hold', resumeStage: 'registered' });
    const back = await advance<CycleSeen>(sari, paused.body, { to: 'registered' });
    expect(back.body).toMatchObject({ stage: 'registered', resumeStage: null });
  });

  test('days of a step may not lie in the future nor before the departure', async () => {
    const sari = house.as('sari');
    const { cycle } = await register(sari, JOURNEY);
    await house.sql(`UPDATE placement_cycle SET stage = 'departed', departed_on = '2026-01-10' WHERE id = $1`, [cycle.id]);
    expect((await advance(sari, cycle, { to: 'placed' })).body.errors).toMatchObject([{ code: 'arrivedOn-missing' }]);
    expect((await advance(sari, cycle, { to: 'placed', arrivedOn: '2026-01-09' })).body.errors).toMatchObject([
      { code: 'date-before-departure' },
    ]);
    expect((await advance(sari, cycle, { to: 'placed', arrivedOn: '2026-01-17' })).body.errors).toMatchObject([{ code: 'date-in-future' }]);
    expect((await advance<CycleSeen>(sari, cycle, { to: 'placed', arrivedOn: '2026-01-11' })).body).toMatchObject({
      stage: 'placed',
      stageSince: '2026-01-11',
    });
  });

  test('of twenty officers who take the same step at once one wins, and the step is written once', async () => {
    const { cycle } = await register(house.as('sari'), JOURNEY);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => advance(house.as('sari'), cycle, { to: 'withdrawn', reasonCode: 'own_will' })),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    expect(await house.sql(`SELECT id FROM stage_event WHERE cycle_id = $1 AND to_stage = 'withdrawn'`, [cycle.id])).toHaveLength(1);
    expect(await house.sql(`SELECT id FROM audit_event WHERE subject_id = $1 AND action = 'journey.advance'`, [cycle.id])).toHaveLength(1);
  });
});

describe('cycles', () => {
  test('changed facts are named in the audit trail, never their values; an unknown officer and a past departure are refused', async () => {
    const { cycle } = await register(house.as('sari'), JOURNEY);
    await changed(house.as('sari'), cycle, { employerName: 'PT Contoh', plannedDepartureOn: '2026-04-01', jobTitle: JOURNEY.jobTitle });
    const [event] = await house.sql<{ fields: string[] }>(
      `SELECT fields FROM audit_event WHERE subject_id = $1 AND action = 'cycle.change'`,
      [cycle.id],
    );
    expect(event?.fields.toSorted()).toEqual(['employerName', 'plannedDepartureOn']);
    const at = { version: cycle.version + 1 };
    expect(
      (await house.as('sari').patch<ProblemSeen>(`/cycles/${cycle.id}`, { plannedDepartureOn: '2026-01-15' }, at)).body.errors,
    ).toMatchObject([{ code: 'date-in-past' }]);
    expect((await house.as('sari').patch<ProblemSeen>(`/cycles/${cycle.id}`, { officerId: CAST.wayan.id }, at)).body.errors).toMatchObject([
      { code: 'officer-unknown' },
    ]);
    expect((await house.as('sari').patch(`/cycles/${cycle.id}`, { stage: 'cleared' }, at)).status).toBe(422);
  });

  test.each([
    ['leave is a re-entry with the short checklist', 'leave', true],
    ['the end of a contract needs the whole checklist again', 'contract_finished', false],
  ])('of five who open the next cycle at once one does; a cycle after %s', async (_, returnReason, isReentry) => {
    const sari = house.as('sari');
    const { id, cycle } = await register(sari, JOURNEY);
    expect((await sari.post(`/candidates/${id}/cycles`, {})).status).toBe(409);
    await house.sql(`UPDATE placement_cycle SET stage = 'placed', departed_on = '2024-01-10', was_procedural = true WHERE id = $1`, [
      cycle.id,
    ]);
    const home = await advance<CycleSeen>(sari, cycle, { to: 'returned', returnedOn: '2026-01-10', returnReason, wasProcedural: true });
    expect(home.body).toMatchObject({ stage: 'returned', returnedOn: '2026-01-10' });
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => sari.post<CycleSeen>(`/candidates/${id}/cycles`, { scheme: 'p_to_p' })),
    );
    expect(opened.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409]);
    const file = await sari.get<FileSeen>(`/candidates/${id}`);
    expect(file.body).toMatchObject({
      cycle: { cycleNo: 2, stage: 'lead', isReentry },
      pastCycles: [{ cycleNo: 1, stage: 'returned', departedOn: '2024-01-10' }],
    });
    const [past] = file.body.pastCycles;
    expect((await advance(sari, past ?? home.body, { to: 'closed', note: 'Selesai.' })).body.type).toBe('/problems/wrong-state');
  });

  test('who withdraws gives back the seat in training', async () => {
    const sari = house.as('sari');
    const { id, cycle } = await register(sari, JOURNEY);
    const [program, batch, enrolment] = [
      '01900000-0000-7000-8000-0000000000d1',
      '01900000-0000-7000-8000-0000000000d2',
      '01900000-0000-7000-8000-0000000000d3',
    ];
    await house.sql(
      `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title) VALUES ($1, $2, 'LAS', 'Las', 'Las', 240, 'Juru las')`,
      [program, CENTERS.bombana.id],
    );
    await house.sql(
      `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, seats_taken, funding_source, state)
       VALUES ($1, $2, $3, '74.06', 'Las 1', '2026-02-01', '2026-03-01', 16, 1, 'APBD', 'registration_open')`,
      [batch, CENTERS.bombana.id, program],
    );
    await house.sql(
      `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by) VALUES ($1, $2, $3, $4, '74.06.04', 'main', 'accepted', $5)`,
      [enrolment, batch, CENTERS.bombana.id, id, CAST.wayan.id],
    );
    expect((await advance(sari, cycle, { to: 'withdrawn', reasonCode: 'own_will' })).status).toBe(200);
    expect(await house.sql(`SELECT seat, state, drop_reason FROM enrolment WHERE id = $1`, [enrolment])).toEqual([
      { seat: 'none', state: 'dropped_out', drop_reason: 'Calon tidak melanjutkan proses penempatan.' },
    ]);
    expect(await house.sql(`SELECT seats_taken FROM training_batch WHERE id = $1`, [batch])).toEqual([{ seats_taken: 0 }]);
  });

  test('a person who moves takes the whole file along, and the old office loses sight of it', async () => {
    const sari = house.as('sari');
    const file = await register(sari, JOURNEY);
    const waived = await house
      .as('hasan')
      .post(
        `/cycles/${file.cycle.id}/waive`,
        { documentCode: 'family_card', reason: 'Surat keterangan dari desa ada.' },
        { version: file.cycle.version },
      );
    expect(waived.status).toBe(200);
    expect((await house.as('ningsih').get(`/candidates/${file.id}`)).status).toBe(200);
    const moved = await sari.patch<FileSeen>(`/candidates/${file.id}`, { areaCode: '74.07.01' }, { version: file.version });
    expect(moved.body).toMatchObject({ area: { code: '74.07.01' } });
    expect((await house.as('ningsih').get(`/candidates/${file.id}`)).status).toBe(404);
    expect((await house.as('ningsih').get(`/cycles/${file.cycle.id}/checklist`)).status).toBe(404);
    expect(await house.sql(`SELECT area_code FROM document_waiver WHERE cycle_id = $1`, [file.cycle.id])).toEqual([
      { area_code: '74.07.01' },
    ]);
  });
});

test('reading the OpenAPI document does not widen what is accepted: the generator adds null to the lists it is given', async () => {
  expect((await house.nobody().get('/api/openapi.json')).status).toBe(200);
  expect([...STAGES, ...SCHEMES]).not.toContain(null);
});

describe('the timeline', () => {
  test('tells steps, changes and views of one file, newest first, page by page without a gap', async () => {
    const sari = house.as('sari');
    const { id, cycle } = await register(sari, JOURNEY);
    await changed(sari, cycle, EMPLOYER);
    await advance(sari, { id: cycle.id, version: 2 }, { to: 'withdrawn', reasonCode: 'own_will', note: 'Bekerja di Kendari.' });
    await house.as('hasan').get(`/candidates/${id}`);
    const whole = await sari.get<{
      items: { action: string; actorName: string; toStage: string | null; note: string | null; fields: string[] }[];
    }>(`/candidates/${id}/timeline?limit=100`);
    expect(whole.body.items).toMatchObject([
      { action: 'candidate.view', actorName: 'Hasan', kind: 'audit' },
      { action: 'journey.advance', kind: 'stage', fromStage: 'lead', toStage: 'withdrawn', note: 'Bekerja di Kendari.', actorName: 'Sari' },
      { action: 'cycle.change', fields: ['employerName', 'employerKind'] },
      { action: 'cycle.open', kind: 'stage', toStage: 'lead' },
      { action: 'candidate.register', kind: 'audit' },
    ]);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: { body: { items: { action: string }[]; next: string | null } } = await house
        .as('hasan')
        .get(`/candidates/${id}/timeline?limit=2${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      paged.push(...page.body.items.map((item) => item.action));
      after = page.body.next;
    }
    // The first look at the timeline was written down too, so it heads the second.
    expect(paged).toEqual(['candidate.timeline', ...whole.body.items.map((item) => item.action)]);
    expect((await house.as('maria').get(`/candidates/${id}/timeline`)).status).toBe(404);
  });
});
