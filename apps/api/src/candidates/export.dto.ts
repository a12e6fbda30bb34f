import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

import { EXPORT_FORMATS, type ExportFormat } from '#libs/placement';

import { CandidateQuery } from './register.dto.js';

/** The filters of the list; a file has no pages. */
export class CandidateExportQuery extends OmitType(CandidateQuery, ['after', 'limit'] as const) {
  @ApiProperty({ enum: [...EXPORT_FORMATS], description: 'xlsx: with a sheet that explains the columns; csv: for Excel in Indonesian' })
  @IsIn(EXPORT_FORMATS, { message: 'Pilih xlsx atau csv.' })
  format: ExportFormat;
}
