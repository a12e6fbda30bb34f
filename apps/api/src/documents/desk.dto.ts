import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';

import {
  DIFFERENCES,
  DOCUMENT_STATES,
  type DeskDocument,
  type DeskPerson,
  type Difference,
  type DocumentState,
  type EarlierRefusal,
  type LastDeed,
  type Obstacle,
  type OtherPaper,
} from '#libs/documents';
import { DOCUMENT_CODES, type Sex } from '#libs/rulebook';

import { PageQuery } from '../http/page.dto.js';
import { DocumentView } from './document.dto.js';

const SEXES = ['female', 'male'] as const satisfies readonly Sex[];
const OBSTACLES = ['other-role', 'second-person'] as const satisfies readonly Obstacle[];

export class QueueQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DOCUMENT_CODES })
  @IsOptional()
  @IsIn(DOCUMENT_CODES, { message: 'Jenis dokumen tidak dikenal.' })
  documentCode?: string;

  @ApiPropertyOptional({ example: '74.06', description: 'This area and all below it' })
  @IsOptional()
  @Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, { message: 'Kode wilayah tidak dikenal.' })
  area?: string;

  @ApiPropertyOptional({ enum: ['differs'], description: 'Papers that name another person than the file, also verified ones' })
  @IsOptional()
  @IsIn(['differs'])
  identity?: 'differs';
}

export class DeskPersonView implements DeskPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ enum: SEXES, nullable: true }) sex: Sex | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate: string | null;
  @ApiProperty({ type: String, nullable: true }) birthPlace: string | null;
  @ApiProperty({ type: String, nullable: true, example: '************9012' }) nikMasked: string | null;
  @ApiProperty() areaName: string;
}

export class OtherPaperView implements OtherPaper {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() documentCode: string;
  @ApiProperty({ enum: DOCUMENT_STATES }) state: DocumentState;
  @ApiProperty({ type: String, nullable: true, example: '****4567' }) numberMasked: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn: string | null;
  @ApiProperty({ type: String, nullable: true }) holderName: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) holderBirthDate: string | null;
  @ApiProperty({ enum: SEXES, nullable: true }) holderSex: Sex | null;
  @ApiProperty({ enum: DIFFERENCES, isArray: true }) differs: readonly Difference[];
}

export class EarlierRefusalView implements EarlierRefusal {
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) at: string | null;
  @ApiProperty({ type: String, nullable: true }) byName: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

const LAST_DEEDS = ['submitted', 'corrected', 'accepted', 'verified', 'rejected', 'voided'] as const satisfies readonly LastDeed['deed'][];

export class LastDeedView implements LastDeed {
  @ApiProperty({ enum: LAST_DEEDS }) deed: LastDeed['deed'];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) at: string | null;
  @ApiProperty({ type: String, nullable: true }) byName: string | null;
}

export class DeskDocumentView implements DeskDocument {
  @ApiProperty({ type: DocumentView }) document: DocumentView;
  @ApiProperty({ type: DeskPersonView }) person: DeskPersonView;
  @ApiProperty({ type: [OtherPaperView], description: 'The present version of every other paper' }) others: readonly OtherPaperView[];
  @ApiProperty({ type: [EarlierRefusalView], description: 'Refused versions of this paper, latest first' })
  refusals: readonly EarlierRefusalView[];
  @ApiProperty({ enum: OBSTACLES, nullable: true, description: 'Why you may not verify it' }) obstacle: Obstacle | null;
  @ApiProperty({ type: LastDeedView, description: 'What was last done with it, and by whom' }) lastDeed: LastDeedView;
}
