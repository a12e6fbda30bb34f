import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';

import {
  BATCH_ATTENTIONS,
  BATCH_STATES,
  ENROLMENT_STATES,
  FUNDING_SOURCES,
  RESULTS,
  SEATS,
  TRAINING_CENTER_KINDS,
  type BatchAttention,
  type BatchState,
  type BatchView as ShownBatch,
  type EnrolmentState,
  type EnrolmentView as ShownEnrolment,
  type FundingSource,
  type Result,
  type Seat,
  type TrainingCenterKind,
  type TrainingCenterView as ShownCenter,
  type TrainingProgramView as ShownProgram,
} from '#libs/training';

import { PageQuery } from '../http/page.dto.js';
import { IsDay, IsNote, IsPlainText } from '../http/validation.js';

const CERTIFICATE_STATES = ['submitted', 'verified', 'rejected', 'void'] as const;

export class BatchQuery extends PageQuery {
  @ApiPropertyOptional({ example: '74.06', description: 'Kemendagri code; everything below it is included' })
  @IsOptional()
  @Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, { message: 'Kode wilayah tidak dikenal.' })
  area?: string;

  @ApiPropertyOptional({ enum: BATCH_STATES })
  @IsOptional()
  @IsIn(BATCH_STATES, { message: 'Keadaan angkatan tidak dikenal.' })
  state?: BatchState;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Balai latihan tidak dikenal.' })
  trainingCenterId?: string;

  @ApiPropertyOptional({ enum: BATCH_ATTENTIONS, description: 'What the home page counts' })
  @IsOptional()
  @IsIn(BATCH_ATTENTIONS, { message: 'Saringan tidak dikenal.' })
  filter?: BatchAttention;
}

export class NewProgram {
  @ApiProperty({ maxLength: 40, example: 'LAS-3G', description: 'Unique within the centre' })
  @IsPlainText(40)
  code: string;

  @ApiProperty({ maxLength: 160, example: 'Juru Las SMAW 3G' })
  @IsPlainText(160)
  title: string;

  @ApiProperty({ maxLength: 80, example: 'Teknik Las' })
  @IsPlainText(80)
  vocationalField: string;

  @ApiProperty({ minimum: 1, maximum: 5000, description: 'JP of 45 minutes' })
  @IsInt({ message: 'Isi jam pelajaran (JP) sebagai bilangan bulat.' })
  @Min(1)
  @Max(5000)
  lessonHours: number;

  @ApiPropertyOptional({ maxLength: 160, description: 'The title when not given' })
  @IsOptional()
  @IsPlainText(160)
  competenceTitle?: string;
}

export class NewBatch {
  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'Pilih program dari daftar.' })
  trainingProgramId: string;

  @ApiProperty({ maxLength: 80, example: 'Angkatan I/2026' })
  @IsPlainText(80)
  name: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  startsOn: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  endsOn: string;

  @ApiProperty({ minimum: 1, maximum: 500 })
  @IsInt({ message: 'Isi jumlah kursi sebagai bilangan bulat.' })
  @Min(1, { message: 'Paling sedikit 1 kursi.' })
  @Max(500, { message: 'Paling banyak 500 kursi.' })
  capacity: number;

  @ApiPropertyOptional({ minimum: 0, maximum: 50, default: 2 })
  @IsOptional()
  @IsInt({ message: 'Isi jumlah cadangan sebagai bilangan bulat.' })
  @Min(0, { message: 'Jumlah cadangan tidak boleh negatif.' })
  @Max(50, { message: 'Paling banyak 50 cadangan.' })
  reserveSeats?: number;

  @ApiProperty({ enum: FUNDING_SOURCES })
  @IsIn(FUNDING_SOURCES, { message: 'Pilih sumber dana dari daftar.' })
  fundingSource: FundingSource;
}

/** A field that is absent or null stays as it is. */
export class BatchChange {
  @ApiPropertyOptional({ maxLength: 80 })
  @IsOptional()
  @IsPlainText(80)
  name?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  startsOn?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  endsOn?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, description: 'More seats go at once to those in the queue' })
  @IsOptional()
  @IsInt({ message: 'Isi jumlah kursi sebagai bilangan bulat.' })
  @Min(1, { message: 'Paling sedikit 1 kursi.' })
  @Max(500, { message: 'Paling banyak 500 kursi.' })
  capacity?: number;

  @ApiPropertyOptional({ minimum: 0, maximum: 50 })
  @IsOptional()
  @IsInt({ message: 'Isi jumlah cadangan sebagai bilangan bulat.' })
  @Min(0, { message: 'Jumlah cadangan tidak boleh negatif.' })
  @Max(50, { message: 'Paling banyak 50 cadangan.' })
  reserveSeats?: number;

  @ApiPropertyOptional({ enum: FUNDING_SOURCES })
  @IsOptional()
  @IsIn(FUNDING_SOURCES, { message: 'Pilih sumber dana dari daftar.' })
  fundingSource?: FundingSource;

  @ApiPropertyOptional({ enum: BATCH_STATES })
  @IsOptional()
  @IsIn(BATCH_STATES, { message: 'Keadaan angkatan tidak dikenal.' })
  state?: BatchState;
}

export class NewEnrolment {
  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'Pilih calon dari daftar.' })
  candidateId: string;

  @ApiPropertyOptional({ default: false, description: 'Join the waiting list when no seat is free' })
  @IsOptional()
  @IsBoolean({ message: 'Isi ya atau tidak.' })
  acceptWaiting?: boolean;
}

export class NewResult {
  @ApiProperty({ enum: RESULTS })
  @IsIn(RESULTS, { message: 'Pilih kompeten atau belum kompeten.' })
  result: Result;

  @ApiProperty({ format: 'date', description: 'From the first day of the batch to today' })
  @IsDay()
  resultOn: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 60 })
  @IsOptional()
  @IsPlainText(60)
  certificateNo?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Day of issue of the certificate; the day of the result when not given',
  })
  @IsOptional()
  @IsDay()
  issuedOn?: string | null;
}

export class WithdrawResult {
  @ApiProperty({ minLength: 1, maxLength: 500, description: 'Kept with the certificate, which becomes void' })
  @IsNote(500)
  reason: string;
}

export class DropParticipant {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsNote(500)
  reason: string;

  @ApiPropertyOptional({ default: false, description: 'Never came (gugur)' })
  @IsOptional()
  @IsBoolean({ message: 'Isi ya atau tidak.' })
  noShow?: boolean;
}

export class TrainingCenterName {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'UPTD BLK Bombana' }) name: string;
}

export class TrainingCenterView implements ShownCenter {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty() name: string;
  @ApiProperty({ enum: TRAINING_CENTER_KINDS }) kind: TrainingCenterKind;
  @ApiProperty({ example: '74.06' }) areaCode: string;
  @ApiProperty() areaName: string;
  @ApiProperty() isActive: boolean;
}

export class TrainingCenters {
  @ApiProperty({ type: [TrainingCenterView] }) items: readonly TrainingCenterView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: an office sees few centres' }) next: string | null;
}

export class TrainingProgramView implements ShownProgram {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ type: TrainingCenterName }) trainingCenter: TrainingCenterName;
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty() vocationalField: string;
  @ApiProperty({ description: 'JP of 45 minutes' }) lessonHours: number;
  @ApiProperty() competenceTitle: string;
  @ApiProperty() isActive: boolean;
}

export class TrainingPrograms {
  @ApiProperty({ type: [TrainingProgramView] }) items: readonly TrainingProgramView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: a centre teaches few programmes' }) next: string | null;
}

export class BatchProgram {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() title: string;
  @ApiProperty() vocationalField: string;
  @ApiProperty({ description: 'JP of 45 minutes' }) lessonHours: number;
}

export class BatchView implements ShownBatch {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ type: TrainingCenterName }) trainingCenter: TrainingCenterName;
  @ApiProperty({ type: BatchProgram }) program: BatchProgram;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date' }) startsOn: string;
  @ApiProperty({ format: 'date' }) endsOn: string;
  @ApiProperty() capacity: number;
  @ApiProperty() reserveSeats: number;
  @ApiProperty() seatsTaken: number;
  @ApiProperty() reservesTaken: number;
  @ApiProperty({ description: 'People without a seat' }) waiting: number;
  @ApiProperty({ enum: FUNDING_SOURCES }) fundingSource: FundingSource;
  @ApiProperty({ enum: BATCH_STATES }) state: BatchState;
  @ApiProperty({ description: 'Participants whose result is missing after the last day; 0 before' }) withoutResult: number;
}

export class Batches {
  @ApiProperty({ type: [BatchView] }) items: readonly BatchView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class EnrolledPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty({ enum: ['female', 'male'], nullable: true }) sex: string | null;
  @ApiProperty() areaName: string;
}

export class EnrolmentView implements ShownEnrolment {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ format: 'uuid' }) batchId: string;
  @ApiProperty({ type: EnrolledPerson }) candidate: EnrolledPerson;
  @ApiProperty({ enum: SEATS }) seat: Seat;
  @ApiProperty({ type: Number, nullable: true, description: 'Place among the reserves or among those who wait' }) queuePosition:
    number | null;
  @ApiProperty({ enum: ENROLMENT_STATES }) state: EnrolmentState;
  @ApiProperty({ enum: RESULTS, nullable: true }) result: Result | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) resultOn: string | null;
  @ApiProperty({ type: String, nullable: true }) certificateNo: string | null;
  @ApiProperty({
    enum: CERTIFICATE_STATES,
    nullable: true,
    description: 'State of the certificate the result brought; void after it was withdrawn',
  })
  documentState: (typeof CERTIFICATE_STATES)[number] | null;
}

export class Roster {
  @ApiProperty({ type: [EnrolmentView] }) items: readonly EnrolmentView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}
