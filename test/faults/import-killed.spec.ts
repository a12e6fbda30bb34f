import { setTimeout as sleep } from 'node:timers/promises';

import { inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { AppProcess } from '../support/processes.js';

// The promise is made for 50,000; by hand: IMPORT_ROWS=50000.
const ROWS = Number(process.env.IMPORT_ROWS ?? 5_000);
const TENTHS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];
const HEADER = 'Nama Lengkap;NIK;L/P;Kecamatan;No. HP;Skema;No. Paspor';

interface Standing {
  readonly state: string;
  readonly progress: number;
}

let house: House;
let id: string;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

test('a check that dies at every tenth leaves nobody in the register, and ends with the same report', async () => {
  id = await upload();
  const kills = await workThrough('checking');
  expect(kills).toBeGreaterThanOrEqual(TENTHS.length / 2);
  expect(await numbers()).toEqual({ rows: ROWS, rejected: 1, accepted: ROWS - 1, people: 0, cycles: 0, papers: 0, trail: 0 });
  expect((await standing()).state).toBe('checked');
}, 900_000);

test('a confirmed list that dies at every tenth is written whole in the end, nobody twice: rows, report and trail agree at each death', async () => {
  await house.as('sari').post(`/imports/${id}/confirm`);
  const people = ROWS - 1;
  const kills = await workThrough('importing', async () => {
    const { rows: _, rejected: __, accepted: ___, ...kept } = await numbers();
    const [written] = await house.sql<{ count: number }>(
      `SELECT count(*)::integer AS count FROM import_row WHERE batch_id = '${id}' AND is_written`,
    );
    const count = written?.count ?? -1;
    expect(kept).toEqual({ people: count, cycles: count, papers: count, trail: count });
  });
  expect(kills).toBeGreaterThanOrEqual(TENTHS.length / 2);
  expect(await numbers()).toEqual({ rows: ROWS, rejected: 1, accepted: people, people, cycles: people, papers: people, trail: people });
  expect((await standing()).state).toBe('done');
}, 900_000);

test('the same file again brings nobody new and changes nobody', async () => {
  id = await upload();
  await workThrough('checking', undefined, []);
  await house.as('sari').post(`/imports/${id}/confirm`);
  await workThrough('importing', undefined, []);
  const [counts] = await house.sql(
    `SELECT counts->'new' AS new, counts->'updated' AS updated, counts->'unchanged' AS unchanged FROM import_batch WHERE id = '${id}'`,
  );
  expect(counts).toEqual({ new: 0, updated: 0, unchanged: ROWS - 1 });
  expect(await house.sql(`SELECT count(*)::integer AS people FROM candidate`)).toEqual([{ people: ROWS - 1 }]);
}, 900_000);

/** Lets real workers do what the state asks for, and kills the one at work at each tenth. @returns how many were killed */
async function workThrough(state: string, atEachDeath: () => Promise<void> = async () => undefined, tenths = TENTHS): Promise<number> {
  const worker = new AppProcess('worker', {
    ...process.env,
    DATABASE_URL: house.databaseUrl,
    SINERGI_TODAY: '2026-01-16T09:00',
    LOG_LEVEL: 'error',
  });
  const due = [...tenths];
  worker.start();
  try {
    for (let seen = await standing(); seen.state === state; seen = await standing()) {
      worker.refuseEarlyEnd();
      const [next] = due;
      if (next !== undefined && seen.progress >= next) {
        await worker.kill();
        while ((due[0] ?? 100) <= seen.progress) due.shift();
        await atEachDeath();
        await handAgain();
        worker.start();
      } else await sleep(5);
    }
  } finally {
    await worker.kill();
  }
  return worker.kills - 1;
}

/** What the reconciler does after a while: the queue forgets the work of the dead, the outbox does not. */
async function handAgain(): Promise<void> {
  await house.sql(`UPDATE outbox SET handed_at = NULL WHERE done_at IS NULL AND topic LIKE 'import.%'`);
}

async function upload(): Promise<string> {
  const rows = Array.from({ length: ROWS }, (_, index) => (index === ROWS - 1 ? 'Salah;1;L;Rumbia;;;' : person(index)));
  const answer = await house.as('sari').upload<{ id: string }>('/imports', 'daftar.csv', Buffer.from([HEADER, ...rows].join('\n')));
  return answer.body.id;
}

async function standing(): Promise<Standing> {
  const [batch] = await house.sql<Standing & Record<string, unknown>>(`SELECT state, progress FROM import_batch WHERE id = '${id}'`);
  return batch ?? { state: 'gone', progress: 0 };
}

async function numbers(): Promise<Record<string, unknown>> {
  const [found] = await house.sql(
    `SELECT (SELECT count(*)::integer FROM import_row WHERE batch_id = '${id}') AS rows,
            (SELECT count(*)::integer FROM import_row WHERE batch_id = '${id}' AND outcome = 'rejected') AS rejected,
            (SELECT count(*)::integer FROM import_row WHERE batch_id = '${id}' AND outcome = 'new') AS accepted,
            (SELECT count(*)::integer FROM candidate) AS people,
            (SELECT count(*)::integer FROM placement_cycle) AS cycles,
            (SELECT count(*)::integer FROM document) AS papers,
            (SELECT count(*)::integer FROM audit_event WHERE request_id = 'import ${id}') AS trail`,
  );
  return { ...found };
}

function person(index: number): string {
  const day = 1 + (index % 28);
  const month = 1 + (Math.floor(index / 28) % 12);
  const year = 70 + (Math.floor(index / 336) % 29);
  const nik = inventedNik(9000 + (Math.floor(index / 9744) % 1000), { day, month, year });
  return `Orang ${index};${nik};L;Rumbia;0812${String(10_000_000 + index)};SSW;C${String(1_000_000 + index)}`;
}
