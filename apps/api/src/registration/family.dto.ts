import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, ValidateIf } from 'class-validator';

import {
  FAMILY_RELATIONS,
  type FamilyContactChange as Change,
  type FamilyContactView as Shown,
  type FamilyRelation,
  type NewFamilyContact as New,
} from '#libs/candidates';

import { IsNote, IsPlainText } from '../http/validation.js';

const RELATION = 'What the contact is to the person';

class ContactFields {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 40, example: '081234567809' })
  @IsOptional()
  @IsPlainText(40)
  phone?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 300 })
  @IsOptional()
  @IsNote(300)
  address?: string | null;
}

export class NewFamilyContact extends ContactFields implements New {
  @ApiProperty({ minLength: 1, maxLength: 100 })
  @IsPlainText(100)
  name: string;

  @ApiProperty({ enum: FAMILY_RELATIONS, description: RELATION })
  @IsIn(FAMILY_RELATIONS, { message: 'Pilih hubungan keluarga dari daftar.' })
  relation: FamilyRelation;

  @ApiPropertyOptional({ default: false, description: 'Called when something happens' })
  @IsOptional()
  @IsBoolean({ message: 'Isi ya atau tidak.' })
  isEmergency?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Signs the family permission letter' })
  @IsOptional()
  @IsBoolean({ message: 'Isi ya atau tidak.' })
  givesPermission?: boolean;
}

/** A field that is absent stays; null empties phone and address. */
export class FamilyContactChange extends ContactFields implements Change {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100 })
  @ValidateIf((_, value) => value !== undefined)
  @IsPlainText(100)
  name?: string;

  @ApiPropertyOptional({ enum: FAMILY_RELATIONS, description: RELATION })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(FAMILY_RELATIONS, { message: 'Pilih hubungan keluarga dari daftar.' })
  relation?: FamilyRelation;

  @ApiPropertyOptional()
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean({ message: 'Isi ya atau tidak.' })
  isEmergency?: boolean;

  @ApiPropertyOptional()
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean({ message: 'Isi ya atau tidak.' })
  givesPermission?: boolean;
}

export class FamilyContactView implements Shown {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) candidateId: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: FAMILY_RELATIONS }) relation: FamilyRelation;
  @ApiProperty({ type: String, nullable: true, example: '+62*******7809' }) phoneMasked: string | null;
  @ApiProperty({ type: String, nullable: true }) address: string | null;
  @ApiProperty() isEmergency: boolean;
  @ApiProperty() givesPermission: boolean;
  @ApiProperty() version: number;
}

export class FamilyContacts {
  @ApiProperty({ type: [FamilyContactView] }) items: readonly FamilyContactView[];
}
