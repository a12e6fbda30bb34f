import { Column, Entity, PrimaryColumn } from 'typeorm';

import { problem } from '#libs/platform';
import type { NoticeLanguage } from '#libs/rulebook';

export const CONSENT_CHANNELS = ['spoken', 'read', 'signed'] as const;
/** How the notice reached the person: read aloud, read by the person, or signed on paper. */
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const CONSENT_GIVERS = ['candidate', 'guardian'] as const;
export type ConsentGiver = (typeof CONSENT_GIVERS)[number];

/** That somebody was given a notice on personal data and agreed (UU 27/2022 art 20-22). It is evidence: it can be withdrawn,
 *  never changed or deleted. */
@Entity({ name: 'consent' })
export class Consent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consent_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'candidate_id', update: false })
  candidateId: string;

  // Follows the person's domicile by the foreign key, so it is never written from here afterwards.
  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'text', name: 'notice_version', update: false })
  noticeVersion: string;

  @Column({ type: 'text', update: false })
  language: NoticeLanguage;

  @Column({ type: 'text', update: false })
  channel: ConsentChannel;

  @Column({ type: 'text', name: 'given_by', update: false })
  givenBy: ConsentGiver;

  @Column({ type: 'text', name: 'guardian_name', nullable: true, update: false })
  guardianName: string | null;

  @Column({ type: 'timestamptz', name: 'given_at', default: () => 'now()', update: false })
  givenAt: Date;

  @Column({ type: 'uuid', name: 'recorded_by', update: false })
  recordedBy: string;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column({ type: 'uuid', name: 'withdrawn_by', nullable: true })
  withdrawnBy: string | null;

  @Column({ type: 'text', name: 'withdraw_reason', nullable: true })
  withdrawReason: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  /** The person takes the consent back. @throws Problem wrong-state when it is withdrawn already */
  withdraw(by: string, at: Date, reason: string): void {
    if (this.withdrawnAt !== null) throw problem('wrong-state', { detail: 'Persetujuan ini sudah ditarik.' });
    this.withdrawnAt = at;
    this.withdrawnBy = by;
    this.withdrawReason = reason;
  }
}
