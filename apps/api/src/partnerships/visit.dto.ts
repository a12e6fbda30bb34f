import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';

import { VISIT_TYPES, type VisitRow as ShownRow, type VisitType, type VisitView as Shown } from '#libs/partnerships';

import { PageQuery } from '../http/page.dto.js';
import { IsDay, IsPlainText } from '../http/validation.js';
import { CommitmentView } from './commitment.dto.js';
import { IsAreaCode, IsCodes } from './fields.js';

export class VisitQuery extends PageQuery {
  @ApiPropertyOptional({ example: '74.06', description: 'Kemendagri code; everything below it is included' })
  @IsOptional()
  @IsAreaCode()
  area?: string;

  @ApiPropertyOptional({ enum: VISIT_TYPES })
  @IsOptional()
  @IsIn(VISIT_TYPES, { message: 'Jenis kunjungan tidak dikenal.' })
  type?: VisitType;
}

export class VisitHost {
  @ApiProperty({ maxLength: 120 })
  @IsPlainText(120)
  name: string;

  @ApiPropertyOptional({ maxLength: 160 })
  @IsOptional()
  @IsPlainText(160)
  position?: string;
}

export class NewVisit {
  @ApiProperty({ example: '74.06' })
  @IsAreaCode()
  areaCode: string;

  @ApiProperty({ enum: VISIT_TYPES })
  @IsIn(VISIT_TYPES, { message: 'Pilih jenis kunjungan dari daftar.' })
  type: VisitType;

  @ApiProperty({ format: 'date' })
  @IsDay()
  visitedOn: string;

  @ApiProperty({ maxLength: 200 })
  @IsPlainText(200)
  place: string;

  @ApiPropertyOptional({ type: [VisitHost], nullable: true, maxItems: 30, description: 'Officials in office who received us' })
  @IsOptional()
  @IsArray({ message: 'Isi tuan rumah sebagai daftar.' })
  @ArrayMaxSize(30, { message: 'Paling banyak 30 orang.' })
  @ValidateNested({ each: true })
  @Type(() => VisitHost)
  hosts?: VisitHost[] | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 300 })
  @IsOptional()
  @IsPlainText(300, 0)
  delegation?: string | null;

  @ApiPropertyOptional({ type: [String], nullable: true, maxItems: 20 })
  @IsOptional()
  @IsArray({ message: 'Isi pokok bahasan sebagai daftar.' })
  @ArrayMaxSize(20, { message: 'Paling banyak 20 pokok bahasan.' })
  @IsCodes()
  topics?: string[] | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 10000, description: 'Once the visit has taken place' })
  @IsOptional()
  @IsPlainText(10_000)
  minutes?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  nextVisitOn?: string | null;
}

/** A field that is absent stays; null empties what may be empty. */
export class VisitChange extends PartialType(NewVisit) {}

export class VisitRow implements ShownRow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty({ example: '74.06' }) areaCode: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: VISIT_TYPES }) type: VisitType;
  @ApiProperty({ format: 'date' }) visitedOn: string;
  @ApiProperty() place: string;
  @ApiProperty({ type: [VisitHost] }) hosts: readonly VisitHost[];
  @ApiProperty() delegation: string;
  @ApiProperty({ type: [String] }) topics: readonly string[];
  @ApiProperty({ type: String, nullable: true }) minutes: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) minutesAt: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) nextVisitOn: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class VisitView extends VisitRow implements Shown {
  @ApiProperty({ type: [CommitmentView] }) commitments: readonly CommitmentView[];
}

export class Visits {
  @ApiProperty({ type: [VisitRow] }) items: readonly VisitRow[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}
