import { CAST, inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import type { CycleSeen, FileSeen } from '../support/papers.js';

let house: House;
let serial = 9300;

type File = FileSeen & { readonly cycle: CycleSeen };
interface Job {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<'ready' | 'blocked' | 'done' | 'refused' | 'undone' | 'kept', number>>;
  readonly rows: readonly {
    readonly n: number;
    readonly candidate: { readonly id: string } | null;
    readonly state: string;
    readonly code: string | null;
    readonly blockers: readonly { readonly code: string }[];
  }[];
}

const JOURNEY = { scheme: 'independent', destinationCountry: 'JP', jobTitle: 'Pekerja pertanian', plannedDepartureOn: '2026-03-01' };

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

/** Somebody who may be registered as a candidate now; without the notice nobody may. */
async function register(areaCode = '74.06.04', isReady = true): Promise<File> {
  serial += 1;
  const person = {
    fullName: `Orang Massal ${serial}`,
    nik: inventedNik(serial),
    birthDate: '1999-07-05',
    sex: 'male',
    maritalStatus: 'single',
  };
  const notice = isReady ? { noticeVersion: '2026-01' } : {};
  const { status, body } = await house.as('sari').post<File>('/candidates', { ...person, ...JOURNEY, ...notice, areaCode });
  if (status !== 201) throw new Error(JSON.stringify(body));
  await house.sql(
    `INSERT INTO document (id, candidate_id, area_code, document_code, state, source, issued_on, submitted_at, submitted_by, verified_at, verified_by)
     SELECT gen_random_uuid(), c.id, c.area_code, code, 'verified', 'officer', '2026-01-02', '2026-01-05', $2, '2026-01-06', $2
       FROM candidate c CROSS JOIN unnest(ARRAY['identity_card', 'family_card', 'family_consent_letter', 'pmi_registration_id']) code WHERE c.id = $1`,
    [body.id, CAST.hasan.id],
  );
  return body;
}

async function preview(body: object, person: 'sari' | 'ningsih' | 'hasan' = 'sari'): Promise<Job> {
  const answer = await house.as(person).post<Job>('/bulk-jobs', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

async function run(job: Job, verb: 'confirm' | 'undo' = 'confirm', person: 'sari' | 'ningsih' | 'hasan' = 'sari'): Promise<Job> {
  expect((await house.as(person).post(`/bulk-jobs/${job.id}/${verb}`)).status).toBe(200);
  await house.drain();
  return (await house.as(person).get<Job>(`/bulk-jobs/${job.id}?limit=100`)).body;
}

const stageOf = async (file: File): Promise<string> => (await house.as('sari').get<File>(`/candidates/${file.id}`)).body.cycle.stage;
const officerOf = async (file: File): Promise<string | null> =>
  (await house.sql<{ officer_id: string | null }>(`SELECT officer_id FROM placement_cycle WHERE id = $1`, [file.cycle.id]))[0]
    ?.officer_id ?? null;
const ADVANCE = { kind: 'advance_stage', change: { to: 'registered' } };

test('a preview tells of each person what would happen, with every blocker, and changes nothing', async () => {
  const [ready, blocked] = [await register(), await register('74.06.04', false)];
  const foreign = await house.as('maria').post<File>('/candidates', { fullName: 'Orang Seberang', areaCode: '73.01' });
  const job = await preview({ ...ADVANCE, ids: [ready.id, blocked.id, foreign.body.id, '01900000-0000-7000-8000-00000000ffff'] });
  expect(job).toMatchObject({ state: 'previewed', counts: { ready: 1, blocked: 1, refused: 2 } });
  expect(job.rows.map(({ candidate, state, code }) => [candidate?.id ?? null, state, code])).toEqual([
    [ready.id, 'ready', null],
    [blocked.id, 'blocked', 'step-blocked'],
    [null, 'refused', 'not-found'],
    [null, 'refused', 'not-found'],
  ]);
  expect(job.rows[1]?.blockers.map((blocker) => blocker.code)).toContain('notice-missing');
  expect(await stageOf(ready)).toBe('lead');
});

test('a confirmed job takes the step for each as one by one: event, audit and version, and its undo brings all of it back', async () => {
  const files = [await register(), await register(), await register()];
  const job = await run(await preview({ ...ADVANCE, ids: files.map((file) => file.id) }));
  expect(job).toMatchObject({ state: 'done', counts: { done: 3, refused: 0 } });
  for (const file of files) expect(await stageOf(file)).toBe('registered');
  const trail = await house.sql(
    `SELECT subject_id FROM audit_event WHERE request_id = $1 AND action = 'journey.advance' AND actor_id = $2`,
    [`bulk/${job.id}`, CAST.sari.id],
  );
  expect(trail).toHaveLength(3);
  expect(await house.sql(`SELECT id FROM stage_event WHERE cycle_id = $1 AND to_stage = 'registered'`, [files[0]?.cycle.id])).toHaveLength(
    1,
  );

  const undone = await run(job, 'undo');
  expect(undone).toMatchObject({ state: 'undone', counts: { undone: 3, kept: 0 } });
  for (const file of files) expect(await stageOf(file)).toBe('lead');
  expect(await run(job, 'undo')).toMatchObject({ state: 'undone', counts: { undone: 3 } });
  expect(await house.sql(`SELECT token_hash FROM auth.session WHERE user_id = $1`, [CAST.sari.id])).toHaveLength(1);
});

test('who was changed between preview and work, or has left the scope, is refused alone', async () => {
  const [touched, moved, plain] = [await register(), await register(), await register()];
  const job = await preview({ ...ADVANCE, ids: [touched.id, moved.id, plain.id] });
  await house.as('hasan').patch(`/cycles/${touched.cycle.id}`, { jobTitle: 'Lain' }, { version: touched.cycle.version });
  await house.sql(`UPDATE candidate SET area_code = '73.01' WHERE id = $1`, [moved.id]);
  const done = await run(job);
  expect(done.counts).toMatchObject({ done: 1, refused: 2 });
  expect(done.rows.map(({ candidate, state, code }) => [candidate?.id ?? null, state, code])).toEqual([
    [touched.id, 'refused', 'changed-meanwhile'],
    [null, 'refused', 'not-found'],
    [plain.id, 'done', null],
  ]);
  expect(await stageOf(plain)).toBe('registered');
});

test('an undo leaves alone whom later work has touched', async () => {
  const [touched, plain] = [await register(), await register()];
  const job = await run(await preview({ ...ADVANCE, ids: [touched.id, plain.id] }));
  const { cycle } = (await house.as('hasan').get<File>(`/candidates/${touched.id}`)).body;
  await house.as('hasan').patch(`/cycles/${cycle.id}`, { jobTitle: 'Lain' }, { version: cycle.version });
  const undone = await run(job, 'undo');
  expect(undone.counts).toMatchObject({ undone: 1, kept: 1 });
  expect(undone.rows[0]).toMatchObject({ state: 'kept', code: 'changed-meanwhile' });
  expect([await stageOf(touched), await stageOf(plain)]).toEqual(['registered', 'lead']);
});

test('all whom a filter holds get an officer, and the undo gives each the one from before', async () => {
  const files = [await register('74.07.01'), await register('74.07.01'), await register('74.07.02')];
  await house.sql(`UPDATE placement_cycle SET officer_id = NULL WHERE id = $1`, [files[1]?.cycle.id]);
  const { body } = await house.as('sari').get<{ items: { id: string }[] }>('/officers');
  expect(body.items.map((officer) => officer.id)).toEqual(expect.arrayContaining([CAST.sari.id, CAST.hasan.id, CAST.ningsih.id]));
  expect(body.items.map((officer) => officer.id)).not.toContain(CAST.maria.id);
  const wish = { kind: 'assign_officer', change: { officerId: CAST.hasan.id }, filter: { area: '74.07', sort: 'name' } };
  const job = await run(await preview(wish));
  expect(job.counts).toMatchObject({ done: 3 });
  for (const file of files) expect(await officerOf(file)).toBe(CAST.hasan.id);
  expect((await preview(wish)).counts).toMatchObject({ ready: 0, blocked: 3 });
  await run(job, 'undo');
  expect(await Promise.all(files.map(officerOf))).toEqual([CAST.sari.id, null, CAST.sari.id]);
});

test('one job of a user at a time; a worker that dies in the middle goes on where it stopped, and no row is done twice', async () => {
  const files = [await register(), await register(), await register(), await register()];
  const job = await preview({ ...ADVANCE, ids: files.map((file) => file.id) });
  const other = await preview({ ...ADVANCE, ids: files.map((file) => file.id) });
  expect((await house.as('sari').post(`/bulk-jobs/${job.id}/confirm`)).status).toBe(404);
  expect((await house.as('sari').post(`/bulk-jobs/${other.id}/confirm`)).status).toBe(200);
  const third = await preview({ ...ADVANCE, ids: files.map((file) => file.id) });
  expect((await house.as('sari').post(`/bulk-jobs/${third.id}/confirm`)).status).toBe(429);
  // As a worker that was killed after two rows leaves it.
  const { BulkWork } = await import('#libs/placement');
  const bulk = (await house.worker()).get(BulkWork, { strict: false });
  await house.sql(`UPDATE bulk_job_row SET state = 'blocked' WHERE job_id = $1 AND n > 2`, [other.id]);
  await bulk.run(other.id);
  await house.sql(`UPDATE bulk_job SET state = 'running' WHERE id = $1`, [other.id]);
  await house.sql(`UPDATE bulk_job_row SET state = 'ready' WHERE job_id = $1 AND n > 2`, [other.id]);
  await Promise.all([bulk.run(other.id), bulk.run(other.id), house.drain()]);
  const [{ events }] = (await house.sql<{ events: number }>(
    `SELECT count(*)::integer AS events FROM stage_event WHERE to_stage = 'registered' AND cycle_id = ANY ($1)`,
    [files.map((file) => file.cycle.id)],
  )) as [{ events: number }];
  expect(events).toBe(4);
  expect((await house.as('sari').get<Job>(`/bulk-jobs/${other.id}`)).body).toMatchObject({ state: 'done', counts: { done: 4 } });
});

test('a job acts with the rights of its asker at the time of the work', async () => {
  const file = await register();
  const job = await preview({ ...ADVANCE, ids: [file.id] }, 'ningsih');
  expect((await house.as('ningsih').post(`/bulk-jobs/${job.id}/confirm`)).status).toBe(200);
  await house.sql(`UPDATE auth.app_user SET is_active = false WHERE id = $1`, [CAST.ningsih.id]);
  await house.drain();
  await house.sql(`UPDATE auth.app_user SET is_active = true WHERE id = $1`, [CAST.ningsih.id]);
  expect((await house.as('ningsih').get<Job>(`/bulk-jobs/${job.id}`)).body).toMatchObject({
    state: 'done',
    counts: { refused: 1 },
    rows: [{ code: 'not-permitted' }],
  });
  expect(await stageOf(file)).toBe('lead');
});

test("nobody sees or moves somebody else's job", async () => {
  const file = await register();
  const job = await preview({ ...ADVANCE, ids: [file.id] });
  for (const person of ['hasan', 'ningsih', 'maria'] as const) {
    expect((await house.as(person).get(`/bulk-jobs/${job.id}`)).status).toBe(404);
    expect((await house.as(person).post(`/bulk-jobs/${job.id}/confirm`)).status).toBe(404);
    expect((await house.as(person).post(`/bulk-jobs/${job.id}/undo`)).status).toBe(404);
  }
});

test.each([
  ['nobody', { ...ADVANCE, ids: [] }],
  ['neither people nor a filter', ADVANCE],
  ['both', { ...ADVANCE, ids: [CAST.sari.id], filter: {} }],
  ['a stage that is no step forward before the departure', { kind: 'advance_stage', change: { to: 'withdrawn' }, filter: {} }],
  ['no officer', { kind: 'assign_officer', change: {}, filter: {} }],
  ['an unknown officer', { kind: 'assign_officer', change: { officerId: CAST.wayan.id }, filter: {} }],
])('%s is refused before anything is kept', async (_, body) => {
  expect((await house.as('sari').post('/bulk-jobs', body)).status).toBe(422);
});
