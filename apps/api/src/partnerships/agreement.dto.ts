import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional } from 'class-validator';

import {
  AGREEMENT_STATES,
  AGREEMENT_TYPES,
  type AgreementState,
  type AgreementType,
  type AgreementView as Shown,
} from '#libs/partnerships';

import { PageQuery } from '../http/page.dto.js';
import { IsDay, IsPlainText } from '../http/validation.js';
import { IsAreaCode, IsCodes } from './fields.js';

export class AgreementQuery extends PageQuery {
  @ApiPropertyOptional({ example: '74.06', description: 'Kemendagri code; everything below it is included' })
  @IsOptional()
  @IsAreaCode()
  area?: string;

  @ApiPropertyOptional({ enum: AGREEMENT_TYPES })
  @IsOptional()
  @IsIn(AGREEMENT_TYPES, { message: 'Jenis kesepakatan tidak dikenal.' })
  type?: AgreementType;

  @ApiPropertyOptional({ enum: AGREEMENT_STATES })
  @IsOptional()
  @IsIn(AGREEMENT_STATES, { message: 'Keadaan kesepakatan tidak dikenal.' })
  state?: AgreementState;

  @ApiPropertyOptional({ enum: ['expiring'], description: 'Active and ending within 90 days' })
  @IsOptional()
  @IsIn(['expiring'], { message: 'Saringan tidak dikenal.' })
  filter?: 'expiring';
}

export class NewAgreement {
  @ApiProperty({ example: '74.06' })
  @IsAreaCode()
  areaCode: string;

  @ApiProperty({ enum: AGREEMENT_TYPES })
  @IsIn(AGREEMENT_TYPES, { message: 'Pilih jenis kesepakatan dari daftar.' })
  type: AgreementType;

  @ApiProperty({ maxLength: 300 })
  @IsPlainText(300)
  title: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, description: 'Each party gives its own number' })
  @IsOptional()
  @IsPlainText(100)
  numberFirstParty?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  numberSecondParty?: string | null;

  @ApiProperty({ maxLength: 160, example: 'Pemerintah Kabupaten Bombana' })
  @IsPlainText(160)
  counterpartOffice: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 120 })
  @IsOptional()
  @IsPlainText(120)
  counterpartPerson?: string | null;

  @ApiPropertyOptional({ type: [String], nullable: true, maxItems: 20, description: 'What it covers, as codes' })
  @IsOptional()
  @IsArray({ message: 'Isi ruang lingkup sebagai daftar.' })
  @ArrayMaxSize(20, { message: 'Paling banyak 20 butir.' })
  @IsCodes()
  scope?: string[] | null;

  @ApiPropertyOptional({ enum: AGREEMENT_STATES, nullable: true, default: 'proposed' })
  @IsOptional()
  @IsIn(AGREEMENT_STATES, { message: 'Keadaan kesepakatan tidak dikenal.' })
  state?: AgreementState | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 500, description: 'Needed when the state is blocked' })
  @IsOptional()
  @IsPlainText(500)
  blockedReason?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Needed when the state is active' })
  @IsOptional()
  @IsDay()
  signedOn?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  effectiveOn?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  expiresOn?: string | null;
}

/** A field that is absent stays; null empties what may be empty. */
export class AgreementChange extends PartialType(NewAgreement) {}

export class AgreementView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ example: '74.06' }) areaCode: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: AGREEMENT_TYPES }) type: AgreementType;
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) numberFirstParty: string | null;
  @ApiProperty({ type: String, nullable: true }) numberSecondParty: string | null;
  @ApiProperty() counterpartOffice: string;
  @ApiProperty({ type: String, nullable: true }) counterpartPerson: string | null;
  @ApiProperty({ type: [String] }) scope: readonly string[];
  @ApiProperty({ enum: AGREEMENT_STATES }) state: AgreementState;
  @ApiProperty({ type: String, nullable: true }) blockedReason: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) effectiveOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ description: 'Active and ending within 90 days' }) isExpiring: boolean;
  @ApiProperty({ description: 'Still called active although its last day has passed' }) isExpired: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'Days to the last day of an active agreement; negative afterwards' }) daysLeft:
    number | null;
}

export class Agreements {
  @ApiProperty({ type: [AgreementView] }) items: readonly AgreementView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}
