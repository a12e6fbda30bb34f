import { Column, Entity, PrimaryColumn } from 'typeorm';

export const SEXES = ['female', 'male'] as const;
export type Sex = (typeof SEXES)[number];

export const MARITAL_STATUSES = ['single', 'married', 'divorced', 'widowed'] as const;
export type MaritalStatus = (typeof MARITAL_STATUSES)[number];

export const CANDIDATE_SOURCES = ['form', 'import', 'blk', 'demo', 'generator'] as const;
export type CandidateSource = (typeof CANDIDATE_SOURCES)[number];

/** A person (CPMI): identity, contact and domicile. NIK, KK and phone are sealed; their blind indexes serve exact search.
 *  `areaCode` is where the person lives today (village, else district, else regency), never derived from the NIK.
 *  What the person attempts is a placement cycle, and what the person holds are documents: other rooms. */
@Entity({ name: 'candidate' })
export class Candidate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'candidate_pk' })
  id: string;

  @Column({ type: 'text', name: 'case_no', update: false })
  caseNo: string;

  @Column({ type: 'text', name: 'full_name' })
  fullName: string;

  @Column({ type: 'text', name: 'name_key' })
  nameKey: string;

  @Column({ type: 'text', nullable: true })
  sex: Sex | null;

  @Column({ type: 'date', name: 'birth_date', nullable: true })
  birthDate: string | null;

  @Column({ type: 'text', name: 'birth_place', nullable: true })
  birthPlace: string | null;

  @Column({ type: 'text', name: 'marital_status', nullable: true })
  maritalStatus: MaritalStatus | null;

  @Column({ type: 'text', nullable: true })
  education: string | null;

  @Column({ type: 'text', name: 'area_code', collation: 'C' })
  areaCode: string;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'bytea', name: 'nik_sealed', nullable: true })
  nikSealed: Buffer | null;

  @Column({ type: 'bytea', name: 'nik_index', nullable: true })
  nikIndex: Buffer | null;

  @Column({ type: 'text', name: 'nik_last4', nullable: true })
  nikLast4: string | null;

  @Column({ type: 'bytea', name: 'kk_sealed', nullable: true })
  kkSealed: Buffer | null;

  @Column({ type: 'bytea', name: 'kk_index', nullable: true })
  kkIndex: Buffer | null;

  @Column({ type: 'bytea', name: 'phone_sealed', nullable: true })
  phoneSealed: Buffer | null;

  @Column({ type: 'bytea', name: 'phone_index', nullable: true })
  phoneIndex: Buffer | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text', update: false })
  source: CandidateSource;

  @Column({ type: 'uuid', name: 'officer_id', nullable: true })
  officerId: string | null;

  @Column({ type: 'text', name: 'notice_version', nullable: true })
  noticeVersion: string | null;

  @Column({ type: 'timestamptz', name: 'notice_given_at', nullable: true })
  noticeGivenAt: Date | null;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;

  /** The file that goes on, when both are one person; set by a merge only. */
  @Column({ type: 'uuid', name: 'merged_into', nullable: true, insert: false, update: false })
  mergedInto: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
