import type { INestApplicationContext } from '@nestjs/common';

import { Access } from '#libs/access';
import { Clock, newId, Queues, readSettings } from '#libs/platform';
import { addDays } from '#libs/rulebook';
import { Deliveries, Digests, Sweep } from '#libs/reminders';

import { ClockGuard } from '../../apps/worker/src/clock-guard.js';
import { Dispatcher } from '../../apps/worker/src/dispatcher.js';
import { drainOnce } from '../../apps/worker/src/drain.js';
import { QUEUES, Relay } from '../../apps/worker/src/relay.js';
import { Reconciler } from '../../apps/worker/src/reconciler.js';
import { createWorker } from '../../apps/worker/src/worker.js';
import { openHouse, type House } from '../support/house.js';
import { Arrange, ledger } from './reminders.arrange.js';

const DAY = '2026-01-15';
const PEOPLE = 60;
const redisUrl = process.env.TEST_REDIS_URL;
const backends: { name: string; env: Record<string, string> }[] = [
  { name: 'PostgreSQL', env: {} },
  ...(redisUrl ? [{ name: 'Redis', env: { REDIS_URL: redisUrl } }] : []),
];

describe.each(backends)('work that must happen, with the queue on $name', ({ env }) => {
  let house: House;
  let arrange: Arrange;
  let second: INestApplicationContext;

  beforeAll(async () => {
    house = await openHouse({ today: DAY, env });
    arrange = new Arrange(house);
    second = await createWorker(readSettings({ ...process.env, SINERGI_TODAY: DAY, ...env }));
  });
  afterAll(async () => {
    await second.close();
    await house.close();
  });
  beforeEach(async () => {
    for (const table of ['sent_mail', 'reminder', 'notice', 'outbox', 'candidate']) await house.sql(`DELETE FROM ${table}`);
    house.clock.set(DAY);
    second.get(Clock, { strict: false }).set(DAY, '09:00');
  });

  /** Many officers with one reminder each, as notices in the outbox. */
  async function composeMany(): Promise<INestApplicationContext> {
    await house.sql(
      `INSERT INTO auth.app_user (id, username, display_name, email, role, area_code)
       SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(4096 + n), 12, '0'))::uuid, 'petugas-' || n, 'Petugas ' || n, 'petugas-' || n || '@example.test', 'bp3mi_officer', '74'
         FROM generate_series(1, $1::integer) n ON CONFLICT DO NOTHING`,
      [PEOPLE],
    );
    await arrange.person({ stage: 'cleared', departs: addDays(DAY, -1), officer: null });
    const worker = await house.worker();
    await worker.get(Sweep, { strict: false }).run(DAY);
    await worker.get(Digests, { strict: false }).compose(DAY, '09:00');
    return worker;
  }

  async function expectEachOnce(): Promise<void> {
    const rows = await ledger(house);
    expect(rows.length).toBeGreaterThan(PEOPLE);
    expect(rows.filter((row) => row.state !== 'sent' || !row.mailed)).toEqual([]);
    const [mails] = await house.sql<{ mails: number; people: number }>(
      `SELECT count(*) AS mails, count(DISTINCT recipient_id) AS people FROM sent_mail`,
    );
    expect(mails).toEqual({ mails: rows.length, people: rows.length });
    expect(await house.sql(`SELECT id FROM outbox WHERE done_at IS NULL`)).toEqual([]);
    const [handed] = await house.sql<{ attempts: number }>(`SELECT max(attempts) AS attempts FROM notice`);
    expect(handed?.attempts).toBe(1);
  }

  test('two workers at once sweep, compose, relay and deliver everything once', async () => {
    const worker = await composeMany();
    await house.sql(`DELETE FROM outbox`);
    await house.sql(`UPDATE reminder SET notice_id = NULL, mail_notice_id = NULL`);
    await house.sql(`DELETE FROM notice`);
    await house.sql(`DELETE FROM reminder`);
    await Promise.all([drainOnce(worker), drainOnce(second)]);
    await drainOnce(worker);
    await expectEachOnce();
  });

  test('a queue that is flushed in the middle only delays', async () => {
    const worker = await composeMany();
    const queues = worker.get(Queues, { strict: false });
    // Nobody takes jobs yet: the relay hands over, and then the server forgets everything.
    const relay = second.get(Relay);
    while ((await relay.relayOnce()) > 0);
    for (const { name } of QUEUES) await queues.flush(name);
    await drainOnce(worker);
    const reconciler = worker.get(Reconciler);
    expect(await reconciler.reconcileOnce()).toBe(0);
    expect(await reconciler.reconcileOnce(0)).toBeGreaterThan(0);
    await drainOnce(worker);
    await expectEachOnce();
  });

  test('the same hand-over twice, and a job that runs twice, have one effect', async () => {
    const worker = await composeMany();
    const handed = await house.sql<{ id: string; key: string; payload: object }>(`SELECT id, key, payload FROM outbox`);
    await drainOnce(worker);
    await house.sql(`UPDATE outbox SET handed_at = NULL, done_at = NULL`);
    await drainOnce(worker);
    const dispatcher = worker.get(Dispatcher);
    for (const { id, key, payload } of handed)
      await dispatcher.perform('notice.deliver', { outboxId: id, topic: 'notice.deliver', key, payload });
    await expectEachOnce();
  });

  test('a worker whose lease ran out is fenced: the other one has sent, it writes nothing', async () => {
    const worker = await composeMany();
    const [mail] = await house.sql<{ id: string; outbox: string }>(
      `SELECT n.id, o.id AS outbox FROM notice n JOIN outbox o ON o.payload->>'noticeId' = n.id::text WHERE n.channel = 'email' LIMIT 1`,
    );
    const [late, healthy] = [worker.get(Deliveries, { strict: false }), second.get(Deliveries, { strict: false })];
    const { id, outbox } = mail ?? { id: '', outbox: '' };
    const held = await late.claim(id, outbox);
    expect(await healthy.claim(id, outbox)).toBeNull();
    await house.sql(`UPDATE notice SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
    await healthy.deliver(id, outbox);
    expect(held && (await late.finish(held))).toBe(false);
    expect(await house.sql(`SELECT count(*)::integer AS n FROM sent_mail WHERE notice_id = $1`, [id])).toEqual([{ n: 1 }]);
    expect(await house.sql(`SELECT state FROM notice WHERE id = $1`, [id])).toEqual([{ state: 'sent' }]);
  });

  test('negative control: select, then send, without a lease sends twice', async () => {
    await composeMany();
    const sent: string[] = [];
    const workers = [(await house.worker()).get(Access, { strict: false }), second.get(Access, { strict: false })];
    const select = (access: Access): Promise<{ id: string }[]> =>
      access.system(
        'test.naive',
        (rows) => rows.query<{ id: string }>(`SELECT id FROM notice WHERE channel = 'email' AND state = 'pending'`),
        { audited: false },
      );
    // Both look before either has sent, which without a lease is a matter of luck.
    for (const due of await Promise.all(workers.map(select))) {
      for (const { id } of due) {
        sent.push(id);
        await workers[0]?.system('test.naive', (rows) => rows.query(`UPDATE notice SET state = 'sent' WHERE id = $1`, [id]), {
          audited: false,
        });
      }
    }
    expect(sent.length).toBeGreaterThan(new Set(sent).size);
  });

  test('negative control: commit, then add to the queue, loses what the process had no time to add; the outbox does not', async () => {
    const worker = await house.worker();
    const access = worker.get(Access, { strict: false });
    const [naive, safe] = [newId(), newId()];
    const dies = async (add: () => Promise<void>): Promise<void> => {
      const killed = true;
      if (!killed) await add();
    };
    // The naive way: the change is committed, and the process is killed before it reaches the queue.
    await access.system(
      'test.naive',
      (rows) =>
        rows.query(
          `INSERT INTO notice (id, recipient_id, channel, slot, state, due_at) VALUES ($1, $1, 'in_app', 'naive', 'pending', now())`,
          [naive],
        ),
      { audited: false },
    );
    await dies(() => worker.get(Queues, { strict: false }).add('in-app', [{ topic: 'notice.deliver', jobId: `naive-${naive}`, data: {} }]));
    // Ours: the outbox row is part of the change.
    await access.system(
      'test.outbox',
      async (rows) => {
        await rows.query(
          `INSERT INTO notice (id, recipient_id, channel, slot, state, due_at) VALUES ($1, $1, 'in_app', 'outbox', 'pending', now())`,
          [safe],
        );
        await rows.enqueue('notice.deliver', `notice ${safe} in_app`, { noticeId: safe, channel: 'in_app' });
      },
      { audited: false },
    );
    await dies(async () => undefined);
    await drainOnce(worker);
    await worker.get(Reconciler).reconcileOnce(0);
    await drainOnce(worker);
    const states = await house.sql<{ slot: string; state: string }>(`SELECT slot, state FROM notice WHERE id = ANY ($1) ORDER BY slot`, [
      [naive, safe],
    ]);
    expect(states).toEqual([
      { slot: 'naive', state: 'pending' },
      { slot: 'outbox', state: 'superseded' },
    ]);
  });

  test('work whose transaction is rolled back never reaches the queue', async () => {
    const worker = await house.worker();
    const undone = worker.get(Access, { strict: false }).system('test.rollback', async (rows) => {
      await rows.enqueue('notice.deliver', 'notice undone', { noticeId: newId(), channel: 'in_app' });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await drainOnce(worker)).toBe(0);
  });

  test('a worker whose clock is off by more than two seconds refuses to work', async () => {
    const access = (await house.worker()).get(Access, { strict: false });
    class WrongClock extends Clock {
      constructor(private readonly offMs: number) {
        super(DAY);
      }
      override now(): Date {
        return new Date(super.now().getTime() + this.offMs);
      }
    }
    await expect(new ClockGuard(access, new Clock(DAY)).refuseWrongClock()).resolves.toBeUndefined();
    await expect(new ClockGuard(access, new WrongClock(600_000)).refuseWrongClock()).rejects.toThrow(/lebih cepat 600/);
    await expect(new ClockGuard(access, new WrongClock(-5_000)).refuseWrongClock()).rejects.toThrow(/lebih lambat/);
    await expect(new ClockGuard(access, new WrongClock(1_000)).refuseWrongClock()).resolves.toBeUndefined();
  });
});

test('work that always fails is reported, and stays in the outbox where somebody can see it', async () => {
  const house = await openHouse({ today: DAY });
  try {
    const worker = await house.worker();
    await worker
      .get(Access, { strict: false })
      .system('test.poison', (rows) => rows.enqueue('no.such.topic', 'poison', {}), { audited: false });
    await expect(drainOnce(worker)).rejects.toThrow('no processor for no.such.topic');
    expect(await house.sql(`SELECT handovers, done_at FROM outbox WHERE key = 'poison'`)).toEqual([{ handovers: 1, done_at: null }]);
    const reconciler = worker.get(Reconciler);
    await house.sql(`UPDATE outbox SET handed_at = now() - interval '6 minutes', handovers = 2`);
    expect(await reconciler.reconcileOnce()).toBe(0);
    await house.sql(`UPDATE outbox SET handed_at = now() - interval '11 minutes'`);
    expect(await reconciler.reconcileOnce()).toBe(1);
  } finally {
    await house.close();
  }
});

describe('BullMQ on PostgreSQL after a clock that jumped', () => {
  test('moments from the future are taken back, so that stalled jobs are found again', async () => {
    const house = await openHouse({ today: DAY });
    try {
      const queues = (await house.worker()).get(Queues, { strict: false });
      await queues.unfinished('work');
      await house.sql(
        `INSERT INTO bullmq.meta (queue, field, value) VALUES ('work', 'stalled-check', ((extract(epoch FROM now()) * 1000)::bigint + 600000)::text) ON CONFLICT (queue, field) DO UPDATE SET value = excluded.value`,
      );
      expect(await queues.repair()).toBe(1);
      expect(await queues.repair()).toBe(0);
      const [check] = await house.sql<{ ahead: boolean }>(
        `SELECT value::bigint > extract(epoch FROM now()) * 1000 + 2000 AS ahead FROM bullmq.meta WHERE queue = 'work' AND field = 'stalled-check'`,
      );
      expect(check).toEqual({ ahead: false });
    } finally {
      await house.close();
    }
  });
});
