import os from 'node:os';

import type { PlanLine } from './plans.js';
import type { Slice } from './slices.js';

/** One measured figure beside its goal. */
export interface Line {
  readonly code: string;
  readonly workload: string;
  readonly goal: string;
  readonly ratio: number | null;
  readonly measured: string;
  /** Null when the figure stands for information, without a goal of its own. */
  readonly isReached: boolean | null;
}

export interface Circumstances {
  readonly candidates: number;
  readonly documents: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** Load of the machine before the run; above the number of cores somebody else was working too. */
  readonly load: number;
}

const NOTHING: Slice = { requestsPerSecond: 0, p99Ms: 0 };

/** Requests per second of one side as a share of the other's, with the goal that the share must reach. */
export function ratioLine(
  [code, workload]: readonly [string, string],
  found: Readonly<Record<string, Slice>>,
  [one, other]: readonly [string, string],
  goal: number | null,
): Line {
  const [a, b] = [found[one] ?? NOTHING, found[other] ?? NOTHING];
  const ratio = a.requestsPerSecond / Math.max(b.requestsPerSecond, 0.01);
  return {
    code,
    workload,
    goal: goal === null ? '–' : `≥ ${goal} ×`,
    ratio,
    measured: `${told(a.requestsPerSecond)} / ${told(b.requestsPerSecond)} req/s; p99 ${told(a.p99Ms)} / ${told(b.p99Ms)} ms`,
    isReached: goal === null ? null : ratio >= goal,
  };
}

/** A share that must stay below a limit. */
export function limitLine(
  names: readonly [string, string],
  found: Readonly<Record<string, Slice>>,
  sides: readonly [string, string],
  limit: number,
): Line {
  const line = ratioLine(names, found, sides, null);
  return { ...line, goal: `≤ ${limit} ×`, isReached: (line.ratio ?? Infinity) <= limit };
}

/** The slowest of a hundred answers must stay below a limit. */
export function p99Line([code, workload]: readonly [string, string], slice: Slice = NOTHING, limitMs: number): Line {
  const measured = `${told(slice.requestsPerSecond)} req/s; p99 ${told(slice.p99Ms)} ms`;
  return { code, workload, goal: `p99 ≤ ${limitMs} ms`, ratio: null, measured, isReached: slice !== NOTHING && slice.p99Ms <= limitMs };
}

/** The whole page docs/benchmark.md. `tried` is the hand-written part that stands at its end. */
export function benchmarkPage(lines: readonly Line[], plans: readonly PlanLine[], here: Circumstances, tried: string): string {
  const cpu = os.cpus();
  return [
    '# Benchmark',
    '',
    `Written by \`npm run bench\`: ${here.candidates.toLocaleString('en')} candidates, ${here.documents.toLocaleString('en')} documents. ${cpu.length} cores (${cpu[0]?.model.trim() ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, load of the machine before the run ${here.load.toFixed(1)}.`,
    '',
    `Our API (sign-in, scope, validation, audit, counters on) and a bare \`node:http\` + \`pg\` server, each in a process of its own, over the same database; ${here.rounds} alternating slices of ${here.seconds} s each, ${here.connections} connections, medians; the first seconds of each are not counted, and each begins when the database has nothing left to do. Before anything is measured the answers are compared: the bare server must send the same content field by field (only the first digits of a masked NIK differ, because it seals nothing). Read the ratios; absolute figures are of this machine, where client, servers and database share the cores.`,
    '',
    '| | workload | goal | ratio | one / other | reached |',
    '|---|---|---|---|---|---|',
    ...lines.map(
      (line) =>
        `| ${line.code} | ${line.workload} | ${line.goal} | ${line.ratio === null ? '–' : line.ratio.toFixed(2)} | ${line.measured} | ${verdict(line.isReached)} |`,
    ),
    '',
    '## Query plans',
    '',
    'Every statement that these requests cause, scope included, as PostgreSQL logged it. None may scan a table that grows with candidates.',
    '',
    '| request | indexes | slowest statement, ms |',
    '|---|---|---|',
    ...plans.map((plan) => `| ${plan.name} | ${plan.isIndexed ? plan.summary : `**scans: ${plan.summary}**`} | ${plan.ms.toFixed(1)} |`),
    '',
    tried.trim(),
    '',
  ].join('\n');
}

function verdict(isReached: boolean | null): string {
  if (isReached === null) return '–';
  return isReached ? 'yes' : '**no**';
}

function told(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
