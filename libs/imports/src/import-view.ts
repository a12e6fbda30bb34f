import type { Batch, BatchState, Counts, RowOutcome, StoredRow } from './batch.query.js';
import { shown } from './check-row.js';
import { FILE_FAULTS, hintFor, type Language, type RowCode } from './codes.js';
import type { Column, Field, ListRow } from './columns.js';
import type { MappingSource } from './mapping.js';

/** One list in the history. `progress` is in percent of the step that runs; `failure` is a sentence for the officer. */
export interface ImportSummary {
  readonly id: string;
  readonly version: number;
  readonly fileName: string;
  readonly areaCode: string;
  readonly state: BatchState;
  readonly progress: number;
  readonly counts: Counts;
  readonly failure: string | null;
  readonly createdAt: string;
  readonly createdByName: string | null;
  readonly sender: string | null;
  readonly mappingSource: MappingSource;
  /** Whether the file is still kept, so that it can be mapped anew and its result file can be made. */
  readonly hasFile: boolean;
}

/** A list with its understood columns and a page of its rows. `next` is null on the last page. */
export interface ImportView extends ImportSummary {
  readonly columns: readonly ImportColumnView[];
  readonly rows: readonly ImportRowView[];
  readonly next: string | null;
}

/** One column of the file: its title, what it is read as, and some of its values while the list waits for its confirmation. */
export interface ImportColumnView {
  readonly index: number;
  readonly header: string;
  readonly field: Field | null;
  readonly samples: readonly string[];
}

/** One filled cell as the report may show it; numbers of a person only by their ends. */
export interface ImportValueView {
  readonly field: Field;
  readonly text: string;
}

/** What became of a row. `fullName` is empty when the row has none. */
export interface ImportRowView {
  readonly n: number;
  readonly sheetRow: number;
  readonly fullName: string;
  readonly outcome: RowOutcome;
  readonly codes: readonly RowCode[];
  readonly cells: readonly ImportCellView[];
  /** What the row holds; empty when the list is written or given up. */
  readonly values: readonly ImportValueView[];
  readonly candidateId: string | null;
}

/** One cell to look at: where it stands, what was found, and what to do about it. `code` is null for a note. */
export interface ImportCellView {
  readonly field: Field;
  readonly column: string;
  readonly address: string;
  readonly code: RowCode | null;
  readonly found: string;
  readonly hint: string;
}

const NO_COUNTS: Counts = { rows: 0, new: 0, updated: 0, unchanged: 0, rejected: 0, warned: 0 };

export function importView(batch: Batch, createdByName: string | null, language: Language): ImportSummary {
  return {
    id: batch.id,
    version: batch.version,
    fileName: batch.fileName,
    areaCode: batch.areaCode,
    state: batch.state,
    progress: batch.progress,
    counts: { ...NO_COUNTS, ...batch.counts },
    failure: batch.failure && FILE_FAULTS[batch.failure][language],
    createdAt: batch.createdAt,
    createdByName,
    sender: batch.sender,
    mappingSource: batch.mappingSource,
    hasFile: batch.hasFile,
  };
}

/** The filled cells of a row, in the order of the columns. */
export function valuesOf(columns: readonly Column[], cells: ListRow['cells']): ImportValueView[] {
  return columns.flatMap(({ field }) =>
    field === null || cells[field] === undefined ? [] : [{ field, text: shown(field, cells[field]) }],
  );
}

export function rowView(
  row: StoredRow,
  { fullName, values }: Pick<ImportRowView, 'fullName' | 'values'>,
  language: Language,
): ImportRowView {
  const cells = row.cells.map(({ field, column, address, code, found, facts }) => ({
    field,
    column,
    address,
    code,
    found,
    hint: code === null ? readAs(facts['readAs'] ?? '', language) : hintFor(code, facts, language),
  }));
  return {
    n: row.n,
    sheetRow: row.sheetRow,
    fullName,
    outcome: row.outcome,
    codes: row.codes,
    cells,
    values,
    candidateId: row.candidateId,
  };
}

function readAs(name: string, language: Language): string {
  return language === 'id' ? `Dibaca sebagai ${name}.` : `Read as ${name}.`;
}
