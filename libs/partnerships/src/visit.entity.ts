import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of visits and meetings: audiensi, koordinasi, sosialisasi, rakor, serah terima, pemantauan, penandatanganan. */
export const VISIT_TYPES = ['audience', 'coordination', 'socialisation', 'joint_meeting', 'handover', 'monitoring', 'signing'] as const;
export type VisitType = (typeof VISIT_TYPES)[number];

/** An official in office who received us. */
export interface Host {
  readonly name: string;
  readonly position?: string;
}

/** A visit or meeting with a region. `minutesAt` is the moment the minutes (notulen) were first written; hosts are
 *  officials, never workers. */
@Entity({ name: 'visit' })
export class Visit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'visit_pk' })
  id: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C' })
  areaCode: string;

  @Column({ type: 'text' })
  type: VisitType;

  @Column({ type: 'date', name: 'visited_on' })
  visitedOn: string;

  @Column({ type: 'text' })
  place: string;

  @Column({ type: 'jsonb', default: () => `'[]'` })
  hosts: Host[];

  @Column({ type: 'text', default: '' })
  delegation: string;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  topics: string[];

  @Column({ type: 'text', nullable: true })
  minutes: string | null;

  @Column({ type: 'timestamptz', name: 'minutes_at', nullable: true })
  minutesAt: Date | null;

  @Column({ type: 'date', name: 'next_visit_on', nullable: true })
  nextVisitOn: string | null;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
