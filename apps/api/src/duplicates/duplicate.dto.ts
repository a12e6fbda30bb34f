import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

import {
  ALIKE_REASONS,
  PAIR_STATES,
  SEXES,
  type AlikeReason,
  type DuplicatePair,
  type PairPerson,
  type PairSideBySide,
  type PairState,
  type Sex,
} from '#libs/candidates';
import { STAGES } from '#libs/rulebook';

import { PersonView } from '../candidates/candidate.dto.js';
import { MovingCountView } from '../candidates/merge.dto.js';
import { PageQuery } from '../http/page.dto.js';
import { IsNote } from '../http/validation.js';

export class PairQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'The `next` of the page before' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Halaman lanjutan tidak dikenal. Mulai lagi dari awal daftar.' })
  declare after?: string;

  @ApiPropertyOptional({ enum: PAIR_STATES, default: 'open' })
  @IsOptional()
  @IsIn(PAIR_STATES, { message: 'Pilih open, not_duplicate, atau merged.' })
  state?: PairState;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only pairs of this person' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Orang tidak dikenal.' })
  candidate?: string;
}

export class Decision {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsNote(500)
  reason: string;
}

export class PairPersonView implements PairPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate: string | null;
  @ApiProperty({ enum: SEXES, nullable: true }) sex: Sex | null;
  @ApiProperty({ type: String, nullable: true, example: '7406********9001' }) nikMasked: string | null;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES], nullable: true, type: String }) stage: string | null;
}

class PairDecision {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ enum: PAIR_STATES }) state: PairState;
  @ApiProperty({ minimum: 0, maximum: 1 }) score: number;
  @ApiProperty({ enum: ALIKE_REASONS, isArray: true }) reasons: AlikeReason[];
  @ApiProperty({ format: 'date-time' }) detectedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) decideReason: string | null;
}

export class DuplicatePairRow extends PairDecision implements DuplicatePair {
  @ApiProperty({ type: [PairPersonView], description: 'Two' }) people: PairPersonView[];
}

export class DuplicatePairs {
  @ApiProperty({ type: [DuplicatePairRow] }) items: DuplicatePairRow[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() total: number;
}

export class PairSideView {
  @ApiProperty({ type: PersonView }) person: PersonView;
  @ApiProperty({ description: 'This file was merged, into the other or elsewhere: it is only read' }) isMerged: boolean;
  @ApiProperty({ type: [MovingCountView], description: 'What would move if this file were merged into the other' })
  belongings: MovingCountView[];
}

export class DuplicatePairView extends PairDecision implements PairSideBySide {
  @ApiProperty({ type: [String], description: 'Fields that do not say the same' }) differs: string[];
  @ApiProperty({ type: [PairSideView], description: 'Two' }) sides: PairSideView[];
}
