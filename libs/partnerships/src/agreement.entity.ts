import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { AgreementState } from './partnership-states.js';

/** Instruments of cooperation: nota kesepakatan sinergi, PKS, pernyataan komitmen, peraturan daerah, SK. */
export const AGREEMENT_TYPES = [
  'synergy_agreement',
  'cooperation_agreement',
  'commitment_statement',
  'regional_regulation',
  'decree',
] as const;
export type AgreementType = (typeof AGREEMENT_TYPES)[number];

/** An instrument with a region (nota kesepakatan sinergi, PKS, SK…). Office and person of the counterpart are kept apart:
 *  elections change the person, not the office. Expiring and expired are not states, they follow from `expiresOn`. */
@Entity({ name: 'agreement' })
export class Agreement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'agreement_pk' })
  id: string;

  @Column({ type: 'text', name: 'area_code', collation: 'C' })
  areaCode: string;

  @Column({ type: 'text' })
  type: AgreementType;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text', name: 'number_first_party', nullable: true })
  numberFirstParty: string | null;

  @Column({ type: 'text', name: 'number_second_party', nullable: true })
  numberSecondParty: string | null;

  @Column({ type: 'text', name: 'counterpart_office' })
  counterpartOffice: string;

  @Column({ type: 'text', name: 'counterpart_person', nullable: true })
  counterpartPerson: string | null;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  scope: string[];

  @Column({ type: 'text' })
  state: AgreementState;

  @Column({ type: 'text', name: 'blocked_reason', nullable: true })
  blockedReason: string | null;

  @Column({ type: 'date', name: 'signed_on', nullable: true })
  signedOn: string | null;

  @Column({ type: 'date', name: 'effective_on', nullable: true })
  effectiveOn: string | null;

  @Column({ type: 'date', name: 'expires_on', nullable: true })
  expiresOn: string | null;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
