import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';

import { lockBatch } from './batch.query.js';

/** A list that nobody confirms is given up after this many days. */
const CONFIRM_WITHIN_DAYS = 30;
/** For this many days after a list is done, its result file can be made. */
const RESULT_DAYS = 7;
const BATCH = 20;

/** Drops files of lists that nobody needs any more: a list holds whole numbers of many people, sealed or not. */
@Injectable()
export class ImportExpiry {
  constructor(@Inject(Access) private readonly access: Access) {}

  /** @returns how many files were dropped */
  async run(): Promise<number> {
    let dropped = 0;
    for (let inBatch = BATCH; inBatch === BATCH; dropped += inBatch) {
      inBatch = await this.access.system('import.expire', dropSome, { audited: false });
    }
    return dropped;
  }
}

async function dropSome(rows: Rows): Promise<number> {
  const due = await rows.query<{ id: string }>(
    `SELECT b.id
       FROM import_batch b
      WHERE b.file_sealed IS NOT NULL
        AND coalesce(b.closed_at, b.created_at) < now() - make_interval(days => CASE WHEN b.closed_at IS NULL THEN $1::integer ELSE $2::integer END)
        AND b.state IN ('checked', 'done')
      ORDER BY coalesce(b.closed_at, b.created_at)
      LIMIT $3`,
    [CONFIRM_WITHIN_DAYS, RESULT_DAYS, BATCH],
  );
  for (const { id } of due) {
    const { state } = await lockBatch(rows, id);
    await rows.query(`UPDATE import_row SET person_sealed = NULL WHERE batch_id = $1 AND person_sealed IS NOT NULL`, [id]);
    await rows.query(
      `UPDATE import_batch
          SET file_sealed = NULL, samples_sealed = NULL, state = $2, failure = $3, closed_at = coalesce(closed_at, now()),
              version = version + 1
        WHERE id = $1`,
      state === 'checked' ? [id, 'failed', 'not-confirmed'] : [id, state, null],
    );
  }
  return due.length;
}
