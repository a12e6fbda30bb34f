import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { LOGGER, Queues, type Logger } from '#libs/platform';

/** How long handed-over work may stay undone before it is handed over again. */
export const PATIENCE_SECONDS = 300;
const MAX_DOUBLINGS = 6;

/** Finds work that the queue has lost: a flush, an eviction, a killed worker, a clock that jumped. */
@Injectable()
export class Reconciler {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Puts rows back that were handed over too long ago, in the time of PostgreSQL. Each further time waits twice as long,
   *  so that work which always fails stays visible without filling the queue.
   *  @returns how many rows will be handed over again */
  async reconcileOnce(patienceSeconds: number = PATIENCE_SECONDS): Promise<number> {
    const repaired = await this.queues.repair();
    const again = await this.access.system(
      'outbox.reconcile',
      (rows) =>
        rows.query<{ id: string }>(
          `UPDATE outbox o
              SET handed_at = NULL
            WHERE o.done_at IS NULL
              AND o.handed_at IS NOT NULL
              AND o.handed_at <= now() - make_interval(secs => $1)
              AND o.handed_at <= now() - make_interval(secs => $1 * power(2, least(o.handovers - 1, $2)))
           RETURNING o.id`,
          [patienceSeconds, MAX_DOUBLINGS],
        ),
      { audited: false },
    );
    if (again.length > 0 || repaired > 0) this.logger.warn({ handedAgain: again.length, repaired }, 'queue had lost work');
    return again.length;
  }
}
