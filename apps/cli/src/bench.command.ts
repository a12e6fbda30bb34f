import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import pg from 'pg';

import { Clock, type Settings } from '#libs/platform';

import { importLine } from './bench/import-work.js';
import { exportLine, refreshLine, sweepLine } from './bench/long-work.js';
import { screenLines } from './bench/first-screens.js';
import { explainAll } from './bench/plans.js';
import { benchmarkPage, type Line } from './bench/report.js';
import { CONNECTIONS } from './bench/slices.js';
import { startApp, startOfficeAgain, startScript } from './bench/start-up.js';
import { chooseSubjects, forgetNewcomers, type Subjects } from './bench/subjects.js';
import { measure } from './bench/workloads.js';

const PAGE = 'docs/benchmark.md';
const TRIED = '## What was tried';
const WITHOUT_VIEW_AUDIT = './dist/apps/cli/src/bench/without-view-audit.js';
const BARE = 'dist/apps/cli/src/bench/bare-server.js';

/** Measures our API against a bare server in one run and writes docs/benchmark.md. The database is already filled.
 *  `--only P1,P5` measures some workloads, `--no-page` leaves the page as it is, `--rounds` and `--seconds` change the effort. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      'no-page': { type: 'boolean', default: false },
    },
  });
  const effort = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
  const only = values.only.split(',').filter((code) => code !== '');
  const load = os.loadavg()[0] ?? 0;
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  try {
    await forgetNewcomers(client);
    const subjects = await chooseSubjects(client);
    const plans = only.length === 0 ? await explainAll(client, subjects) : [];
    const start = only.length === 0 || only.includes('P13') ? await startLines() : [];
    const screens = only.length === 0 || only.includes('P14') ? await screenLines() : [];
    const lines = [
      ...(await measureAll(settings, client, subjects, effort, only)),
      ...(await longLines(client, subjects, only)),
      ...start,
      ...screens,
    ];
    await forgetNewcomers(client);
    const page = benchmarkPage(lines, plans, { ...(await sizes(client)), ...effort, connections: CONNECTIONS, load }, whatWasTried());
    process.stdout.write(page);
    if (!values['no-page'] && only.length === 0) writeFileSync(PAGE, page);
    return plans.every((plan) => plan.isIndexed) ? 0 : 1;
  } finally {
    await client.end();
  }
}

async function measureAll(
  settings: Settings,
  client: pg.Client,
  subjects: Subjects,
  effort: { rounds: number; seconds: number },
  only: readonly string[],
): Promise<Line[]> {
  const today = new Clock(settings.fixedDay, settings.fixedTime).today();
  const bareEnv = { ...process.env, BARE_TODAY: today, BARE_ACTOR: subjects.officerId };
  const [ours, withoutViewAudit, bare] = [
    await startApp('api', process.env),
    await startApp('api', process.env, ['--import', WITHOUT_VIEW_AUDIT]),
    await startScript([BARE], bareEnv, '/ready'),
  ];
  try {
    const servers = { ours: ours.url, bare: bare.url, withoutViewAudit: withoutViewAudit.url };
    return await measure(servers, subjects, today.slice(0, 7), effort, only, () => settled(client));
  } finally {
    for (const server of [ours, withoutViewAudit, bare]) await server.stop();
  }
}

// A slow side leaves statements behind that nobody waits for any more; they would be counted against whoever comes next.
async function settled(client: pg.Client): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const { rows } = await client.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                       AND backend_type = 'client backend' AND state <> 'idle') AS busy`,
    );
    quiet = rows[0]?.busy ? 0 : quiet + 1;
    await sleep(30);
  }
}

async function startLines(): Promise<Line[]> {
  const api = await startApp('api', process.env);
  await api.stop();
  const office = await startOfficeAgain(path.join(process.env.SINERGI_DATA ?? '.sinergi', 'bench', 'office'));
  const line = (workload: string, goal: string, measured: string, isReached: boolean): Line => ({
    code: 'P13',
    workload,
    goal,
    ratio: null,
    measured,
    isReached,
  });
  const { readyMs, apiMb, workerMb } = office;
  return [
    line('api sendiri siap / api alone ready', '≤ 2 s', `${(api.readyMs / 1000).toFixed(1)} s`, api.readyMs <= 2000),
    line('`npm start` berikutnya siap / again ready', '≤ 8 s', `${(readyMs / 1000).toFixed(1)} s`, readyMs <= 8000),
    line(
      'memori api + worker saat diam, kantor demo / at rest, demo office',
      '≤ 250 MB',
      `${apiMb} + ${workerMb} = ${apiMb + workerMb} MB`,
      apiMb + workerMb <= 250,
    ),
  ];
}

async function longLines(client: pg.Client, subjects: Subjects, only: readonly string[]): Promise<Line[]> {
  const wants = (code: string): boolean => only.length === 0 || only.includes(code);
  const lines: Line[] = [];
  if (wants('P8')) lines.push(await importLine(client, subjects));
  if (wants('P9')) lines.push(await refreshLine(client));
  if (wants('P10')) lines.push(await sweepLine(client));
  if (wants('P12')) {
    const api = await startApp('api', process.env);
    try {
      lines.push(await exportLine(api, subjects));
    } finally {
      await api.stop();
    }
  }
  return lines;
}

async function sizes(client: pg.Client): Promise<{ candidates: number; documents: number }> {
  const { rows } = await client.query<{ candidates: number; documents: number }>(
    `SELECT (SELECT count(*)::integer FROM candidate) AS candidates, (SELECT count(*)::integer FROM document) AS documents`,
  );
  return rows[0] ?? { candidates: 0, documents: 0 };
}

// Written by hand at the end of the page; a new run keeps it.
function whatWasTried(): string {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const at = page.indexOf(TRIED);
  return at === -1 ? TRIED : page.slice(at);
}
