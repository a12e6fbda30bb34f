import { spawn } from 'node:child_process';

import type pg from 'pg';

import { EDITION } from '#libs/rulebook';

import type { Line } from './report.js';
import { memoryOf, WORKER_FLAGS, type Running } from './start-up.js';
import type { Subjects } from './subjects.js';

const REFRESHED = 200_000;
const EVERYBODY = 1_000_000;

/** P9: the stored checklists of people before departure once more, as after a change of the rules. Some are computed, and the time
 *  for every open cycle among a million people is worked out from their pace, so that the run stays short. */
export async function refreshLine(client: pg.Client): Promise<Line> {
  await age(client, true);
  await refresh();
  await age(client, false);
  const { seconds, peakMb, settled } = await refresh();
  const { rows } = await client.query<{ share: number }>(
    `SELECT count(*) FILTER (WHERE departed_on IS NULL)::float8 / greatest(count(*), 1) AS share FROM placement_cycle WHERE is_current`,
  );
  const all = (EVERYBODY * (rows[0]?.share ?? 1) * seconds) / Math.max(settled, 1);
  return {
    code: 'P9',
    workload: 'daftar periksa dihitung ulang setelah aturan berubah / checklists again after a change of rules',
    goal: '≤ 30 s, ≤ 200 MB at 1 M people',
    ratio: null,
    measured: `${told(settled)} people in ${seconds.toFixed(1)} s, so ${told(all)} s for all that have not departed; peak ${peakMb} MB`,
    isReached: all <= 30 && peakMb <= 200,
  };
}

// As if these had been computed under earlier rules; the first time also without any line, so that the second meets a full house.
async function age(client: pg.Client, isFirst: boolean): Promise<void> {
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  // The rules of before have come as far as these people, who are the last of the register.
  await client.query(
    `INSERT INTO checklist_sweep AS w (edition, reached, is_done)
     SELECT $2, coalesce((SELECT candidate_id FROM placement_cycle WHERE is_current AND departed_on IS NULL
                           ORDER BY candidate_id DESC OFFSET $1 LIMIT 1), '00000000-0000-0000-0000-000000000000'), false
     ON CONFLICT (is_only) DO UPDATE SET edition = excluded.edition, reached = excluded.reached, is_done = false`,
    [REFRESHED, EDITION],
  );
  // The rules changed a line of one in eight; the answers of the others are the same as before.
  await client.query(
    `WITH aged AS (
       UPDATE placement_cycle p SET checklist_digest = 'earlier'
        WHERE p.is_current AND p.departed_on IS NULL AND p.candidate_id > (SELECT reached FROM checklist_sweep)
          AND right(p.id::text, 1) IN ('0', '8')
       RETURNING p.id)
     UPDATE checklist_item i SET rule_id = 'earlier' FROM aged WHERE i.cycle_id = aged.id AND i.document_code = 'passport'`,
  );
  if (isFirst) await client.query('DELETE FROM checklist_stale');
  await client.query('COMMIT');
  await client.query('VACUUM (ANALYZE) placement_cycle, checklist_item, checklist_stale');
}

async function refresh(): Promise<{ seconds: number; peakMb: number; settled: number }> {
  const { output, peakMb } = await runCommand('refresh');
  const [, settled, seconds] = /^(\d+) .* in ([\d.]+) s/.exec(output) ?? [];
  if (seconds === undefined) throw new Error(`refresh said: ${output}`);
  return { seconds: Number(seconds), peakMb, settled: Number(settled) };
}

/** P10: one sweep of every reminder rule over a ledger that knows everything but the last day, and one more right after it. */
export async function sweepLine(client: pg.Client): Promise<Line> {
  await sweep();
  await client.query('BEGIN');
  await client.query('SET LOCAL session_replication_role = replica');
  await client.query(`DELETE FROM reminder WHERE planned_on = (SELECT max(planned_on) FROM reminder)`);
  await client.query('COMMIT');
  await client.query('VACUUM (ANALYZE) reminder');
  const [first, again] = [await sweep(), await sweep()];
  return {
    code: 'P10',
    workload: 'semua aturan pengingat, harian / every reminder rule, daily',
    goal: '≤ 5 s, ≤ 150 MB; again ≤ the first, 0 new',
    ratio: null,
    measured: `${told(first.added)} new in ${first.seconds.toFixed(1)} s, again ${told(again.added)} in ${again.seconds.toFixed(1)} s; peak ${first.peakMb} MB`,
    isReached: first.seconds <= 5 && first.peakMb <= 150 && again.added === 0 && again.seconds <= first.seconds,
  };
}

async function sweep(): Promise<{ seconds: number; peakMb: number; added: number }> {
  const { output, peakMb } = await runCommand('sweep');
  const [, planned, missed, seconds] = /^(\d+) \D*(\d+) .* in ([\d.]+) s/.exec(output) ?? [];
  if (seconds === undefined) throw new Error(`sweep said: ${output}`);
  return { seconds: Number(seconds), peakMb, added: Number(planned) + Number(missed) };
}

async function runCommand(command: string): Promise<{ output: string; peakMb: number }> {
  const child = spawn(process.execPath, [...WORKER_FLAGS, 'dist/apps/cli/src/main.js', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [output, peakMb] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const watch = setInterval(() => (peakMb = Math.max(peakMb, child.pid ? memoryOf(child.pid, 'VmHWM') : 0)), 250);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}: ${output}`);
  return { output, peakMb };
}

/** P12: the list of a whole province as a workbook. Memory is what the api needs above its state before. */
export async function exportLine(api: Running, { regency, token }: Subjects): Promise<Line> {
  const headers = { authorization: `Bearer ${token}` };
  const area = regency.slice(0, 2);
  const list = (await (await fetch(`${api.url}/api/v1/candidates?area=${area}&limit=1`, { headers })).json()) as { total: number };
  const before = api.memoryMb();
  const startedAt = performance.now();
  const answer = await fetch(`${api.url}/api/v1/candidates/export?area=${area}&format=xlsx`, { headers });
  if (!answer.ok || !answer.body) throw new Error(`export answered ${answer.status}`);
  let [firstByteMs, bytes] = [0, 0];
  for await (const chunk of answer.body) {
    firstByteMs ||= performance.now() - startedAt;
    bytes += chunk.length;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const grownMb = api.peakMb() - before;
  const pace = list.total / seconds;
  return {
    code: 'P12',
    workload: 'ekspor XLSX satu provinsi / the list of a province as XLSX',
    goal: 'first byte ≤ 1 s, ≤ 150 MB, ≥ 10,000 rows/s',
    ratio: null,
    measured: `${told(list.total)} rows, ${(bytes / 2 ** 20).toFixed(0)} MB: first byte ${(firstByteMs / 1000).toFixed(1)} s, ${told(pace)} rows/s, +${grownMb} MB`,
    isReached: firstByteMs <= 1000 && grownMb <= 150 && pace >= 10_000,
  };
}

function told(value: number): string {
  return Math.round(value).toLocaleString('en');
}
