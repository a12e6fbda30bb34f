import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsUUID } from 'class-validator';

import type { AgreementFound as ShownAgreement, BatchFound as ShownBatch, Found } from '#libs/dashboards';
import type { PersonFound as ShownPerson } from '#libs/placement';
import { STAGES, type Stage } from '#libs/rulebook';

import { IsPlainText } from '../http/validation.js';

export class SearchQuestion {
  @ApiPropertyOptional({ minLength: 2, maxLength: 100, description: 'Words of a name or title, a NIK, a phone number, a case number' })
  @IsOptional()
  @IsPlainText(100, 2)
  text?: string;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 8,
    description: 'People opened lately, to be named again; without text',
  })
  @IsOptional()
  @IsArray({ message: 'Isi sebagai daftar.' })
  @ArrayMaxSize(8, { message: 'Paling banyak 8 orang.' })
  @IsUUID(undefined, { each: true, message: 'Pilih orang dari daftar.' })
  people?: string[];
}

export class PersonFound implements ShownPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty() areaName: string;
  @ApiProperty({ enum: [...STAGES], nullable: true }) stage: Stage | null;
}

export class BatchFound implements ShownBatch {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty() trainingCenter: string;
  @ApiProperty({ format: 'date' }) startsOn: string;
}

export class AgreementFound implements ShownAgreement {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() title: string;
  @ApiProperty() counterpartOffice: string;
  @ApiProperty() areaName: string;
}

export class SearchAnswer implements Found {
  @ApiProperty({ type: [PersonFound] }) people: readonly PersonFound[];
  @ApiProperty({ type: [BatchFound] }) batches: readonly BatchFound[];
  @ApiProperty({ type: [AgreementFound] }) agreements: readonly AgreementFound[];
}
