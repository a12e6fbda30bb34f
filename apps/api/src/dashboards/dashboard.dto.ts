import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';

const AREA = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;
const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]))?$/;

export class PeriodQuery {
  @ApiPropertyOptional({ example: '2026-01', description: 'A month or a year; the present month when left out' })
  @IsOptional()
  @IsString()
  @Matches(PERIOD, { message: 'Isi bulan atau tahun, misalnya 2026-01 atau 2025.' })
  period?: string;
}

export class IndicatorQuery extends PeriodQuery {
  @ApiProperty({ example: '74.06', description: 'Kemendagri code of a province, regency or district' })
  @IsString()
  @Matches(AREA, { message: 'Isi kode wilayah Kemendagri, misalnya 74.06.' })
  area: string;

  @ApiPropertyOptional({ enum: ['regency', 'district'], description: 'Also answer for every area of this level' })
  @IsOptional()
  @IsIn(['regency', 'district'], { message: 'Pilih regency atau district.' })
  by?: 'regency' | 'district';
}

export class FigureView {
  @ApiProperty() x: number;
  @ApiPropertyOptional({ description: 'Only for indicators with a denominator' }) y?: number;
}

export class IndicatorAnswer {
  @ApiProperty({ example: 'kpi_placed' }) code: string;
  @ApiProperty() title: string;
  @ApiProperty({ example: '74.06' }) area: string;
  @ApiProperty({ example: '2026-01' }) period: string;
  @ApiProperty({ type: FigureView, nullable: true, description: 'Null when suppressed' }) value: FigureView | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Cases that cannot be placed because a fact is missing; null when hidden' })
  unknown: number | null;
  @ApiProperty({ description: '1 to 4 people are hidden here, or the cell is hidden to protect such a cell' }) suppressed: boolean;
  @ApiProperty({ format: 'date-time' }) asOf: string;
  @ApiProperty() definition: string;
}

export class TileAreaView {
  @ApiProperty({ example: '74.06.04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: Number, nullable: true }) tileColumn: number | null;
  @ApiProperty({ type: Number, nullable: true }) tileRow: number | null;
}

export class CellAnswer {
  @ApiProperty({ type: Number, nullable: true }) x: number | null;
  @ApiProperty({ type: Number, nullable: true }) y: number | null;
  @ApiProperty() suppressed: boolean;
}

export class AreaCellAnswer extends CellAnswer {
  @ApiProperty({ type: TileAreaView }) area: TileAreaView;
}

export class IndicatorByAreaAnswer extends IndicatorAnswer {
  @ApiProperty({ type: [AreaCellAnswer], description: 'Empty unless `by` was asked for' }) by: AreaCellAnswer[];
}

export class AreaNameView {
  @ApiProperty({ example: '74.06' }) code: string;
  @ApiProperty({ example: 'Kabupaten Bombana' }) name: string;
}

export class SubAreaAnswer {
  @ApiProperty({ type: TileAreaView }) area: TileAreaView;
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/CellAnswer' }, description: 'By indicator code' })
  values: Record<string, CellAnswer>;
}

export class DashboardAnswer {
  @ApiProperty({ type: AreaNameView }) area: AreaNameView;
  @ApiProperty({ example: '2026-01' }) period: string;
  @ApiProperty({ format: 'date-time' }) asOf: string;
  @ApiProperty({ type: [IndicatorAnswer] }) tiles: IndicatorAnswer[];
  @ApiProperty({ type: [SubAreaAnswer], description: 'The areas directly beneath: districts of a regency, regencies of a province' })
  byDistrict: SubAreaAnswer[];
}

export class DefinitionAnswer {
  @ApiProperty({ example: 'kpi_placed' }) code: string;
  @ApiProperty() title: string;
  @ApiProperty() definition: string;
  @ApiProperty({ enum: ['flow', 'stock'] }) kind: 'flow' | 'stock';
  @ApiProperty() hasDenominator: boolean;
  @ApiProperty() isSensitive: boolean;
}

export class DefinitionsAnswer {
  @ApiProperty({ type: [DefinitionAnswer] }) items: DefinitionAnswer[];
}
