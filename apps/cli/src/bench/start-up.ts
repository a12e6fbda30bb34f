import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Running {
  readonly url: string;
  readonly readyMs: number;
  memoryMb(): number;
  stop(): Promise<void>;
}

/** Starts a built application and waits until it is ready. */
export async function startApp(app: 'api' | 'worker', env: NodeJS.ProcessEnv): Promise<Running> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [`dist/apps/${app}/src/main.js`], {
    env: { ...env, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  if (app === 'api') await untilReady(url);
  else await sleep(4000);
  const readyMs = performance.now() - startedAt;
  return { url, readyMs, memoryMb: () => residentMb(child), stop: () => stop(child) };
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 1500; tries += 1) {
    if (
      await fetch(`${url}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(20);
  }
  throw new Error('the api was not ready within 30 s');
}

function residentMb(child: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}

async function stop(child: ChildProcess): Promise<void> {
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
