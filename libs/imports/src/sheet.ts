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

/** 50,000 people, some title and signature rows around them, and a thread that may not grow without end. */
export const SHEET_LIMITS: SheetLimits = { rows: 50_500, cells: 1_500_000, sheets: 5, milliseconds: 30_000, heapMb: 128 };

const ZIP_START = 0x504b0304;
const OLE_START = 0xd0cf11e0;
// The old .xls and every password-protected workbook are OLE containers; the protected one holds a stream of this name.
const LOCKED_BOOK = Buffer.from('EncryptedPackage', 'utf16le');
const PICTURE_STARTS = ['%PDF-', '\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', 'II*\0', 'MM\0*'].map((text) => Buffer.from(text, 'latin1'));

type ReaderMessage =
  | { readonly kind: 'sheet'; readonly name: string; readonly startsIn1904: boolean }
  | { readonly kind: 'rows'; readonly rows: ReadonlyArray<{ row: number; cells: Array<[number, Cell]> }>; readonly read: number }
  | { readonly kind: 'refused'; readonly fault: FileFault }
  | { readonly kind: 'end' };

/** A piece of a file: a sheet begins, or some of its rows. `read` is the part of the sheet that is read by then, 0 to 1. */
export type SheetPart =
  | { readonly kind: 'sheet'; readonly name: string; readonly startsIn1904: boolean }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[]; readonly read: number };

/** The file cannot be read (any further); `fault` says why. */
export class FileRefused extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
  }
}

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

/** Reads the visible sheets of an XLSX, or a CSV, some rows at a time, in a thread with a bounded heap and a bounded time.
 *  The thread never runs more than a few hundred rows ahead of whoever takes them, so a long list needs no more memory than
 *  a short one. @throws FileRefused, also in the middle: only what was read to the end is a list */
export async function* streamSheets(file: Buffer, limits: SheetLimits = SHEET_LIMITS): AsyncGenerator<SheetPart> {
  const look = lookIntoFile(file);
  if (!look.ok) throw new FileRefused(look.fault);
  const thread = new Worker(new URL('./sheet-reader.mjs', import.meta.url), {
    workerData: {
      kind: look.kind,
      bytes: file,
      entries: look.entries,
      maxRows: limits.rows,
      maxCells: limits.cells,
      maxSheets: limits.sheets,
    },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
  });
  try {
    const inbox = new Inbox(thread, limits.milliseconds);
    for (let message = await inbox.next(); message.kind !== 'end'; message = await inbox.next()) {
      if (message.kind === 'refused') throw new FileRefused(message.fault);
      if (message.kind === 'sheet') yield message;
      else yield { kind: 'rows', read: message.read, rows: message.rows.map(({ row, cells }) => ({ row, cells: new Map(cells) })) };
      if (message.kind === 'rows') thread.postMessage('taken');
    }
  } finally {
    await thread.terminate();
  }
}

/** Reads a whole file at once. @returns the sheets in their order, or why the file is refused */
export async function readSheets(file: Buffer, limits: SheetLimits = SHEET_LIMITS): Promise<SheetsRead> {
  const sheets: Array<{ name: string; startsIn1904: boolean; rows: SheetRow[] }> = [];
  try {
    for await (const part of streamSheets(file, limits)) {
      if (part.kind === 'sheet') sheets.push({ name: part.name, startsIn1904: part.startsIn1904, rows: [] });
      else sheets.at(-1)?.rows.push(...part.rows);
    }
    return { ok: true, sheets };
  } catch (fault) {
    if (fault instanceof FileRefused) return { ok: false, fault: fault.fault };
    throw fault;
  }
}

/** What the thread sends, one message at a time. Only the time spent waiting for the thread counts against its limit. */
class Inbox {
  private readonly arrived: ReaderMessage[] = [];
  private failure: Error | null = null;
  private wake: () => void = () => undefined;

  constructor(
    thread: Worker,
    private millisecondsLeft: number,
  ) {
    thread.on('message', (message: ReaderMessage) => {
      this.arrived.push(message);
      this.wake();
    });
    thread.on('error', (fault: NodeJS.ErrnoException) =>
      this.fail(fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileRefused('sheet-too-big') : fault),
    );
    thread.on('exit', () => this.fail(new FileRefused('sheet-broken')));
  }

  async next(): Promise<ReaderMessage> {
    for (;;) {
      const message = this.arrived.shift();
      if (message !== undefined) return message;
      if (this.failure !== null) throw this.failure;
      await this.somethingArrives();
    }
  }

  private async somethingArrives(): Promise<void> {
    const since = performance.now();
    const timer = setTimeout(() => this.fail(new FileRefused('sheet-too-slow')), Math.max(this.millisecondsLeft, 0));
    await new Promise<void>((resolve) => (this.wake = resolve));
    clearTimeout(timer);
    this.millisecondsLeft -= performance.now() - since;
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    this.wake();
  }
}
