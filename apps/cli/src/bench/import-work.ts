import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';

import { RECOUNT_STAGES } from '#libs/dashboards';

import type { Line } from './report.js';
import { startApp, type Running } from './start-up.js';
import { forgetWords, peopleOf, type Subjects } from './subjects.js';

const LONG_LIST = 50_000;
// A short register gets a short list, so that a small run stays small.
const SHARE_OF_REGISTER = 20;
const HIGHEST_MB = 200;
const LOOK_EVERY_MS = 50;
const TITLES = 'Nama Lengkap;NIK;Tempat Lahir;Kabupaten;Kecamatan;No. HP;Pendidikan;Negara Tujuan;Skema;No. Paspor';

/** What a list leaves about its people, and how its rows are told from all others; parents before children. */
const OF_LISTED = `t.candidate_id IN (SELECT id FROM candidate WHERE source = 'import')`;
const WRITTEN = {
  candidate: `t.source = 'import'`,
  placement_cycle: OF_LISTED,
  stage_event: OF_LISTED,
  document: OF_LISTED,
  audit_event: `t.request_id LIKE 'import %'`,
} as const;
const FOLLOWING = ['checklist_item', 'checklist_stale', 'duplicate_check'] as const;

interface Batch {
  readonly id: string;
  readonly state: string;
  readonly people: number;
}

/** P8: a long list goes through the api and the worker as an officer sends it, each in a process of its own, into the filled
 *  register. Afterwards the same rows (people, cycles, events, papers, trail) are written once more with COPY by the owner of the
 *  same tables, with their indexes, keys and triggers: the least that such a list can cost. The ratio compares the writing;
 *  reading, checking and comparing with the register are told beside it. */
export async function importLine(client: pg.Client, subjects: Subjects): Promise<Line> {
  const { rows } = await client.query<{ people: number }>(`SELECT count(*)::integer AS people FROM candidate`);
  const count = Math.min(LONG_LIST, Math.max(1_000, Math.floor((rows[0]?.people ?? 0) / SHARE_OF_REGISTER)));
  await forgetListed(client);
  const [api, worker] = [await startApp('api', process.env), await startApp('worker', process.env)];
  try {
    const list = await writeList(client, subjects, count);
    const through = await sendThrough(client, api, subjects, list);
    const [apiMb, workerMb] = [api.peakMb(), worker.peakMb()];
    await worker.stop();
    const copySeconds = await copyAgain(client);
    const ratio = copySeconds / through.writing;
    return {
      code: 'P8',
      workload: `impor ${told(count)} baris, dibanding COPY orang yang sama / import of ${told(count)} rows, against COPY of the same people`,
      goal: '≥ 0.5 ×; ≤ 200 MB',
      ratio,
      measured: `checked in ${through.checking.toFixed(1)} s, written in ${through.writing.toFixed(1)} s; COPY ${copySeconds.toFixed(1)} s; peak api ${apiMb} MB, worker ${workerMb} MB`,
      isReached: ratio >= 0.5 && apiMb <= HIGHEST_MB && workerMb <= HIGHEST_MB,
    };
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
    await forgetListed(client);
  }
}

/** A CSV of invented people who live in the districts of the officer's province. */
async function writeList(client: pg.Client, { regency }: Subjects, count: number): Promise<string> {
  const { rows: places } = await client.query<{ place: string }>(
    `SELECT concat_ws(';', r.name, d.name) AS place
       FROM area d JOIN area r ON r.code = d.parent_code
      WHERE d.level = 'district' AND d.code LIKE $1 || '.%'
      ORDER BY d.code`,
    [regency.slice(0, 2)],
  );
  const next = peopleOf(() => '', Math.floor(Date.now() / 1000) % 10_000_000);
  const lines = Array.from({ length: count }, (_, n) => {
    const { fullName, nik } = next();
    const place = places[(n * 7) % Math.max(places.length, 1)]?.place ?? ';';
    return `${fullName};${nik};Kendari;${place};0812${10_000_000 + n};SMA;Taiwan;SSW;C${1_000_000 + n}`;
  });
  return [TITLES, ...lines].join('\n');
}

async function sendThrough(
  client: pg.Client,
  api: Running,
  { token }: Subjects,
  list: string,
): Promise<{ checking: number; writing: number }> {
  const headers = { authorization: `Bearer ${token}` };
  const form = new FormData();
  form.append('file', new Blob([list]), 'daftar.csv');
  const sentAt = performance.now();
  const sent = await fetch(`${api.url}/api/v1/imports`, { method: 'POST', headers, body: form });
  if (!sent.ok) throw new Error(`upload answered ${sent.status}: ${await sent.text()}`);
  const { id } = (await sent.json()) as { id: string };
  const checked = await leaving(client, id, 'checking');
  const checking = (performance.now() - sentAt) / 1000;
  const confirmedAt = performance.now();
  const confirmed = await fetch(`${api.url}/api/v1/imports/${id}/confirm`, { method: 'POST', headers });
  if (checked.state !== 'checked' || !confirmed.ok)
    throw new Error(`the list is ${checked.state} with ${checked.people} people, confirm answered ${confirmed.status}`);
  const done = await leaving(client, id, 'importing');
  if (done.state !== 'done' || done.people < list.split('\n').length - 1)
    throw new Error(`the list is ${done.state} with ${done.people} people`);
  return { checking, writing: (performance.now() - confirmedAt) / 1000 };
}

async function leaving(client: pg.Client, id: string, state: string): Promise<Batch> {
  for (;;) {
    const { rows } = await client.query<Batch>(
      `SELECT id, state, coalesce((counts->>'new')::integer, 0) AS people FROM import_batch WHERE id = $1`,
      [id],
    );
    const [batch] = rows;
    if (batch === undefined) throw new Error('the list is gone');
    if (batch.state !== state) return batch;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Writes what the list left into a file for each table, takes it away, and brings it back with COPY. @returns seconds */
async function copyAgain(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  const fileOf = (table: string): string => path.join(rows[0]?.folder ?? '', `bench-${table}`);
  const tables = Object.entries(WRITTEN);
  const columns = new Map<string, string>();
  for (const [table, condition] of tables) {
    const { rows: names } = await client.query<{ list: string }>(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS list
         FROM pg_attribute
        WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''`,
      [table],
    );
    const list = names[0]?.list ?? '';
    columns.set(table, list);
    await client.query(`COPY (SELECT ${list} FROM ${table} t WHERE ${condition}) TO '${fileOf(table)}' (FORMAT binary)`);
  }
  await forgetListed(client);
  const startedAt = performance.now();
  await client.query('BEGIN');
  for (const [table] of tables) await client.query(`COPY ${table} (${columns.get(table)}) FROM '${fileOf(table)}' (FORMAT binary)`);
  await client.query('COMMIT');
  const seconds = (performance.now() - startedAt) / 1000;
  for (const [table] of tables) rmSync(fileOf(table));
  return seconds;
}

/** Takes away whom the list brought, so that COPY and the next run meet the same register. */
async function forgetListed(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  for (const table of FOLLOWING) await client.query(`DELETE FROM ${table} t WHERE ${OF_LISTED}`);
  for (const [table, condition] of Object.entries(WRITTEN).toReversed()) await client.query(`DELETE FROM ${table} t WHERE ${condition}`);
  await client.query(`DELETE FROM duplicate_pair d WHERE NOT EXISTS (SELECT FROM candidate c WHERE c.id = d.first_id)
                         OR NOT EXISTS (SELECT FROM candidate c WHERE c.id = d.second_id)`);
  for (const table of ['import_row', 'import_batch', 'indicator_delta']) await client.query(`DELETE FROM ${table}`);
  await forgetWords(client);
  await client.query(RECOUNT_STAGES);
  await client.query('COMMIT');
  await client.query(
    `VACUUM (ANALYZE) ${Object.keys(WRITTEN).join(', ')}, ${FOLLOWING.join(', ')}, import_row, import_batch, name_word, area_word`,
  );
}

function told(value: number): string {
  return value.toLocaleString('en');
}
