import { writeFileSync } from 'node:fs';
import os from 'node:os';

import pg from 'pg';

import { newId, type Settings } from '#libs/platform';

import { startBareServer } from './bench/bare-server.js';
import { explainAll } from './bench/plans.js';
import { alternate, slice, type Call, type Slice } from './bench/slices.js';
import { startApp } from './bench/start-up.js';
import { chooseSubjects, peopleOf, type Subjects } from './bench/subjects.js';

const ROUNDS = 5;
const SECONDS = 4;

interface Line {
  readonly code: string;
  readonly workload: string;
  readonly goal: string;
  readonly ratio: number | null;
  readonly measured: string;
  readonly isReached: boolean;
}

/** Measures our API against a bare server in one run and writes docs/benchmark.md. The database is already filled. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  const [{ candidates, documents } = { candidates: 0, documents: 0 }] = (
    await client.query<{ candidates: number; documents: number }>(
      `SELECT (SELECT count(*)::integer FROM candidate) AS candidates, (SELECT count(*)::integer FROM document) AS documents`,
    )
  ).rows;
  const subjects = await chooseSubjects(client);
  const plans = await explainAll(client, subjects);
  const api = await startApp('api', process.env);
  const worker = await startApp('worker', process.env);
  const restMb = api.memoryMb() + worker.memoryMb();
  await worker.stop();
  const bare = await startBareServer(settings.ownerUrl);
  const lines: Line[] = [];
  try {
    lines.push(...(await measure(api.url, bare.url, subjects)));
    lines.push(startLine(api.readyMs, restMb));
  } finally {
    await bare.stop();
    await api.stop();
    await client.end();
  }
  const page = report(lines, plans, candidates, documents);
  process.stdout.write(page);
  if (!args.includes('--no-page')) writeFileSync('docs/benchmark.md', page);
  return plans.every((plan) => plan.isIndexed) ? 0 : 1;
}

async function measure(ours: string, bare: string, subjects: Subjects): Promise<Line[]> {
  const headers = { authorization: `Bearer ${subjects.token}` };
  const get = (path: string) => (): Call => ({ method: 'GET', path });
  const candidate = cycleThrough(subjects.candidateIds);
  const both = (oursNext: () => Call, bareNext: () => Call): Promise<Record<string, Slice>> =>
    alternate(ROUNDS, { ours: () => slice(ours, headers, oursNext, SECONDS), bare: () => slice(bare, {}, bareNext, SECONDS) });
  const list = await both(
    get(`/api/v1/candidates?area=${subjects.regency}&stage=${subjects.stage}&limit=25`),
    get(`/list?area=${subjects.regency}&stage=${subjects.stage}`),
  );
  const file = await both(
    () => ({ method: 'GET', path: `/api/v1/candidates/${candidate()}` }),
    () => ({ method: 'GET', path: `/file?id=${candidate()}` }),
  );
  const period = subjects.month.slice(0, 7);
  const tiles = await both(
    get(`/api/v1/dashboards/areas/${subjects.regency}?period=${period}`),
    get(`/tiles?area=${subjects.regency}&month=${subjects.month}`),
  );
  const oneArea = peopleOf(() => subjects.regency, 0);
  const spread = peopleOf((n) => subjects.regencies[n % subjects.regencies.length] ?? subjects.regency, 4_000_000);
  const plain = peopleOf(() => subjects.regency, 8_000_000);
  const create = await alternate(ROUNDS, {
    ours: () => slice(ours, headers, () => ({ method: 'POST', path: '/api/v1/candidates', body: JSON.stringify(oneArea()) }), SECONDS),
    spread: () => slice(ours, headers, () => ({ method: 'POST', path: '/api/v1/candidates', body: JSON.stringify(spread()) }), SECONDS),
    bare: () => slice(bare, {}, () => ({ method: 'POST', path: '/create', body: JSON.stringify({ id: newId(), ...plain() }) }), SECONDS),
  });
  return [
    ratioLine('P1', 'daftar 25 orang menurut wilayah dan tahap, dengan jumlah / list with total', list, 0.8),
    ratioLine('P2', 'berkas satu orang, termasuk jejak audit / one file with its audit row', file, 0.7),
    ratioLine('P5', 'dasbor kabupaten / district dashboard', tiles, 0.8),
    ratioLine('P7', 'daftarkan orang: cakupan, segel, audit, penghitung / create', create, 0.6),
    spreadLine(create),
  ];
}

function cycleThrough(ids: readonly string[]): () => string {
  let at = 0;
  return () => ids[(at += 1) % ids.length] ?? '';
}

function ratioLine(code: string, workload: string, found: Record<string, Slice>, goal: number): Line {
  const [ours, bare] = [found['ours'] ?? NOTHING, found['bare'] ?? NOTHING];
  const ratio = ours.requestsPerSecond / bare.requestsPerSecond;
  const measured = `${Math.round(ours.requestsPerSecond)} / ${Math.round(bare.requestsPerSecond)} req/s; p99 ${ours.p99Ms.toFixed(0)} / ${bare.p99Ms.toFixed(0)} ms`;
  return { code, workload, goal: `≥ ${goal} × bare`, ratio, measured, isReached: ratio >= goal };
}

function spreadLine(found: Record<string, Slice>): Line {
  const ratio = (found['spread'] ?? NOTHING).requestsPerSecond / (found['ours'] ?? NOTHING).requestsPerSecond;
  return {
    code: 'P7',
    workload: 'semua di satu kabupaten dibanding tersebar / one regency against spread',
    goal: '≤ 1.2 ×',
    ratio,
    measured: `${Math.round((found['spread'] ?? NOTHING).requestsPerSecond)} req/s spread`,
    isReached: ratio <= 1.2,
  };
}

const NOTHING: Slice = { requestsPerSecond: 0, p99Ms: 0 };

function startLine(readyMs: number, restMb: number): Line {
  return {
    code: 'P13',
    workload: 'api siap; memori api + worker saat diam / api ready; memory at rest',
    goal: '≤ 2 s; ≤ 250 MB',
    ratio: null,
    measured: `${(readyMs / 1000).toFixed(1)} s; ${restMb} MB`,
    isReached: readyMs <= 2000 && restMb <= 250,
  };
}

function report(lines: readonly Line[], plans: Awaited<ReturnType<typeof explainAll>>, candidates: number, documents: number): string {
  const cpu = os.cpus();
  const rows = lines.map(
    (line) =>
      `| ${line.code} | ${line.workload} | ${line.goal} | ${line.ratio === null ? '–' : line.ratio.toFixed(2)} | ${line.measured} | ${line.isReached ? 'yes' : '**no**'} |`,
  );
  return [
    '# Benchmark',
    '',
    `Written by \`npm run bench\`: ${candidates.toLocaleString('en')} candidates, ${documents.toLocaleString('en')} documents. ${cpu.length} cores (${cpu[0]?.model ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}.`,
    `Our API (sign-in, scope, validation, audit, counters on) and a bare \`node:http\` + \`pg\` server over the same database, ${ROUNDS} alternating slices of ${SECONDS} s each, 10 connections, medians. Read the ratios; absolute figures are of this machine.`,
    '',
    '| | workload | goal | ratio | ours / bare | reached |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    '## Query plans',
    '',
    'None of these may scan a table that grows with candidates.',
    '',
    '| query | plan | ms |',
    '|---|---|---|',
    ...plans.map((plan) => `| ${plan.name} | ${plan.isIndexed ? plan.summary : `**scans: ${plan.summary}**`} | ${plan.ms.toFixed(1)} |`),
    '',
  ].join('\n');
}
