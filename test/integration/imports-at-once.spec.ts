import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { ImportCheck, ImportWrite } from '#libs/imports';

import { inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

const HEADER = 'Nama Lengkap;NIK;L/P;Kecamatan;No. HP;Skema;No. Paspor';
const WORKER = `
  import { createWorker } from './dist/apps/worker/src/worker.js';
  import { readSettings } from './dist/libs/platform/src/index.js';
  import { ImportWrite } from './dist/libs/imports/src/index.js';
  const worker = await createWorker(readSettings(process.env));
  await worker.get(ImportWrite, { strict: false }).run(process.argv[1]);
  await worker.close();`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

test('four officers who import the same 500 people at once make 500 people, and no import fails', async () => {
  const people = Array.from({ length: 500 }, (_, index) => person(index));
  const ids: string[] = [];
  for (let copy = 0; copy < 4; copy++) ids.push(await confirmed([...people.slice(copy * 100), ...people.slice(0, copy * 100)]));
  const write = (await house.worker()).get(ImportWrite, { strict: false });
  await Promise.all(ids.map((id) => write.run(id)));
  expect(await count('candidate')).toBe(500);
  expect(await count('placement_cycle')).toBe(500);
  expect(await count('document')).toBe(500);
  expect(await count('audit_event', `action = 'candidate.register' AND candidate_id IS NOT NULL`)).toBe(500);
  const reports = await house.sql<{ state: string; all: number; new: number }>(
    `SELECT state, (counts->>'new')::integer + (counts->>'updated')::integer + (counts->>'unchanged')::integer AS all, (counts->>'new')::integer AS new FROM import_batch`,
  );
  expect(reports.map(({ state, all }) => [state, all])).toEqual(ids.map(() => ['done', 500]));
  expect(reports.reduce((sum, report) => sum + report.new, 0)).toBe(500);
  expect(await count('outbox', `topic = 'import.write'`)).toBe(4);
  // The same report four times: each list ends with the same 500 people, and nobody waited for anybody in a circle.
  const met = await house.sql<{ people: string; codes: number }>(
    `SELECT md5(string_agg(r.candidate_id::text, ',' ORDER BY r.candidate_id)) AS people, sum(cardinality(r.codes))::integer AS codes
       FROM import_row r WHERE r.candidate_id IS NOT NULL GROUP BY r.batch_id HAVING count(DISTINCT r.candidate_id) = 500`,
  );
  expect(met).toHaveLength(4);
  expect(new Set(met.map(({ people, codes }) => `${people} ${codes}`)).size).toBe(1);
  expect(await house.sql(`SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()`)).toEqual([{ deadlocks: 0 }]);
});

test('people without a NIK are not doubled by imports at once either', async () => {
  const nobody = Array.from({ length: 40 }, (_, index) => `Tanpa Kartu;Rumbia;${1 + (index % 28)}/0${1 + (index % 9)}/1990`);
  const ids: string[] = [];
  for (let copy = 0; copy < 4; copy++) ids.push(await confirmed(nobody, 'Nama Lengkap;Kecamatan;Tgl Lahir'));
  const write = (await house.worker()).get(ImportWrite, { strict: false });
  await Promise.all(ids.map((id) => write.run(id)));
  expect(await count('candidate', `full_name = 'Tanpa Kartu'`)).toBe(40);
});

test('a worker that is killed again and again leaves off and goes on exactly: rows, report and trail agree', async () => {
  const people = Array.from({ length: 2_500 }, (_, index) => person(1_000 + index));
  const before = await count('candidate');
  const id = await confirmed(people);
  let kills = 0;
  for (let wanted = 1; (await written(id)) < people.length; wanted += 500) {
    const worker = spawn(process.execPath, ['--input-type=module', '-e', WORKER, id], {
      env: { ...process.env, DATABASE_URL: house.databaseUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const gone = once(worker, 'exit');
    while (worker.exitCode === null && (await written(id)) < wanted) await sleep(10);
    await sleep((kills * 37) % 90);
    if (worker.kill('SIGKILL')) kills++;
    await gone;
    const [kept] = await house.sql<{ people: number; cycles: number; papers: number; trail: number }>(
      `SELECT (SELECT count(*)::integer FROM candidate) - $1 AS people,
              (SELECT count(*)::integer FROM placement_cycle y JOIN import_row r ON r.candidate_id = y.candidate_id AND r.batch_id = $2) AS cycles,
              (SELECT count(*)::integer FROM document d JOIN import_row r ON r.candidate_id = d.candidate_id AND r.batch_id = $2) AS papers,
              (SELECT count(*)::integer FROM audit_event WHERE request_id = 'import ' || $2::text) AS trail`,
      [before, id],
    );
    const rows = await written(id);
    expect(kept).toEqual({ people: rows, cycles: rows, papers: rows, trail: rows });
  }
  expect(kills).toBeGreaterThan(1);
  await (await house.worker()).get(ImportWrite, { strict: false }).run(id);
  expect(await count('candidate')).toBe(before + people.length);
  expect(await count('import_batch', `id = '${id}' AND state = 'done' AND (counts->>'new')::integer = ${people.length}`)).toBe(1);
});

test('a list of 5,000 people is checked in seconds, not in minutes', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => person(4_000 + index));
  await house.worker();
  const started = performance.now();
  const id = await checked(rows);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`5,000 rows checked in ${seconds.toFixed(1)} s\n`);
  expect(seconds).toBeLessThan(60);
  expect(await count('import_row', `batch_id = '${id}' AND outcome = 'new'`)).toBe(5_000);
});

function person(index: number): string {
  const day = 1 + (index % 28);
  const month = 1 + (Math.floor(index / 28) % 12);
  const year = 70 + (Math.floor(index / 336) % 29);
  const nik = inventedNik(9000 + (index % 1000), { day, month, year });
  return `Orang ${index};${nik};L;Rumbia;0812${String(10_000_000 + index)};SSW;C${String(1_000_000 + index)}`;
}

/** A list that is checked. Without the queue, which would also refresh and remind about everybody of the tests before. */
async function checked(rows: readonly string[], header = HEADER): Promise<string> {
  const answer = await house.as('sari').upload<{ id: string }>('/imports', 'daftar.csv', Buffer.from([header, ...rows].join('\n')));
  await (await house.worker()).get(ImportCheck, { strict: false }).run(answer.body.id);
  return answer.body.id;
}

/** A list that is confirmed but not yet handed to the worker. */
async function confirmed(rows: readonly string[], header = HEADER): Promise<string> {
  const id = await checked(rows, header);
  expect(await house.as('sari').post(`/imports/${id}/confirm`)).toMatchObject({ status: 202 });
  return id;
}

async function written(id: string): Promise<number> {
  return count('import_row', `batch_id = '${id}' AND is_written`);
}

async function count(table: string, where = 'true'): Promise<number> {
  const [row] = await house.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table} WHERE ${where}`);
  return row?.count ?? -1;
}
