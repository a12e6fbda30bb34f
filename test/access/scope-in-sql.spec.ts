import fc from 'fast-check';
import pg from 'pg';

import { loginPassword, readSettings } from '#libs/platform';

import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { keptThings, type Kind, type Thing } from './scope-things.js';
import { loginOf, populate, seesCandidate, worksIn, type Subject } from './scope-world.js';

const PEOPLE = Object.keys(CAST) as Person[];

/** A table with rows about people: how one row is named, a column that is set to itself, and which logins may read and change it at all. */
interface Table {
  readonly key: string;
  readonly set: string;
  readonly readers: readonly string[];
  readonly writers: readonly string[];
  readonly of?: Kind;
}

const CASE_WORK = ['bp3mi', 'labour'] as const;
const both = (key: string, set = 'area_code', of?: Kind): Table => ({
  key,
  set,
  readers: CASE_WORK,
  writers: CASE_WORK,
  ...(of && { of }),
});
const onlyRead = (key: string, set = 'area_code', readers: readonly string[] = CASE_WORK): Table => ({ key, set, readers, writers: [] });
const trained = [...CASE_WORK, 'blk'];
const everybody = [...trained, 'district', 'admin'];

/** Every table that the database itself calls personal, and the two that lead to people. Without `of` a row is its area's. */
const TABLES: Readonly<Record<string, Table>> = {
  candidate: { ...both('id'), readers: trained },
  placement_cycle: both('id'),
  document: { ...both('id'), readers: trained, writers: trained },
  scan: both('id'),
  scan_file: both('id'),
  consent: both('id'),
  family_contact: both('id'),
  stage_event: onlyRead('id'),
  candidate_change: onlyRead('id'),
  checklist_item: both(`cycle_id || document_code`),
  document_waiver: both(`cycle_id || document_code`),
  document_request: both(`cycle_id || document_code`, 'issuer'),
  audit_event: onlyRead('id', 'area_code', [...CASE_WORK, 'admin']),
  enrolment: { ...both('id'), readers: trained, writers: trained },
  participant: onlyRead('candidate_id', 'candidate_id', trained),
  handover_case: both(`handover_id || candidate_id::text`),
  handover: both('id', 'note', 'handover'),
  duplicate_pair: both('id', 'version', 'pair'),
  candidate_merge: { ...onlyRead('id', 'reason'), of: 'merge' },
  registration_draft: both('id', 'step', 'draft'),
  saved_view: both('id', 'name', 'view'),
  bulk_job: both('id', 'kind', 'job'),
  bulk_job_row: both(`job_id || '/' || n`, 'code'),
  import_batch: both('id'),
  import_row: both(`batch_id || '/' || n`),
  reminder: { ...both('id', 'done_at', 'reminder'), readers: [...trained, 'admin'], writers: [...trained, 'admin'] },
  idempotency_key: { key: `actor_id || '/' || key`, set: 'request_hash', readers: everybody, writers: everybody },
};

/** Personal too, and reached by nobody: only the functions that merge and take apart read and write it. */
const CLOSED = ['area_word', 'candidate_merge_row', 'name_word'];

/** One row, and who reads and who changes it by the rule of its table. */
interface Row {
  readonly key: string;
  reads(person: Person): boolean;
  changes(person: Person): boolean;
}

let house: House;
let subjects: Subject[];
let things: Thing[];
const rows = new Map<string, Row[]>();
const clients = new Map<Person, pg.Client>();

beforeAll(async () => {
  house = await openHouse();
  subjects = await populate(house, 60);
  things = await keptThings(house, subjects);
  await traces();
  for (const [name, table] of Object.entries(TABLES)) rows.set(name, await rowsOf(name, table));
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

/** What work leaves beside the files themselves: steps, changes, checklists, waivers, repeated requests. */
async function traces(): Promise<void> {
  await house.sql(`UPDATE candidate SET birth_place = 'Kasipute'`);
  await house.sql(`
    INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, to_stage, effective_on, actor_id, edition)
    SELECT gen_random_uuid(), id, candidate_id, area_code, stage, opened_on, '${CAST.sari.id}', 'x' FROM placement_cycle`);
  await house.sql(`
    INSERT INTO checklist_item (cycle_id, document_code, candidate_id, area_code, rule_id, requirement, state, edition)
    SELECT id, 'rekaan', candidate_id, area_code, 'x', 'required', 'missing', 'x' FROM placement_cycle`);
  await house.sql(`
    INSERT INTO document_waiver (cycle_id, document_code, candidate_id, area_code, reason, waived_by)
    SELECT id, 'rekaan', candidate_id, area_code, 'x', '${CAST.hasan.id}' FROM placement_cycle`);
  await house.sql(`
    INSERT INTO document_request (cycle_id, document_code, area_code, issuer, asked_on, expected_on, recorded_by)
    SELECT id, 'rekaan', area_code, 'x', '2026-01-10', '2026-01-24', '${CAST.sari.id}' FROM placement_cycle`);
  await house.sql(`
    INSERT INTO audit_event (actor_id, actor_role, action, candidate_id, area_code, request_id)
    SELECT '${CAST.sari.id}', 'bp3mi_officer', 'candidate.view', id, area_code, 'x' FROM candidate`);
  // Somebody who has moved out of the area since the job was asked for.
  await house.sql(`
    INSERT INTO bulk_job_row (job_id, n, asked_by, area_code, cycle_id, state)
    SELECT j.id, 9000, j.asked_by, p.area_code, p.id, 'done'
      FROM bulk_job j
     CROSS JOIN LATERAL (SELECT id, area_code FROM placement_cycle WHERE NOT starts_with(area_code, j.area_code) ORDER BY id LIMIT 1) p`);
  await house.sql(`INSERT INTO idempotency_key (actor_id, key, request_hash) SELECT id, gen_random_uuid(), 'x' FROM auth.app_user`);
}

async function rowsOf(name: string, { key, of }: Table): Promise<Row[]> {
  if (of) return things.flatMap(({ kind, id, sees, changes = sees }) => (kind === of ? [{ key: id, reads: sees, changes }] : []));
  const found = await house.sql<{ key: string; area: string | null; person: string | null; owner: string | null }>(
    `SELECT (${key})::text AS key, r.row ->> 'area_code' AS area, coalesce(r.row ->> 'candidate_id', r.row ->> 'id') AS person,
            coalesce(r.row ->> 'asked_by', r.row ->> 'actor_id') AS owner
       FROM ${name}, to_jsonb(${name}) AS r (row)`,
  );
  return found.map(({ key: named, area, person, owner }) => {
    const subject = subjects.find(({ candidateId }) => candidateId === person);
    const sees = RULES[name] ?? ((who: Person) => worksIn(who, area ?? ''));
    const touches = (who: Person): boolean => sees(who, { area: area ?? '', owner, subject });
    return { key: named, reads: touches, changes: touches };
  });
}

/** Where it is not only the area that decides. */
const RULES: Readonly<
  Record<string, (person: Person, row: { area: string; owner: string | null; subject: Subject | undefined }) => boolean>
> = {
  candidate: (person, { area, subject }) => (subject ? seesCandidate(person, subject) : worksIn(person, area)),
  enrolment: (person, { subject }) => subject !== undefined && seesCandidate(person, subject),
  participant: (person, { subject }) => subject !== undefined && seesCandidate(person, subject),
  audit_event: (person, { area }) => CAST[person].role === 'admin' || worksIn(person, area),
  bulk_job_row: (person, { area, owner }) => owner === CAST[person].id && worksIn(person, area),
  idempotency_key: (person, { owner }) => owner === CAST[person].id,
};

test('every table that the database calls personal is asked here, and each of them holds rows of both sides of somebody', async () => {
  const personal = await house.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND obj_description(oid, 'pg_class') LIKE '%[personal]%'`,
  );
  const closed = personal.map(({ name }) => name).filter((name) => !(name in TABLES));
  expect(closed.sort()).toEqual(CLOSED);
  for (const name of CLOSED)
    for (const person of PEOPLE) await expect(asLogin(person, `SELECT FROM ${name}`)).rejects.toThrow(/permission denied/);
  for (const [name, { readers }] of Object.entries(TABLES)) {
    const some = PEOPLE.filter((person) => readers.includes(loginOf(person)));
    const seen = (rows.get(name) ?? []).flatMap((row) => some.map((person) => row.reads(person)));
    expect({ name, seen: new Set(seen) }).toEqual({ name, seen: new Set([true, false]) });
  }
});

function expectedRows(person: Person, { readers, writers }: Table, verb: 'SELECT' | 'UPDATE', row: Row): number | 'denied' {
  if (!(verb === 'SELECT' ? readers : writers).includes(loginOf(person))) return 'denied';
  return (verb === 'SELECT' ? row.reads(person) : row.changes(person)) ? 1 : 0;
}

test('3,000 random statements as random people touch exactly the rows of the scope', async () => {
  const cases = fc.constantFrom(...Object.keys(TABLES)).chain((name) =>
    fc.record({
      name: fc.constant(name),
      person: fc.constantFrom(...PEOPLE),
      verb: fc.constantFrom('SELECT', 'UPDATE') as fc.Arbitrary<'SELECT' | 'UPDATE'>,
      row: fc.constantFrom(...(rows.get(name) ?? [])),
    }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ({ name, person, verb, row }) => {
      const table = TABLES[name];
      if (!table) return;
      const statement = verb === 'SELECT' ? `SELECT FROM ${name}` : `UPDATE ${name} SET ${table.set} = ${table.set}`;
      const found = await asLogin(person, `${statement} WHERE (${table.key})::text = $1`, [row.key]).then(
        (result) => result.rowCount ?? 0,
        (error: unknown) => (isPermissionDenied(error) ? 'denied' : Promise.reject(error)),
      );
      expect({ person, name, verb, row: row.key, found }).toEqual({
        person,
        name,
        verb,
        row: row.key,
        found: expectedRows(person, table, verb, row),
      });
    }),
    { numRuns: 3000, endOnFailure: true },
  );
});

test('nobody can move a row out of the own scope, or a foreign row into it', async () => {
  const own = subjects.find((subject) => subject.areaCode.startsWith('74.06'));
  await expect(asLogin('ningsih', `UPDATE candidate SET area_code = '74.07' WHERE id = $1`, [own?.candidateId])).rejects.toThrow(
    /row-level security/,
  );
  const foreign = subjects.find((subject) => subject.areaCode.startsWith('73.'));
  expect((await asLogin('sari', `UPDATE candidate SET area_code = '74.06' WHERE id = $1`, [foreign?.candidateId])).rowCount).toBe(0);
});

test('by hand, too, two files become one by who may see both only', async () => {
  const [one, other] = subjects.filter(({ areaCode }) => areaCode.startsWith('74.06'));
  const [foreign] = subjects.filter(({ areaCode }) => areaCode.startsWith('73.'));
  const merge = (person: Person, survivor: Subject | undefined, merged: Subject | undefined) =>
    asLogin(person, `SELECT auth.merge_files(gen_random_uuid(), $1, $2, $3, $4, true, '{}', '{}', 'x', 'x', 'x')`, [
      survivor?.candidateId,
      merged?.candidateId,
      survivor?.cycleId,
      merged?.cycleId,
    ]);
  await expect(merge('sari', one, other)).resolves.toMatchObject({ rowCount: 1 });
  for (const [survivor, merged] of [[one, foreign], [foreign, one]]) await expect(merge('sari', survivor, merged)).rejects.toThrow(/row-level security/); // prettier-ignore
  await expect(merge('maria', one, other)).rejects.toThrow(/row-level security/);
  for (const person of ['ningsih', 'wayan', 'ratna', 'tono'] as const)
    await expect(merge(person, one, other)).rejects.toThrow(/permission denied/);
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

test('a table whose policies are dropped, any of them, would turn this file red', async () => {
  for (const [name, table] of Object.entries(TABLES)) {
    const foreign = PEOPLE.flatMap((person) =>
      (rows.get(name) ?? []).filter((row) => expectedRows(person, table, 'SELECT', row) === 0).map((row) => ({ person, row })),
    );
    const [first] = foreign;
    if (!first) throw new Error(`nobody is kept from any row of ${name}`);
    const look = (): Promise<pg.QueryResult> =>
      asLogin(first.person, `SELECT FROM ${name} WHERE (${table.key})::text = $1`, [first.row.key]);
    expect([name, (await look()).rowCount]).toEqual([name, 0]);
    await house.sql(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`);
    try {
      expect([name, (await look()).rowCount]).toEqual([name, 1]);
    } finally {
      await house.sql(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`);
    }
  }
});
