import { CAST, CENTERS } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  await arrange();
});
afterAll(() => house.close());

interface Home {
  readonly items: readonly { code: string; count: number; tone: string; href: string }[];
  readonly today: string;
}
type Person = Parameters<House['as']>[0];
const counts = async (person: Person): Promise<Record<string, number>> => {
  const { status, body } = await house.as(person).get<Home>('/home');
  expect(status).toBe(200);
  return Object.fromEntries(body.items.map(({ code, count }) => [code, count]));
};

async function person(
  area: string,
  cycle: { stage: string; since: string; departure?: string; required?: number; verified?: number },
): Promise<string> {
  const [row] = await house.sql<{ id: string }>(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by) VALUES (gen_random_uuid(), 'Uji', 'uji', $1, 'form', $2) RETURNING id`,
    [area, CAST.sari.id],
  );
  await house.sql(
    `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on, planned_departure_on, required_count, verified_count)
     VALUES (gen_random_uuid(), $1, $2, 1, $3, $4::date, $4::date, $5, $6, $7)`,
    [row?.id, area, cycle.stage, cycle.since, cycle.departure ?? null, cycle.required ?? 0, cycle.verified ?? 0],
  );
  return row?.id ?? '';
}

async function arrange(): Promise<void> {
  const dewi = await person('74.06.04', { stage: 'contracted', since: '2026-01-10', departure: '2026-02-10', required: 12, verified: 9 });
  await person('74.06.04', { stage: 'cleared', since: '2026-01-15', departure: '2026-01-20', required: 12, verified: 12 });
  await person('74.07.01', { stage: 'lead', since: '2025-12-17' });
  await person('74.07.01', { stage: 'lead', since: '2025-12-18' });
  await house.sql(
    `INSERT INTO document (id, candidate_id, area_code, document_code, state, source, submitted_by) VALUES (gen_random_uuid(), $1, '74.06.04', 'passport', 'submitted', 'officer', $2)`,
    [dewi, CAST.sari.id],
  );
  await house.sql(
    `INSERT INTO commitment (id, area_code, promised_by_office, quote, category, due_on, state, created_by)
     VALUES (gen_random_uuid(), '74.06', 'Dinas', 'siap', 'training', '2026-01-15', 'stated', $1), (gen_random_uuid(), '74.06', 'Dinas', 'siap', 'training', '2026-01-30', 'agreed', $1),
            (gen_random_uuid(), '74.07', 'Dinas', 'siap', 'training', '2026-01-01', 'stated', $1)`,
    [CAST.sari.id],
  );
  await house.sql(
    `INSERT INTO agreement (id, area_code, type, title, counterpart_office, state, signed_on, effective_on, expires_on, created_by)
     VALUES (gen_random_uuid(), '74.06', 'synergy_agreement', 'Sinergi', 'Bupati', 'active', '2023-02-05', '2023-02-05', '2026-02-05', $1)`,
    [CAST.sari.id],
  );
  await house.sql(
    `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title) VALUES ($1, $1, 'LAS', 'Las', 'Teknik Las', 260, 'Juru las')`,
    [CENTERS.bombana.id],
  );
  await house.sql(
    `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, seats_taken, funding_source, state)
     VALUES ('01900000-0000-7000-8000-0000000000b1', $1, $1, '74.06', 'Angkatan I', '2025-11-01', '2025-12-20', 16, 1, 'apbn', 'running'),
            ('01900000-0000-7000-8000-0000000000b2', $1, $1, '74.06', 'Angkatan II', '2026-01-25', '2026-03-01', 16, 4, 'apbn', 'registration_open')`,
    [CENTERS.bombana.id],
  );
  await house.sql(
    `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by)
     VALUES (gen_random_uuid(), '01900000-0000-7000-8000-0000000000b1', $1, $2, '74.06.04', 'main', 'accepted', $3)`,
    [CENTERS.bombana.id, dewi, CAST.wayan.id],
  );
}

test('Sari sees what needs the office of the province today, most pressing first', async () => {
  const { body } = await house.as('sari').get<Home>('/home');
  expect(body.today).toBe('2026-01-16');
  expect(body.items.map(({ code, count, tone }) => [code, count, tone])).toEqual([
    ['departures_at_risk', 1, 'urgent'],
    ['documents_waiting', 1, 'attention'],
    ['identity_mismatches', 0, 'calm'],
    ['duplicates_open', 0, 'calm'],
    ['commitments_overdue', 2, 'urgent'],
    ['handovers_waiting', 0, 'calm'],
    ['reminders_open', 0, 'calm'],
    ['candidates_stalled', 1, 'attention'],
    ['imports_open', 0, 'calm'],
    ['commitments_due', 1, 'attention'],
    ['agreements_expiring', 1, 'attention'],
    ['registration_drafts', 0, 'calm'],
  ]);
});

test('a placement officer of Bombana counts Bombana only', async () => {
  expect(await counts('ningsih')).toMatchObject({
    departures_at_risk: 1,
    documents_waiting: 1,
    candidates_stalled: 0,
    commitments_overdue: 1,
  });
});

test('the training centre is told about its own batches only', async () => {
  expect(await counts('wayan')).toEqual({ batches_without_result: 1, batches_low_fill: 1, reminders_open: 0 });
  expect(await counts('putu')).toEqual({ batches_without_result: 0, batches_low_fill: 0, reminders_open: 0 });
});

test('the regency is told about promises and agreements, never about persons', async () => {
  expect(await counts('ratna')).toEqual({ commitments_overdue: 1, commitments_due: 1, agreements_expiring: 1, reminders_open: 0 });
  expect(await counts('laode')).toMatchObject({ commitments_overdue: 1, agreements_expiring: 0 });
});

test('an officer of another province and the administrator see nothing of it', async () => {
  expect(Object.values(await counts('maria')).every((count) => count === 0)).toBe(true);
  expect(await counts('tono')).toEqual({ reminders_open: 0 });
});

test.each([
  ['sari', 'departures_at_risk', '/candidates?departure=at_risk'],
  ['sari', 'candidates_stalled', '/candidates?stalled=true'],
  ['sari', 'documents_waiting', '/verification-queue'],
  ['sari', 'commitments_overdue', '/commitments?filter=overdue'],
  ['sari', 'commitments_due', '/commitments?filter=due'],
  ['sari', 'agreements_expiring', '/agreements?filter=expiring'],
  ['ratna', 'commitments_overdue', '/commitments?filter=overdue'],
  ['ningsih', 'departures_at_risk', '/candidates?departure=at_risk'],
  ['wayan', 'batches_without_result', '/training-batches?filter=without_result'],
  ['wayan', 'batches_low_fill', '/training-batches?filter=low_fill'],
] as const)('what %s counts as %s is exactly what %s lists', async (who, code, list) => {
  const { status, body } = await house.as(who).get<{ items: unknown[]; total?: number }>(list);
  expect(status).toBe(200);
  expect(body.total ?? body.items.length).toBe((await counts(who))[code]);
  expect(body.items.length).toBeGreaterThan(0);
});
