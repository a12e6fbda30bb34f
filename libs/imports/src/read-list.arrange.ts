import type { FileFault } from './codes.js';
import type { Column, ListRow } from './columns.js';
import { ListReader, type ReaderWishes } from './list-reader.js';
import { FileRefused, type Sheet } from './sheet.js';

export type ListRead =
  | { readonly ok: true; readonly columns: readonly Column[]; readonly startsIn1904: boolean; readonly rows: readonly ListRow[] }
  | { readonly ok: false; readonly fault: FileFault };

/** The list in some sheets, read at once: how the specs look at it. */
export function readList(sheets: readonly Sheet[], wishes: ReaderWishes = {}): ListRead {
  const reader = new ListReader(wishes);
  const rows: ListRow[] = [];
  try {
    for (const { name, startsIn1904, rows: read } of sheets) {
      rows.push(...reader.take({ kind: 'sheet', name, startsIn1904 }));
      rows.push(...reader.take({ kind: 'rows', rows: read, read: 1 }));
    }
    rows.push(...reader.end());
  } catch (refused) {
    if (refused instanceof FileRefused) return { ok: false, fault: refused.fault };
    throw refused;
  }
  return { ok: true, columns: reader.header?.columns ?? [], startsIn1904: reader.header?.startsIn1904 ?? false, rows };
}
