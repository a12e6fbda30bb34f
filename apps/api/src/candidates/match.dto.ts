import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

import { ALIKE_REASONS, SEXES, type AlikeReason, type PersonMatch, type PersonMatches, type Sex } from '#libs/candidates';
import { STAGES } from '#libs/rulebook';

import { IsDay, IsPlainText } from '../http/validation.js';
import { IsNumber } from './candidate.dto.js';

/** What is known of somebody so far; a NIK alone, or a name with whatever stands beside it. */
export class MatchQuestion {
  @ApiPropertyOptional({ type: String, nullable: true, example: '7406044507999001', description: '16 digits as text' })
  @IsOptional()
  @IsNumber('nik')
  nik?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  fullName?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  birthDate?: string | null;

  @ApiPropertyOptional({ enum: SEXES, nullable: true })
  @IsOptional()
  @IsIn(SEXES, { message: 'Pilih perempuan atau laki-laki.' })
  sex?: Sex | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '74.06.04.2001', maxLength: 13 })
  @IsOptional()
  @IsPlainText(13)
  areaCode?: string | null;
}

export class MatchView implements PersonMatch {
  @ApiProperty({ format: 'uuid' }) candidateId: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate: string | null;
  @ApiProperty({ enum: SEXES, nullable: true }) sex: Sex | null;
  @ApiProperty({ type: String, nullable: true, example: '7406********9001' }) nikMasked: string | null;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES], nullable: true, type: String }) stage: string | null;
  @ApiProperty({ minimum: 0, maximum: 1, description: 'From 0.75 an officer should look at both' }) score: number;
  @ApiProperty({ enum: ['found', 'possible'], description: 'found: the same NIK' }) certainty: 'found' | 'possible';
  @ApiProperty({ enum: ALIKE_REASONS, isArray: true }) reasons: AlikeReason[];
}

export class MatchesView implements PersonMatches {
  @ApiProperty({ type: [MatchView] }) items: MatchView[];
  @ApiProperty({ description: 'Somebody like this is registered outside your area: an officer must check. Nothing else is told.' })
  outsideScope: boolean;
}
