import { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

const TODAY = '2026-01-16';

// Who sees which rows, said once more here and independently of the policies: area prefix, or the own training centre.
const ACCOUNTS = {
  petugas: { area: '74' },
  kepala: { area: '74' },
  blk: { area: '74.06' },
  bombana: { area: '74.06' },
  wakatobi: { area: '74.07' },
  admin: { area: null },
} as const;
type Username = keyof typeof ACCOUNTS;
const USERNAMES = Object.keys(ACCOUNTS) as Username[];

const DAYS_IN_STAGE = `(VALUES ('lead', 30), ('registered', 21), ('selected', 30), ('in_preparation', 45), ('health_cleared', 30),
  ('placement_agreed', 30), ('contracted', 30), ('insured', 21), ('visa_granted', 30), ('opp_completed', 14), ('cleared', 7))`;
const PREPARING = `('in_preparation', 'health_cleared', 'placement_agreed', 'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')`;
const OPEN_PROMISE = `p.state NOT IN ('fulfilled', 'dropped')`;

// $1 = area prefix with wildcard, $2 = the office's day, $3 = user name. Facts only: checklist items and rows, never a counter.
const HOME = {
  documents_waiting: `SELECT count(*) FROM document d WHERE d.area_code LIKE $1 AND d.state = 'submitted'`,
  identity_mismatches: `
    SELECT count(*) FROM document d JOIN candidate c ON c.id = d.candidate_id
     WHERE d.area_code LIKE $1 AND d.state IN ('submitted', 'verified') AND d.identity_accepted_at IS NULL
       AND (d.holder_name_key <> c.name_key OR d.holder_birth_date <> c.birth_date OR d.holder_sex <> c.sex)`,
  duplicates_open: `SELECT count(*) FROM duplicate_pair d WHERE d.first_area LIKE $1 AND d.second_area LIKE $1 AND d.state = 'open'`,
  handovers_waiting: `
    SELECT count(*) FROM handover h JOIN auth.app_user u ON u.id = h.to_officer WHERE u.username = $3 AND h.state = 'offered'`,
  registration_drafts: `SELECT count(*) FROM registration_draft r JOIN auth.app_user u ON u.id = r.owner_id WHERE u.username = $3`,
  departures_at_risk: `
    SELECT count(*) FROM placement_cycle c JOIN ${DAYS_IN_STAGE} s (stage, days) ON s.stage = c.stage
     WHERE c.area_code LIKE $1 AND c.is_current AND c.planned_departure_on - $2::date <= 30
       AND EXISTS (SELECT FROM checklist_item i WHERE i.cycle_id = c.id AND i.requirement = 'required' AND i.state NOT IN ('verified', 'waived', 'expiring'))`,
  candidates_stalled: `
    SELECT count(*) FROM placement_cycle c JOIN ${DAYS_IN_STAGE} s (stage, days) ON s.stage = c.stage
     WHERE c.area_code LIKE $1 AND c.is_current AND $2::date - c.stage_since >= s.days`,
  imports_open: `SELECT count(*) FROM import_batch b WHERE b.state NOT IN ('done', 'undone', 'failed')`,
  reminders_open: `
    SELECT count(*) FROM reminder r JOIN auth.app_user u ON u.id = r.recipient_id
     WHERE u.username = $3 AND r.state IN ('pending', 'sending', 'sent') AND r.done_at IS NULL AND r.settled_at IS NULL
       AND coalesce(r.snoozed_until, $2::date) <= $2::date`,
  batches_without_result: `
    SELECT count(DISTINCT b.id) FROM training_batch b
      JOIN auth.app_user u ON u.training_center_id = b.training_center_id AND u.username = $3
      JOIN enrolment e ON e.training_batch_id = b.id AND e.seat = 'main' AND e.state = 'accepted' AND e.result IS NULL
     WHERE b.ends_on < $2::date AND b.state NOT IN ('completed', 'cancelled')`,
  batches_low_fill: `
    SELECT count(*) FROM training_batch b
      JOIN auth.app_user u ON u.training_center_id = b.training_center_id AND u.username = $3
     WHERE b.starts_on - $2::date BETWEEN 0 AND 14 AND b.state IN ('planned', 'registration_open', 'selection')
       AND (SELECT count(*) FROM enrolment e WHERE e.training_batch_id = b.id AND e.seat = 'main' AND e.state <> 'dropped') < 0.8 * b.capacity`,
  commitments_overdue: `SELECT count(*) FROM commitment p WHERE p.area_code LIKE $1 AND p.due_on < $2::date AND ${OPEN_PROMISE}`,
  commitments_due: `SELECT count(*) FROM commitment p WHERE p.area_code LIKE $1 AND p.due_on - $2::date BETWEEN 0 AND 14 AND ${OPEN_PROMISE}`,
  agreements_expiring: `
    SELECT count(*) FROM agreement a WHERE a.area_code LIKE $1 AND a.state = 'active' AND a.expires_on - $2::date BETWEEN 0 AND 90`,
} as const;

const flow = (x: string, dayColumn: string, table: string, where: string, y = 'NULL'): string => `
  SELECT count(*) FILTER (WHERE ${x}) AS x, ${y} AS y FROM ${table}
   WHERE ${where} AND to_char(${dayColumn}, 'YYYY-MM') = to_char($2::date, 'YYYY-MM')`;
const cycles = (stages: string, x: string): string => `
  SELECT count(*) FILTER (WHERE ${x}) AS x, count(*) AS y FROM placement_cycle c WHERE c.area_code LIKE $1 AND c.is_current AND c.stage IN ${stages}`;
const everyRequired = (states: string): string => `
  EXISTS (SELECT FROM checklist_item i WHERE i.cycle_id = c.id AND i.requirement = 'required')
  AND NOT EXISTS (SELECT FROM checklist_item i WHERE i.cycle_id = c.id AND i.requirement = 'required' AND i.state NOT IN ${states})`;

// $1 = area prefix with wildcard, $2 = the office's day.
const TILES = {
  kpi_active: `
    SELECT count(*) AS x, NULL AS y FROM placement_cycle c
     WHERE c.area_code LIKE $1 AND c.is_current
       AND c.stage NOT IN ('closed', 'withdrawn', 'rejected', 'cancelled', 'merged', 'deceased', 'returned')`,
  kpi_placed: flow('c.was_procedural', 'c.departed_on', 'placement_cycle c', `c.area_code LIKE $1 AND c.stage <> 'merged'`),
  kpi_nonproc_known: flow('NOT c.was_procedural', 'c.returned_on', 'placement_cycle c', `c.area_code LIKE $1 AND c.stage <> 'merged'`),
  kpi_docs_submitted: `${cycles(`('registered', 'selected', ${PREPARING.slice(1)}`, everyRequired(`('submitted', 'verified', 'expiring', 'waived')`))}`,
  kpi_docs_verified: `${cycles(`('registered', 'selected', ${PREPARING.slice(1)}`, everyRequired(`('verified', 'expiring', 'waived')`))}`,
  kpi_competent: cycles(
    PREPARING,
    `EXISTS (SELECT FROM document d WHERE d.candidate_id = c.candidate_id AND d.document_code = 'competence_certificate'
              AND d.state = 'verified' AND coalesce(d.expires_on, $2::date) >= $2::date)`,
  ),
  kpi_in_training: `
    SELECT count(*) AS x, NULL AS y FROM enrolment e
     WHERE e.area_code LIKE $1 AND e.seat = 'main' AND e.state = 'accepted' AND e.result IS NULL`,
  kpi_commitment: flow(
    `p.state = 'fulfilled' AND p.fulfilled_on <= p.due_on`,
    'p.due_on',
    'commitment p',
    `p.area_code LIKE $1 AND p.state <> 'dropped'`,
    'count(*)',
  ),
} as const;

// Every statement names every parameter, or PostgreSQL would not know their types.
const ALL_NAMED = `$1::text IS NOT NULL AND $2::date IS NOT NULL AND $3::text IS NOT NULL`;

interface Cell {
  readonly x: number | null;
  readonly y: number | null;
  readonly suppressed: boolean;
}
interface Dashboard {
  readonly asOf: string;
  readonly tiles: readonly { code: string; value: { x: number; y?: number } | null; suppressed: boolean }[];
  readonly byDistrict: readonly { area: { code: string }; values: Readonly<Record<string, Cell>> }[];
}

let house: House;
const clients = new Map<Username, Client>();
beforeAll(async () => {
  house = await openHouse({ demo: true, today: TODAY });
  for (const username of USERNAMES) {
    const answer = await house.nobody().post('/session', { username, password: 'demo' });
    clients.set(username, new Client(house.api, /sinergi=([A-Za-z0-9_-]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? ''));
  }
  await house.drain();
});
afterAll(() => house.close());

const get = async <T>(username: Username, path: string): Promise<T> => {
  const client = clients.get(username);
  if (!client) throw new Error(username);
  const { status, body } = await client.get<T>(path);
  expect([path, status]).toEqual([path, 200]);
  return body;
};

async function slowHome(username: Username, code: keyof typeof HOME): Promise<number> {
  const [row] = await house.sql<{ count: number }>(`${HOME[code]} AND ${ALL_NAMED}`, [`${ACCOUNTS[username].area}%`, TODAY, username]);
  return row?.count ?? -1;
}

async function slowTile(area: string, code: string): Promise<{ x: number; y: number | null }> {
  const sql = TILES[code as keyof typeof TILES];
  const [row] = await house.sql<{ x: number; y: number | null }>(`${sql} AND ${ALL_NAMED.replace(' AND $3::text IS NOT NULL', '')}`, [
    `${area}%`,
    TODAY,
  ]);
  return { x: row?.x ?? -1, y: row?.y ?? null };
}

describe.each(USERNAMES)('%s', (username) => {
  test('reads on the home page what a slow count of the rows finds', async () => {
    const { items } = await get<{ items: { code: keyof typeof HOME; count: number }[] }>(username, '/home');
    expect(items.length).toBeGreaterThan(0);
    const counted = await Promise.all(items.map(async ({ code }) => [code, await slowHome(username, code)]));
    expect(Object.fromEntries(items.map(({ code, count }) => [code, count]))).toEqual(Object.fromEntries(counted));
  });
});

describe.each(['petugas', 'kepala', 'blk', 'bombana', 'wakatobi'] as const)('the dashboard of %s', (username) => {
  const { area } = ACCOUNTS[username];
  const seesPersons = area === '74';

  test('shows on every tile what a slow count of the rows finds, as of the day of the office', async () => {
    const { tiles, asOf } = await get<Dashboard>(username, `/dashboards/areas/${area}`);
    expect(tiles.map(({ code }) => code).sort()).toEqual(Object.keys(TILES).sort());
    for (const { code, value, suppressed } of tiles) {
      const slow = await slowTile(area, code);
      if (suppressed) {
        expect([code, seesPersons, value]).toEqual(['kpi_nonproc_known', false, null]);
        continue;
      }
      expect([code, value?.x, value?.y ?? null]).toEqual([code, slow.x, slow.y]);
    }
    expect(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Makassar' }).format(Date.parse(asOf))).toBe(TODAY);
  });

  test('shows in every cell of its table what a slow count of the rows finds', async () => {
    const { byDistrict } = await get<Dashboard>(username, `/dashboards/areas/${area}`);
    expect(byDistrict.length).toBeGreaterThan(5);
    for (const { area: part, values } of byDistrict) {
      for (const [code, cell] of Object.entries(values)) {
        if (cell.suppressed) continue;
        const slow = await slowTile(part.code, code);
        expect([part.code, code, cell.x, cell.y]).toEqual([part.code, code, slow.x, slow.y]);
      }
    }
  });
});

test('the lists say how many rows there are', async () => {
  const count = async (sql: string): Promise<number> => (await house.sql<{ count: number }>(sql))[0]?.count ?? -1;
  const total = async (username: Username, path: string): Promise<number> => (await get<{ total: number }>(username, path)).total;
  expect(await total('petugas', '/candidates')).toBe(await count(`SELECT count(*) FROM candidate WHERE area_code LIKE '74%'`));
  expect(await total('petugas', '/candidates?area=74.06')).toBe(
    await count(`SELECT count(*) FROM candidate WHERE area_code LIKE '74.06%'`),
  );
  expect(await total('petugas', '/candidates?stage=lead')).toBe(
    await count(`SELECT count(*) FROM placement_cycle WHERE is_current AND stage = 'lead'`),
  );
  expect(await total('blk', '/candidates')).toBe(
    await count(`
      SELECT count(DISTINCT e.candidate_id) FROM enrolment e JOIN auth.app_user u ON u.training_center_id = e.training_center_id
       WHERE u.username = 'blk' AND e.state <> 'dropped'`),
  );
});

test('the seats of every batch are the rows of its enrolments', async () => {
  interface Batch {
    readonly id: string;
    readonly endsOn: string;
    readonly state: string;
    readonly seatsTaken: number;
    readonly reservesTaken: number;
    readonly waiting: number;
    readonly withoutResult: number;
  }
  const { items } = await get<{ items: Batch[] }>('blk', '/training-batches');
  expect(items.length).toBeGreaterThan(3);
  for (const { id, endsOn, state, seatsTaken, reservesTaken, waiting, withoutResult } of items) {
    const rows = await house.sql<{ seat: string; state: string; result: string | null }>(
      `SELECT seat, state, result FROM enrolment WHERE training_batch_id = $1`,
      [id],
    );
    const on = (seat: string) => rows.filter((row) => row.seat === seat);
    expect([id, seatsTaken, reservesTaken, waiting]).toEqual([id, on('main').length, on('reserve').length, on('waiting').length]);
    const missing = on('main').filter((row) => row.state === 'accepted' && row.result === null).length;
    expect([id, withoutResult]).toEqual([id, endsOn < TODAY && state !== 'completed' ? missing : 0]);
  }
});
