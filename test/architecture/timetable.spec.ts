import { readdirSync, readFileSync } from 'node:fs';

import { Queues } from '#libs/platform';
import { REMINDER_RULES } from '#libs/rulebook';

import { Clockwork } from '../../apps/worker/src/clockwork.js';
import { Dispatcher } from '../../apps/worker/src/dispatcher.js';
import { LOOPS, TIMETABLE } from '../../apps/worker/src/timetable.js';
import { openHouse, type House } from '../support/house.js';

const sourcesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');

describe('the timetable', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('names each clock once and says what it does', () => {
    const entries = [...TIMETABLE, ...LOOPS];
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
    expect(entries.filter((entry) => entry.what.length < 20 || entry.lateAfterMinutes < 1)).toEqual([]);
  });

  test('sweeps every hour, composes digests every minute and works at night on what the date changes', () => {
    expect(Object.fromEntries(TIMETABLE.map(({ id, cron }) => [id, cron]))).toMatchInlineSnapshot(`
{
  "checklist-nightly": "15 0 * * *",
  "indicator-fold": "* * * * *",
  "purge": "30 1 * * *",
  "reminder-digest": "* * * * *",
  "reminder-sweep": "5 * * * *",
  "scan-sweep": "40 * * * *",
}
`);
  });

  test.each(TIMETABLE.map((entry) => entry.id))('%s may run twice and writes down when it ran', async (id) => {
    const clockwork = (await house.worker()).get(Clockwork);
    await clockwork.runClock(id);
    await clockwork.runClock(id);
    const [run] = await house.sql<{ finished: boolean; late: boolean }>(
      `SELECT finished_at >= started_at AS finished, late_after < now() AS late FROM clock_run WHERE clock = $1`,
      [id],
    );
    expect(run).toEqual({ finished: true, late: false });
  });

  test.each(LOOPS.map((entry) => [entry.id, entry] as const))('the loop %s finds nothing to do in a quiet office', async (_id, entry) => {
    const clockwork = (await house.worker()).get(Clockwork);
    expect(await clockwork.runLoopOnce(entry)).toBe(0);
    expect(await clockwork.runLoopOnce(entry)).toBe(0);
  });

  test('schedules exist once, in the time of the office, also when they are asked for again', async () => {
    const queues = (await house.worker()).get(Queues, { strict: false });
    for (let round = 0; round < 2; round += 1) {
      for (const { id, cron } of TIMETABLE) await queues.ensureSchedule('clocks-of-test', { id, cron });
    }
    const schedules = await house.sql<{ scheduler_id: string; pattern: string; tz: string }>(
      `SELECT scheduler_id, pattern, tz FROM bullmq.scheduler WHERE queue = 'clocks-of-test'`,
    );
    expect(schedules).toHaveLength(TIMETABLE.length);
    expect(new Set(schedules.map(({ tz }) => tz))).toEqual(new Set(['Asia/Makassar']));
    const [nightly] = await house.sql<{ at: string }>(
      `SELECT to_char(to_timestamp(next_run_ms / 1000.0) AT TIME ZONE 'Asia/Makassar', 'HH24:MI') AS at FROM bullmq.scheduler WHERE queue = 'clocks-of-test' AND scheduler_id = 'checklist-nightly'`,
    );
    expect(nightly?.at).toBe('00:15');
  });

  test('every topic that any room puts into the outbox has exactly one processor', async () => {
    const enqueued = [...sourcesOf('libs').matchAll(/enqueue\(\s*'([a-z.]+)'|,\s*'([a-z]+\.[a-z]+)',\s*'notice '/g)].map(
      (match) => match[1] ?? match[2],
    );
    const { topics } = (await house.worker()).get(Dispatcher);
    expect(enqueued).toContain('notice.deliver');
    expect(new Set(enqueued)).toEqual(new Set(topics));
  });

  test('every rule of the rulebook has a selection of its own', () => {
    const selected = [...sourcesOf('libs/reminders/src/triggers').matchAll(/code: '([a-z_]+)'/g)].map((match) => match[1]);
    expect(selected.sort()).toEqual(REMINDER_RULES.map((rule) => rule.code).sort());
  });
});
