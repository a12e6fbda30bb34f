import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Reconciler } from '../../apps/worker/src/reconciler.js';
import { openHouse, type House } from '../support/house.js';
import { AppProcess, freePort, missTheKilled, until, untilReady } from '../support/processes.js';
import { inventedNik } from '../support/cast.js';

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 26);

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** An office under load whose processes die at random moments, again and again. */
test(`${ROUNDS * 2} kills without warning: nothing acknowledged is lost, nothing is half done, no notice comes twice`, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    SINERGI_TODAY: '2026-01-16T09:00',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  };
  const [api, worker] = [new AppProcess('api', env), new AppProcess('worker', env)];
  const acknowledged: { id: string; nik: string }[] = [];
  const retried = { count: 0 };
  const token = house.as('sari').token ?? '';
  let stopped = false;
  let serial = 9000;

  api.start();
  worker.start();
  await untilReady(url, api);
  const clients = Array.from({ length: 3 }, async () => {
    while (!stopped) {
      serial += 1;
      const nik = inventedNik(9000 + (serial % 1000), { year: 60 + (Math.floor(serial / 1000) % 40), day: 1 + (serial % 28) });
      const registered = await registerUntilAnswered(
        url,
        token,
        {
          fullName: `Orang Rekaan ${serial}`,
          areaCode: '74.06.04',
          nik,
          scheme: 'ssw',
          destinationCountry: 'JP',
          plannedDepartureOn: '2026-01-30',
        },
        () => stopped,
        retried,
      );
      if (registered) acknowledged.push({ id: registered, nik });
    }
  });
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await untilReady(url, api);
      // Each life does something that could be lost, however slow the machine.
      const before = acknowledged.length;
      await until(async () => expect(acknowledged.length).toBeGreaterThan(before), { everyMs: 10 });
      await sleep(Math.floor(pseudoRandom(round) * 500));
      await Promise.all([api.kill(), worker.kill()]);
      api.start();
      worker.start();
    }
    await untilReady(url, api);
    stopped = true;
    await Promise.all(clients);
  } finally {
    stopped = true;
    await Promise.all([api.stop(), worker.stop()]);
  }

  expect(api.kills + worker.kills).toBe(ROUNDS * 2);
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  const kept = await house.sql<{ id: string }>(`SELECT id FROM candidate WHERE id = ANY ($1)`, [acknowledged.map((one) => one.id)]);
  expect(kept).toHaveLength(acknowledged.length);
  const [half] = await house.sql<{ cycles: number; audits: number; twice: number }>(
    `SELECT (SELECT count(*)::integer FROM candidate c WHERE NOT EXISTS (SELECT FROM placement_cycle p WHERE p.candidate_id = c.id)) AS cycles,
            (SELECT count(*)::integer FROM candidate c WHERE NOT EXISTS (SELECT FROM audit_event a WHERE a.action = 'candidate.register' AND a.candidate_id = c.id)) AS audits,
            (SELECT count(*)::integer FROM (SELECT FROM candidate GROUP BY full_name HAVING count(*) > 1) doubled) AS twice`,
  );
  expect(half).toEqual({ cycles: 0, audits: 0, twice: 0 });

  house.clock.set('2026-01-17', '09:30');
  await missTheKilled(house);
  await house.drain();
  // What met several dead workers the queue gives up; the office hands it over again after some minutes, here at once.
  await (await house.worker()).get(Reconciler).reconcileOnce(0);
  await house.drain();
  const [notices] = await house.sql<{ people: number; reminded: number; doubled: number; unsent: number }>(
    `SELECT (SELECT count(*)::integer FROM placement_cycle WHERE planned_departure_on IS NOT NULL) AS people,
            (SELECT count(DISTINCT subject_id)::integer FROM reminder WHERE rule = 'missing_before_departure' AND state = 'sent') AS reminded,
            (SELECT count(*)::integer FROM (SELECT FROM reminder GROUP BY rule, subject_id, due_on, offset_days, recipient_id HAVING count(*) > 1) d) AS doubled,
            (SELECT count(*)::integer FROM outbox WHERE done_at IS NULL) AS unsent`,
  );
  expect(notices?.doubled).toBe(0);
  expect(notices?.unsent).toBe(0);
  expect(notices?.reminded).toBe(notices?.people);
}, 900_000);

/** A careful client: the same key until there is an answer. */
async function registerUntilAnswered(
  url: string,
  token: string,
  body: object,
  hasStopped: () => boolean,
  retried: { count: number },
): Promise<string | null> {
  const key = randomUUID();
  for (;;) {
    try {
      const answer = await fetch(`${url}/api/v1/candidates`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      const found = (await answer.json()) as { id: string };
      if (answer.status === 201) return found.id;
      if (answer.status !== 503) throw new Error(`unexpected ${answer.status}: ${JSON.stringify(found)}`);
    } catch (error) {
      // The connection died with the process; the errors come from outside the test's own realm, so only their names compare.
      if (!/^(TypeError|SyntaxError)/.test(String(error))) throw error;
    }
    retried.count += 1;
    if (hasStopped()) return null;
    await sleep(30);
  }
}

/** The same moments in every run, so that a failure can be repeated. */
function pseudoRandom(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43758.5453;
  return x - Math.floor(x);
}
