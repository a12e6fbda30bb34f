import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { EmployerKind, Scheme, Stage } from '#libs/rulebook';

/** One attempt of a person to work abroad (siklus penempatan). The stage belongs to the cycle; papers with a long life belong
 *  to the person. A person has at most one current cycle; earlier ones stay as they ended.
 *  The counts are the stored answer of the rulebook as of `checklistOn`; only the refresh of checklists writes them. */
@Entity({ name: 'placement_cycle' })
export class PlacementCycle {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'placement_cycle_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'candidate_id', update: false })
  candidateId: string;

  // Follows the person's domicile by the foreign key; nobody sets it afterwards.
  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({
    type: 'text',
    name: 'regency_code',
    collation: 'C',
    generatedType: 'STORED',
    asExpression: 'left(area_code, 5)',
    insert: false,
    update: false,
    select: false,
  })
  regencyCode?: string;

  @Column({ type: 'integer', name: 'cycle_no', update: false })
  cycleNo: number;

  @Column({ type: 'boolean', name: 'is_current', default: true })
  isCurrent: boolean;

  @Column({ type: 'text', nullable: true })
  scheme: Scheme | null;

  @Column({ type: 'text', name: 'destination_country', nullable: true })
  destinationCountry: string | null;

  @Column({ type: 'text', name: 'job_title', nullable: true })
  jobTitle: string | null;

  @Column({ type: 'text', name: 'job_code', nullable: true })
  jobCode: string | null;

  @Column({ type: 'text', name: 'employer_name', nullable: true })
  employerName: string | null;

  @Column({ type: 'text', name: 'employer_kind', nullable: true })
  employerKind: EmployerKind | null;

  @Column({ type: 'text', name: 'placement_agency', nullable: true })
  placementAgency: string | null;

  @Column({ type: 'boolean', name: 'is_reentry', default: false })
  isReentry: boolean;

  @Column({ type: 'boolean', name: 'is_backfill', default: false })
  isBackfill: boolean;

  @Column({ type: 'text' })
  stage: Stage;

  @Column({ type: 'text', name: 'resume_stage', nullable: true })
  resumeStage: Stage | null;

  @Column({ type: 'date', name: 'stage_since' })
  stageSince: string;

  @Column({ type: 'date', name: 'planned_departure_on', nullable: true })
  plannedDepartureOn: string | null;

  @Column({ type: 'date', name: 'departed_on', nullable: true })
  departedOn: string | null;

  @Column({ type: 'date', name: 'arrived_on', nullable: true })
  arrivedOn: string | null;

  @Column({ type: 'date', name: 'returned_on', nullable: true })
  returnedOn: string | null;

  @Column({ type: 'text', name: 'return_reason', nullable: true })
  returnReason: string | null;

  @Column({ type: 'boolean', name: 'was_procedural', nullable: true })
  wasProcedural: boolean | null;

  @Column({ type: 'date', name: 'contract_ends_on', nullable: true })
  contractEndsOn: string | null;

  @Column({ type: 'uuid', name: 'officer_id', nullable: true })
  officerId: string | null;

  @Column({ type: 'smallint', name: 'required_count', default: 0, update: false })
  requiredCount: number;

  @Column({ type: 'smallint', name: 'submitted_count', default: 0, update: false })
  submittedCount: number;

  @Column({ type: 'smallint', name: 'verified_count', default: 0, update: false })
  verifiedCount: number;

  @Column({
    type: 'boolean',
    name: 'is_complete',
    generatedType: 'STORED',
    asExpression: '(required_count > 0) AND (verified_count >= required_count)',
    insert: false,
    update: false,
    select: false,
  })
  isComplete?: boolean;

  @Column({ type: 'boolean', name: 'is_competent', default: false, update: false })
  isCompetent: boolean;

  @Column({ type: 'text', name: 'checklist_edition', nullable: true, update: false })
  checklistEdition: string | null;

  @Column({ type: 'date', name: 'checklist_on', nullable: true, update: false })
  checklistOn: string | null;

  @Column({ type: 'date', name: 'checklist_due_on', nullable: true, update: false })
  checklistDueOn: string | null;

  @Column({ type: 'date', name: 'ask_by', nullable: true, insert: false, update: false, select: false })
  askBy?: string | null;

  @Column({ type: 'text', array: true, name: 'ask_papers', nullable: true, insert: false, update: false, select: false })
  askPapers?: string[] | null;

  @Column({ type: 'date', name: 'opened_on', update: false })
  openedOn: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', insert: false, update: false })
  createdAt: string;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
