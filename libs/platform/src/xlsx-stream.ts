import { looksLikeFormula, type SheetCell, type SheetColumn } from './sheet-cell.js';
import { zipped } from './zip-stream.js';

/** One sheet of a book; its rows are made while it is written. */
export interface SheetPages {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly pages: AsyncIterable<ReadonlyArray<readonly SheetCell[]>> | Iterable<ReadonlyArray<readonly SheetCell[]>>;
}

// Places in the list of formats below.
const FORMAT = { header: 1, text: 2, quotedText: 3, day: 4 } as const;
const DAY_ZERO = Date.parse('1899-12-30');
const DAY_MS = 86_400_000;
// Before this day Excel counts a 29 February 1900 that never was.
const FIRST_SAFE_DAY = '1900-03-01';

// Characters of a sheet that are held before they are packed: what is this short is gone again before the heap grows for it.
const PIECE = 32 * 1024;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// quotePrefix is Excel's own apostrophe: the cell stays text also after somebody has edited it or saved it as CSV.
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** A book as XLSX, a chunk at a time. A library would keep every row until the end; this holds one page of rows. */
export function xlsxOf(sheets: readonly SheetPages[]): AsyncGenerator<Buffer> {
  return zipped([
    { name: '[Content_Types].xml', content: [contentTypes(sheets)] },
    {
      name: '_rels/.rels',
      content: [
        `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    },
    { name: 'xl/workbook.xml', content: [workbook(sheets)] },
    { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations(sheets)] },
    { name: 'xl/styles.xml', content: [STYLES] },
    ...sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content: sheetXml(sheet) })),
  ]);
}

function contentTypes(sheets: readonly SheetPages[]): string {
  const parts = sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${KIND}.worksheet+xml"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${parts.join('')}</Types>`;
}

function workbook(sheets: readonly SheetPages[]): string {
  const list = sheets.map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: readonly SheetPages[]): string {
  const parts = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${parts.join('')}${styles}</Relationships>`;
}

async function* sheetXml({ columns, pages }: SheetPages): AsyncGenerator<string> {
  const widths = columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`);
  const headers = columns.map(({ header }, index) => textCell(`${letter(index)}1`, header, FORMAT.header));
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>${widths.join('')}</cols><sheetData><row r="1">${headers.join('')}</row>`;
  let row = 1;
  let xml = '';
  for await (const page of pages) {
    for (const cells of page) {
      row += 1;
      xml += rowXml(row, cells);
      if (xml.length < PIECE) continue;
      yield xml;
      xml = '';
    }
  }
  yield xml;
  yield '</sheetData></worksheet>';
}

function rowXml(row: number, cells: readonly SheetCell[]): string {
  let xml = `<row r="${row}">`;
  for (const [index, cell] of cells.entries()) xml += cellXml(`${letter(index)}${row}`, cell);
  return `${xml}</row>`;
}

function cellXml(place: string, cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return textCell(place, cell, looksLikeFormula(cell) ? FORMAT.quotedText : FORMAT.text);
  if (cell.day < FIRST_SAFE_DAY) return textCell(place, cell.day, FORMAT.text);
  return `<c r="${place}" s="${FORMAT.day}"><v>${(Date.parse(cell.day) - DAY_ZERO) / DAY_MS}</v></c>`;
}

function textCell(place: string, text: string, format: number): string {
  return `<c r="${place}" s="${format}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** Column 0 is A, 26 is AA. */
function letter(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? letter(before - 1) : '') + String.fromCharCode('A'.charCodeAt(0) + (index % 26));
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '_x000D_' };

// XML has no place for these characters, not even escaped; Excel reads _xHHHH_ as the character of that number.
function escaped(text: string): string {
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // XML 1.0 has no place for these, not even escaped.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll(/[&<>"\r]/g, (character) => ESCAPES[character] ?? '')
  );
}
