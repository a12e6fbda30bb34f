import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { Arrange, type Arranged } from './reminders.arrange.js';

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly caseCount: number;
  readonly movedCount: number | null;
  readonly dueOn: string;
  readonly fromOfficer: { id: string; name: string };
  readonly people?: { id: string }[];
}

const FRIDAY = '2026-01-16';
let house: House;
let arrange: Arrange;
beforeAll(async () => {
  house = await openHouse({ today: FRIDAY });
  arrange = new Arrange(house);
});
afterAll(() => house.close());

/** Somebody in Sari's charge whose departure is near and whose papers are missing, so that reminders are open. */
async function busyCase(): Promise<Arranged> {
  const person = await arrange.person({ departs: '2026-02-10' });
  await house.sql(`UPDATE placement_cycle SET required_count = 5 WHERE id = $1`, [person.cycleId]);
  return person;
}

async function offer(by: Person, body: object): Promise<{ status: number; items: Seen[]; code: string | undefined }> {
  const answer = await house.as(by).post<{ items: Seen[]; errors?: { code: string }[] }>('/handovers', body);
  return { status: answer.status, items: answer.body.items ?? [], code: answer.body.errors?.[0]?.code };
}

const answer = (by: Person, { id, version }: Seen, deed: 'accept' | 'decline' | 'withdraw', body: object = {}) =>
  house.as(by).post<Seen>(`/handovers/${id}/${deed}`, body, { version });

const officersOf = async ({ candidateId, cycleId }: Arranged) =>
  (
    await house.sql<{ officers: (string | null)[] }>(
      `SELECT ARRAY[(SELECT officer_id FROM candidate WHERE id = $1), (SELECT officer_id FROM placement_cycle WHERE id = $2)] AS officers`,
      [candidateId, cycleId],
    )
  )[0]?.officers;

const openReminders = (officer: Person, about: Arranged | null = null) =>
  house.sql<{ rule: string }>(
    `SELECT rule FROM reminder
      WHERE recipient_id = $1 AND ($2::uuid IS NULL OR candidate_id = $2) AND state IN ('pending', 'sent') AND settled_at IS NULL AND done_at IS NULL
      ORDER BY rule`,
    [CAST[officer].id, about?.candidateId ?? null],
  );

/** The hourly sweep, then what it put into the inboxes. */
async function sweep(): Promise<void> {
  const { Sweep } = await import('#libs/reminders');
  const worker = await house.worker();
  await worker.get(Sweep, { strict: false }).run(today);
}
let today = FRIDAY;
const moveTo = (day: string) => {
  today = day;
  house.clock.set(day);
};

test('the giver stays in charge until the colleague accepts; then person, cycle and open reminders change hands together', async () => {
  const person = await busyCase();
  await sweep();
  expect((await openReminders('sari', person)).length).toBeGreaterThan(0);
  const { status, items } = await offer('sari', { toOfficerId: CAST.ningsih.id, candidateIds: [person.candidateId], note: 'Saya cuti.' });
  expect(status).toBe(201);
  const [offered] = items as [Seen];
  // Three working days after a Friday: Monday, Tuesday, Wednesday.
  expect(offered).toMatchObject({ state: 'offered', caseCount: 1, dueOn: '2026-01-21', fromOfficer: { id: CAST.sari.id } });
  expect(await officersOf(person)).toEqual([null, CAST.sari.id]);
  expect((await answer('hasan', offered, 'accept')).status).toBe(403);
  expect((await answer('sari', offered, 'accept')).status).toBe(403);
  const before = await openReminders('sari', person);
  const accepted = await answer('ningsih', offered, 'accept');
  expect(accepted.body).toMatchObject({ state: 'accepted', movedCount: 1, people: [{ id: person.candidateId }] });
  expect(await officersOf(person)).toEqual([CAST.ningsih.id, CAST.ningsih.id]);
  expect(await openReminders('sari', person)).toEqual([]);
  expect(await openReminders('ningsih', person)).toEqual(before);
  // The engine agrees: a sweep neither brings one back nor adds one.
  await sweep();
  expect(await openReminders('sari', person)).toEqual([]);
  expect(await openReminders('ningsih', person)).toEqual(before);
  expect((await answer('ningsih', accepted.body, 'accept')).status).toBe(409);
});

test('the file of each person tells who handed it over and from whom to whom', async () => {
  const person = await busyCase();
  const [offered] = (await offer('sari', { toOfficerId: CAST.ningsih.id, candidateIds: [person.candidateId] })).items as [Seen];
  await answer('ningsih', offered, 'accept');
  const { items } = (await house.as('ningsih').get<{ items: object[] }>(`/candidates/${person.candidateId}/timeline?topic=changes`)).body;
  expect(items).toEqual([
    expect.objectContaining({
      action: 'handover.accept',
      actorName: 'Ningsih',
      changes: expect.arrayContaining([expect.objectContaining({ kind: 'cycle', field: 'officerId', before: 'Sari', after: 'Ningsih' })]),
    }),
    expect.objectContaining({ action: 'handover.offer', actorName: 'Sari' }),
  ]);
});

test('whoever was given to somebody else while the offer was open stays there, and is not counted as moved', async () => {
  const [one, other] = [await busyCase(), await busyCase()];
  const body = { toOfficerId: CAST.ningsih.id, candidateIds: [one.candidateId, other.candidateId] };
  const [offered] = (await offer('sari', body)).items as [Seen];
  const { version } = (await house.as('hasan').get<{ version: number }>(`/cycles/${other.cycleId}/steps`)).body;
  expect((await house.as('hasan').patch(`/cycles/${other.cycleId}`, { officerId: CAST.hasan.id }, { version })).status).toBe(200);
  expect((await answer('ningsih', offered, 'accept')).body).toMatchObject({ state: 'accepted', caseCount: 2, movedCount: 1 });
  expect((await officersOf(one))?.[1]).toBe(CAST.ningsih.id);
  expect((await officersOf(other))?.[1]).toBe(CAST.hasan.id);
});

test('of a selection whoever can be offered is, and every other person is named with what stands in the way', async () => {
  const mine = await busyCase();
  const waiting = await busyCase();
  const first = await offer('sari', { toOfficerId: CAST.ningsih.id, candidateIds: [waiting.candidateId] });
  expect(first.status).toBe(201);
  const hers = await arrange.person({ officer: CAST.ningsih.id });
  const hasans = await arrange.person({ officer: CAST.hasan.id });
  const far = await arrange.person({ area: '74.01.01' });
  const chosen = [mine, waiting, hers, hasans, far].map(({ candidateId }) => candidateId);
  const unknown = '01900000-0000-7000-8000-00000000ffff';
  const body = { toOfficerId: CAST.ningsih.id, candidateIds: [...chosen, unknown] };
  expect((await offer('sari', body)).status).toBe(404);

  const partly = (by: Person) =>
    house
      .as(by)
      .post<{ items: Seen[]; left: { id: string; code: string; fullName: string | null }[] }>('/handovers', { ...body, isPartial: true });
  const codesOf = (left: readonly { id: string; code: string }[]) => left.map(({ id, code }) => [[...chosen, unknown].indexOf(id), code]);
  const saris = await partly('sari');
  expect([saris.status, saris.body.items.map(({ caseCount }) => caseCount)]).toEqual([201, [1]]);
  expect(codesOf(saris.body.left)).toEqual([
    [1, 'already-offered'],
    [2, 'not-yours'],
    [3, 'not-yours'],
    [4, 'not-served'],
    [5, 'not-found'],
  ]);
  expect(saris.body.left.map(({ fullName }) => fullName === null)).toEqual([false, false, false, false, true]);

  // The supervisor sees them all, and gives for others what the receiver serves.
  const all = await partly('hasan');
  expect(all.body.items.map(({ fromOfficer, caseCount }) => [fromOfficer.id, caseCount])).toEqual([[CAST.hasan.id, 1]]);
  expect(codesOf(all.body.left)).toEqual([
    [0, 'already-offered'],
    [1, 'already-offered'],
    [2, 'already-theirs'],
    [4, 'not-served'],
    [5, 'not-found'],
  ]);
  const none = await partly('sari');
  expect([none.status, none.body.items, none.body.left.length]).toEqual([201, [], 6]);
  for (const open of [...first.items, ...saris.body.items, ...all.body.items])
    expect((await answer('hasan', open, 'withdraw')).status).toBe(200);
});

test('a declined offer needs a reason and changes nothing; a withdrawn one cannot be answered any more', async () => {
  const person = await busyCase();
  const body = { toOfficerId: CAST.ningsih.id, candidateIds: [person.candidateId] };
  const [first] = (await offer('sari', body)).items as [Seen];
  expect((await offer('sari', body)).status).toBe(409);
  expect((await answer('ningsih', first, 'decline')).status).toBe(422);
  expect((await answer('ningsih', first, 'decline', { reason: 'Saya juga cuti.' })).body).toMatchObject({
    state: 'declined',
    answerReason: 'Saya juga cuti.',
  });
  expect((await officersOf(person))?.[1]).toBe(CAST.sari.id);
  const [second] = (await offer('sari', body)).items as [Seen];
  expect((await answer('ningsih', second, 'withdraw')).status).toBe(403);
  expect((await answer('sari', second, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
  expect((await answer('ningsih', { ...second, version: second.version + 1 }, 'accept')).status).toBe(409);
  expect((await answer('ningsih', second, 'accept')).status).toBe(412);
});

test('nobody gives away what is not theirs, to whom does not serve the area, or sees what is between others', async () => {
  const person = await busyCase();
  const other = await arrange.person({ officer: CAST.hasan.id, area: '74.07.01' });
  const ids = [person.candidateId];
  expect((await offer('ningsih', { toOfficerId: CAST.sari.id, candidateIds: ids })).status).toBe(403);
  expect((await offer('maria', { toOfficerId: CAST.sari.id, candidateIds: ids })).status).toBe(422);
  expect((await offer('wayan', { toOfficerId: CAST.sari.id, candidateIds: ids })).status).toBe(403);
  expect(await offer('hasan', { toOfficerId: CAST.ningsih.id, candidateIds: [other.candidateId] })).toMatchObject({
    status: 422,
    code: 'officer-elsewhere',
  });
  expect(await offer('sari', { toOfficerId: CAST.maria.id, candidateIds: ids })).toMatchObject({ status: 422, code: 'officer-unknown' });
  expect(await offer('sari', { toOfficerId: CAST.ningsih.id })).toMatchObject({ status: 422, code: 'cases-missing' });
  const [offered] = (await offer('hasan', { toOfficerId: CAST.ningsih.id, candidateIds: ids })).items as [Seen];
  expect(offered.fromOfficer.name).toBe('Sari');
  expect((await house.as('maria').get(`/handovers/${offered.id}`)).status).toBe(404);
  expect((await answer('maria', offered, 'withdraw')).status).toBe(404);
  expect((await house.as('ratna').get('/handovers')).status).toBe(403);
  expect((await answer('hasan', offered, 'withdraw')).status).toBe(200);
});

test('an offer that stays open reminds the receiver at once and tells the supervisor on the third working day; both hear the end', async () => {
  const person = await busyCase();
  const [offered] = (await offer('sari', { toOfficerId: CAST.ningsih.id, candidateIds: [person.candidateId] })).items as [Seen];
  const told = async (who: Person) =>
    house.sql<{ rule: string; escalation: boolean }>(
      `SELECT rule, is_escalation AS escalation FROM reminder WHERE subject_id = $1 AND recipient_id = $2 AND state <> 'superseded' ORDER BY planned_at, rule`,
      [offered.id, CAST[who].id],
    );
  await sweep();
  expect(await told('ningsih')).toEqual([{ rule: 'handover_waiting', escalation: false }]);
  expect(await told('hasan')).toEqual([]);
  moveTo('2026-01-20');
  await sweep();
  expect(await told('hasan')).toEqual([]);
  moveTo('2026-01-21');
  await sweep();
  expect(await told('hasan')).toEqual([{ rule: 'handover_waiting', escalation: true }]);
  const home = (await house.as('ningsih').get<{ items: { code: string; count: number }[] }>('/home')).body.items;
  expect(home.find(({ code }) => code === 'handovers_waiting')?.count).toBeGreaterThan(0);
  await answer('ningsih', offered, 'decline', { reason: 'Beban saya penuh.' });
  await sweep();
  expect((await openReminders('ningsih')).filter(({ rule }) => rule === 'handover_waiting')).toEqual([]);
  expect(await told('sari')).toEqual([{ rule: 'handover_answered', escalation: false }]);
  moveTo(FRIDAY);
});

test('an account that is closed keeps nothing open, and the supervisor moves its whole caseload at once', async () => {
  const people = [await busyCase(), await busyCase(), await busyCase()];
  await house.sql(`UPDATE placement_cycle SET officer_id = $1 WHERE candidate_id = ANY ($2)`, [
    CAST.ningsih.id,
    people.map((one) => one.candidateId),
  ]);
  const [waiting] = (await offer('sari', { toOfficerId: CAST.ningsih.id, candidateIds: [(await busyCase()).candidateId] })).items as [Seen];
  await sweep();
  expect((await openReminders('ningsih')).length).toBeGreaterThan(2);
  const { version } = (await house.as('tono').get<{ items: { id: string; version: number }[] }>('/users')).body.items.find(
    ({ id }) => id === CAST.ningsih.id,
  ) ?? { version: 1 };
  expect((await house.as('tono').patch(`/users/${CAST.ningsih.id}`, { isActive: false }, { version })).status).toBe(200);
  expect(await openReminders('ningsih')).toEqual([]);
  expect((await house.as('sari').get<Seen>(`/handovers/${waiting.id}`)).body.state).toBe('withdrawn');
  const workers = (await house.as('hasan').get<{ items: { id: string; isActive: boolean; cases: number }[] }>('/case-workers')).body.items;
  expect(workers[0]).toMatchObject({ id: CAST.ningsih.id, isActive: false });
  const { items } = await offer('hasan', { toOfficerId: CAST.sari.id, allOfOfficerId: CAST.ningsih.id, note: 'Pindah tugas.' });
  expect(items).toEqual([expect.objectContaining({ state: 'accepted', movedCount: workers[0]?.cases })]);
  for (const person of people) expect((await officersOf(person))?.[1]).toBe(CAST.sari.id);
  await sweep();
  // The invariant of the office: no open item belongs to an account that is closed.
  const left = await house.sql(
    `SELECT r.id FROM reminder r JOIN auth.app_user u ON u.id = r.recipient_id AND NOT u.is_active
      WHERE r.state IN ('pending', 'sent') AND r.settled_at IS NULL AND r.done_at IS NULL
      UNION ALL
     SELECT h.id FROM handover h JOIN auth.app_user u ON u.id = h.to_officer AND NOT u.is_active WHERE h.state = 'offered'
      UNION ALL
     SELECT y.id FROM placement_cycle y JOIN auth.app_user u ON u.id = y.officer_id AND NOT u.is_active WHERE y.is_current`,
  );
  expect(left).toEqual([]);
});
