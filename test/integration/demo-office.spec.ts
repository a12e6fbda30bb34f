import { COUNTER_DIFFERENCES } from '#libs/dashboards';
import { openIdentity } from '#libs/candidates';
import { readSettings, Seals } from '#libs/platform';
import { parseNik } from '#libs/rulebook';

import { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
const clients = new Map<string, Client>();
beforeAll(async () => {
  house = await openHouse({ demo: true, today: '2026-01-16' });
});
afterAll(() => house.close());

/** Signs in with the account of the sign-in page. */
async function as(username: string): Promise<Client> {
  const known = clients.get(username);
  if (known) return known;
  const answer = await house.nobody().post<{ username: string }>('/session', { username, password: 'demo' });
  expect([username, answer.status]).toEqual([username, 200]);
  const token = /sinergi=([A-Za-z0-9_-]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
  const client = new Client(house.api, token);
  clients.set(username, client);
  return client;
}

test('the sign-in page offers the six accounts, and each opens with the password demo', async () => {
  const { body } = await house.nobody().get<{ items: { username: string; role: string }[] }>('/demo/accounts');
  expect(body.items.map(({ username }) => username)).toEqual(['petugas', 'kepala', 'blk', 'bombana', 'wakatobi', 'admin']);
  for (const { username } of body.items) await as(username);
});

test('about 400 people live in all 17 regencies, in every stage that an office meets and all schemes', async () => {
  const [count] = await house.sql<{ people: number; regencies: number; stages: number; schemes: number }>(`
    SELECT count(*)::integer AS people, count(DISTINCT left(area_code, 5))::integer AS regencies, count(DISTINCT stage)::integer AS stages, count(DISTINCT scheme)::integer AS schemes FROM placement_cycle`);
  expect(count?.people).toBeGreaterThan(390);
  expect(count).toMatchObject({ regencies: 17, schemes: 6 });
  expect(count?.stages).toBeGreaterThanOrEqual(20);
});

test('every NIK is valid by its structure, belongs to nobody (serial 9000 and above) and opens with the office key', async () => {
  const seals = new Seals(readSettings(process.env).sealKeys);
  const people = await house.sql<{ id: string; nik_sealed: Buffer; birth_date: string; sex: string }>(
    `SELECT id, nik_sealed, birth_date, sex FROM candidate WHERE nik_sealed IS NOT NULL`,
  );
  expect(people.length).toBeGreaterThan(300);
  for (const { id, nik_sealed, birth_date, sex } of people) {
    const nik = openIdentity(seals, id, 'nik', nik_sealed) ?? '';
    expect(parseNik(nik, '2026-01-16')).toMatchObject({ ok: true, birthDate: birth_date, sex });
    expect(Number(nik.slice(12))).toBeGreaterThanOrEqual(9000);
  }
});

test('twelve documents wait for verification, and two people are written down twice', async () => {
  const { body } = await (await as('petugas')).get<{ total: number }>('/verification-queue');
  expect(body.total).toBe(12);
  const twice = await house.sql(`
    SELECT a.id FROM candidate a JOIN candidate b ON b.name_key = a.name_key AND b.birth_date = a.birth_date AND b.area_code = a.area_code AND b.id <> a.id WHERE a.nik_index IS NULL`);
  expect(twice).toHaveLength(2);
});

test('who is registered has agreed to the notice and named a relative whose number opens with the office key alone', async () => {
  const [count] = await house.sql<{ registered: number; agreed: number; reachable: number; withdrawn: number }>(`
    SELECT count(*)::integer AS registered, count(*) FILTER (WHERE EXISTS (SELECT FROM consent n WHERE n.candidate_id = c.id AND n.notice_version = c.notice_version))::integer AS agreed,
           count(*) FILTER (WHERE EXISTS (SELECT FROM family_contact f WHERE f.candidate_id = c.id AND f.phone_sealed IS NOT NULL))::integer AS reachable,
           (SELECT count(*)::integer FROM consent WHERE withdrawn_at IS NOT NULL) AS withdrawn
      FROM candidate c WHERE c.notice_version IS NOT NULL`);
  expect(count?.registered).toBeGreaterThan(300);
  expect(count?.agreed).toBe(count?.registered);
  expect(count?.reachable).toBeGreaterThan((count?.registered ?? 0) * 0.8);
  expect(count?.withdrawn).toBeGreaterThan(0);
  const [{ person }] = (await house.sql<{ person: string }>(
    `SELECT candidate_id AS person FROM family_contact WHERE phone_sealed IS NOT NULL ORDER BY id LIMIT 1`,
  )) as [{ person: string }];
  const { body } = await (
    await as('petugas')
  ).get<{ items: { id: string; phoneMasked: string }[] }>(`/candidates/${person}/family-contacts`);
  const opened = await (await as('petugas')).post<{ value: string }>(`/family-contacts/${body.items[0]?.id}/reveal`);
  expect(opened.body.value).toMatch(/^\+62812019\d{5}$/);
});

test('an offer of the head waits for the officer with four cases, and an earlier one was declined with its reason', async () => {
  const waiting = await (
    await as('petugas')
  ).get<{ items: { id: string; caseCount: number; dueOn: string; isOverdue: boolean }[] }>('/handovers?box=received&open=true');
  expect(waiting.body.items).toMatchObject([{ caseCount: 4, dueOn: '2026-01-21', isOverdue: false }]);
  const { body } = await (await as('petugas')).get<{ people: object[] }>(`/handovers/${waiting.body.items[0]?.id}`);
  expect(body.people).toHaveLength(4);
  const given = await (await as('petugas')).get<{ items: { state: string; answerReason: string | null }[] }>('/handovers?box=given');
  expect(given.body.items).toMatchObject([{ state: 'declined', answerReason: expect.stringMatching(/mendesak/) }]);
});

test('Bombana shows its visit with the three promises as they were said, one with a due date', async () => {
  const { body } = await (
    await as('bombana')
  ).get<{ items: { quote: string; promisedByPerson: string; dueOn: string | null }[] }>('/commitments');
  expect(body.items.map(({ promisedByPerson }) => promisedByPerson).sort()).toEqual(['Ahmad Yani', 'Arisgumianto', 'La Ode Askar']);
  expect(body.items.filter(({ dueOn }) => dueOn !== null)).toHaveLength(1);
});

test('the counters equal the slow counts, and the returns of Bombana stand in the figures of 2025', async () => {
  expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);
  interface Answer {
    readonly tiles: readonly { code: string; value: { x: number } | null; suppressed: boolean }[];
  }
  const year = await (await as('bombana')).get<Answer>('/dashboards/areas/74.06?period=2025');
  expect(year.body.tiles.find(({ code }) => code === 'kpi_nonproc_known')?.value?.x).toBeGreaterThanOrEqual(5);
  const month = await (await as('bombana')).get<Answer>('/dashboards/areas/74.06?period=2025-12');
  expect(month.body.tiles.find(({ code }) => code === 'kpi_nonproc_known')).toMatchObject({ value: null, suppressed: true });
});

test('every role finds something to do on its home', async () => {
  const open = async (username: string): Promise<Record<string, number>> => {
    const { body } = await (await as(username)).get<{ items: { code: string; count: number }[] }>('/home');
    return Object.fromEntries(body.items.map(({ code, count }) => [code, count]));
  };
  const office = await open('petugas');
  for (const code of [
    'departures_at_risk',
    'documents_waiting',
    'commitments_overdue',
    'candidates_stalled',
    'commitments_due',
    'agreements_expiring',
  ])
    expect([code, office[code]]).not.toEqual([code, 0]);
  expect(await open('blk')).toMatchObject({ batches_without_result: 1, batches_low_fill: 1 });
  expect(await open('bombana')).toMatchObject({ commitments_due: 1 });
  expect(await open('wakatobi')).toMatchObject({ commitments_overdue: 1 });
});

describe('after the worker has run', () => {
  let before: Record<string, unknown>[];
  const summary = `SELECT id, stage, required_count, submitted_count, verified_count, is_competent FROM placement_cycle ORDER BY id`;
  beforeAll(async () => {
    before = await house.sql(summary);
    await house.drain();
  });

  test('stored checklists and stages are as they were: the demo office obeys its own rules', async () => {
    expect(await house.sql(summary)).toEqual(before);
    expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);
  });

  test('whoever was written down twice is shown to the officer as a pair', async () => {
    const { body } = await (await as('petugas')).get<{ total: number; items: { people: { fullName: string }[] }[] }>('/duplicate-pairs');
    expect(body.total).toBeGreaterThanOrEqual(2);
    const names = body.items.map(({ people }) => people.map(({ fullName }) => fullName).sort());
    expect(names).toEqual(
      expect.arrayContaining([expect.arrayContaining([expect.stringMatching(/^Waode /), expect.stringMatching(/^Wa Ode /)])]),
    );
  });

  test('reminders of nearly every rule fall due today', async () => {
    const rules = await house.sql<{ rule: string }>(`SELECT DISTINCT rule FROM reminder ORDER BY 1`);
    expect(rules.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'agreement_expiring',
        'candidate_stalled',
        'commitment_due',
        'commitment_overdue',
        'departure_not_confirmed',
        'document_submitted_unverified',
        'enrolment_without_result',
        'handover_waiting',
        'medical_expiring',
        'missing_before_departure',
        'passport_expiring',
        'requested_paper_overdue',
      ]),
    );
  });
});
