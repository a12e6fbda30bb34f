import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { AppProcess, freePort, until, untilReady } from '../support/processes.js';

/** A wire between the API and its database that can be cut, and held still without being cut. */
class Wire {
  private readonly server: net.Server;
  private readonly ends = new Set<net.Socket>();
  private state: 'joined' | 'cut' | 'still' = 'joined';

  constructor(private readonly target: { readonly host: string; readonly port: number }) {
    this.server = net.createServer((near) => this.join(near));
  }

  listen(): Promise<number> {
    return new Promise((resolve) => this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as net.AddressInfo).port)));
  }

  cut(): void {
    this.state = 'cut';
    for (const end of this.ends) end.destroy();
  }

  hold(): void {
    this.state = 'still';
    for (const end of this.ends) end.pause();
  }

  rejoin(): void {
    this.state = 'joined';
    for (const end of this.ends) end.resume();
  }

  close(): Promise<void> {
    this.cut();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private join(near: net.Socket): void {
    const far = net.connect(this.target.port, this.target.host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(one);
      one.on('data', (chunk) => other.write(chunk));
      one.on('error', () => undefined);
      one.on('close', () => {
        this.ends.delete(one);
        other.destroy();
      });
    }
    if (this.state === 'cut') near.destroy();
    if (this.state === 'still') [near, far].forEach((end) => end.pause());
  }
}

let house: House;
let wire: Wire;
let api: AppProcess;
let url: string;
let fileUrl: string;
beforeAll(async () => {
  house = await openHouse();
  const { id } = (await house.as('sari').post<{ id: string }>('/candidates', DEWI)).body;
  const database = new URL(house.databaseUrl);
  wire = new Wire({ host: database.hostname, port: Number(database.port) });
  database.hostname = '127.0.0.1';
  database.port = String(await wire.listen());
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  fileUrl = `${url}/api/v1/candidates/${id}`;
  api = new AppProcess('api', {
    ...process.env,
    DATABASE_URL: database.toString(),
    PORT: String(port),
    HOST: '127.0.0.1',
    NODE_ENV: 'production',
  });
  api.start();
  await untilReady(url, api);
});
afterAll(async () => {
  await api.stop();
  await wire.close();
  await house.close();
});

const ask = (where: string): Promise<Response> =>
  fetch(where, { headers: { authorization: `Bearer ${house.as('sari').token}` }, signal: AbortSignal.timeout(60_000) });

async function expectUnavailable(where: string): Promise<void> {
  const answer = await ask(where);
  expect([where, answer.status, answer.headers.get('content-type')]).toEqual([
    where,
    503,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ type: '/problems/unavailable', status: 503 });
  expect(body).not.toMatch(/ECONN|connection|127\.0\.0\.1|sinergi_|postgres/i);
}

const BACK_WITHIN_MS = 2000;
const TRIES = 5;

/** After an outage ready again without anybody's help, and the file that was open before opens again. A machine that is busy
 *  with something else may need longer once; an office that waits before it looks again would need longer each time. */
async function expectBackAfter(outage: () => Promise<void>): Promise<void> {
  let quickest = Infinity;
  for (let tries = 0; tries < TRIES && quickest >= BACK_WITHIN_MS; tries += 1) {
    await outage();
    const since = performance.now();
    await untilReady(url, api);
    quickest = Math.min(quickest, performance.now() - since);
    expect((await ask(fileUrl)).status).toBe(200);
  }
  expect(quickest).toBeLessThan(BACK_WITHIN_MS);
}

test('when the database refuses every connection the office says so in words, stays alive, and is back by itself', async () => {
  const closeDoors = (limit: number): Promise<object[]> =>
    house.sql(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT ${limit}', current_database()); END $$`);
  await expectBackAfter(async () => {
    await closeDoors(0);
    await house.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename LIKE 'sinergi%'`,
    );
    for (const where of [`${url}/health/ready`, fileUrl, `${url}/api/v1/candidates`]) await expectUnavailable(where);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await closeDoors(-1);
  });
});

test('when the database throws everybody out in the middle of the work, each request ends in an answer or in 503', async () => {
  const seen = new Set<number>();
  let stopped = false;
  const readers = Array.from({ length: 6 }, async () => {
    while (!stopped) seen.add((await ask(fileUrl)).status);
  });
  await expectBackAfter(async () => {
    for (let round = 0; round < 6; round += 1) {
      await sleep(100);
      await house.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename LIKE 'sinergi%'`,
      );
    }
  });
  await until(async () => expect(seen).toContain(200));
  stopped = true;
  await Promise.all(readers);
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
});

test('when the wire to the database is cut, the office says so and is back within two seconds of the repair', async () => {
  await expectBackAfter(async () => {
    wire.cut();
    for (const where of [`${url}/health/ready`, fileUrl]) await expectUnavailable(where);
    wire.rejoin();
  });
});

test('when the database falls silent without hanging up, nobody waits for ever', async () => {
  expect((await ask(fileUrl)).status).toBe(200);
  await expectBackAfter(async () => {
    wire.hold();
    const since = performance.now();
    await Promise.all([expectUnavailable(`${url}/health/ready`), expectUnavailable(fileUrl)]);
    expect(performance.now() - since).toBeLessThan(40_000);
    wire.rejoin();
  });
});
