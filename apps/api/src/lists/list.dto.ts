import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import {
  BULK_KINDS,
  BULK_ROW_STATES,
  BULK_STATES,
  MOST_BULK_ROWS,
  type BulkKind,
  type BulkRowState,
  type BulkState,
} from '#libs/placement';
import { STAGES, type Stage } from '#libs/rulebook';

import { CandidateQuery } from '../candidates/register.dto.js';
import { BlockerView } from '../cycles/cycle.dto.js';
import { IsDay, IsNote, IsPlainText } from '../http/validation.js';

/** The filters and the order of a list; nothing of a page. */
export class ListFilter extends OmitType(CandidateQuery, ['after', 'limit'] as const) {}

export class NewView {
  @ApiProperty({ maxLength: 60 })
  @IsPlainText(60)
  name: string;

  @ApiProperty({ type: ListFilter, description: 'No NIK: a number that identifies a person is kept sealed only' })
  @IsObject({ message: 'Isi saringannya.' })
  @ValidateNested()
  @Type(() => ListFilter)
  filter: ListFilter;

  @ApiProperty({ type: [String], description: 'Columns that the screen shows; an empty list leaves it to each reader' })
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^[a-zA-Z]{1,30}$/, { each: true, message: 'Kolom tidak dikenal.' })
  columns: readonly string[];

  @ApiProperty({ description: 'For the whole office (same area); only a supervisor may' })
  @IsBoolean({ message: 'Isi true atau false.' })
  isShared: boolean;
}

export class ViewChange extends PartialType(NewView) {}

export class ViewDto extends NewView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() isMine: boolean;
  @ApiProperty() version: number;
}

export class CountedView extends ViewDto {
  @ApiProperty({ description: 'How many people it holds now, for whoever asks' }) count: number;
}

export class Views {
  @ApiProperty({ type: [CountedView] }) items: readonly CountedView[];
}

export class OfficerDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() displayName: string;
  @ApiProperty() role: string;
  @ApiProperty() areaName: string;
}

export class Officers {
  @ApiProperty({ type: [OfficerDto] }) items: readonly OfficerDto[];
}

export class BulkChangeDto {
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'assign_officer; null takes the officer away' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Pilih petugas dari daftar.' })
  officerId?: string | null;

  @ApiPropertyOptional({ enum: [...STAGES], description: 'advance_stage: a stage before the departure' })
  @ValidateIf((change: BulkChangeDto) => change.to !== undefined)
  @IsIn(STAGES, { message: 'Tahap tidak dikenal.' })
  to?: Stage;

  @ApiPropertyOptional({ format: 'date' })
  @ValidateIf((change: BulkChangeDto) => change.effectiveOn !== undefined)
  @IsDay()
  effectiveOn?: string;

  @ApiPropertyOptional({ maxLength: 500 })
  @ValidateIf((change: BulkChangeDto) => change.note !== undefined)
  @IsNote(500)
  note?: string;
}

export class NewBulkJob {
  @ApiProperty({ enum: [...BULK_KINDS] })
  @IsIn(BULK_KINDS, { message: 'Jenis pekerjaan tidak dikenal.' })
  kind: BulkKind;

  @ApiProperty({ type: BulkChangeDto })
  @IsObject({ message: 'Isi perubahannya.' })
  @ValidateNested()
  @Type(() => BulkChangeDto)
  change: BulkChangeDto;

  @ApiPropertyOptional({ type: [String], description: 'People, one by one; either these or a filter' })
  @ValidateIf((body: NewBulkJob) => body.ids !== undefined)
  @IsArray()
  @ArrayMaxSize(MOST_BULK_ROWS, { message: `Paling banyak ${MOST_BULK_ROWS} orang sekali jalan.` })
  @IsUUID(undefined, { each: true, message: 'Orang tidak dikenal.' })
  ids?: string[];

  @ApiPropertyOptional({ type: ListFilter, description: 'All people whom this list holds' })
  @ValidateIf((body: NewBulkJob) => body.filter !== undefined)
  @IsObject({ message: 'Isi saringannya.' })
  @ValidateNested()
  @Type(() => ListFilter)
  filter?: ListFilter;
}

export class BulkRowsQuery {
  @ApiPropertyOptional({ description: 'The `next` of the page before' })
  @IsOptional()
  @Matches(/^\d{1,6}$/, { message: 'Halaman lanjutan tidak dikenal.' })
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 25 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit harus bilangan bulat.' })
  @Min(1)
  @Max(100)
  limit?: number;

  @ApiPropertyOptional({ enum: [...BULK_ROW_STATES] })
  @IsOptional()
  @IsIn(BULK_ROW_STATES, { message: 'Keadaan tidak dikenal.' })
  state?: BulkRowState;
}

export class BulkCounts implements Record<BulkRowState, number> {
  @ApiProperty() ready: number;
  @ApiProperty() blocked: number;
  @ApiProperty() done: number;
  @ApiProperty() refused: number;
  @ApiProperty() undone: number;
  @ApiProperty() kept: number;
}

export class BulkJobDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: [...BULK_KINDS] }) kind: BulkKind;
  @ApiProperty({ type: BulkChangeDto }) change: BulkChangeDto;
  @ApiProperty({ enum: [...BULK_STATES] }) state: BulkState;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt: string | null;
  @ApiProperty({ type: BulkCounts }) counts: BulkCounts;
}

export class BulkJobs {
  @ApiProperty({ type: [BulkJobDto] }) items: readonly BulkJobDto[];
}

export class BulkPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() areaName: string;
}

export class BulkRowDto {
  @ApiProperty() n: number;
  @ApiProperty({ type: BulkPerson, nullable: true, description: 'null: not in your area, or no longer' }) candidate: BulkPerson | null;
  @ApiProperty({ enum: [...STAGES], nullable: true }) stage: Stage | null;
  @ApiProperty({ type: String, nullable: true }) officerName: string | null;
  @ApiProperty({ enum: [...BULK_ROW_STATES] }) state: BulkRowState;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is blocked, was refused or was kept' }) code: string | null;
  @ApiProperty({ type: [BlockerView] }) blockers: readonly BlockerView[];
}

export class BulkJobPage extends BulkJobDto {
  @ApiProperty({ type: [BulkRowDto] }) rows: readonly BulkRowDto[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}
