import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { DEPARTURES, LIST_SORTS, READINESS, SOURCES, type Departure, type ListSort, type Readiness, type Source } from '#libs/placement';
import { SCHEMES, STAGES, type Scheme, type Stage } from '#libs/rulebook';

import { CycleView, DocumentCounts } from '../cycles/cycle.dto.js';
import { PageQuery } from '../http/page.dto.js';
import { IsDay, IsPlainText } from '../http/validation.js';
import { RecordConsent } from '../registration/consent.dto.js';
import { NewFamilyContact } from '../registration/family.dto.js';
import { NewCandidate, PersonView } from './candidate.dto.js';
import { MergedFileView, MergeView } from './merge.dto.js';

const AREA_CODE = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;
const MOST_CONTACTS = 10;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export class CandidateQuery extends PageQuery {
  @ApiPropertyOptional({ example: '74.06', description: 'Province, regency, district or village with everything inside it' })
  @IsOptional()
  @Matches(AREA_CODE, { message: 'Kode wilayah tidak dikenal, contoh: 74.06.' })
  area?: string;

  @ApiPropertyOptional({ enum: [...STAGES] })
  @IsOptional()
  @IsIn(STAGES, { message: 'Tahap tidak dikenal.' })
  stage?: Stage;

  @ApiPropertyOptional({ enum: [...SCHEMES] })
  @IsOptional()
  @IsIn(SCHEMES, { message: 'Skema tidak dikenal.' })
  scheme?: Scheme;

  @ApiPropertyOptional({ example: 'JP', description: 'Destination, ISO 3166-1 alpha-2' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'Kode negara dua huruf, contoh: JP.' })
  country?: string;

  @ApiPropertyOptional({ description: '`me` or the id of an officer' })
  @IsOptional()
  @ValidateBy({
    name: 'officer-unknown',
    validator: {
      validate: (value) => value === 'me' || (typeof value === 'string' && UUID.test(value)),
      defaultMessage: () => 'Isi "me" atau id petugas.',
    },
  })
  officer?: string;

  @ApiPropertyOptional({ enum: [...READINESS], description: 'complete: every required document verified and good until departure' })
  @IsOptional()
  @IsIn(READINESS, { message: 'Pilih complete atau blocked.' })
  readiness?: Readiness;

  @ApiPropertyOptional({ enum: DEPARTURES, description: 'at_risk: leaves within 30 days or should have left, and a document is missing' })
  @IsOptional()
  @IsIn(DEPARTURES, { message: 'Pilih at_risk atau soon.' })
  departure?: Departure;

  @ApiPropertyOptional({ description: 'true: longer in its stage than the office allows' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' || value === 'false' ? value === 'true' : value))
  @IsBoolean({ message: 'Isi true atau false.' })
  stalled?: boolean;

  @ApiPropertyOptional({ enum: [...SOURCES], description: 'Where the person was first recorded' })
  @IsOptional()
  @IsIn(SOURCES, { message: 'Sumber data tidak dikenal.' })
  source?: Source;

  @ApiPropertyOptional({
    maxLength: 100,
    description: 'NIK of 16 digits, or parts of a name in any spelling. When nobody in the area is named so, the names most like it',
  })
  @IsOptional()
  @IsPlainText(100)
  q?: string;

  @ApiPropertyOptional({ description: 'true: also names that are only like q' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' || value === 'false' ? value === 'true' : value))
  @IsBoolean({ message: 'Isi true atau false.' })
  near?: boolean;

  @ApiPropertyOptional({ enum: [...LIST_SORTS], default: 'newest' })
  @IsOptional()
  @IsIn(LIST_SORTS, { message: 'Pilih newest atau name.' })
  sort?: ListSort;
}

export class Returned {
  @ApiProperty({ format: 'date' })
  @IsDay()
  returnedOn: string;

  @ApiProperty({ example: 'deportation', description: 'A return reason of GET /rules' })
  @IsPlainText(60)
  reason: string;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Did the person leave by the legal way? null: not known' })
  @ValidateIf((returned: Returned) => returned.wasProcedural !== null)
  @IsBoolean({ message: 'Pilih prosedural, nonprosedural, atau belum diketahui.' })
  wasProcedural: boolean | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'MY' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'Kode negara dua huruf, contoh: MY.' })
  country?: string | null;
}

/** A person with what the person wants, or with how the person came home. Name and village are enough. */
export class RegisterCandidate extends NewCandidate {
  @ApiPropertyOptional({ enum: [...SCHEMES], nullable: true })
  @IsOptional()
  @IsIn(SCHEMES, { message: 'Skema tidak dikenal.' })
  scheme?: Scheme | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'JP' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'Kode negara dua huruf, contoh: JP.' })
  destinationCountry?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  jobTitle?: string | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  plannedDepartureOn?: string | null;

  @ApiPropertyOptional({ enum: ['lead', 'returned'], default: 'lead', description: 'returned: first seen on the way home' })
  @IsOptional()
  @IsIn(['lead', 'returned'], { message: 'Pilih lead atau returned.' })
  startAs?: 'lead' | 'returned';

  @ApiPropertyOptional({ type: Returned, description: 'Needed when startAs is returned' })
  @ValidateIf((body: RegisterCandidate) => body.startAs === 'returned' || body.returned !== undefined)
  @ValidateBy({
    name: 'returned-missing',
    validator: {
      validate: (value) => typeof value === 'object' && value !== null,
      defaultMessage: () => 'Isi tanggal dan sebab kepulangan.',
    },
  })
  @ValidateNested()
  @Type(() => Returned)
  returned?: Returned;

  @ApiPropertyOptional({ type: RecordConsent, description: 'Consent on personal data, recorded with the person' })
  @IsOptional()
  @IsObject({ message: 'Isi persetujuan sebagai satu objek.' })
  @ValidateNested()
  @Type(() => RecordConsent)
  consent?: RecordConsent;

  @ApiPropertyOptional({ type: [NewFamilyContact], maxItems: MOST_CONTACTS })
  @IsOptional()
  @IsArray({ message: 'Isi keluarga sebagai daftar.' })
  @ArrayMaxSize(MOST_CONTACTS, { message: `Paling banyak ${MOST_CONTACTS} keluarga sekaligus.` })
  @IsObject({ each: true, message: 'Isi setiap keluarga sebagai satu objek.' })
  @ValidateNested({ each: true })
  @Type(() => NewFamilyContact)
  contacts?: NewFamilyContact[];

  @ApiPropertyOptional({ format: 'uuid', description: 'The draft of this registration; it is dropped with it' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Draf tidak dikenal.' })
  draftId?: string;
}

export class CandidateView extends PersonView {
  @ApiProperty({ type: CycleView, nullable: true }) cycle: CycleView | null;
  @ApiProperty({ type: [CycleView] }) pastCycles: readonly CycleView[];
  @ApiProperty({ description: 'Merged into another file: it is only read' }) isMerged: boolean;
  @ApiProperty({ type: MergedFileView, nullable: true, description: 'The file it goes on as; null too when that is out of your scope' })
  mergedInto: MergedFileView | null;
  @ApiProperty({ type: [MergeView], description: 'Files that were merged into this one, newest first, at most 10' }) merges: MergeView[];
}

export class RowArea {
  @ApiProperty({ example: '74.06.04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty() regencyName: string;
}

/** One line of the list. Staff of a training centre get null for everything of the cycle. */
export class CandidateRow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() fullName: string;
  @ApiProperty({ enum: ['female', 'male'], nullable: true }) sex: 'female' | 'male' | null;
  @ApiProperty({ type: String, nullable: true, example: '************9001' }) nikMasked: string | null;
  @ApiProperty({ type: RowArea }) area: RowArea;
  @ApiProperty({ enum: [...STAGES], nullable: true }) stage: Stage | null;
  @ApiProperty({ enum: [...SCHEMES], nullable: true }) scheme: Scheme | null;
  @ApiProperty({ type: String, nullable: true }) destinationCountry: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) plannedDepartureOn: string | null;
  @ApiProperty({ type: DocumentCounts, nullable: true }) documents: DocumentCounts | null;
  @ApiProperty({ type: String, nullable: true }) officerName: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) stageSince: string | null;
  @ApiProperty({ type: Number, nullable: true }) daysInStage: number | null;
  @ApiProperty() version: number;
}

export class Candidates {
  @ApiProperty({ type: [CandidateRow] }) items: readonly CandidateRow[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() total: number;
  @ApiPropertyOptional({ description: 'True when the names are only like q: at most 100, the nearest first' }) isNear?: boolean;
}
