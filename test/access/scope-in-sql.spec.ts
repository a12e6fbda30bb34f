import fc from 'fast-check';
import pg from 'pg';

import { loginPassword, readSettings } from '#libs/platform';

import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { loginOf, populate, seesCandidate, type Subject } from './scope-world.js';

const PEOPLE = Object.keys(CAST) as Person[];
const TABLES = {
  candidate: 'candidateId',
  placement_cycle: 'cycleId',
  document: 'documentId',
  scan: 'scanId',
  scan_file: 'scanId',
} as const;

let house: House;
let subjects: Subject[];
const clients = new Map<Person, pg.Client>();

beforeAll(async () => {
  house = await openHouse();
  subjects = await populate(house, 60);
  const settings = readSettings(process.env);
  for (const person of PEOPLE) {
    const user = `sinergi_${loginOf(person)}_login`;
    const client = new pg.Client({
      host: settings.database.host,
      port: settings.database.port,
      database: settings.database.name,
      user,
      password: loginPassword(settings, user),
    });
    await client.connect();
    clients.set(person, client);
  }
});
afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await house.close();
});

/** Runs one statement as this person would reach the database, and undoes it. */
async function asLogin(person: Person, statement: string, params: unknown[] = [], { enter = true } = {}): Promise<pg.QueryResult> {
  const client = clients.get(person);
  if (!client) throw new Error(person);
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL ROLE sinergi_${loginOf(person)}`);
    if (enter) await client.query(`SELECT auth.enter($1, $2, '2026-01-16')`, [house.as(person).token, CAST[person].role]);
    return await client.query(statement, params);
  } finally {
    await client.query('ROLLBACK');
  }
}

const isPermissionDenied = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '42501';

/** Which tables each role may read and change at all; everything else must be refused outright. */
function expectedRows(person: Person, table: keyof typeof TABLES, verb: 'SELECT' | 'UPDATE', subject: Subject): number | 'denied' {
  const { role } = CAST[person];
  if (role === 'district_official' || role === 'admin') return 'denied';
  if (role === 'blk_staff') {
    if (table === 'placement_cycle' || table === 'scan' || table === 'scan_file' || (table === 'candidate' && verb === 'UPDATE'))
      return 'denied';
    if (table === 'document') return 0;
  }
  return seesCandidate(person, subject) ? 1 : 0;
}

test('3,000 random statements as random people touch exactly the rows of the scope', async () => {
  const cases = fc.record({
    person: fc.constantFrom(...PEOPLE),
    table: fc.constantFrom('candidate', 'placement_cycle', 'document', 'scan', 'scan_file') as fc.Arbitrary<keyof typeof TABLES>,
    verb: fc.constantFrom('SELECT', 'UPDATE') as fc.Arbitrary<'SELECT' | 'UPDATE'>,
    index: fc.nat(59),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ person, table, verb, index }) => {
      const subject = subjects[index];
      if (!subject) return;
      const statement = verb === 'SELECT' ? `SELECT id FROM ${table} WHERE id = $1` : `UPDATE ${table} SET id = id WHERE id = $1`;
      const found = await asLogin(person, statement, [subject[TABLES[table]]]).then(
        (result) => result.rowCount ?? 0,
        (error: unknown) => (isPermissionDenied(error) ? 'denied' : Promise.reject(error)),
      );
      expect({ person, table, verb, areaCode: subject.areaCode, found }).toEqual({
        person,
        table,
        verb,
        areaCode: subject.areaCode,
        found: expectedRows(person, table, verb, subject),
      });
    }),
    { numRuns: 3000 },
  );
}, 120_000);

test('nobody can move a row out of the own scope, or a foreign row into it', async () => {
  const own = subjects.find((subject) => subject.areaCode.startsWith('74.06'));
  await expect(asLogin('ningsih', `UPDATE candidate SET area_code = '74.07' WHERE id = $1`, [own?.candidateId])).rejects.toThrow(
    /row-level security/,
  );
  const foreign = subjects.find((subject) => subject.areaCode.startsWith('73.'));
  expect((await asLogin('sari', `UPDATE candidate SET area_code = '74.06' WHERE id = $1`, [foreign?.candidateId])).rowCount).toBe(0);
});

test('injected SQL cannot widen the scope: another role, another token, another setting', async () => {
  for (const role of ['sinergi_system', 'sinergi_owner', 'sinergi_bp3mi', 'postgres']) {
    await expect(asLogin('ratna', `SET LOCAL ROLE ${role}`)).rejects.toThrow(/permission denied/);
  }
  const widened = `SELECT set_config('app.session', 'palsu', true), (SELECT count(*)::integer FROM candidate) AS seen`;
  const [row] = (await asLogin('maria', widened)).rows;
  expect(row.seen).toBeLessThanOrEqual(subjects.filter((subject) => seesCandidate('maria', subject)).length);
  await expect(asLogin('sari', 'SELECT token_hash FROM auth.session')).rejects.toThrow(/permission denied/);
  await expect(asLogin('sari', 'SELECT password_hash FROM auth.app_user')).rejects.toThrow(/permission denied/);
});

test('forgetting the scope is an error or nothing, never a leak', async () => {
  for (const person of PEOPLE) {
    const client = clients.get(person);
    await expect(client?.query('SELECT id FROM public.candidate')).rejects.toThrow(/permission denied/);
    const rows = await asLogin(person, 'SELECT id FROM candidate', [], { enter: false }).then(
      (result) => result.rowCount,
      (error: unknown) => (isPermissionDenied(error) ? 0 : Promise.reject(error)),
    );
    expect(rows).toBe(0);
  }
});

test('the scope of one transaction is gone in the next one on the same connection', async () => {
  const before = (await asLogin('sari', 'SELECT id FROM candidate')).rowCount ?? 0;
  expect(before).toBeGreaterThan(0);
  expect((await asLogin('sari', 'SELECT id FROM candidate', [], { enter: false })).rowCount).toBe(0);
});

test('a policy that is dropped turns this file red', async () => {
  await house.sql(`ALTER TABLE candidate DISABLE ROW LEVEL SECURITY`);
  try {
    const foreign = subjects.find((subject) => subject.areaCode.startsWith('73.'));
    expect((await asLogin('sari', `SELECT id FROM candidate WHERE id = $1`, [foreign?.candidateId])).rowCount).toBe(1);
  } finally {
    await house.sql(`ALTER TABLE candidate ENABLE ROW LEVEL SECURITY`);
  }
});
