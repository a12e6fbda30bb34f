import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import {
  MERGE_FIELDS,
  MOVING_KINDS,
  type CycleBrief,
  type FieldChoice,
  type Merge,
  type MergedFile,
  type MergeField,
  type MergePerson,
  type MergePreview,
  type MergeRemark,
  type Moving,
  type MovingCount,
  type MovingExample,
  type MovingKind,
} from '#libs/candidates';
import { STAGES, type Stage } from '#libs/rulebook';

import { IsNote } from '../http/validation.js';

const UNKNOWN_FILE = 'Berkas tidak dikenal.';
const HIGHEST_VERSION = 2_147_483_647;

export class MergeQuestion {
  @ApiProperty({ format: 'uuid', description: 'The file that would be merged into this one' })
  @IsUUID(undefined, { message: UNKNOWN_FILE })
  with: string;
}

export class MergeDecision {
  @ApiProperty({ format: 'uuid', description: 'The file that is merged into this one' })
  @IsUUID(undefined, { message: UNKNOWN_FILE })
  candidateId: string;

  @ApiProperty({ description: 'Its version, as it was seen' })
  @IsInt({ message: 'Versi berkas harus bilangan bulat.' })
  @Min(1, { message: 'Versi berkas tidak dikenal.' })
  @Max(HIGHEST_VERSION, { message: 'Versi berkas tidak dikenal.' })
  version: number;

  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsNote(500)
  reason: string;

  @ApiPropertyOptional({
    enum: MERGE_FIELDS,
    isArray: true,
    maxItems: MERGE_FIELDS.length,
    description: 'Fields that the survivor takes from the merged file; what it lacks it takes anyway',
  })
  @IsOptional()
  @IsArray({ message: 'Isi pilihan sebagai daftar.' })
  @ArrayMaxSize(MERGE_FIELDS.length, { message: 'Terlalu banyak pilihan.' })
  @IsIn(MERGE_FIELDS, { each: true, message: 'Isian ini tidak dapat dipilih.' })
  take?: MergeField[];
}

export class UndoMerge {
  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'Penggabungan tidak dikenal.' })
  mergeId: string;

  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsNote(500)
  reason: string;
}

export class MergePersonView implements MergePerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty() version: number;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES], nullable: true, type: String }) stage: Stage | null;
  @ApiProperty() documentsVerified: number;
}

export class FieldChoiceView implements FieldChoice {
  @ApiProperty({ enum: MERGE_FIELDS }) field: MergeField;
  @ApiProperty({ type: String, nullable: true }) survivor: string | null;
  @ApiProperty({ type: String, nullable: true }) merged: string | null;
  @ApiProperty({ enum: ['survivor', 'merged'], description: 'Whose value stays when nothing is chosen' }) kept: 'survivor' | 'merged';
  @ApiProperty() differs: boolean;
}

export class MovingExampleView implements MovingExample {
  @ApiProperty({ type: String, nullable: true }) code: string | null;
  @ApiProperty({ type: String, nullable: true }) label: string | null;
  @ApiProperty({ type: String, nullable: true }) state: string | null;
}

export class MovingCountView implements MovingCount {
  @ApiProperty({ enum: MOVING_KINDS }) kind: MovingKind;
  @ApiProperty() count: number;
}

export class MovingView extends MovingCountView implements Moving {
  @ApiProperty({ type: [MovingExampleView], description: 'The newest, at most five' }) examples: MovingExampleView[];
}

export class CycleBriefView implements CycleBrief {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() cycleNo: number;
  @ApiProperty({ enum: [...STAGES] }) stage: Stage;
  @ApiProperty({ type: String, nullable: true, example: 'JP' }) destinationCountry: string | null;
}

export class CycleChoiceView {
  @ApiProperty({ type: CycleBriefView, nullable: true }) goesOn: CycleBriefView | null;
  @ApiProperty({ type: CycleBriefView, nullable: true }) steppedBack: CycleBriefView | null;
  @ApiProperty({ enum: ['survivor', 'merged'], nullable: true, type: String }) from: 'survivor' | 'merged' | null;
}

export class MergeRemarkView implements MergeRemark {
  @ApiProperty() code: string;
  @ApiProperty() detail: string;
}

export class MergePreviewView implements MergePreview {
  @ApiProperty({ type: MergePersonView }) survivor: MergePersonView;
  @ApiProperty({ type: MergePersonView }) merged: MergePersonView;
  @ApiProperty({ type: [FieldChoiceView] }) fields: FieldChoiceView[];
  @ApiProperty({ type: [MovingView] }) moves: MovingView[];
  @ApiProperty({ type: CycleChoiceView }) cycle: CycleChoiceView;
  @ApiProperty({ type: [MergeRemarkView], description: 'both-in-batch, both-abroad, already-merged: the merge is refused' })
  obstacles: MergeRemarkView[];
  @ApiProperty({ type: [MergeRemarkView], description: 'nik-differs, sex-differs, birth-date-differs' }) warnings: MergeRemarkView[];
  @ApiProperty({ format: 'date', description: 'Last day on which it could be undone, if it were done today' }) undoUntil: string;
}

export class MergedFileView implements MergedFile {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
}

export class MergeView implements Merge {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: MergedFileView }) survivor: MergedFileView;
  @ApiProperty({ type: MergedFileView }) merged: MergedFileView;
  @ApiProperty({ format: 'date-time' }) mergedAt: string;
  @ApiProperty({ type: String, nullable: true }) mergedByName: string | null;
  @ApiProperty() reason: string;
  @ApiProperty({ format: 'date', description: 'Last day on which it may be undone' }) undoUntil: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) undoneAt: string | null;
  @ApiProperty({ type: String, nullable: true }) undoneByName: string | null;
  @ApiProperty({ type: String, nullable: true }) undoReason: string | null;
  @ApiProperty({ type: [MovingCountView] }) moved: MovingCountView[];
  @ApiProperty({ type: [MovingCountView], description: 'What went back with a change made after the merge' })
  changedSince: MovingCountView[];
  @ApiProperty({ description: 'It stands, its time is not over, and it is the newest of this file' }) canUndo: boolean;
}
