import { newId } from '#libs/platform';

import { limitLine, p99Line, ratioLine, type Line } from './report.js';
import { refuseDifference } from './same-content.js';
import { alternate, slice, type Call, type Effort, type Slice } from './slices.js';
import { peopleOf, type Subjects } from './subjects.js';

export interface Servers {
  readonly ours: string;
  readonly bare: string;
  /** Our API with the audit row of a view left out; only for telling its cost apart. */
  readonly withoutViewAudit: string;
}

type Sides = Readonly<Record<string, readonly [keyof Servers, () => Call]>>;

/** Every workload with its lines, one after the other. `only` names those wanted, such as P1; empty means all.
 *  @param settled waits until the database has nothing left to do
 *  @throws Error when the bare server answers other content than we do */
export async function measure(
  servers: Servers,
  subjects: Subjects,
  period: string,
  effort: Effort,
  only: readonly string[],
  settled: () => Promise<void>,
): Promise<Line[]> {
  const headers = { authorization: `Bearer ${subjects.token}` };
  const run = (sides: Sides): Promise<Record<string, Slice>> =>
    alternate(
      effort,
      Object.fromEntries(
        Object.entries(sides).map(([name, [server, next]]) => [name, (seconds) => slice(servers[server], headers, next, seconds)]),
      ),
      settled,
    );
  const ask = async (server: keyof Servers, { path }: Call): Promise<unknown> => {
    const answer = await fetch(`${servers[server]}${path}`, { headers });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const compare = async (name: string, ours: Call, bare: Call): Promise<void> =>
    refuseDifference(name, await ask('ours', ours), await ask('bare', bare));
  const lines: Line[] = [];
  for (const [code, workload] of Object.entries(WORKLOADS)) {
    if (only.length > 0 && !only.includes(code)) continue;
    process.stderr.write(`${code} …\n`);
    for (const line of await workload({ subjects, period, run, compare })) {
      process.stderr.write(`${code} ${line.workload}: ${line.ratio?.toFixed(2)} (${line.measured})\n`);
      lines.push(line);
    }
  }
  return lines;
}

interface Bench {
  readonly subjects: Subjects;
  readonly period: string;
  run(sides: Sides): Promise<Record<string, Slice>>;
  compare(name: string, ours: Call, bare: Call): Promise<void>;
}

const SEARCH_P99_MS = 20;

const get = (path: string): Call => ({ method: 'GET', path });

const WORKLOADS: Readonly<Record<string, (bench: Bench) => Promise<Line[]>>> = {
  P1: list,
  P2: file,
  P3: deepPage,
  P4: search,
  P5: dashboard,
  P7: create,
};

async function list({ subjects: { regency, stage }, run, compare }: Bench): Promise<Line[]> {
  const [ours, bare] = [get(`/api/v1/candidates?area=${regency}&stage=${stage}&limit=25`), get(`/list?area=${regency}&stage=${stage}`)];
  await compare('list', ours, bare);
  const found = await run({ ours: ['ours', () => ours], bare: ['bare', () => bare] });
  return [
    ratioLine(['P1', '25 orang menurut wilayah dan tahap, dengan jumlah / 25 people with the exact total'], found, ['ours', 'bare'], 0.8),
  ];
}

async function file({ subjects: { candidateIds }, run, compare }: Bench): Promise<Line[]> {
  const next = cycleThrough(candidateIds);
  const ours = (): Call => get(`/api/v1/candidates/${next()}`);
  for (const id of candidateIds.slice(0, 5)) await compare('file', get(`/api/v1/candidates/${id}`), get(`/file?id=${id}`));
  const found = await run({
    before: ['withoutViewAudit', ours],
    ours: ['ours', ours],
    bare: ['bare', () => get(`/file?id=${next()}`)],
    audited: ['bare', () => get(`/audited-file?id=${next()}`)],
  });
  return [
    ratioLine(['P2', 'berkas satu orang, tanpa jejak audit / one file before the audit row of the view'], found, ['before', 'bare'], 0.7),
    ratioLine(
      ['P2', 'dengan jejak audit, dibanding tanpa / with the durable audit row, against bare without'],
      found,
      ['ours', 'bare'],
      null,
    ),
    ratioLine(['P2', 'dengan jejak audit, keduanya / with it, against bare with the same durable row'], found, ['ours', 'audited'], null),
  ];
}

async function deepPage({ subjects: { regency, deepCycle, deepPage: page }, run }: Bench): Promise<Line[]> {
  const path = `/api/v1/candidates?area=${regency}&limit=25`;
  const found = await run({ first: ['ours', () => get(path)], deep: ['ours', () => get(`${path}&after=${deepCycle}`)] });
  return [limitLine(['P3', `halaman 1 dibanding halaman ${page} / page 1 against page ${page}`], found, ['first', 'deep'], 1.2)];
}

async function search({ subjects: { regency }, run }: Bench): Promise<Line[]> {
  const ours = (q: string): readonly ['ours', () => Call] => ['ours', () => get(`/api/v1/candidates?area=${regency}&q=${q}`)];
  const found = await run({
    ours: ours('dewi'),
    naive: ['bare', () => get(`/search?area=${regency}&q=dewi`)],
    frequent: ours('la'),
    mistyped: ours('wulandario'),
    nik: ours('7406044507999001'),
  });
  const line = ratioLine(['P4', 'cari bagian nama, dibanding ILIKE / part of a name, against a bare ILIKE'], found, ['ours', 'naive'], 20);
  const p99 = found['ours']?.p99Ms ?? Infinity;
  return [
    { ...line, goal: `≥ 20 ×; p99 ≤ ${SEARCH_P99_MS} ms`, isReached: line.isReached === true && p99 <= SEARCH_P99_MS },
    p99Line(['P4', 'cari bagian yang sangat umum, “la” / a very frequent part'], found['frequent'], SEARCH_P99_MS),
    p99Line(['P4', 'cari dengan salah ketik / with a typing error'], found['mistyped'], SEARCH_P99_MS),
    p99Line(['P4', 'cari NIK / by NIK'], found['nik'], SEARCH_P99_MS),
  ];
}

async function dashboard({ subjects: { regency }, period, run, compare }: Bench): Promise<Line[]> {
  const [ours, bare] = [get(`/api/v1/dashboards/areas/${regency}?period=${period}`), get(`/tiles?area=${regency}&period=${period}`)];
  await compare('dashboard', ours, bare);
  const found = await run({ ours: ['ours', () => ours], bare: ['bare', () => bare] });
  return [ratioLine(['P5', 'dasbor kabupaten, semua ubin / dashboard of a regency, all tiles'], found, ['ours', 'bare'], 0.8)];
}

async function create({ subjects: { regency, regencies }, run }: Bench): Promise<Line[]> {
  const oneArea = peopleOf(() => regency, 0);
  const spread = peopleOf((n) => regencies[n % regencies.length] ?? regency, 4_000_000);
  const plain = peopleOf(() => regency, 8_000_000);
  const post = (path: string, body: object): Call => ({ method: 'POST', path, body: JSON.stringify(body) });
  const found = await run({
    ours: ['ours', () => post('/api/v1/candidates', oneArea())],
    spread: ['ours', () => post('/api/v1/candidates', spread())],
    bare: ['bare', () => post('/create', { id: newId(), cycleId: newId(), ...plain() })],
  });
  return [
    ratioLine(
      ['P7', 'daftarkan orang: cakupan, segel, audit, penghitung / register with scope, seals, audit, counters'],
      found,
      ['ours', 'bare'],
      0.6,
    ),
    limitLine(['P7', 'tersebar dibanding semua di satu kabupaten / spread against all in one regency'], found, ['spread', 'ours'], 1.2),
  ];
}

function cycleThrough(ids: readonly string[]): () => string {
  let at = 0;
  return () => ids[(at += 1) % ids.length] ?? '';
}
