import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, ValidateBy } from 'class-validator';

import {
  CANDIDATE_SOURCES,
  MARITAL_STATUSES,
  NUMBER_FAULTS,
  numberFault,
  SEXES,
  type CandidateSource,
  type CandidateView as Shown,
  type MaritalStatus,
  type Sex,
} from '#libs/candidates';

import { IsDay, IsNote, IsPlainText } from '../http/validation.js';

const DOMICILE = 'Domicile: village, else district, else regency (Kemendagri code)';

const NUMBER_AS_TEXT = 'Nomor 16 angka harus dikirim sebagai teks dalam tanda kutip: sebagai bilangan, angka belakangnya berubah.';

/** A number of a person, each fault under the room's own code: told together with the faults of the other fields, not after them.
 *  A number of sixteen digits is text: as a JSON number its last digits change. */
export function IsNumber(field: keyof typeof NUMBER_FAULTS): PropertyDecorator {
  const isText = ValidateBy({
    name: field === 'phone' ? 'isString' : 'nik-not-text',
    validator: {
      validate: (value) => typeof value === 'string',
      defaultMessage: () => (field === 'phone' ? 'Isi dengan teks.' : NUMBER_AS_TEXT),
    },
  });
  const faults = NUMBER_FAULTS[field].map((code) =>
    ValidateBy({
      name: code,
      validator: {
        validate: (value) => typeof value !== 'string' || numberFault(field, value)?.code !== code,
        defaultMessage: (told) => numberFault(field, String(told?.value))?.detail ?? '',
      },
    }),
  );
  return applyDecorators(isText, ...faults);
}

/** What may be known about a person beside name and domicile. */
class PersonFields {
  @ApiPropertyOptional({ type: String, nullable: true, example: '7406044507999001', description: '16 digits as text' })
  @IsOptional()
  @IsNumber('nik')
  nik?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Family card number, 16 digits as text' })
  @IsOptional()
  @IsNumber('kk')
  kk?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 40, example: '081234567801' })
  @IsOptional()
  @IsPlainText(40)
  @IsNumber('phone')
  phone?: string | null;

  @ApiPropertyOptional({ enum: SEXES, nullable: true })
  @IsOptional()
  @IsIn(SEXES, { message: 'Pilih perempuan atau laki-laki.' })
  sex?: Sex | null;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsDay()
  birthDate?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  birthPlace?: string | null;

  @ApiPropertyOptional({ enum: MARITAL_STATUSES, nullable: true })
  @IsOptional()
  @IsIn(MARITAL_STATUSES, { message: 'Pilih status perkawinan dari daftar.' })
  maritalStatus?: MaritalStatus | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  education?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 300 })
  @IsOptional()
  @IsNote(300)
  address?: string | null;

  @ApiPropertyOptional({ maxLength: 40, description: 'Version of the notice on personal data that was handed over' })
  @IsOptional()
  @IsPlainText(40)
  noticeVersion?: string;
}

/** What may be changed about a person; a field that is absent stays, null empties it. */
export class CandidateChange extends PersonFields {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @IsOptional()
  @IsPlainText(100)
  fullName?: string;

  @ApiPropertyOptional({ example: '74.06.04', description: DOMICILE })
  @IsOptional()
  @IsPlainText(13)
  areaCode?: string;
}

/** A new person. The registration adds what the person wants to do. */
export class NewCandidate extends PersonFields {
  @ApiProperty({ minLength: 1, maxLength: 100 })
  @IsPlainText(100)
  fullName: string;

  @ApiProperty({ example: '74.06.04', description: DOMICILE })
  @IsPlainText(13)
  areaCode: string;
}

export class Reveal {
  @ApiProperty({ enum: ['nik', 'kk', 'phone', 'passport'] })
  @IsIn(['nik', 'kk', 'phone', 'passport'], { message: 'Pilih nik, kk, phone, atau passport.' })
  field: 'nik' | 'kk' | 'phone' | 'passport';

  @ApiPropertyOptional({ format: 'uuid', description: 'Which passport' })
  @IsOptional()
  @IsUUID(undefined, { message: 'Dokumen tidak dikenal.' })
  documentId?: string;
}

export class Revealed {
  @ApiProperty() value: string;
}

export class CandidateAreaView {
  @ApiProperty({ example: '74.06.04' }) code: string;
  @ApiProperty({ example: 'Rumbia' }) name: string;
  @ApiProperty({ example: 'Rumbia, Kabupaten Bombana, Sulawesi Tenggara' }) path: string;
}

export class OfficerView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** The person of a file; what the person attempts stands beside it. Staff of a training centre get null for what is not theirs to see. */
export class PersonView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'K-000017' }) caseNo: string;
  @ApiProperty() version: number;
  @ApiProperty() fullName: string;
  @ApiProperty({ enum: SEXES, nullable: true }) sex: Sex | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate: string | null;
  @ApiProperty({ type: String, nullable: true }) birthPlace: string | null;
  @ApiProperty({ enum: MARITAL_STATUSES, nullable: true }) maritalStatus: MaritalStatus | null;
  @ApiProperty({ type: String, nullable: true }) education: string | null;
  @ApiProperty({ type: CandidateAreaView }) area: CandidateAreaView;
  @ApiProperty({ type: String, nullable: true }) address: string | null;
  @ApiProperty({ type: String, nullable: true, example: '7406********9001' }) nikMasked: string | null;
  @ApiProperty({ type: String, nullable: true }) kkMasked: string | null;
  @ApiProperty({ type: String, nullable: true, example: '+62*******7801' }) phoneMasked: string | null;
  @ApiProperty() hasNik: boolean;
  @ApiProperty({ enum: CANDIDATE_SOURCES, nullable: true }) source: CandidateSource | null;
  @ApiProperty({ type: OfficerView, nullable: true }) officer: OfficerView | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) noticeGivenAt: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}
