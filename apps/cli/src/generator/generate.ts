import { setImmediate as nextTurn } from 'node:timers/promises';

import pg from 'pg';

import { sealIdentity } from '#libs/candidates';
import { FIRST_COUNTERS, RECOUNT_STAGES } from '#libs/dashboards';
import { Clock, Seals, type Settings } from '#libs/platform';
import { addDays, EDITION } from '#libs/rulebook';

import {
  CROWD_TABLE,
  INSERT_CYCLES,
  INSERT_EARLIER_CYCLES,
  INSERT_PAPERS,
  INSERT_PEOPLE,
  INSERT_PROMISES,
  INSERT_STAGE_EVENTS,
  INSERT_TRAIL,
  TRAINING,
} from './crowd.sql.js';
import { InventedCrowd, placesWithShares, type CrowdPerson } from './invented-crowd.js';

const BATCH = 2_500;
const YEARS_BACK_DAYS = 5 * 365;
const FILLED = [
  'candidate',
  'participant',
  'placement_cycle',
  'stage_event',
  'document',
  'enrolment',
  'training_batch',
  'audit_event',
  'name_word',
  'area_word',
];

/** Fills an empty database with invented people for measuring: cycles over five years, eight papers each, four in ten trained.
 *  Triggers and secondary indexes are off meanwhile; the counters are set once at the end and are then exact.
 *  Every NIK is structurally valid, unique (serial 9000 and above) and really sealed; the summary of a checklist is invented,
 *  its lines are not written. @param tell progress, one line at a time @throws Error when people are there already */
export async function generate(settings: Settings, rows: number, tell: (line: string) => void): Promise<void> {
  if (settings.mode !== 'demo')
    throw new Error('Orang buatan hanya untuk mode demo / invented people are for demo mode only (SINERGI_MODE=demo).');
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  try {
    await client.query('BEGIN');
    await prepare(client);
    const rebuild = await withoutIndexes(client);
    await fill(client, settings, rows, tell);
    tell('indeks / indexes');
    for (const statement of rebuild) await client.query(statement);
    await client.query('COMMIT');
    tell('statistik / statistics');
    await client.query(`VACUUM (ANALYZE) ${FILLED.join(', ')}, indicator_count, indicator_now, area, commitment`);
  } finally {
    await client.end();
  }
}

// With the triggers foreign keys sleep too: what is written here refers only to what was written before it.
async function prepare(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM candidate LIMIT 1');
  if (rowCount) throw new Error('Basis data sudah berisi orang / there are people in this database already.');
  await client.query(`SET LOCAL session_replication_role = replica`);
  await client.query(`SET LOCAL synchronous_commit = off`);
  await client.query(`SET LOCAL work_mem = '256MB'`);
  await client.query(`SET LOCAL maintenance_work_mem = '512MB'`);
  await client.query(`SET LOCAL timezone = 'Asia/Makassar'`);
  await client.query(CROWD_TABLE);
}

/** Takes the indexes that no constraint needs away. @returns the statements that make them again */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [FILLED],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

async function fill(client: pg.Client, settings: Settings, rows: number, tell: (line: string) => void): Promise<void> {
  const today = new Clock(settings.fixedDay).today();
  await fillPeople(client, settings, rows, today, tell);
  await client.query('ANALYZE crowd');
  tell('siklus / cycles');
  await client.query(INSERT_CYCLES, [today, EDITION]);
  await client.query(INSERT_EARLIER_CYCLES, [today, EDITION]);
  await client.query(INSERT_STAGE_EVENTS, [EDITION]);
  await client.query(INSERT_TRAIL);
  await client.query('SELECT auth.list_names(NULL)');
  await client.query(`INSERT INTO checklist_sweep (edition, is_done) VALUES ($1, true)`, [EDITION]);
  tell('pelatihan / training');
  for (const statement of TRAINING) await client.query(statement, statement.includes('$1') ? [today] : []);
  await client.query(INSERT_PROMISES, [today]);
  tell('dokumen / documents');
  await client.query(INSERT_PAPERS, [today]);
  tell('penghitung / counters');
  await client.query(FIRST_COUNTERS, [today]);
  await client.query(RECOUNT_STAGES);
}

async function fillPeople(client: pg.Client, settings: Settings, rows: number, today: string, tell: (line: string) => void): Promise<void> {
  const seals = new Seals(settings.sealKeys);
  const crowd = new InventedCrowd(
    placesWithShares(await placeCodes(client)),
    rows,
    new Date(`${addDays(today, -YEARS_BACK_DAYS)}T00:00:00Z`),
    new Date(`${today}T00:00:00Z`),
  );
  let writing: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < rows; from += BATCH) {
    // The next people are invented and sealed while the server writes the ones before.
    const values = columns(
      Array.from({ length: Math.min(BATCH, rows - from) }, (_, k) => crowd.person(from + k)),
      seals,
    );
    await writing;
    writing = client.query({ name: 'people', text: INSERT_PEOPLE, values });
    if (from % 100_000 === 0) tell(`orang / people ${from.toLocaleString('id-ID')} / ${rows.toLocaleString('id-ID')}`);
    await nextTurn();
  }
  await writing;
  await client.query(`SELECT setval('candidate_case_no', $1)`, [rows]);
}

// Districts of the whole country; in the office's own province the villages, as its officers know them.
async function placeCodes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>(
    `SELECT code FROM area WHERE CASE WHEN code LIKE '74.%' THEN level = 'village' ELSE level = 'district' END ORDER BY code`,
  );
  return rows.map(({ code }) => code);
}

function columns(people: readonly CrowdPerson[], seals: Seals): unknown[] {
  const sealed = people.map(({ id, nik }) => sealIdentity(seals, id, { nik }));
  return [
    people.map(({ n }) => n),
    people.map(({ id }) => id),
    people.map(({ fullName }) => fullName),
    people.map((person) => person.nameKey),
    people.map(({ sex }) => sex),
    people.map(({ birthDate }) => birthDate),
    people.map(({ maritalStatus }) => maritalStatus),
    people.map(({ education }) => education),
    people.map(({ areaCode }) => areaCode),
    sealed.map(({ nikSealed }) => nikSealed),
    sealed.map(({ nikIndex }) => nikIndex),
    sealed.map(({ nikLast4 }) => nikLast4),
    people.map(({ createdAt }) => createdAt),
  ];
}
