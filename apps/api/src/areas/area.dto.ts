import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';

import type { AreaFound as Found, AreaLevel, AreaView as Area, AreaWithPath as WithPath } from '#libs/candidates';

import { IsPlainText } from '../http/validation.js';

const LEVELS = ['province', 'regency', 'district', 'village'] as const satisfies readonly AreaLevel[];

export class AreaQuery {
  @ApiPropertyOptional({ example: '74', description: 'Kemendagri code of the containing area; without it the provinces' })
  @IsOptional()
  @IsPlainText(13)
  parent?: string;
}

export class AreaSearch {
  @ApiProperty({ maxLength: 100, example: 'lameroro, rumbia', description: 'Beginning of a name; after a comma what contains it' })
  @IsPlainText(100)
  q: string;
}

export class AreaView implements Area {
  @ApiProperty({ example: '74.06', description: 'Kemendagri code' }) code: string;
  @ApiProperty({ example: 'Kabupaten Bombana' }) name: string;
  @ApiProperty({ example: 'kabupaten' }) kind: string;
  @ApiProperty({ enum: LEVELS }) level: AreaLevel;
  @ApiProperty({ type: Number, nullable: true, description: 'Column in the tile map of its parent' }) tileColumn: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Row in the tile map of its parent' }) tileRow: number | null;
}

export class AreaWithPath extends AreaView implements WithPath {
  @ApiProperty({ type: String, nullable: true }) parentCode: string | null;
  @ApiProperty({ example: 'Rumbia, Kabupaten Bombana, Sulawesi Tenggara' }) path: string;
}

export class Areas {
  @ApiProperty({ type: [AreaView] }) items: readonly AreaView[];
}

export class FoundArea extends AreaView implements Found {
  @ApiProperty({ example: 'Rumbia, Kabupaten Bombana, Sulawesi Tenggara' }) path: string;
}

export class FoundAreas {
  @ApiProperty({ type: [FoundArea] }) items: readonly FoundArea[];
}
