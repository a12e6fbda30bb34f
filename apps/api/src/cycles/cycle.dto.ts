import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

import type {
  ChecklistLine as ShownLine,
  ChecklistView as ShownChecklist,
  CycleView as ShownCycle,
  OpenPaper as ShownOpenPaper,
  ReadinessView as ShownReadiness,
  ShownBlocker,
  ShownStep,
  StepsView as ShownSteps,
} from '#libs/placement';
import {
  SCHEMES,
  STAGES,
  STEP_NEEDS,
  type EmployerKind,
  type ItemState,
  type LegalBasis,
  type Requirement,
  type Scheme,
  type Stage,
  type StepNeed,
} from '#libs/rulebook';

import { IsDay, IsNote, IsPlainText } from '../http/validation.js';

const EMPLOYER_KINDS = ['legal_entity', 'individual'] as const satisfies readonly EmployerKind[];
const ITEM_STATES = [
  'missing',
  'submitted',
  'verified',
  'rejected',
  'expiring',
  'expired',
  'waived',
] as const satisfies readonly ItemState[];

/** What the person wants to do. */
export class NewCycle {
  @ApiPropertyOptional({ enum: [...SCHEMES], nullable: true })
  @IsOptional()
  @IsIn(SCHEMES, { message: 'Skema tidak dikenal.' })
  scheme?: Scheme | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'JP', description: 'ISO 3166-1 alpha-2' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'Kode negara dua huruf, contoh: JP.' })
  destinationCountry?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  jobTitle?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  plannedDepartureOn?: string | null;

  @ApiPropertyOptional({ description: 'On leave and going back to the same work: the short checklist of re-entry applies' })
  @IsOptional()
  @IsBoolean({ message: 'Pilih ya atau tidak.' })
  isReentry?: boolean;
}

/** What may be changed about a cycle; a field that is absent stays, null empties it. */
export class CycleChange extends NewCycle {
  @ApiPropertyOptional({ type: String, nullable: true, example: '5322', description: 'KBJI' })
  @IsOptional()
  @Matches(/^\d{4,8}$/, { message: 'Kode jabatan KBJI terdiri atas 4 sampai 8 angka.' })
  jobCode?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 150 })
  @IsOptional()
  @IsPlainText(150)
  employerName?: string | null;

  @ApiPropertyOptional({ enum: [...EMPLOYER_KINDS], nullable: true })
  @IsOptional()
  @IsIn(EMPLOYER_KINDS, { message: 'Pilih berbadan hukum atau perseorangan.' })
  employerKind?: EmployerKind | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 150, description: 'P3MI' })
  @IsOptional()
  @IsPlainText(150)
  placementAgency?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  contractEndsOn?: string | null;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID(undefined, { message: 'Pilih petugas dari daftar.' })
  officerId?: string | null;
}

/** A step, with the fields that `needs` of the offered step names. */
export class AdvanceCycle {
  @ApiProperty({ enum: [...STAGES] })
  @IsIn(STAGES, { message: 'Tahap tidak dikenal.' })
  to: Stage;

  @ApiPropertyOptional({ format: 'date', description: 'Legal day of the step; by default the day told below, else today' })
  @IsOptional()
  @IsDay()
  effectiveOn?: string;

  @ApiPropertyOptional({ description: 'One of `reasonCodes` of the offered step' })
  @IsOptional()
  @IsPlainText(60)
  reasonCode?: string;

  @ApiPropertyOptional({ maxLength: 1000 })
  @IsOptional()
  @IsNote(1000)
  note?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  departedOn?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  arrivedOn?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  returnedOn?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsPlainText(60)
  returnReason?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean({ message: 'Pilih prosedural atau nonprosedural.' })
  wasProcedural?: boolean;
}

export class OverrideCycle extends AdvanceCycle {
  @ApiProperty({ minLength: 10, maxLength: 1000 })
  @IsNote(1000, 10)
  reason: string;
}

export class WaiveDocument {
  @ApiProperty({ example: 'psychology_certificate' })
  @IsPlainText(60)
  documentCode: string;

  @ApiProperty({ minLength: 10, maxLength: 1000 })
  @IsNote(1000, 10)
  reason: string;
}

export class RecordRequest {
  @ApiProperty({ example: 'passport' })
  @IsPlainText(60)
  documentCode: string;

  @ApiProperty({ format: 'date', description: 'Day on which the person asked the issuer for it' })
  @IsDay()
  askedOn: string;

  @ApiPropertyOptional({ format: 'date', description: 'By default the day of asking and the usual lead time' })
  @IsOptional()
  @IsDay()
  expectedOn?: string;

  @ApiPropertyOptional({ maxLength: 120, description: 'By default the issuer of the checklist' })
  @IsOptional()
  @IsPlainText(120)
  issuer?: string;
}

export class RemoveRequest {
  @ApiProperty({ example: 'passport' })
  @IsPlainText(60)
  documentCode: string;
}

export class DocumentCounts {
  @ApiProperty() required: number;
  @ApiProperty({ description: 'Handed in, whether verified or not' }) submitted: number;
  @ApiProperty({ description: 'Verified and good until the departure, or waived' }) verified: number;
}

export class CycleView implements ShownCycle {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() cycleNo: number;
  @ApiProperty() isCurrent: boolean;
  @ApiProperty() version: number;
  @ApiProperty({ enum: [...SCHEMES], nullable: true }) scheme: Scheme | null;
  @ApiProperty({ type: String, nullable: true }) destinationCountry: string | null;
  @ApiProperty({ type: String, nullable: true }) jobTitle: string | null;
  @ApiProperty({ type: String, nullable: true }) jobCode: string | null;
  @ApiProperty({ type: String, nullable: true }) employerName: string | null;
  @ApiProperty({ enum: [...EMPLOYER_KINDS], nullable: true }) employerKind: EmployerKind | null;
  @ApiProperty({ type: String, nullable: true }) placementAgency: string | null;
  @ApiProperty() isReentry: boolean;
  @ApiProperty({ enum: [...STAGES] }) stage: Stage;
  @ApiProperty({ enum: [...STAGES], nullable: true, description: 'Where a pause came from' }) resumeStage: Stage | null;
  @ApiProperty({ format: 'date' }) stageSince: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedDepartureOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) departedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) arrivedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) returnedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) returnReason: string | null;
  @ApiProperty({ type: Boolean, nullable: true }) wasProcedural: boolean | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) contractEndsOn: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) officerId: string | null;
  @ApiProperty({ type: DocumentCounts }) documents: DocumentCounts;
  @ApiProperty() isCompetent: boolean;
}

export class Cycles {
  @ApiProperty({ type: [CycleView] }) items: readonly CycleView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: a person has few cycles' }) next: string | null;
}

export class LegalBasisView implements LegalBasis {
  @ApiProperty() text: string;
  @ApiPropertyOptional() regulation?: string;
  @ApiPropertyOptional() article?: string;
  @ApiProperty({ enum: ['verified', 'memory', 'inferred', 'practice'] }) confidence: LegalBasis['confidence'];
}

export class RequestView {
  @ApiProperty({ format: 'date' }) askedOn: string;
  @ApiProperty({ format: 'date' }) expectedOn: string;
  @ApiProperty() issuer: string;
  @ApiProperty({ type: String, nullable: true, description: 'Who wrote it down' }) recordedByName: string | null;
}

export class ChecklistLine implements ShownLine {
  @ApiProperty() documentCode: string;
  @ApiProperty({ enum: ['required', 'optional'] }) requirement: Requirement;
  @ApiProperty({ enum: [...ITEM_STATES] }) state: ItemState;
  @ApiProperty() ruleId: string;
  @ApiProperty({ type: LegalBasisView }) legalBasis: LegalBasisView;
  @ApiProperty() issuer: string;
  @ApiProperty({ enum: [...STAGES], nullable: true }) neededFor: Stage | null;
  @ApiProperty({ enum: [...STAGES], nullable: true, description: 'First stage from which it must also cover the departure' })
  coverDepartureFrom: Stage | null;
  @ApiProperty() leadTimeDays: number;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Last day to begin getting it in time, by the plan of readiness',
  })
  actBy: string | null;
  @ApiProperty({ type: [String], description: 'Open papers that must be there before it can be asked for' }) after: readonly string[];
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day on which it is valid' }) lapsesOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last departure that it still covers' }) lastUsefulOn:
    string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) documentId: string | null;
  @ApiProperty({ type: Number, nullable: true }) documentVersion: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Masked' }) number: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn: string | null;
  @ApiProperty({ description: 'The paper names its holder otherwise than the file' }) hasMismatch: boolean;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({
    type: RequestView,
    nullable: true,
    description: 'Asked for at the issuer and not in yet; no document, and counted nowhere',
  })
  requested: RequestView | null;
}

export class ChecklistView extends DocumentCounts implements ShownChecklist {
  @ApiProperty({ format: 'uuid' }) cycleId: string;
  @ApiProperty({ description: 'Edition of the rules' }) edition: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedDepartureOn: string | null;
  @ApiProperty({ type: [ChecklistLine] }) items: readonly ChecklistLine[];
}

export class OpenPaper extends ChecklistLine implements ShownOpenPaper {
  @ApiProperty({ format: 'date', description: 'Earliest day to ask for it, or the day on which it was asked for' }) startsOn: string;
  @ApiProperty({ format: 'date', description: 'Earliest day on which it can be there' }) finishesOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day to ask for it without moving the planned departure' })
  lastDayToAsk: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day on which it must be there' }) neededOn: string | null;
  @ApiProperty({ enum: ['bp3mi_officer', 'labour_placement_officer', 'blk_staff'], description: 'Who checks it' })
  verifierRole: ShownOpenPaper['verifierRole'];
}

export class FirstToAsk {
  @ApiProperty() documentCode: string;
  @ApiProperty({ format: 'date' }) by: string;
}

export class ReadinessView implements ShownReadiness {
  @ApiProperty({ format: 'uuid' }) cycleId: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedDepartureOn: string | null;
  @ApiProperty() isReady: boolean;
  @ApiProperty({ format: 'date', description: 'If everything open is begun as soon as it can be, from today' }) earliestReadyOn: string;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Can everything be there by the planned departure? null without a plan' })
  planHolds: boolean | null;
  @ApiProperty({ type: FirstToAsk, nullable: true, description: 'What must be asked for first for the plan to hold' })
  firstToAsk: FirstToAsk | null;
  @ApiProperty({ type: [OpenPaper], description: 'In the order in which the papers can be begun' }) open: readonly OpenPaper[];
}

export class BlockerView implements ShownBlocker {
  @ApiProperty() code: string;
  @ApiPropertyOptional() ruleId?: string;
  @ApiPropertyOptional() documentCode?: string;
  @ApiProperty() detail: string;
  @ApiProperty() detailEn: string;
  @ApiProperty() overridable: boolean;
}

export class StepView implements ShownStep {
  @ApiProperty({ enum: [...STAGES] }) to: Stage;
  @ApiProperty({ enum: ['forward', 'off_ramp', 'return'] }) kind: ShownStep['kind'];
  @ApiProperty({ type: [BlockerView] }) blockers: readonly BlockerView[];
  @ApiProperty({ enum: [...STEP_NEEDS], isArray: true }) needs: readonly StepNeed[];
  @ApiProperty({ type: [String] }) reasonCodes: readonly string[];
}

export class StepsView implements ShownSteps {
  @ApiProperty({ format: 'uuid' }) cycleId: string;
  @ApiProperty({ enum: [...STAGES] }) stage: Stage;
  @ApiProperty() version: number;
  @ApiProperty({ enum: [...STAGES], isArray: true, description: "The stages of this person's way in order" }) route: readonly Stage[];
  @ApiProperty({ type: [StepView] }) steps: readonly StepView[];
}
