import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

import type { DraftContent, DraftSummary, DraftView } from '#libs/candidates';

import { IsPlainText } from '../http/validation.js';

const STEPS = [1, 2, 3] as const;
const MOST_LETTERS = 20_000;

export class KeepDraft implements DraftContent {
  @ApiProperty({ enum: STEPS })
  @IsIn(STEPS, { message: 'Langkah 1, 2, atau 3.' })
  step: 1 | 2 | 3;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, description: 'The name as typed so far' })
  @IsOptional()
  @IsPlainText(100)
  label?: string | null;

  @ApiProperty({ maxLength: MOST_LETTERS, description: 'What the form holds, as the form wrote it; kept sealed, never read' })
  @IsString({ message: 'Isi dengan teks.' })
  @MaxLength(MOST_LETTERS, { message: `Isi draf paling panjang ${MOST_LETTERS} huruf.` })
  payload: string;
}

export class RegistrationDraftSummary implements DraftSummary {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: STEPS }) step: number;
  @ApiProperty({ type: String, nullable: true }) label: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty() version: number;
}

export class RegistrationDraftView extends RegistrationDraftSummary implements DraftView {
  @ApiProperty() payload: string;
}

export class RegistrationDraftList {
  @ApiProperty({ type: [RegistrationDraftSummary] }) items: readonly RegistrationDraftSummary[];
}
