/** One piece of work that an outbox row asks for, as it arrives through the queue. */
export interface HandedWork {
  readonly outboxId: string;
  readonly topic: string;
  readonly key: string;
  /** Ids only; each processor reads what it needs from the database. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Does the work of some topics. It may be called twice for the same row, also at the same time, and must then have its
 *  effect once. It answers `closed` when it closed the outbox row in its own transaction. */
export interface Processor {
  readonly topics: readonly string[];
  perform(work: HandedWork): Promise<'closed' | void>;
}

/** An id out of a payload. @throws Error when it is missing: a bug of whoever enqueued it */
export function idIn(work: HandedWork, name: string): string {
  const value = work.payload[name];
  if (typeof value !== 'string') throw new Error(`${work.topic}: payload has no ${name}`);
  return value;
}
