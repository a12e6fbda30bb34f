import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Running {
  readonly url: string;
  readonly readyMs: number;
  memoryMb(): number;
  /** The most it ever held. */
  peakMb(): number;
  stop(): Promise<void>;
}

/** What start.mjs and docker-compose.yml give a worker. */
export const WORKER_FLAGS = ['--max-semi-space-size=2', '--max-old-space-size=384'];
const API_FLAGS = ['--max-old-space-size=384'];
const WORKER_SETTLES_MS = 6_000;
const READY_WITHIN_MS = 60_000;

/** Starts a built application and waits until it is ready. @param flags for node itself */
export async function startApp(app: 'api' | 'worker', env: NodeJS.ProcessEnv, flags: readonly string[] = []): Promise<Running> {
  const own = app === 'worker' ? WORKER_FLAGS : API_FLAGS;
  const running = await startScript([...own, ...flags, `dist/apps/${app}/src/main.js`], env, app === 'api' ? '/health/live' : null);
  if (app === 'worker') await sleep(WORKER_SETTLES_MS);
  return running;
}

/** Starts a script of Node that listens on PORT; ready when `readyPath` answers. */
export async function startScript(args: readonly string[], env: NodeJS.ProcessEnv, readyPath: string | null): Promise<Running> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], {
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  if (readyPath) await untilReady(`${url}${readyPath}`);
  const readyMs = performance.now() - startedAt;
  return { url, readyMs, memoryMb: () => residentMb(child, 'VmRSS'), peakMb: () => residentMb(child, 'VmHWM'), stop: () => stop(child) };
}

/** The second start of the demo office: how long, and what its two applications hold when they rest. */
export interface SecondStart {
  readonly readyMs: number;
  readonly apiMb: number;
  readonly workerMb: number;
}

/** Starts the whole office twice on a data folder of its own, as `npm start` does. */
export async function startOfficeAgain(folder: string): Promise<SecondStart> {
  let [readyMs, apiMb, workerMb] = [0, 0, 0];
  for (const _ of ['first', 'again']) {
    const port = await freePort();
    const { DATABASE_URL: _url, ...env } = process.env;
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['apps/cli/launch/start.mjs'], {
      env: { ...env, SINERGI_DATA: folder, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await untilReady(`http://127.0.0.1:${port}/health/live`);
    readyMs = performance.now() - startedAt;
    await sleep(WORKER_SETTLES_MS);
    [apiMb, workerMb] = [memoryBelow(child, 'api'), memoryBelow(child, 'worker')];
    await stop(child);
  }
  return { readyMs, apiMb, workerMb };
}

function memoryBelow(child: ChildProcess, app: 'api' | 'worker'): number {
  const all = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...args] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), args: args.join(' ') };
    });
  const below = (parent: number): typeof all => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const found = below(child.pid ?? 0).find((one) => one.args.includes(`dist/apps/${app}/src/main.js`));
  return found ? memoryOf(found.pid, 'VmRSS') : 0;
}

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    const isReady = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(20);
  }
  throw new Error(`${url} did not answer in time`);
}

function residentMb(child: ChildProcess, what: 'VmRSS' | 'VmHWM'): number {
  return child.pid === undefined ? 0 : memoryOf(child.pid, what);
}

/** Memory of a process in MB, now or at its most; 0 when it has ended. */
export function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  try {
    const kilobytes = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
