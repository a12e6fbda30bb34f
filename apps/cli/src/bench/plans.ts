import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { startApp } from './start-up.js';
import { arrangeListWork, forgetListWork } from './list-work.js';
import type { Subjects } from './subjects.js';

export interface PlanLine {
  readonly name: string;
  readonly isIndexed: boolean;
  readonly summary: string;
  readonly ms: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const GROWING = new Set([
  'candidate',
  'placement_cycle',
  'document',
  'enrolment',
  'stage_event',
  'checklist_item',
  'reminder',
  'audit_event',
  'participant',
  'duplicate_pair',
  'handover',
  'handover_case',
  'name_word',
]);

/** Lets PostgreSQL write down the plan of every statement that real requests cause, scope included, and reads them back. */
export async function explainAll(client: pg.Client, subjects: Subjects): Promise<PlanLine[]> {
  const log = await serverLog(client);
  const database = pg.escapeIdentifier((await client.query<{ name: string }>('SELECT current_database() AS name')).rows[0]?.name ?? '');
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_nested_statements': 'on',
  };
  for (const [name, value] of Object.entries(settings)) await client.query(`ALTER DATABASE ${database} SET ${name} = '${value}'`);
  await arrangeListWork(client, subjects);
  const api = await startApp('api', process.env);
  try {
    const lines: PlanLine[] = [];
    for (const [name, [path, body]] of Object.entries(requests(subjects))) {
      const from = statSync(log).size;
      const answer = await fetch(`${api.url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${subjects.token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      await sleep(150);
      lines.push(lineOf(name, readFileSync(log).subarray(from).toString('utf8')));
    }
    return lines;
  } finally {
    await api.stop();
    await forgetListWork(client);
    for (const name of Object.keys(settings)) await client.query(`ALTER DATABASE ${database} RESET ${name}`);
  }
}

type Request = readonly [path: string, body?: object];

function requests({ regency, stage, candidateIds }: Subjects): Record<string, Request> {
  const [id] = candidateIds;
  return {
    'list by regency and stage': [`/candidates?area=${regency}&stage=${stage}`],
    'list of a district': [`/candidates?area=${regency}.01`],
    'list of the own province': ['/candidates'],
    'list by name': [`/candidates?area=${regency}&sort=name`],
    'search by part of a name': [`/candidates?area=${regency}&q=dewi`],
    'search with swapped letters': [`/candidates?area=${regency}&q=dwei`],
    'search with a typing error': ['/candidates?q=wulandario'],
    'search by part and stage': [`/candidates?q=dewi&stage=${stage}`],
    'list by source': ['/candidates?source=import'],
    'search by NIK': ['/candidates?q=7406044507999001'],
    'one file': [`/candidates/${id}`],
    timeline: [`/candidates/${id}/timeline`],
    documents: [`/candidates/${id}/documents`],
    'verification queue': ['/verification-queue'],
    dashboard: [`/dashboards/areas/${regency}`],
    home: ['/home'],
    inbox: ['/notices'],
    'search box': ['/search', { text: 'dewi' }],
    'who may be meant': ['/candidates/matches', { fullName: 'Dewi Anggraini', birthDate: '1990-03-12', areaCode: `${regency}.01` }],
    departures: ['/departures'],
    'departures of a regency': [`/departures?area=${regency}`],
    'pairs that may be one person': ['/duplicate-pairs'],
    'pairs of one person': [`/duplicate-pairs?candidate=${id}`],
    'offers that wait for me': ['/handovers?box=received&open=true'],
    'offers I gave': ['/handovers?box=given'],
    'offers of the office': ['/handovers?box=office'],
    'caseload of colleagues': ['/case-workers'],
    'kept views and their counts': ['/saved-views'],
  };
}

async function serverLog(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ folder: string }>(`SELECT setting AS folder FROM pg_settings WHERE name = 'data_directory'`);
  return `${rows[0]?.folder}/server.log`;
}

function lineOf(name: string, text: string): PlanLine {
  const plans = [...text.matchAll(/duration: ([\d.]+) ms {2}plan:\n([\s\S]*?\n\t\})/g)].flatMap(([, ms, json]) => {
    const { Plan } = JSON.parse((json ?? '{}').replace(/\n\t/g, '\n')) as { Plan: PlanNode };
    return [{ ms: Number(ms), nodes: nodesOf(Plan) }];
  });
  const nodes = plans.flatMap((plan) => plan.nodes);
  const scans = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && GROWING.has(node['Relation Name'] ?? ''));
  const indexes = [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].filter((index) => !/^(session|app_user)_/.test(index));
  const slowest = Math.max(0, ...plans.map((plan) => plan.ms));
  if (scans.length > 0)
    return { name, isIndexed: false, summary: [...new Set(scans.map((node) => node['Relation Name'] ?? ''))].join(', '), ms: slowest };
  return { name, isIndexed: plans.length > 0, summary: indexes.join(', ') || 'no plan was logged', ms: slowest };
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
