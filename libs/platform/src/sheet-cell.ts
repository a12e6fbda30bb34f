/** What one cell holds. A day stays a day in Excel, so that it can be sorted and filtered. */
export type SheetCell = string | number | { readonly day: string } | null;

export interface SheetColumn {
  readonly header: string;
  /** In characters. */
  readonly width: number;
}

// Excel, LibreOffice and Google Sheets take these for the start of a formula; the wide forms are read as the narrow ones.
const STARTS_A_FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Would a spreadsheet take this text for a formula? */
export function looksLikeFormula(text: string): boolean {
  return STARTS_A_FORMULA.test(text);
}

/** `1999-07-05` as an Indonesian office writes it: `05/07/1999`. */
export function shortDay(day: string): string {
  return day.split('-').toReversed().join('/');
}
