import { Worker } from 'node:worker_threads';
import type { FileFault } from './codes.js';
import { lookIntoZip, type ZipEntry } from './zip-look.js';

/** One filled cell as the file holds it. `text` is the stored text: a number keeps its digits as written in the file,
 *  a date is a calendar day YYYY-MM-DD, a formula shows the value that was last computed for it. */
export interface Cell {
  readonly kind: 'text' | 'number' | 'date' | 'formula' | 'error';
  readonly text: string;
}

/** A row that has at least one filled cell; `row` counts from 1 like Excel, columns from 0. */
export interface SheetRow {
  readonly row: number;
  readonly cells: ReadonlyMap<number, Cell>;
}

export interface Sheet {
  readonly name: string;
  readonly startsIn1904: boolean;
  readonly rows: readonly SheetRow[];
}

export type SheetsRead = { readonly ok: true; readonly sheets: readonly Sheet[] } | { readonly ok: false; readonly fault: FileFault };
export type FileKind = 'xlsx' | 'csv';
export type FileLook =
  { readonly ok: true; readonly kind: FileKind; readonly entries: readonly ZipEntry[] } | { readonly ok: false; readonly fault: FileFault };

export interface SheetLimits {
  readonly rows: number;
  readonly cells: number;
  readonly sheets: number;
  readonly milliseconds: number;
  readonly heapMb: number;
}

/** 20,000 people, some title and signature rows around them, and a thread that may not grow without end. */
export const SHEET_LIMITS: SheetLimits = { rows: 20_500, cells: 600_000, sheets: 5, milliseconds: 30_000, heapMb: 128 };

const ZIP_START = 0x504b0304;
const OLE_START = 0xd0cf11e0;
// The old .xls and every password-protected workbook are OLE containers; the protected one holds a stream of this name.
const LOCKED_BOOK = Buffer.from('EncryptedPackage', 'utf16le');
const PICTURE_STARTS = ['%PDF-', '\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', 'II*\0', 'MM\0*'].map((text) => Buffer.from(text, 'latin1'));

type ReaderMessage =
  | { readonly kind: 'sheet'; readonly name: string; readonly startsIn1904: boolean }
  | { readonly kind: 'rows'; readonly rows: ReadonlyArray<{ row: number; cells: Array<[number, Cell]> }> }
  | { readonly kind: 'refused'; readonly fault: FileFault }
  | { readonly kind: 'end' };

/** What kind of file this is by its first bytes and, for an XLSX, whether it is safe to unpack. Takes milliseconds, so an
 *  upload can be refused at once; the file name says nothing. @returns the kind, or why the file is refused */
export function lookIntoFile(file: Buffer): FileLook {
  if (file.length === 0) return { ok: false, fault: 'file-empty' };
  const start = file.length >= 4 ? file.readUInt32BE(0) : 0;
  if (start === OLE_START) return { ok: false, fault: file.includes(LOCKED_BOOK) ? 'zip-encrypted' : 'excel-too-old' };
  if (PICTURE_STARTS.some((first) => file.subarray(0, first.length).equals(first))) return { ok: false, fault: 'file-is-picture' };
  if (start !== ZIP_START) return looksLikeText(file) ? { ok: true, kind: 'csv', entries: [] } : { ok: false, fault: 'file-unsupported' };
  const look = lookIntoZip(file);
  return look.ok ? { ok: true, kind: 'xlsx', entries: look.entries } : look;
}

/** No text of an office holds a zero byte, except in UTF-16, which begins with its mark. */
function looksLikeText(file: Buffer): boolean {
  return (file[0] === 0xff && file[1] === 0xfe) || !file.includes(0);
}

/** Reads the visible sheets of an XLSX, or a CSV, in a thread with a bounded heap and a bounded time.
 *  @returns the sheets in their order, or why the file is refused. @throws only when no thread can be started */
export async function readSheets(file: Buffer, limits: SheetLimits = SHEET_LIMITS): Promise<SheetsRead> {
  const look = lookIntoFile(file);
  if (!look.ok) return look;
  const thread = new Worker(new URL('./sheet-reader.mjs', import.meta.url), {
    workerData: {
      kind: look.kind,
      bytes: file,
      entries: look.entries,
      maxRows: limits.rows,
      maxCells: limits.cells,
      maxSheets: limits.sheets,
    },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  try {
    return await collect(thread, limits.milliseconds);
  } finally {
    await thread.terminate();
  }
}

function collect(thread: Worker, milliseconds: number): Promise<SheetsRead> {
  const sheets: Array<{ name: string; startsIn1904: boolean; rows: SheetRow[] }> = [];
  return new Promise((resolve, reject) => {
    const refuse = (fault: FileFault) => resolve({ ok: false, fault });
    const timer = setTimeout(() => refuse('sheet-too-slow'), milliseconds);
    thread.on('message', (message: ReaderMessage) => {
      if (message.kind === 'sheet') sheets.push({ name: message.name, startsIn1904: message.startsIn1904, rows: [] });
      if (message.kind === 'rows') sheets.at(-1)?.rows.push(...message.rows.map(({ row, cells }) => ({ row, cells: new Map(cells) })));
      if (message.kind === 'refused') refuse(message.fault);
      if (message.kind === 'end') resolve({ ok: true, sheets });
    });
    thread.on('error', (fault: NodeJS.ErrnoException) =>
      fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuse('sheet-too-big') : reject(fault),
    );
    thread.on('exit', () => {
      clearTimeout(timer);
      refuse('sheet-broken');
    });
  });
}
