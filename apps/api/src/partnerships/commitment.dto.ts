import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

import {
  COMMITMENT_CATEGORIES,
  COMMITMENT_FILTERS,
  COMMITMENT_STATES,
  OPEN_COMMITMENT_STATES,
  type CommitmentAttention,
  type CommitmentCategory,
  type CommitmentState,
  type CommitmentView as Shown,
  type OpenCommitmentState,
} from '#libs/partnerships';

import { PageQuery } from '../http/page.dto.js';
import { IsDay, IsPlainText } from '../http/validation.js';
import { IsAreaCode } from './fields.js';

export class CommitmentQuery extends PageQuery {
  @ApiPropertyOptional({ example: '74.06', description: 'Kemendagri code; everything below it is included' })
  @IsOptional()
  @IsAreaCode()
  area?: string;

  @ApiPropertyOptional({ enum: COMMITMENT_STATES })
  @IsOptional()
  @IsIn(COMMITMENT_STATES, { message: 'Keadaan komitmen tidak dikenal.' })
  state?: CommitmentState;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Kunjungan tidak dikenal.' })
  visitId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Kesepakatan tidak dikenal.' })
  agreementId?: string;

  @ApiPropertyOptional({ enum: COMMITMENT_FILTERS, description: 'overdue: late; due: within 14 days; open: neither kept nor given up' })
  @IsOptional()
  @IsIn(COMMITMENT_FILTERS, { message: 'Saringan tidak dikenal.' })
  filter?: CommitmentAttention;
}

export class NewCommitment {
  @ApiPropertyOptional({ example: '74.06', description: 'May be left out with a visit or an agreement: then the area of that' })
  @IsOptional()
  @IsAreaCode()
  areaCode?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Kunjungan tidak dikenal.' })
  visitId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Kesepakatan tidak dikenal.' })
  agreementId?: string;

  @ApiProperty({ maxLength: 160, example: 'Pemerintah Kabupaten Bombana', description: 'The office that is bound' })
  @IsPlainText(160)
  promisedByOffice: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 120, description: 'The person who spoke' })
  @IsOptional()
  @IsPlainText(120)
  promisedByPerson?: string | null;

  @ApiProperty({ maxLength: 2000, description: 'In the words in which it was said' })
  @IsPlainText(2000)
  quote: string;

  @ApiProperty({ enum: COMMITMENT_CATEGORIES })
  @IsIn(COMMITMENT_CATEGORIES, { message: 'Pilih kategori dari daftar.' })
  category: CommitmentCategory;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 300, description: 'What can be measured' })
  @IsOptional()
  @IsPlainText(300)
  target?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 300, description: 'Where the promise is also a duty' })
  @IsOptional()
  @IsPlainText(300)
  legalBasis?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  dueOn?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 2000, description: 'What shows that it is being kept' })
  @IsOptional()
  @IsPlainText(2000)
  evidence?: string | null;

  @ApiPropertyOptional({ enum: OPEN_COMMITMENT_STATES, default: 'stated', description: 'fulfilled and dropped have verbs of their own' })
  @IsOptional()
  @IsIn(OPEN_COMMITMENT_STATES, { message: 'Keadaan ini hanya lewat tombol penuhi atau hentikan.' })
  state?: OpenCommitmentState;
}

/** A field that is absent stays; null empties what may be empty. Where a promise was made does not change. */
export class CommitmentChange extends PartialType(OmitType(NewCommitment, ['areaCode', 'visitId', 'agreementId'] as const)) {}

export class FulfilCommitment {
  @ApiProperty({ minLength: 1, maxLength: 2000, description: 'What proves it: a letter number, a place, a link' })
  @IsPlainText(2000)
  evidence: string;

  @ApiProperty({ format: 'date', description: 'The day on which it was kept' })
  @IsDay()
  fulfilledOn: string;
}

export class DropCommitment {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsPlainText(500)
  reason: string;
}

export class CommitmentView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ example: '74.06' }) areaCode: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) visitId: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) agreementId: string | null;
  @ApiProperty() promisedByOffice: string;
  @ApiProperty({ type: String, nullable: true }) promisedByPerson: string | null;
  @ApiProperty() quote: string;
  @ApiProperty({ enum: COMMITMENT_CATEGORIES }) category: CommitmentCategory;
  @ApiProperty({ type: String, nullable: true }) target: string | null;
  @ApiProperty({ type: String, nullable: true }) legalBasis: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn: string | null;
  @ApiProperty({ enum: COMMITMENT_STATES }) state: CommitmentState;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) fulfilledOn: string | null;
  @ApiProperty({ type: String, nullable: true }) closedReason: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ description: 'Open after its due day' }) isOverdue: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'Days since the due day; null unless overdue' }) daysOverdue: number | null;
}

export class Commitments {
  @ApiProperty({ type: [CommitmentView] }) items: readonly CommitmentView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}
