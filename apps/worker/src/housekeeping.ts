import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { ImportExpiry } from '#libs/imports';

const PURGE_BATCH = 10_000;

/** Work on the house itself, in the name of the system. */
@Injectable()
export class Housekeeping {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(ImportExpiry) private readonly lists: ImportExpiry,
  ) {}

  /** Adds the appended differences to the counters of the dashboards and of the lists. @returns how many counters changed */
  foldIndicators(): Promise<number> {
    return this.access.system(
      'indicator.fold',
      async (rows) =>
        (await rows.query<{ folded: number }>(`SELECT auth.fold_indicators() + auth.fold_stages() AS folded`))[0]?.folded ?? 0,
      { audited: false },
    );
  }

  /** Drops what nobody may need again; finished outbox rows stay for 30 days to answer "was it sent?". @returns how many rows */
  async purge(): Promise<number> {
    const transients = await this.access.system(
      'house.purge',
      async (rows) => (await rows.query<{ purged: number }>(`SELECT auth.purge_transients() AS purged`))[0]?.purged ?? 0,
    );
    let finished = (await this.dropOldDrafts()) + (await this.lists.run());
    for (;;) {
      const dropped = await this.dropFinishedWork();
      finished += dropped;
      if (dropped < PURGE_BATCH) return transients + finished;
    }
  }

  // A draft holds a NIK for no purpose once nobody finishes it.
  private dropOldDrafts(): Promise<number> {
    return this.access.system('draft.purge', async (rows) => {
      const dropped = await rows.query(`DELETE FROM registration_draft WHERE updated_at < now() - interval '30 days' RETURNING id`);
      return dropped.length;
    });
  }

  // In batches, so that no lock is held for long.
  private dropFinishedWork(): Promise<number> {
    return this.access.system(
      'outbox.purge',
      async (rows) => {
        const dropped = await rows.query(
          `DELETE FROM outbox
            WHERE id IN (SELECT o.id FROM outbox o WHERE o.done_at < now() - interval '30 days' LIMIT $1 FOR UPDATE SKIP LOCKED)
           RETURNING id`,
          [PURGE_BATCH],
        );
        return dropped.length;
      },
      { audited: false },
    );
  }
}
