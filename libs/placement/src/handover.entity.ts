import { Column, Entity, PrimaryColumn } from 'typeorm';

import { problem } from '#libs/platform';

export const HANDOVER_STATES = ['offered', 'accepted', 'declined', 'withdrawn'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

interface Answer {
  readonly by: string;
  readonly at: Date;
  readonly on: string;
}

/** One offer to hand cases to a colleague (serah terima). The giver stays in charge until the receiver accepts; the receiver has
 *  until `dueOn`. `areaCode` is the receiver's own area. `movedCount` is how many cases really changed hands. */
@Entity({ name: 'handover' })
export class Handover {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_pk' })
  id: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C' })
  areaCode: string;

  @Column({ type: 'uuid', name: 'from_officer' })
  fromOfficer: string;

  @Column({ type: 'uuid', name: 'to_officer' })
  toOfficer: string;

  @Column({ type: 'uuid', name: 'offered_by' })
  offeredBy: string;

  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'text' })
  state: HandoverState;

  @Column({ type: 'timestamptz', name: 'offered_at', default: () => 'now()', update: false })
  offeredAt: Date;

  @Column({ type: 'date', name: 'offered_on' })
  offeredOn: string;

  @Column({ type: 'date', name: 'due_on' })
  dueOn: string;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt: Date | null;

  @Column({ type: 'date', name: 'answered_on', nullable: true })
  answeredOn: string | null;

  @Column({ type: 'uuid', name: 'answered_by', nullable: true })
  answeredBy: string | null;

  @Column({ type: 'text', name: 'answer_reason', nullable: true })
  answerReason: string | null;

  @Column({ type: 'integer', name: 'case_count' })
  caseCount: number;

  @Column({ type: 'integer', name: 'moved_count', nullable: true })
  movedCount: number | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  accept(answer: Answer, movedCount: number): void {
    this.close('accepted', answer, null);
    this.movedCount = movedCount;
  }

  decline(answer: Answer, reason: string): void {
    this.close('declined', answer, reason);
  }

  withdraw(answer: Answer): void {
    this.close('withdrawn', answer, null);
  }

  private close(state: HandoverState, { by, at, on }: Answer, reason: string | null): void {
    if (this.state !== 'offered') throw problem('wrong-state', { detail: 'Serah terima ini sudah dijawab atau ditarik.' });
    Object.assign(this, { state, answeredBy: by, answeredAt: at, answeredOn: on, answerReason: reason });
  }
}
