import { looksLikeFormula, shortDay, type SheetCell as Cell } from '#libs/platform';

const BYTE_ORDER_MARK = '\uFEFF';

/** Rows as CSV that an Indonesian Excel opens by a double click: byte order mark, semicolons (the comma is its decimal sign),
 *  CRLF, days as dd/mm/yyyy. A text that looks like a formula gets an apostrophe in front, since CSV cannot say "text". */
export async function* csvOf(headers: readonly string[], pages: AsyncIterable<ReadonlyArray<readonly Cell[]>>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(headers);
  for await (const rows of pages) yield rows.map(line).join('');
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(written).join(';')}\r\n`;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell !== 'string') return shortDay(cell.day);
  const text = looksLikeFormula(cell) ? `'${cell}` : cell;
  return /[;,"\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
