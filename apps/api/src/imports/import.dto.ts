import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min, ValidateIf, ValidateNested } from 'class-validator';

import { FIELDS, LONGEST_SENDER, ROW_CODES, type Field, type ImportSummary, type ImportView } from '#libs/imports';

import { IsPlainText } from '../http/validation.js';

const STATES = ['checking', 'checked', 'importing', 'done', 'undoing', 'undone', 'cancelled', 'failed'];
const MAPPING_SOURCES = ['guess', 'saved', 'officer'];
const MOST_COLUMNS = 256;
const OUTCOMES = ['new', 'updated', 'unchanged', 'rejected'];
const CODES = Object.keys(ROW_CODES);

export class ImportFile {
  @ApiProperty({ type: 'string', format: 'binary', description: 'XLSX or CSV, at most 10 MB' })
  file: unknown;

  @ApiPropertyOptional({ type: String, maxLength: LONGEST_SENDER, description: 'Who sent the list; stands before the file' })
  sender?: string;
}

export class SenderList {
  @ApiProperty({ type: [String], description: 'Newest first' }) items: string[];
}

export class ColumnChoice {
  @ApiProperty({ minimum: 0, maximum: MOST_COLUMNS })
  @IsInt()
  @Min(0)
  @Max(MOST_COLUMNS)
  index: number;

  @ApiProperty({ type: String, enum: FIELDS, nullable: true, description: 'Null for a column that is not read' })
  @ValidateIf(({ field }: ColumnChoice) => field !== null)
  @IsIn(FIELDS)
  field: Field | null;
}

export class MappingChoice {
  @ApiProperty({ type: [ColumnChoice], maxItems: MOST_COLUMNS })
  @IsArray()
  @ArrayMaxSize(MOST_COLUMNS)
  @ValidateNested({ each: true })
  @Type(() => ColumnChoice)
  columns: ColumnChoice[];

  @ApiPropertyOptional({ maxLength: LONGEST_SENDER, description: 'Who sent the list, for the next one' })
  @IsOptional()
  @IsPlainText(LONGEST_SENDER)
  sender?: string;
}

export class ConfirmChoice {
  @ApiPropertyOptional({ enum: ['valid', 'all'], default: 'valid', description: '`all` refuses while a row is rejected' })
  @IsOptional()
  @IsIn(['valid', 'all'])
  rows?: 'valid' | 'all';
}

export class ImportStarted {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: STATES }) state: string;
}

/** Texts as typed, whatever they are: the row is checked again like a row of a file. */
function IsCellText(): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ type: String, maxLength: 400 })(target, property);
    IsOptional()(target, property);
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFC') : value))(target, property);
    IsString({ message: 'Isi dengan teks.' })(target, property);
    Length(0, 400, { message: 'Isi sel paling panjang 400 huruf.' })(target, property);
  };
}

export class RowValues implements Partial<Record<Field, string>> {
  @IsCellText() fullName?: string;
  @IsCellText() nik?: string;
  @IsCellText() kk?: string;
  @IsCellText() sex?: string;
  @IsCellText() birthPlace?: string;
  @IsCellText() birthDate?: string;
  @IsCellText() birthPlaceAndDate?: string;
  @IsCellText() regency?: string;
  @IsCellText() district?: string;
  @IsCellText() village?: string;
  @IsCellText() address?: string;
  @IsCellText() phone?: string;
  @IsCellText() maritalStatus?: string;
  @IsCellText() education?: string;
  @IsCellText() destinationCountry?: string;
  @IsCellText() jobTitle?: string;
  @IsCellText() scheme?: string;
  @IsCellText() plannedDepartureOn?: string;
  @IsCellText() passportNumber?: string;
}

export class RowCorrection {
  @ApiProperty({ type: RowValues, description: 'New texts of cells by field; an empty text empties the cell' })
  @ValidateNested()
  @Type(() => RowValues)
  values: RowValues;
}

export class ImportCounts {
  @ApiProperty() rows: number;
  @ApiProperty() new: number;
  @ApiProperty() updated: number;
  @ApiProperty() unchanged: number;
  @ApiProperty() rejected: number;
  @ApiProperty({ description: 'Rows that go in although something about them is odd' }) warned: number;
}

export class ImportCell {
  @ApiProperty({ enum: FIELDS }) field: string;
  @ApiProperty({ description: 'Title of the column in the file; empty when the list has no such column' }) column: string;
  @ApiProperty({ example: 'C14' }) address: string;
  @ApiProperty({ type: String, enum: CODES, nullable: true, description: 'Null for a mere note' }) code: string | null;
  @ApiProperty({ description: 'What stands in the cell; numbers of a person only by their ends' }) found: string;
  @ApiProperty({ description: 'What to do, in one sentence' }) hint: string;
}

export class ImportRow {
  @ApiProperty() n: number;
  @ApiProperty({ description: 'Row number in the sheet, as Excel shows it' }) sheetRow: number;
  @ApiProperty() fullName: string;
  @ApiProperty({ enum: OUTCOMES }) outcome: string;
  @ApiProperty({ type: [String], enum: CODES, description: 'Rejections first' }) codes: string[];
  @ApiProperty({ type: [ImportCell] }) cells: ImportCell[];
  @ApiProperty({ type: () => [ImportValue], description: 'Filled cells; none once the list is written or given up' }) values: ImportValue[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) candidateId: string | null;
}

export class ImportValue {
  @ApiProperty({ enum: FIELDS }) field: string;
  @ApiProperty({ description: 'Numbers of a person only by their ends' }) text: string;
}

export class ImportColumn {
  @ApiProperty() index: number;
  @ApiProperty() header: string;
  @ApiProperty({ type: String, enum: FIELDS, nullable: true, description: 'Null for a column that is not read' }) field: string | null;
  @ApiProperty({ type: [String], description: 'Some values, while the list waits for its confirmation' }) samples: string[];
}

export class ImportListItem {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() version: number;
  @ApiProperty() fileName: string;
  @ApiProperty() areaCode: string;
  @ApiProperty({ enum: STATES }) state: string;
  @ApiProperty({ minimum: 0, maximum: 100, description: 'Percent of the step that runs' }) progress: number;
  @ApiProperty({ type: ImportCounts }) counts: ImportCounts;
  @ApiProperty({ type: String, nullable: true, description: 'Why the whole file was refused' }) failure: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, nullable: true }) createdByName: string | null;
  @ApiProperty({ type: String, nullable: true }) sender: string | null;
  @ApiProperty({ enum: MAPPING_SOURCES }) mappingSource: string;
  @ApiProperty({ description: 'Whether the file is still kept: to be mapped anew, and for its result file' }) hasFile: boolean;
}

export class ImportList {
  @ApiProperty({ type: [ImportListItem] }) items: ImportListItem[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class ImportReport extends ImportListItem {
  @ApiProperty({ type: [ImportColumn] }) columns: ImportColumn[];
  @ApiProperty({ type: [ImportRow], description: 'Rows with codes first' }) rows: ImportRow[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export function importList(page: { items: readonly ImportSummary[]; next: string | null }): ImportList {
  return { items: page.items.map((item) => ({ ...item })), next: page.next };
}

export function importRow(row: ImportView['rows'][number]): ImportRow {
  return {
    ...row,
    codes: [...row.codes],
    cells: row.cells.map((cell) => ({ ...cell })),
    values: row.values.map((value) => ({ ...value })),
  };
}

export function importReport(view: ImportView): ImportReport {
  return { ...view, columns: view.columns.map((column) => ({ ...column, samples: [...column.samples] })), rows: view.rows.map(importRow) };
}
