import { Column, Entity, PrimaryColumn } from 'typeorm';

import { problem } from '#libs/platform';

/** Where a person sits: in the class, next in line for it, without a seat, or gone. Reserves and those who wait form one queue. */
export const SEATS = ['main', 'reserve', 'waiting', 'none'] as const;
export type Seat = (typeof SEATS)[number];

/** `waiting` has no seat yet, `accepted` has one and no result, `completed` has a result; the other two left before it. */
export const ENROLMENT_STATES = ['accepted', 'waiting', 'completed', 'dropped_out', 'no_show'] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

/** Outcome of the competence assessment: kompeten (K) or belum kompeten (BK); the latter may try again. */
export const RESULTS = ['competent', 'not_yet_competent'] as const;
export type Result = (typeof RESULTS)[number];

/** Outcome of the competence assessment as the centre reports it; days are local calendar days. */
export interface ReportedResult {
  readonly result: Result;
  readonly resultOn: string;
  readonly certificateNo: string | null;
}

/** A person in a batch: seat, state and result. `areaCode` follows the person's domicile, so the scope of offices applies.
 *  `queuedAt` orders reserves and those who wait; it is never rewritten except when a person joins again. */
@Entity({ name: 'enrolment' })
export class Enrolment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'enrolment_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'training_batch_id', update: false })
  batchId: string;

  @Column({ type: 'uuid', name: 'training_center_id', update: false })
  trainingCenterId: string;

  @Column({ type: 'uuid', name: 'candidate_id', update: false })
  candidateId: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'text' })
  seat: Seat;

  @Column({ type: 'text' })
  state: EnrolmentState;

  @Column({ type: 'timestamptz', name: 'queued_at', default: () => 'clock_timestamp()', update: false })
  queuedAt: Date;

  @Column({ type: 'text', nullable: true })
  result: Result | null;

  @Column({ type: 'date', name: 'result_on', nullable: true })
  resultOn: string | null;

  @Column({ type: 'text', name: 'certificate_no', nullable: true })
  certificateNo: string | null;

  @Column({ type: 'text', name: 'drop_reason', nullable: true })
  dropReason: string | null;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;

  /** @throws Problem wrong-state when the person left already or has a result */
  leave(state: 'dropped_out' | 'no_show', reason: string): void {
    if (this.seat === 'none') throw problem('wrong-state', { detail: 'Peserta ini sudah keluar dari angkatan.' });
    if (this.result !== null)
      throw problem('wrong-state', { detail: 'Hasil uji sudah dicatat. Tarik dahulu hasilnya, baru keluarkan peserta.' });
    this.seat = 'none';
    this.state = state;
    this.dropReason = reason;
  }

  /** @throws Problem wrong-state without a main seat, or when a result is recorded already */
  recordResult({ result, resultOn, certificateNo }: ReportedResult): void {
    if (this.result !== null) throw problem('wrong-state', { detail: 'Hasil uji sudah dicatat. Tarik dahulu hasil yang lama.' });
    if (this.seat !== 'main') throw problem('wrong-state', { detail: 'Hasil uji hanya untuk peserta yang menempati kursi utama.' });
    this.state = 'completed';
    this.result = result;
    this.resultOn = resultOn;
    this.certificateNo = certificateNo;
  }

  /** The person is a participant without a result again. @throws Problem wrong-state when there is no result */
  withdrawResult(): void {
    if (this.result === null) throw problem('wrong-state', { detail: 'Belum ada hasil yang dapat ditarik.' });
    this.state = 'accepted';
    this.result = null;
    this.resultOn = null;
    this.certificateNo = null;
  }
}
