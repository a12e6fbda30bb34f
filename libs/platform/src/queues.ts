import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { BackendFactory, ConnectionOptions, IQueueBackend, Job, Queue } from 'bullmq';
import type pg from 'pg';

import { OFFICE_ZONE } from './clock.js';
import { Config } from './config.js';
import { queuePool } from './database.js';
import { LOGGER } from './tokens.js';
import type { Logger } from './logger.js';

export interface QueueJob {
  readonly topic: string;
  /** Unique per hand-over; BullMQ ignores an id it still holds. No colon. */
  readonly jobId: string;
  readonly data: object;
}

type AnyQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;

/** One entry of a timetable: a cron pattern in the office's time zone. */
export interface QueueSchedule {
  readonly id: string;
  readonly cron: string;
}

interface Backend {
  readonly connection: ConnectionOptions;
  // BullMQ types its factories by connection; both stand behind the same Queue and Worker.
  readonly factory: BackendFactory<IQueueBackend>;
  /** Only on PostgreSQL, where BullMQ keeps its clockwork in tables. */
  readonly pool: pg.Pool | null;
  close(): Promise<unknown>;
}

// Loaded when a queue is first used: the api only writes to the outbox, and would carry all of it for nothing.
const loadBullMq = (): Promise<typeof import('bullmq')> => import('bullmq');

/** BullMQ on PostgreSQL, or on Redis when REDIS_URL is set. The queue only wakes workers up:
 *  what must happen is a row in `outbox` until it is done, so a flushed queue loses nothing. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private backend: Promise<Backend> | null = null;
  private readonly queues = new Map<string, Promise<AnyQueue>>();
  private readonly workers: Array<{ close(): Promise<void> }> = [];
  private isClosing = false;

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async add(queueName: string, jobs: readonly QueueJob[]): Promise<void> {
    const queue = await this.queue(queueName);
    await queue.addBulk(
      jobs.map((job) => ({
        name: job.topic,
        data: job.data,
        opts: {
          jobId: job.jobId,
          attempts: 5,
          backoff: { type: 'exponential', delay: 1000, jitter: 0.3 },
          removeOnComplete: true,
          removeOnFail: { age: 7 * 86_400 },
        },
      })),
    );
  }

  /** Starts a worker; `work` gets the topic and the data and must be safe to run twice. */
  async work(queueName: string, concurrency: number, work: (topic: string, data: unknown) => Promise<void>): Promise<void> {
    const { Worker } = await loadBullMq();
    const { connection, factory } = await this.open();
    // Begun now, it would outlive its connections: BullMQ then asks for work again and again without ever letting the process breathe.
    if (this.isClosing) return;
    const worker = new Worker(
      queueName,
      (job: Job) => work(job.name, job.data),
      { connection, concurrency, maxStalledCount: 3, ...this.prefix() },
      factory,
    );
    worker.on('error', (error) => this.logger.warn({ queue: queueName, error: error.message }, 'queue worker'));
    worker.on('failed', (job, error) =>
      this.logger.error({ queue: queueName, topic: job?.name, jobId: job?.id, error: error.message }, 'job failed'),
    );
    this.workers.push(worker);
  }

  /** Throws every waiting job away, as a flush of the server would; tests use it to prove that nothing is lost. */
  async flush(queueName: string): Promise<void> {
    const queue = await this.queue(queueName);
    await queue.obliterate({ force: true });
  }

  /** Makes sure that a schedule exists with this pattern; a flush of the server takes schedules away too. */
  async ensureSchedule(queueName: string, { id, cron }: QueueSchedule): Promise<void> {
    const queue = await this.queue(queueName);
    const known = await queue.getJobScheduler(id);
    if (known?.pattern === cron && known.tz === OFFICE_ZONE) return;
    await queue.upsertJobScheduler(
      id,
      { pattern: cron, tz: OFFICE_ZONE },
      { name: id, data: {}, opts: { removeOnComplete: true, removeOnFail: { count: 20 } } },
    );
  }

  /** How many jobs of a queue wait or run right now; jobs waiting for a later attempt do not count. */
  async unfinished(queueName: string): Promise<number> {
    const queue = await this.queue(queueName);
    const { waiting = 0, active = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'active', 'prioritized');
    return waiting + active + prioritized;
  }

  /** On PostgreSQL BullMQ trusts each worker's clock: a moment from the future that one of them wrote switches the recovery
   *  of stalled jobs off, or keeps a dead worker's job locked. This takes such moments back and drops events of days ago.
   *  @returns how many moments were taken back; 0 on Redis, which uses its own clock */
  async repair(): Promise<number> {
    const { pool } = await this.open();
    if (!pool) return 0;
    const nowMs = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;
    const throttles = await pool.query(
      `UPDATE meta SET value = ${nowMs}::text WHERE field = 'stalled-check' AND value::bigint > ${nowMs} + 2000`,
    );
    const locks = await pool.query(
      `UPDATE job SET locked_until_ms = ${nowMs} WHERE state = 'active' AND locked_until_ms > ${nowMs} + 120000`,
    );
    await pool.query(`DELETE FROM event WHERE created_at_ms < ${nowMs} - 86400000`);
    return (throttles.rowCount ?? 0) + (locks.rowCount ?? 0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map(async (queue) => (await queue).close()));
    await (await this.backend)?.close();
  }

  private queue(name: string): Promise<AnyQueue> {
    const known = this.queues.get(name) ?? this.openQueue(name);
    this.queues.set(name, known);
    return known;
  }

  private async openQueue(name: string): Promise<AnyQueue> {
    const { Queue } = await loadBullMq();
    const { connection, factory } = await this.open();
    const queue: AnyQueue = new Queue(name, { connection, ...this.prefix() }, factory);
    queue.on('error', (error) => this.logger.warn({ queue: name, error: error.message }, 'queue'));
    return queue;
  }

  // Several offices may share one Redis; on PostgreSQL each has a schema of its own.
  private prefix(): { prefix?: string } {
    const { redisUrl, database } = this.config.settings;
    return redisUrl ? { prefix: `sinergi-${database.name}` } : {};
  }

  private open(): Promise<Backend> {
    const { redisUrl } = this.config.settings;
    this.backend ??= redisUrl ? redisBackend(redisUrl) : postgresBackend(queuePool(this.config.settings), this.logger);
    return this.backend;
  }
}

async function redisBackend(url: string): Promise<Backend> {
  const [{ createRedisBackend }, { Redis }] = await Promise.all([loadBullMq(), import('ioredis')]);
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  return {
    connection,
    factory: createRedisBackend as unknown as BackendFactory<IQueueBackend>,
    pool: null,
    close: () => connection.quit(),
  };
}

async function postgresBackend(pool: pg.Pool, logger: Logger): Promise<Backend> {
  pool.on('error', (error) => logger.warn({ error: error.message }, 'queue pool'));
  const { createPostgresBackend } = await loadBullMq();
  return {
    connection: pool as unknown as ConnectionOptions,
    factory: createPostgresBackend as unknown as BackendFactory<IQueueBackend>,
    pool,
    close: () => pool.end(),
  };
}
