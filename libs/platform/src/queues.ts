import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, createRedisBackend, Queue, Worker, type BackendFactory, type ConnectionOptions, type IQueueBackend, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';

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

interface Backend {
  readonly connection: ConnectionOptions;
  // BullMQ types its factories by connection; both stand behind the same Queue and Worker.
  readonly factory: BackendFactory<IQueueBackend>;
  close(): Promise<unknown>;
}

/** BullMQ on PostgreSQL, or on Redis when REDIS_URL is set. The queue only wakes workers up:
 *  what must happen is a row in `outbox` until it is done, so a flushed queue loses nothing. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private backend: Backend | null = null;
  private readonly queues = new Map<string, AnyQueue>();
  private readonly workers: Array<{ close(): Promise<void> }> = [];

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async add(queueName: string, jobs: readonly QueueJob[]): Promise<void> {
    await this.queue(queueName).addBulk(
      jobs.map((job) => ({
        name: job.topic,
        data: job.data,
        opts: { jobId: job.jobId, attempts: 5, backoff: { type: 'exponential', delay: 1000, jitter: 0.3 }, removeOnComplete: true, removeOnFail: { age: 7 * 86_400 } },
      })),
    );
  }

  /** Starts a worker; `work` gets the topic and the data and must be safe to run twice. */
  work(queueName: string, concurrency: number, work: (topic: string, data: unknown) => Promise<void>): void {
    const { connection, factory } = this.open();
    const worker = new Worker(queueName, (job: Job) => work(job.name, job.data), { connection, concurrency, maxStalledCount: 3 }, factory);
    worker.on('error', (error) => this.logger.warn({ queue: queueName, error: error.message }, 'queue worker'));
    worker.on('failed', (job, error) => this.logger.error({ queue: queueName, topic: job?.name, jobId: job?.id, error: error.message }, 'job failed'));
    this.workers.push(worker);
  }

  /** Throws every waiting job away, as a flush of the server would; tests use it to prove that nothing is lost. */
  async flush(queueName: string): Promise<void> {
    await this.queue(queueName).obliterate({ force: true });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend?.close();
  }

  private queue(name: string): AnyQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const { connection, factory } = this.open();
    const queue: AnyQueue = new Queue(name, { connection }, factory);
    queue.on('error', (error) => this.logger.warn({ queue: name, error: error.message }, 'queue'));
    this.queues.set(name, queue);
    return queue;
  }

  private open(): Backend {
    this.backend ??= this.config.settings.redisUrl ? redisBackend(this.config.settings.redisUrl) : postgresBackend(queuePool(this.config.settings), this.logger);
    return this.backend;
  }
}

function redisBackend(url: string): Backend {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  return { connection, factory: createRedisBackend as unknown as BackendFactory<IQueueBackend>, close: () => connection.quit() };
}

function postgresBackend(pool: pg.Pool, logger: Logger): Backend {
  pool.on('error', (error) => logger.warn({ error: error.message }, 'queue pool'));
  return { connection: pool as unknown as ConnectionOptions, factory: createPostgresBackend as unknown as BackendFactory<IQueueBackend>, close: () => pool.end() };
}
