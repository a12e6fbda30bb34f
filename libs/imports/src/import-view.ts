import type { Batch, BatchState, Counts, RowOutcome, StoredRow } from './batch.query.js';
import { FILE_FAULTS, hintFor, type Language, type RowCode } from './codes.js';
import type { Field } from './columns.js';

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
}

/** A list with its understood columns and a page of its rows. `next` is null on the last page. */
export interface ImportView extends ImportSummary {
  readonly columns: ReadonlyArray<{ readonly header: string; readonly field: Field | null }>;
  readonly rows: readonly ImportRowView[];
  readonly next: string | null;
}

/** What became of a row. `fullName` is empty when the row has none. */
export interface ImportRowView {
  readonly n: number;
  readonly sheetRow: number;
  readonly fullName: string;
  readonly outcome: RowOutcome;
  readonly codes: readonly RowCode[];
  readonly cells: readonly ImportCellView[];
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
  };
}

export function rowView(row: StoredRow, fullName: string, language: Language): ImportRowView {
  const cells = row.cells.map(({ field, column, address, code, found, facts }) => ({
    field,
    column,
    address,
    code,
    found,
    hint: code === null ? readAs(facts['readAs'] ?? '', language) : hintFor(code, facts, language),
  }));
  return { n: row.n, sheetRow: row.sheetRow, fullName, outcome: row.outcome, codes: row.codes, cells, candidateId: row.candidateId };
}

function readAs(name: string, language: Language): string {
  return language === 'id' ? `Dibaca sebagai ${name}.` : `Read as ${name}.`;
}
