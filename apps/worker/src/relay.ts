import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { Queues, type QueueJob } from '#libs/platform';

import type { HandedWork } from './processor.js';

const BATCH = 500;
const NOTICE_TOPIC = 'notice.deliver';

/** A queue of its own per channel, so that a slow mail server holds nobody else up. */
export const QUEUES = [
  { name: 'in-app', concurrency: 4 },
  { name: 'email', concurrency: 8 },
  { name: 'work', concurrency: 2 },
] as const;

type QueueName = (typeof QUEUES)[number]['name'];

interface WaitingRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly handovers: number;
}

/** Hands outbox rows over to the queue. The rows stay until they are done, so that a queue that loses them only delays. */
@Injectable()
export class Relay {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Queues) private readonly queues: Queues,
  ) {}

  /** Hands one batch over. Several relays may run: each takes rows that nobody else holds. @returns how many rows were handed over */
  async relayOnce(): Promise<number> {
    return this.access.system(
      'outbox.relay',
      async (rows) => {
        const waiting = await rows.query<WaitingRow>(
          `WITH waiting AS (
             SELECT o.id
               FROM outbox o
              WHERE o.done_at IS NULL AND o.handed_at IS NULL AND o.due_at <= now()
              ORDER BY o.due_at, o.id
              LIMIT $1
                FOR UPDATE SKIP LOCKED)
           UPDATE outbox o
              SET handed_at = clock_timestamp(), handovers = o.handovers + 1
             FROM waiting
            WHERE o.id = waiting.id
           RETURNING o.id, o.topic, o.key, o.payload, o.handovers`,
          [BATCH],
        );
        // Added before the commit: a crash in between hands the same job ids over again, and BullMQ ignores ids it holds.
        for (const [queue, jobs] of byQueue(waiting)) await this.queues.add(queue, jobs);
        return waiting.length;
      },
      { audited: false },
    );
  }
}

function byQueue(rows: readonly WaitingRow[]): Map<QueueName, QueueJob[]> {
  const jobs = new Map<QueueName, QueueJob[]>();
  for (const row of rows) {
    const queue = queueOf(row);
    const data: HandedWork = { outboxId: row.id, topic: row.topic, key: row.key, payload: row.payload };
    jobs.set(queue, [...(jobs.get(queue) ?? []), { topic: row.topic, jobId: `ob-${shortId(row.id)}-${row.handovers}`, data }]);
  }
  return jobs;
}

function queueOf({ topic, payload }: WaitingRow): QueueName {
  if (topic !== NOTICE_TOPIC) return 'work';
  return payload['channel'] === 'email' ? 'email' : 'in-app';
}

// The random half of a UUIDv7; the number of the hand-over makes a second one a new job. A colon is not allowed.
function shortId(id: string): string {
  return id.replaceAll('-', '').slice(-18);
}
