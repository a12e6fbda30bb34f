import { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor } from '#libs/access';
import { problem, Seals, xlsxOf, type SheetCell, type SheetColumn } from '#libs/platform';

import { getBatch, outcomesOf, sealedFile, type Batch, type StoredOutcome } from './batch.query.js';
import { hintFor, type Language } from './codes.js';
import type { Column, ListRow } from './columns.js';
import { ListReader } from './list-reader.js';
import { openFile } from './sealed-row.js';
import { FileRefused, streamSheets, type Cell, type SheetRow } from './sheet.js';

/** A file that is made while it is sent. */
export interface ResultFile {
  readonly fileName: string;
  readonly content: Readable;
}

const PAGE_ROWS = 500;
const TITLE_WIDTH = 20;
const ERROR_WIDTH = 90;

const WORDS = {
  id: {
    sheet: 'Hasil',
    row: 'Baris',
    outcome: 'Hasil',
    errors: 'Kesalahan',
    outcomes: { new: 'Baru', updated: 'Diperbarui', unchanged: 'Tetap', rejected: 'Ditolak' },
  },
  en: {
    sheet: 'Result',
    row: 'Row',
    outcome: 'Result',
    errors: 'Errors',
    outcomes: { new: 'New', updated: 'Updated', unchanged: 'Unchanged', rejected: 'Rejected' },
  },
} as const;

/** The list as it came, with what became of every row: the file that an officer sends back to whoever made it. */
@Injectable()
export class ImportResult {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** All columns and values of the file, unchanged, and behind them the result and every error in words. No text of it is a
   *  formula. Who takes it is written in the trail, because it holds whole numbers.
   *  @throws Problem not-found; wrong-state while the list is checked, and when its file is no longer kept */
  begin(actor: Actor, id: string, language: Language): Promise<ResultFile> {
    return this.access.view(actor, 'import.result', id, async (rows) => {
      const batch = await getBatch(rows, id);
      rows.about({ areaCode: batch.areaCode });
      const sealed = await sealedFile(rows, id);
      if (batch.state === 'checking' || sealed === null) throw problem('wrong-state', { detail: GONE[language] });
      const words = WORDS[language];
      const columns: SheetColumn[] = [
        { header: words.row, width: 8 },
        ...batch.columns.map(({ header }) => ({ header, width: TITLE_WIDTH })),
        { header: words.outcome, width: 12 },
        { header: words.errors, width: ERROR_WIDTH },
      ];
      const pages = this.pages(actor, batch, openFile(this.seals, id, sealed), language);
      return {
        fileName: `${batch.fileName.replace(/\.\w{1,5}$/, '')} - ${words.outcome.toLowerCase()}.xlsx`,
        content: Readable.from(xlsxOf([{ name: words.sheet, columns, pages }]), { objectMode: false }),
      };
    });
  }

  private async *pages(actor: Actor, batch: Batch, file: Buffer, language: Language): AsyncGenerator<SheetCell[][]> {
    for await (const people of peopleIn(file, batch.columns)) {
      const outcomes = await this.access.read(actor, 'import.result', (rows) =>
        outcomesOf(rows, batch.id, people[0]?.row.n ?? 0, people.at(-1)?.row.n ?? 0),
      );
      const byN = new Map(outcomes.map((outcome) => [outcome.n, outcome]));
      yield people.map(({ row, cells }) => {
        const outcome = byN.get(row.n);
        return [
          row.sheetRow,
          ...batch.columns.map(({ index }) => written(cells.get(index))),
          outcome === undefined ? null : WORDS[language].outcomes[outcome.outcome],
          outcome === undefined ? null : errorsOf(outcome, language),
        ];
      });
    }
  }
}

const GONE = {
  id: 'Berkas asli daftar ini tidak lagi disimpan, sehingga berkas hasilnya tidak dapat dibuat.',
  en: 'The file of this list is no longer kept, so its result file cannot be made.',
} as const;

interface PersonInFile {
  readonly row: ListRow;
  readonly cells: SheetRow['cells'];
}

/** The people of the file with all cells of their rows, also those that nobody reads, some at a time. */
async function* peopleIn(file: Buffer, columns: readonly Column[]): AsyncGenerator<PersonInFile[]> {
  try {
    yield* peopleBelowTitles(file, columns, false);
  } catch (refused) {
    // Nothing was given out yet: the titles are known only by their shape.
    if (!(refused instanceof FileRefused) || refused.fault !== 'header-missing') throw refused;
    yield* peopleBelowTitles(file, columns, true);
  }
}

async function* peopleBelowTitles(file: Buffer, columns: readonly Column[], byShape: boolean): AsyncGenerator<PersonInFile[]> {
  const reader = new ListReader({ byShape, choose: () => columns });
  const cellsOf = new Map<number, SheetRow['cells']>();
  let waiting: PersonInFile[] = [];
  const remember = (rows: readonly ListRow[]) => {
    waiting.push(...rows.map((row) => ({ row, cells: cellsOf.get(row.sheetRow) ?? new Map<number, Cell>() })));
    if (reader.header !== null) cellsOf.clear();
  };
  for await (const part of streamSheets(file)) {
    if (part.kind === 'sheet') remember(reader.take(part));
    else {
      for (const { row, cells } of part.rows) cellsOf.set(row, cells);
      remember(reader.take(part));
    }
    if (waiting.length >= PAGE_ROWS) {
      yield waiting;
      waiting = [];
    }
  }
  remember(reader.end());
  if (waiting.length > 0) yield waiting;
}

function written(cell: Cell | undefined): SheetCell {
  if (cell === undefined) return null;
  // A number stays the text that it was in the file, so that no digit of a NIK is lost a second time.
  return cell.kind === 'date' ? { day: cell.text } : cell.text;
}

function errorsOf({ codes, cells }: StoredOutcome, language: Language): string | null {
  const told = cells.flatMap(({ code, column, facts }) =>
    code === null ? [] : [`${column === '' ? '' : `${column}: `}${hintFor(code, facts, language)}`],
  );
  const silent = codes.filter((code) => cells.every((cell) => cell.code !== code)).map((code) => hintFor(code, {}, language));
  return [...silent, ...told].join('\n') || null;
}
