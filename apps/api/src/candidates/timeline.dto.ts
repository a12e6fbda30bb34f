import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

import {
  CHANGE_SOURCES,
  TIMELINE_TOPICS,
  type ChangeSource,
  type FieldChange as ShownChange,
  type TimelineEntry as ShownEntry,
  type TimelineTopic,
} from '#libs/placement';
import { STAGES, type Stage } from '#libs/rulebook';

import { PageQuery } from '../http/page.dto.js';

const CHANGED_KINDS = ['candidate', 'cycle', 'document', 'enrolment', 'family'] as const;

export class TimelineQuery extends PageQuery {
  @ApiPropertyOptional({ enum: [...TIMELINE_TOPICS] })
  @IsOptional()
  @IsIn(TIMELINE_TOPICS, { message: 'Jenis kejadian tidak dikenal.' })
  topic?: TimelineTopic;
}

export class FieldChange implements ShownChange {
  @ApiProperty({ enum: [...CHANGED_KINDS] }) kind: (typeof CHANGED_KINDS)[number];
  @ApiProperty({ type: String, nullable: true }) documentCode: string | null;
  @ApiProperty() field: string;
  @ApiProperty({ description: 'A sealed number or a health verdict: it was changed, and its values are not told' }) isHidden: boolean;
  @ApiProperty({ type: String, nullable: true }) before: string | null;
  @ApiProperty({ type: String, nullable: true }) after: string | null;
}

export class TimelineEntry implements ShownEntry {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ enum: ['stage', 'audit', 'change'] }) kind: 'stage' | 'audit' | 'change';
  @ApiProperty({ enum: [...TIMELINE_TOPICS] }) topic: TimelineTopic;
  @ApiProperty() action: string;
  @ApiProperty({ type: String, nullable: true }) actorName: string | null;
  @ApiProperty({ type: String, nullable: true }) actorRole: string | null;
  @ApiProperty({ enum: [...CHANGE_SOURCES], nullable: true }) source: ChangeSource | null;
  @ApiProperty({ type: String, nullable: true, description: 'The list that brought it' }) fileName: string | null;
  @ApiProperty({ enum: [...STAGES], nullable: true }) fromStage: Stage | null;
  @ApiProperty({ enum: [...STAGES], nullable: true }) toStage: Stage | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) effectiveOn: string | null;
  @ApiProperty({ type: [String], description: 'Names of fields, or of the blockers that were lifted' }) fields: readonly string[];
  @ApiProperty({ type: [FieldChange] }) changes: readonly FieldChange[];
  @ApiProperty({ type: String, nullable: true, description: 'Why a step was taken, by the code of the reason' }) reasonCode: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of a file merged into this one, when it was written there' })
  caseNo: string | null;
}

export class Timeline {
  @ApiProperty({ type: [TimelineEntry] }) items: readonly TimelineEntry[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}
