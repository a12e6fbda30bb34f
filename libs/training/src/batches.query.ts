import type { Rows } from '#libs/access';

import type { BatchState } from './batch-states.js';
import type { FundingSource } from './training-batch.entity.js';

/** A batch as people see it. `waiting` counts those without a seat, `withoutResult` those in a main seat whose result is
 *  still missing after the last day (0 before). Counts of seats cover all regions. */
export interface BatchView {
  readonly id: string;
  readonly version: number;
  readonly trainingCenter: { readonly id: string; readonly name: string };
  readonly program: { readonly id: string; readonly title: string; readonly vocationalField: string; readonly lessonHours: number };
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly capacity: number;
  readonly reserveSeats: number;
  readonly seatsTaken: number;
  readonly reservesTaken: number;
  readonly waiting: number;
  readonly fundingSource: FundingSource;
  readonly state: BatchState;
  readonly withoutResult: number;
}

/** Newest start first; `area` includes everything below it; `after` is the id of the last batch seen. */
export interface BatchFilter {
  readonly area?: string;
  readonly state?: BatchState;
  readonly trainingCenterId?: string;
  readonly attention?: BatchAttention;
  readonly after?: string;
  readonly limit: number;
}

/** What the home page counts: ended and results missing; starting within 14 days with less than 80 % of the seats taken. */
export const BATCH_ATTENTIONS = ['without_result', 'low_fill'] as const;
export type BatchAttention = (typeof BATCH_ATTENTIONS)[number];

const WITHOUT_RESULT = `
  (SELECT count(*)
     FROM enrolment e
    WHERE e.training_batch_id = b.id AND e.seat = 'main' AND e.result IS NULL)`;
const IS_ENDED = `(b.ends_on < auth.today() AND b.state NOT IN ('completed', 'cancelled'))`;

// The home page counts the same; 80 % two weeks before the start is the office's practice.
const ATTENTION = {
  without_result: `${IS_ENDED} AND ${WITHOUT_RESULT} > 0`,
  low_fill: `b.starts_on BETWEEN auth.today() AND auth.today() + 14
             AND b.state IN ('planned', 'registration_open', 'selection')
             AND b.seats_taken < 0.8 * b.capacity`,
} as const satisfies Record<BatchAttention, string>;

const BATCH = `
  SELECT b.id, b.version,
         json_build_object('id', c.id, 'name', c.name) AS "trainingCenter",
         json_build_object('id', p.id, 'title', p.title, 'vocationalField', p.vocational_field, 'lessonHours', p.lesson_hours) AS program,
         b.name, b.starts_on AS "startsOn", b.ends_on AS "endsOn",
         b.capacity, b.reserve_seats AS "reserveSeats", b.seats_taken AS "seatsTaken", b.reserves_taken AS "reservesTaken", b.waiting,
         b.funding_source AS "fundingSource", b.state, CASE WHEN ${IS_ENDED} THEN ${WITHOUT_RESULT} ELSE 0 END AS "withoutResult"
    FROM training_batch b
    JOIN training_center c ON c.id = b.training_center_id
    JOIN training_program p ON p.id = b.training_program_id`;

/** One batch, or null when it is absent or out of scope. */
export async function findBatch(rows: Rows, id: string): Promise<BatchView | null> {
  const [batch] = await rows.query<BatchView>(`${BATCH} WHERE b.id = $1`, [id]);
  return batch ?? null;
}

/** Up to `limit + 1` batches, so that the caller knows whether there are more. */
export function listBatches(rows: Rows, { area, state, trainingCenterId, attention, after, limit }: BatchFilter): Promise<BatchView[]> {
  return rows.query<BatchView>(
    `${BATCH}
      WHERE ($1::text IS NULL OR (b.area_code >= $1 AND b.area_code < $1 || '/'))
        AND ($2::text IS NULL OR b.state = $2)
        AND ($3::uuid IS NULL OR b.training_center_id = $3)
        AND ${attention ? `(${ATTENTION[attention]})` : 'true'}
        AND ($4::uuid IS NULL OR (b.starts_on, b.id) < (SELECT s.starts_on, s.id FROM training_batch s WHERE s.id = $4))
      ORDER BY b.starts_on DESC, b.id DESC
      LIMIT $5`,
    [area ?? null, state ?? null, trainingCenterId ?? null, after ?? null, limit + 1],
  );
}

/** Participants in main seats without a result, whatever the day. */
export async function countWithoutResult(rows: Rows, batchId: string): Promise<number> {
  const [found] = await rows.query<{ count: number }>(`SELECT ${WITHOUT_RESULT} AS count FROM training_batch b WHERE b.id = $1`, [batchId]);
  return found?.count ?? 0;
}
