import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort, until } from '../support/processes.js';

/** npm start as a newcomer runs it, with its own embedded server in a folder of the test. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'sinergi-start-'));
chmodSync(folder, 0o755);
const started: ChildProcess[] = [];
const READY_WITHIN_MS = 240_000;

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  const pidFile = path.join(folder, 'data/pg/postmaster.pid');
  if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
  await until(async () => expect(processesIn(folder)).toEqual([]));
  rmSync(folder, { recursive: true, force: true });
});

function cleanEnv(extra: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = ['PATH', 'HOME', 'LANG'].map((name) => [name, process.env[name]]);
  return { ...Object.fromEntries(inherited), ...extra };
}

interface Started {
  readonly child: ChildProcess;
  readonly readyMs: number;
  output(): string;
}

function launch(env: Record<string, string>): { child: ChildProcess; output(): string } {
  const child = spawn('npm', ['start'], { env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  started.push(child);
  return { child, output: () => output };
}

async function startOffice(port: number): Promise<Started> {
  const startedAt = performance.now();
  const { child, output } = launch({ PORT: String(port), SINERGI_DATA: path.join(folder, 'data'), SINERGI_TODAY: '2026-01-16' });
  while (!output().includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${output()}`);
    if (performance.now() - startedAt > READY_WITHIN_MS) throw new Error(`npm start was not ready:\n${output()}`);
    await sleep(50);
  }
  return { child, output, readyMs: performance.now() - startedAt };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

async function signIn(port: number): Promise<{ status: number; cookie: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'petugas', password: 'demo' }),
  });
  return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

function everyProcess(): Process[] {
  const lines = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.trim().split('\n');
  return lines.flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3] ?? '' }] : [];
  });
}

function descendantsOf(pid: number): Process[] {
  const all = everyProcess();
  const below = (parent: number): Process[] => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  // The database is meant to outlive a killed launcher; the next start adopts it.
  return below(pid).filter((one) => !one.args.includes('postgres'));
}

const processesIn = (text: string): string[] =>
  everyProcess()
    .map((one) => one.args)
    .filter((args) => args.includes(text));

test('a newcomer starts the office, signs in, stops it cleanly, and finds all data at the second start', async () => {
  const port = await freePort();
  const first = await startOffice(port);
  expect(first.output()).toMatch(/petugas/);
  const { status, cookie } = await signIn(port);
  expect(status).toBe(200);
  const created = await fetch(`http://127.0.0.1:${port}/api/v1/candidates`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ fullName: 'Wa Ode Rekaan', areaCode: '74.06.04' }),
  });
  const { id } = (await created.json()) as { id: string };
  await end(first.child, 'SIGINT');
  await until(async () => expect(processesIn(folder)).toEqual([]));

  const second = await startOffice(port);
  // What is there already is not made again.
  expect(second.readyMs).toBeLessThan(first.readyMs);
  const kept = await fetch(`http://127.0.0.1:${port}/api/v1/candidates/${id}`, { headers: { cookie: (await signIn(port)).cookie } });
  expect(kept.status).toBe(200);

  // Killed without warning: the applications leave by themselves, and the next start adopts the database.
  const family = descendantsOf(second.child.pid ?? 0);
  const launcher = family.find((one) => one.args.includes('launch/start.mjs'));
  process.kill(launcher?.pid ?? 0, 'SIGKILL');
  await end(second.child, 'SIGKILL');
  await until(async () => {
    const left = everyProcess().filter((one) => family.some(({ pid, args }) => pid === one.pid && args === one.args));
    expect(left.map((one) => one.args)).toEqual([]);
  });
  const third = await startOffice(port);
  expect((await signIn(port)).status).toBe(200);
  await end(third.child, 'SIGTERM');
  await until(async () => expect(processesIn(folder)).toEqual([]));
}, 900_000);

test('a busy port and a data folder that cannot be written are told together, with what to do, and nothing is started', async () => {
  const port = await freePort();
  const busy: Server = createServer();
  await new Promise<void>((resolve) => busy.listen(port, '127.0.0.1', resolve));
  const file = path.join(folder, 'a-file');
  writeFileSync(file, '');
  const { child, output } = launch({ PORT: String(port), SINERGI_DATA: file, REDIS_URL: 'redis://127.0.0.1:1' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => busy.close(resolve));
  expect(code).toBe(1);
  expect(output()).toMatch(new RegExp(`Port ${port} .*PORT=${port + 1} npm start`));
  expect(output()).toMatch(/a-file .*SINERGI_DATA/);
  expect(output()).toMatch(/Redis 127\.0\.0\.1:1 .*REDIS_URL/);
});

test('an unreachable database and missing secrets stop the start with one message', async () => {
  const { child, output } = launch({
    PORT: String(await freePort()),
    SINERGI_DATA: path.join(folder, 'other'),
    DATABASE_URL: 'postgres://owner:x@127.0.0.1:1/sinergi',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(1);
  expect(output()).toMatch(/Basis data 127\.0\.0\.1:1 tidak menjawab/);
  for (const secret of ['SEAL_KEYS_FILE', 'INDEX_KEY_FILE', 'LOGIN_KEY_FILE']) expect(output()).toContain(`${secret} is missing`);
});

test('a disk with too little room stops the start and says how to go on', async () => {
  const small = path.join(folder, 'small-disk');
  mkdirSync(small);
  // Only root may mount; an ordinary user relies on the build server to have seen this.
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', small]).status !== 0) return;
  try {
    const { child, output } = launch({ PORT: String(await freePort()), SINERGI_DATA: path.join(small, 'data') });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(1);
    expect(output()).toMatch(/less than 300 MB free.*SINERGI_DATA/);
  } finally {
    spawnSync('umount', [small]);
  }
});
