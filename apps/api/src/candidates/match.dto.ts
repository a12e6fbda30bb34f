import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

import { SEXES, type Sex } from '#libs/candidates';
import { LIKENESS_REASONS, type LikenessReason, type PersonMatch, type Wanted } from '#libs/placement';
import { STAGES, type Stage } from '#libs/rulebook';

import { IsDay, IsPlainText } from '../http/validation.js';
import { IsNumber } from './candidate.dto.js';

/** What is known so far of somebody who is about to be registered. */
export class MatchQuestion implements Wanted {
  @ApiPropertyOptional({ example: '7406044507999001', description: '16 digits as text' })
  @IsOptional()
  @IsNumber('nik')
  nik?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  fullName?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  birthDate?: string;

  @ApiPropertyOptional({ enum: SEXES })
  @IsOptional()
  @IsIn(SEXES, { message: 'Pilih perempuan atau laki-laki.' })
  sex?: Sex;

  @ApiPropertyOptional({ example: '74.06.04' })
  @IsOptional()
  @IsPlainText(13)
  areaCode?: string;
}

export class MatchView implements PersonMatch {
  @ApiProperty({ format: 'uuid' }) candidateId: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate: string | null;
  @ApiProperty({ enum: SEXES, nullable: true }) sex: Sex | null;
  @ApiProperty({ type: String, nullable: true, example: '************9001' }) nikMasked: string | null;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES], nullable: true }) stage: Stage | null;
  @ApiProperty({ description: '0 to 1' }) score: number;
  @ApiProperty({ enum: ['found', 'possible'], description: 'found: the same NIK' }) certainty: 'found' | 'possible';
  @ApiProperty({ enum: LIKENESS_REASONS, isArray: true }) reasons: readonly LikenessReason[];
}

export class MatchesView {
  @ApiProperty({ type: [MatchView] }) items: readonly MatchView[];
  @ApiProperty({ description: 'The NIK is recorded where the caller sees nothing' }) outsideScope: boolean;
}
