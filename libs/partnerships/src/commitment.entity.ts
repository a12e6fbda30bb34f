import { Column, Entity, PrimaryColumn } from 'typeorm';

import { problem } from '#libs/platform';

import { isClosed, type CommitmentState } from './partnership-states.js';

/** What a promise is about; kept few so that an office can count them. */
export const COMMITMENT_CATEGORIES = [
  'training',
  'training_facility',
  'budget',
  'regulation',
  'outreach',
  'data_exchange',
  'focal_point',
  'return_reception',
  'protection',
  'policy_support',
  'coordination',
  'other',
] as const;
export type CommitmentCategory = (typeof COMMITMENT_CATEGORIES)[number];

/** A promise as it was said (`quote`), by an office and a person apart. Overdue is not a state, it follows from `dueOn`;
 *  a promise without a due date is never overdue, and making it measurable is the first follow-up. */
@Entity({ name: 'commitment' })
export class Commitment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'commitment_pk' })
  id: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'uuid', name: 'visit_id', nullable: true })
  visitId: string | null;

  @Column({ type: 'uuid', name: 'agreement_id', nullable: true })
  agreementId: string | null;

  @Column({ type: 'text', name: 'promised_by_office' })
  promisedByOffice: string;

  @Column({ type: 'text', name: 'promised_by_person', nullable: true })
  promisedByPerson: string | null;

  @Column({ type: 'text' })
  quote: string;

  @Column({ type: 'text' })
  category: CommitmentCategory;

  @Column({ type: 'text', nullable: true })
  target: string | null;

  @Column({ type: 'text', name: 'legal_basis', nullable: true })
  legalBasis: string | null;

  @Column({ type: 'date', name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column({ type: 'text' })
  state: CommitmentState;

  @Column({ type: 'text', nullable: true })
  evidence: string | null;

  @Column({ type: 'date', name: 'fulfilled_on', nullable: true })
  fulfilledOn: string | null;

  @Column({ type: 'text', name: 'closed_reason', nullable: true })
  closedReason: string | null;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;

  /** Kept, and here is the proof. @throws Problem wrong-state when closed already */
  fulfil(evidence: string, fulfilledOn: string): void {
    this.mustBeOpen();
    this.state = 'fulfilled';
    this.evidence = evidence;
    this.fulfilledOn = fulfilledOn;
  }

  /** Will not be kept, and why. @throws Problem wrong-state when closed already */
  drop(reason: string): void {
    this.mustBeOpen();
    this.state = 'dropped';
    this.closedReason = reason;
  }

  /** @throws Problem wrong-state: what was promised and how it ended stays as it is */
  mustBeOpen(): void {
    if (isClosed(this.state)) throw problem('wrong-state', { detail: 'Komitmen ini sudah ditutup (dipenuhi atau dihentikan).' });
  }
}
