import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** Waits until the API is ready. */
export async function untilReady(url: string, api: AppProcess, withinMs = 20_000): Promise<void> {
  for (let waited = 0; waited < withinMs; waited += 25) {
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
