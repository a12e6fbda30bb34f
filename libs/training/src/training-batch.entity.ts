import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { BatchState } from './batch-states.js';

/** Who pays for a batch: state, province or regency budget, tobacco excise, companies, the trainee, the village. */
export const FUNDING_SOURCES = [
  'apbn',
  'apbd_provinsi',
  'apbd_kabupaten',
  'dbhcht',
  'csr',
  'p3mi',
  'self_funded',
  'employer',
  'village_fund',
] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** One run of a programme (angkatan) with its seats. `seatsTaken`, `reservesTaken` and `waiting` count the enrolments and
 *  are written by the statement that gives a seat and by auth.settle_seats, never by hand; they do not raise `version`. */
@Entity({ name: 'training_batch' })
export class TrainingBatch {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'training_batch_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'training_center_id', update: false })
  trainingCenterId: string;

  @Column({ type: 'uuid', name: 'training_program_id', update: false })
  trainingProgramId: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'date', name: 'starts_on' })
  startsOn: string;

  @Column({ type: 'date', name: 'ends_on' })
  endsOn: string;

  @Column({ type: 'integer' })
  capacity: number;

  @Column({ type: 'integer', name: 'reserve_seats', default: 2 })
  reserveSeats: number;

  @Column({ type: 'integer', name: 'seats_taken', default: 0, update: false })
  seatsTaken: number;

  @Column({ type: 'integer', name: 'reserves_taken', default: 0, update: false })
  reservesTaken: number;

  @Column({ type: 'integer', default: 0, update: false })
  waiting: number;

  @Column({ type: 'text', name: 'funding_source' })
  fundingSource: FundingSource;

  @Column({ type: 'text' })
  state: BatchState;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
