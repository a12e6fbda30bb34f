import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

import {
  DIFFERENCES,
  DOCUMENT_SOURCES,
  DOCUMENT_STATES,
  VERDICTS,
  type Difference,
  type DocumentSource,
  type DocumentState,
  type DocumentView as Shown,
  type Verdict,
  type WaitingDocument,
} from '#libs/documents';
import { REJECTION_CODES, type Sex } from '#libs/rulebook';

import { IsDay, IsNote, IsPlainText } from '../http/validation.js';

const SEXES = ['female', 'male'] as const satisfies readonly Sex[];

export class SubmitDocument {
  @ApiProperty({ example: 'passport', description: 'Code of the rulebook, see GET /rules' })
  @IsPlainText(60)
  documentCode: string;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'For papers of one journey (contract, visa); by default the present cycle',
  })
  @IsOptional()
  @IsUUID(undefined, { message: 'Proses penempatan tidak dikenal.' })
  cycleId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 60, example: 'C1234567' })
  @IsOptional()
  @IsPlainText(60)
  number?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 120 })
  @IsOptional()
  @IsPlainText(120)
  issuer?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  issuedOn?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  expiresOn?: string | null;

  @ApiPropertyOptional({ enum: VERDICTS, nullable: true, description: 'Health papers only; never findings' })
  @IsOptional()
  @IsIn(VERDICTS, { message: 'Pilih hasil pemeriksaan dari daftar.' })
  verdict?: Verdict | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, description: 'Holder as written on the paper' })
  @IsOptional()
  @IsPlainText(100)
  holderName?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  holderBirthDate?: string | null;

  @ApiPropertyOptional({ enum: SEXES, nullable: true })
  @IsOptional()
  @IsIn(SEXES, { message: 'Pilih perempuan atau laki-laki.' })
  holderSex?: Sex | null;
}

/** Facts read off the original; absent ones stay as they are, null empties one. */
export class CorrectDocument extends OmitType(SubmitDocument, ['documentCode', 'cycleId']) {}

export class VerifyDocument {
  @ApiPropertyOptional({ format: 'date', description: 'Read from the original, when it was left open' })
  @IsOptional()
  @IsDay()
  issuedOn?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Read from the original, when it was left open' })
  @IsOptional()
  @IsDay()
  expiresOn?: string;

  @ApiPropertyOptional({ enum: VERDICTS, description: 'Read from the original, when it was left open' })
  @IsOptional()
  @IsIn(VERDICTS, { message: 'Pilih hasil pemeriksaan dari daftar.' })
  verdict?: Verdict;
}

export class DocumentReason {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsNote(500)
  reason: string;
}

export class RejectDocument {
  @ApiPropertyOptional({ enum: REJECTION_CODES, description: 'Reason of the list, see GET /rules; without one `reason` must say it' })
  @IsOptional()
  @IsIn(REJECTION_CODES, { message: 'Pilih alasan dari daftar.' })
  reasonCode?: string;

  @ApiPropertyOptional({ maxLength: 500, description: 'In own words, beside the code or instead of it' })
  @IsOptional()
  @IsNote(500)
  reason?: string;
}

export class DocumentView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) candidateId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) cycleId: string | null;
  @ApiProperty() documentCode: string;
  @ApiProperty({ enum: DOCUMENT_STATES }) state: DocumentState;
  @ApiProperty({ type: String, nullable: true, example: '****4567' }) numberMasked: string | null;
  @ApiProperty({ type: String, nullable: true }) issuer: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn: string | null;
  @ApiProperty({ enum: VERDICTS, nullable: true }) verdict: Verdict | null;
  @ApiProperty({ enum: DOCUMENT_SOURCES }) source: DocumentSource;
  @ApiProperty({ format: 'date-time' }) submittedAt: string;
  @ApiProperty({ type: String, nullable: true }) submittedByName: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) verifiedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) verifiedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) closedReason: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'See GET /rules' }) closedReasonCode: string | null;
  @ApiProperty({ type: String, nullable: true }) closedNote: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) closedAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Holder as written on the paper' }) holderName: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) holderBirthDate: string | null;
  @ApiProperty({ enum: SEXES, nullable: true }) holderSex: Sex | null;
  @ApiProperty({ enum: DIFFERENCES, isArray: true, description: 'What the paper says otherwise than the file of the person' })
  differs: readonly Difference[];
  @ApiProperty({ type: String, nullable: true, description: 'Why a difference is right so; null while it is a task' })
  identityAcceptedReason: string | null;
  @ApiProperty() version: number;
  @ApiProperty({ description: 'Clean scans' }) scans: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) latestScanId: string | null;
}

export class Documents {
  @ApiProperty({ type: [DocumentView] }) items: readonly DocumentView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: a person holds few papers' }) next: string | null;
}

export class WaitingPerson {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() areaName: string;
}

export class WaitingDocumentView extends DocumentView implements WaitingDocument {
  @ApiProperty({ type: WaitingPerson }) candidate: WaitingPerson;
}

export class WaitingDocuments {
  @ApiProperty({ type: [WaitingDocumentView] }) items: readonly WaitingDocumentView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty({ description: 'All that wait in your area' }) total: number;
}
