import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { LOGGER, Queues, type Logger } from '#libs/platform';

import type { HandedWork, Processor } from './processor.js';
import { QUEUES } from './relay.js';

/** Injection token of the list of all processors. */
export const PROCESSORS = Symbol('PROCESSORS');

const TOUCH_EVERY_MS = 60_000;
const MAX_REMEMBERED_FAILURES = 20;

/** Takes jobs from the queues and gives each to the one processor of its topic. */
@Injectable()
export class Dispatcher {
  private readonly byTopic = new Map<string, Processor>();
  private isWorking = false;
  /** What failed since it was last taken away; the queue tries again by itself. */
  private failures: Error[] = [];

  constructor(
    @Inject(PROCESSORS) processors: readonly Processor[],
    @Inject(Access) private readonly access: Access,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    for (const processor of processors) {
      for (const topic of processor.topics) {
        if (this.byTopic.has(topic)) throw new Error(`two processors for ${topic}`);
        this.byTopic.set(topic, processor);
      }
    }
  }

  get topics(): string[] {
    return [...this.byTopic.keys()];
  }

  /** Starts one worker per queue; a second call does nothing. */
  async start(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (const { name, concurrency } of QUEUES) await this.queues.work(name, concurrency, (topic, data) => this.perform(topic, data));
  }

  async perform(topic: string, data: unknown): Promise<void> {
    const work = handedWork(data);
    const touching = setInterval(() => void this.touch(work), TOUCH_EVERY_MS);
    try {
      const processor = this.byTopic.get(topic);
      if (!processor) throw new Error(`no processor for ${topic}`);
      const outcome = await processor.perform(work);
      if (outcome !== 'closed') await this.close(work);
    } catch (error) {
      if (this.failures.length < MAX_REMEMBERED_FAILURES) this.failures.push(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      clearInterval(touching);
    }
  }

  takeFailures(): Error[] {
    const taken = this.failures;
    this.failures = [];
    return taken;
  }

  private close(work: HandedWork): Promise<void> {
    return this.access.system(
      'outbox.close',
      async (rows) => {
        await rows.query(`UPDATE outbox SET done_at = now() WHERE id = $1 AND done_at IS NULL`, [work.outboxId]);
      },
      { audited: false },
    );
  }

  // Long work, such as a big list, must not look lost to the reconciler while it runs.
  private async touch(work: HandedWork): Promise<void> {
    try {
      await this.access.system(
        'outbox.touch',
        async (rows) => {
          await rows.query(`UPDATE outbox SET handed_at = now() WHERE id = $1 AND done_at IS NULL AND handed_at IS NOT NULL`, [
            work.outboxId,
          ]);
        },
        { audited: false },
      );
    } catch (error) {
      this.logger.warn({ outboxId: work.outboxId, error: String(error) }, 'could not prolong a hand-over');
    }
  }
}

function handedWork(data: unknown): HandedWork {
  if (!isHandedWork(data)) throw new Error('a job without an outbox row');
  return data;
}

function isHandedWork(data: unknown): data is HandedWork {
  if (typeof data !== 'object' || data === null) return false;
  return (
    'outboxId' in data &&
    typeof data.outboxId === 'string' &&
    'payload' in data &&
    typeof data.payload === 'object' &&
    data.payload !== null
  );
}
