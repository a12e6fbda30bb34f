import { createHash, randomBytes } from 'node:crypto';

import pg from 'pg';

import { RECOUNT_STAGES } from '#libs/dashboards';
import { newId } from '#libs/platform';

/** What the benchmark asks about: a busy regency with its most frequent stage, and sample ids in it. */
export interface Subjects {
  readonly regency: string;
  readonly regencies: readonly string[];
  readonly stage: string;
  readonly candidateIds: readonly string[];
  /** The last row of a page deep in the regency's list, and the number of that page. */
  readonly deepCycle: string;
  readonly deepPage: number;
  readonly officerId: string;
  readonly token: string;
}

const PAGE = 25;

/** Chooses the subjects and seats one officer of the province, signed in. */
export async function chooseSubjects(client: pg.Client): Promise<Subjects> {
  const { rows: busy } = await client.query<{ regency: string; stage: string }>(
    `SELECT regency_code AS regency, stage FROM placement_cycle WHERE is_current GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1`,
  );
  const { regency, stage } = busy[0] ?? { regency: '74.06', stage: 'lead' };
  const province = regency.slice(0, 2);
  const { rows: cycles } = await client.query<{ id: string; person: string }>(
    `SELECT id, candidate_id AS person FROM placement_cycle WHERE is_current AND regency_code = $1 ORDER BY id DESC`,
    [regency],
  );
  const deepPage = Math.max(1, Math.floor(cycles.length / PAGE) - 2);
  const { rows: regencies } = await client.query<{ code: string }>(
    `SELECT code FROM area WHERE level = 'regency' AND parent_code = $1 ORDER BY code`,
    [province],
  );
  return {
    regency,
    stage,
    regencies: regencies.map((r) => r.code),
    candidateIds: cycles.filter((_, n) => n % 7 === 0).map((cycle) => cycle.person),
    deepCycle: cycles[deepPage * PAGE]?.id ?? '',
    deepPage,
    ...(await seatOfficer(client, province)),
  };
}

async function seatOfficer(client: pg.Client, province: string): Promise<{ officerId: string; token: string }> {
  const [officerId, token] = [newId(), randomBytes(32).toString('base64url')];
  await client.query(
    `INSERT INTO auth.app_user (id, username, display_name, role, area_code) VALUES ($1, $2, 'Petugas pengukuran', 'bp3mi_officer', $3)`,
    [officerId, `bench-${officerId}`, province],
  );
  await client.query(
    `INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds) VALUES ($1, $2, 'bearer', now() + interval '12 hours', 43200)`,
    [createHash('sha256').update(token).digest(), officerId],
  );
  return { officerId, token };
}

/** New people with valid, invented NIKs (serial 9000 and above), a different one each time. */
export function peopleOf(areaOf: (n: number) => string, offset: number): () => { fullName: string; areaCode: string; nik: string } {
  let n = offset;
  return () => {
    n += 1;
    const day = String(1 + (n % 28)).padStart(2, '0');
    const month = String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0');
    const year = String(60 + (Math.floor(n / 336) % 40)).padStart(2, '0');
    const serial = String(9000 + (Math.floor(n / 13_440) % 1000)).padStart(4, '0');
    return { fullName: `Orang Ukur ${n}`, areaCode: areaOf(n), nik: `730999${day}${month}${year}${serial}` };
  };
}

/** Takes away whom the benchmark registered, so that every run meets the same office. */
export async function forgetNewcomers(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  await client.query(`CREATE TEMP TABLE newcomer ON COMMIT DROP AS SELECT id FROM candidate WHERE source = 'form'`);
  for (const table of ['stage_event', 'placement_cycle', 'checklist_stale'])
    await client.query(`DELETE FROM ${table} t USING newcomer n WHERE t.candidate_id = n.id`);
  await client.query(`DELETE FROM candidate c USING newcomer n WHERE c.id = n.id`);
  await forgetWords(client);
  await client.query(`DELETE FROM indicator_delta`);
  await client.query(RECOUNT_STAGES);
  await client.query('COMMIT');
  await client.query(
    `VACUUM (ANALYZE) indicator_delta, stage_delta, stage_total, checklist_stale, placement_cycle, candidate, name_word, area_word`,
  );
}

/** Takes away the words of people who are gone: measured people are numbered, and thousands of numbers would stand among the few
 *  hundred words of their regency. */
export async function forgetWords(client: pg.Client): Promise<void> {
  await client.query(`DELETE FROM name_word n WHERE NOT EXISTS (SELECT FROM candidate c WHERE c.id = n.candidate_id)`);
  const inRegency = `EXISTS (SELECT FROM name_word n WHERE n.regency_code = w.area_code AND n.word = w.word)`;
  const beneath = `EXISTS (SELECT FROM area a JOIN area_word k ON k.area_code = a.code AND k.word = w.word WHERE a.parent_code = w.area_code)`;
  await client.query(`DELETE FROM area_word w WHERE length(w.area_code) = 5 AND NOT ${inRegency}`);
  await client.query(`DELETE FROM area_word w WHERE length(w.area_code) = 2 AND NOT ${inRegency} AND NOT ${beneath}`);
}
