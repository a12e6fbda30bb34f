import { CAST } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { AppProcess, missTheKilled, until } from '../support/processes.js';

const PEOPLE = 80;
const KILLS = 3;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Job {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
}

async function settled(jobId: string): Promise<number> {
  const [row] = await house.sql<{ n: number }>(
    `SELECT count(*)::integer AS n FROM bulk_job_row WHERE job_id = $1 AND state NOT IN ('ready', 'blocked')`,
    [jobId],
  );
  return row?.n ?? 0;
}

/** As the reconciler does after its patience: what a killed worker had is handed over again. */
function handOverAgain(): Promise<object[]> {
  return house.sql(`UPDATE outbox SET handed_at = NULL WHERE done_at IS NULL`);
}

/** Lets a worker begin and kills it once it has done a few more rows, again and again; the last one may finish. */
async function killInTheMiddle(jobId: string, worker: AppProcess): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await settled(jobId);
    await handOverAgain();
    worker.start();
    await until(
      async () => {
        worker.refuseEarlyEnd();
        expect(await settled(jobId)).toBeGreaterThanOrEqual(before + 3);
      },
      { everyMs: 5 },
    );
    await worker.kill();
    await missTheKilled(house);
  }
  await handOverAgain();
  await house.drain();
}

test(`a bulk job whose worker dies ${KILLS} times in the middle does every row exactly once, and so does its undo`, async () => {
  await house.sql(
    `WITH people AS (
       INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
       SELECT gen_random_uuid(), 'Orang Rekaan ' || n, 'orang rekan ' || n, '74.06.04', 'form', $1 FROM generate_series(1, $2) n RETURNING id, area_code)
     INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
     SELECT gen_random_uuid(), id, area_code, 1, 'lead', '2026-01-02', '2026-01-02' FROM people`,
    [CAST.sari.id, PEOPLE],
  );
  const worker = new AppProcess('worker', {
    ...process.env,
    SINERGI_TODAY: '2026-01-16T09:00',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  });
  const wish = { kind: 'assign_officer', change: { officerId: CAST.hasan.id }, filter: {} };
  const { body: job } = await house.as('sari').post<Job>('/bulk-jobs', wish);
  expect(job.counts['ready']).toBe(PEOPLE);
  const changes = (): Promise<{ n: number }[]> =>
    house.sql<{ n: number }>(`SELECT count(*)::integer AS n FROM audit_event WHERE action = 'cycle.change' AND request_id = $1`, [
      `bulk/${job.id}`,
    ]);
  try {
    await house.as('sari').post(`/bulk-jobs/${job.id}/confirm`);
    await killInTheMiddle(job.id, worker);
    expect((await house.as('sari').get<Job>(`/bulk-jobs/${job.id}`)).body).toMatchObject({
      state: 'done',
      counts: { done: PEOPLE, refused: 0 },
    });
    expect(await changes()).toEqual([{ n: PEOPLE }]);
    const versions = await house.sql(`SELECT DISTINCT version, officer_id FROM placement_cycle`);
    expect(versions).toEqual([{ version: 2, officer_id: CAST.hasan.id }]);

    await house.as('sari').post(`/bulk-jobs/${job.id}/undo`);
    await house.drain();
    expect((await house.as('sari').get<Job>(`/bulk-jobs/${job.id}`)).body).toMatchObject({
      state: 'undone',
      counts: { undone: PEOPLE, kept: 0 },
    });
    expect(await changes()).toEqual([{ n: PEOPLE * 2 }]);
    expect(await house.sql(`SELECT DISTINCT version, officer_id FROM placement_cycle`)).toEqual([{ version: 3, officer_id: null }]);
  } finally {
    await worker.kill();
  }
  expect(worker.kills).toBe(KILLS);
}, 600_000);
