import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { House } from './house.js';

/** A built application in a process of its own, which can be killed without warning and started again. */
export class AppProcess {
  private child: ChildProcess | null = null;
  private output = '';
  kills = 0;

  constructor(
    private readonly app: 'api' | 'worker',
    private readonly env: Readonly<Record<string, string | undefined>>,
    /** Hears everything that the process writes, also what is no longer kept for a failure's message. */
    private readonly listen: (written: string) => void = () => undefined,
  ) {}

  start(): void {
    this.output = '';
    const child = spawn(process.execPath, [`dist/apps/${this.app}/src/main.js`], { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: Buffer): void => {
      this.listen(chunk.toString());
      this.output = `${this.output}${chunk.toString()}`.slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    this.child = child;
  }

  /** kill -9, and wait until it is gone. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    this.kills += 1;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }

  /** Throws with the last output when the process ended by itself. */
  refuseEarlyEnd(): void {
    if (this.child && this.child.exitCode !== null)
      throw new Error(`${this.app} ended by itself (${this.child.exitCode}):\n${this.output}`);
  }
}

/** Looks again until it is as expected; what the last look found wrong is the failure. The limit ends what hangs: it is wide
 *  enough for a machine several times slower than the one on which it was written. */
export async function until(look: () => Promise<void>, { withinMs = 120_000, everyMs = 50 } = {}): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(everyMs);
    }
  }
}

/** As if the minute had passed after which the office misses a killed worker: one that starts now takes up its jobs and its letters at once. */
export async function missTheKilled(house: House): Promise<void> {
  await house.sql(`UPDATE notice SET lease_until = now() WHERE state = 'sending'`);
  await house.sql(`UPDATE bullmq.job SET locked_until_ms = 0, stalled_marked = true WHERE state = 'active'`);
  await house.sql(`DELETE FROM bullmq.meta WHERE field = 'stalled-check'`);
}

/** Waits until the API is ready. */
export async function untilReady(url: string, api: AppProcess, withinMs = 120_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    api.refuseEarlyEnd();
    const isReady = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(25);
  }
  throw new Error('the api was not ready in time');
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
