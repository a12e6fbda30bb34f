import { Column, Entity, PrimaryColumn } from 'typeorm';

import { problem } from '#libs/platform';
import { findRejectionReason, type Sex } from '#libs/rulebook';

export const DOCUMENT_STATES = ['submitted', 'verified', 'rejected', 'void'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export const VERDICTS = ['fit', 'unfit', 'pregnant', 'not_pregnant'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const DOCUMENT_SOURCES = ['officer', 'import', 'training', 'demo', 'generator'] as const;
export type DocumentSource = (typeof DOCUMENT_SOURCES)[number];

/** Who decides about a document, and when. */
export interface Decision {
  readonly by: string;
  readonly at: Date;
}

/** Why a paper is refused: a reason of the rulebook, own words, or both. */
export interface Refusal {
  readonly reasonCode?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

export const DIFFERENCES = ['name', 'birthDate', 'sex'] as const;
/** What a paper says about its holder otherwise than the file does. */
export type Difference = (typeof DIFFERENCES)[number];

/** One paper a person holds, in one version. It is submitted, then verified or rejected; a verified one can become void.
 *  A rejected or void version stays as it is (a forged paper is evidence); a new paper is a new row.
 *  Health papers keep the verdict only, never findings (UU 27/2022 art 4). */
@Entity({ name: 'document' })
export class Document {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'candidate_id', update: false })
  candidateId: string;

  // Follows the person's domicile by the foreign key, so it is never written from here afterwards.
  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'uuid', name: 'cycle_id', nullable: true })
  cycleId: string | null;

  @Column({ type: 'text', name: 'document_code', update: false })
  documentCode: string;

  @Column({ type: 'text' })
  state: DocumentState;

  @Column({ type: 'bytea', name: 'number_sealed', nullable: true })
  numberSealed: Buffer | null;

  @Column({ type: 'bytea', name: 'number_index', nullable: true })
  numberIndex: Buffer | null;

  @Column({ type: 'text', name: 'number_last4', nullable: true })
  numberLast4: string | null;

  @Column({ type: 'text', nullable: true })
  issuer: string | null;

  @Column({ type: 'date', name: 'issued_on', nullable: true })
  issuedOn: string | null;

  @Column({ type: 'date', name: 'expires_on', nullable: true })
  expiresOn: string | null;

  @Column({ type: 'text', nullable: true })
  verdict: Verdict | null;

  @Column({ type: 'text', update: false })
  source: DocumentSource;

  @Column({ type: 'uuid', name: 'enrolment_id', nullable: true, update: false })
  enrolmentId: string | null;

  @Column({ type: 'uuid', name: 'training_center_id', nullable: true, update: false })
  trainingCenterId: string | null;

  @Column({ type: 'timestamptz', name: 'submitted_at', default: () => 'now()', update: false })
  submittedAt: Date;

  @Column({ type: 'uuid', name: 'submitted_by', update: false })
  submittedBy: string;

  @Column({ type: 'timestamptz', name: 'verified_at', nullable: true })
  verifiedAt: Date | null;

  @Column({ type: 'uuid', name: 'verified_by', nullable: true })
  verifiedBy: string | null;

  @Column({ type: 'text', name: 'closed_reason', nullable: true })
  closedReason: string | null;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column({ type: 'uuid', name: 'closed_by', nullable: true })
  closedBy: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'text', name: 'closed_reason_code', nullable: true })
  closedReasonCode: string | null;

  @Column({ type: 'text', name: 'closed_note', nullable: true })
  closedNote: string | null;

  @Column({ type: 'text', name: 'holder_name', nullable: true })
  holderName: string | null;

  @Column({ type: 'text', name: 'holder_name_key', nullable: true })
  holderNameKey: string | null;

  @Column({ type: 'date', name: 'holder_birth_date', nullable: true })
  holderBirthDate: string | null;

  @Column({ type: 'text', name: 'holder_sex', nullable: true })
  holderSex: Sex | null;

  // Kept by the database, which compares the paper with the person whenever one of them changes.
  @Column({ type: 'text', array: true, default: () => `'{}'`, insert: false, update: false })
  differs: readonly Difference[];

  @Column({ type: 'text', name: 'identity_accepted_reason', nullable: true })
  identityAcceptedReason: string | null;

  @Column({ type: 'timestamptz', name: 'identity_accepted_at', nullable: true })
  identityAcceptedAt: Date | null;

  @Column({ type: 'uuid', name: 'identity_accepted_by', nullable: true })
  identityAcceptedBy: string | null;

  /** The original was seen and is right. A health paper with the verdict `unfit` may be verified too; it just satisfies nothing.
   *  @throws Problem wrong-state unless submitted */
  verify({ by, at }: Decision): void {
    this.mustBe(['submitted'], 'Hanya dokumen yang masih menunggu yang dapat diverifikasi.');
    this.state = 'verified';
    this.verifiedBy = by;
    this.verifiedAt = at;
  }

  /** The paper is not good enough; the holder must bring another. @throws Problem wrong-state unless submitted; invalid without a
   *  reason of the list or one in own words (`other` says nothing by itself) */
  reject(decision: Decision, { reasonCode, reason }: Refusal): void {
    this.mustBe(['submitted'], 'Hanya dokumen yang masih menunggu yang dapat ditolak.');
    const code = reasonCode ?? null;
    const listed = code === null ? null : findRejectionReason(code);
    if (code !== null && listed === null)
      throw problem('invalid', { errors: [{ pointer: '/reasonCode', code: 'reason-unknown', detail: 'Pilih alasan dari daftar.' }] });
    const note = reason?.trim() || null;
    const name = listed?.code === 'other' ? null : (listed?.nameId ?? null);
    this.close('rejected', decision, [name, note].filter((part) => part !== null).join(': '));
    this.closedReasonCode = listed?.code ?? null;
    this.closedNote = note;
  }

  /** The paper names another person than the file does, and that is right so (a name before marriage, a passport without the
   *  family name). @throws Problem wrong-state when nothing differs or the paper is closed, invalid without reason */
  acceptIdentity({ by, at }: Decision, reason: string): void {
    this.mustBe(['submitted', 'verified'], 'Dokumen ini sudah ditolak atau dibatalkan.');
    if (this.differs.length === 0) throw problem('wrong-state', { detail: 'Data diri pada dokumen ini sudah sama dengan berkasnya.' });
    this.identityAcceptedReason = written(reason);
    this.identityAcceptedBy = by;
    this.identityAcceptedAt = at;
  }

  /** The paper no longer counts (withdrawn, forged, entered by mistake). @throws Problem wrong-state when already closed, invalid without reason */
  void(decision: Decision, reason: string): void {
    this.mustBe(['submitted', 'verified'], 'Dokumen ini sudah ditolak atau dibatalkan.');
    this.close('void', decision, reason);
  }

  private close(state: 'rejected' | 'void', { by, at }: Decision, reason: string): void {
    this.closedReason = written(reason);
    this.state = state;
    this.closedBy = by;
    this.closedAt = at;
  }

  private mustBe(states: readonly DocumentState[], detail: string): void {
    if (!states.includes(this.state)) throw problem('wrong-state', { detail });
  }
}

function written(reason: string): string {
  const text = reason.trim();
  if (text === '') throw problem('invalid', { errors: [{ pointer: '/reason', code: 'reason-missing', detail: 'Tuliskan alasannya.' }] });
  return text;
}
