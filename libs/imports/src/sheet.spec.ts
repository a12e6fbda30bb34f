import ExcelJS from 'exceljs';

import { readSheets, SHEET_LIMITS, type Cell, type SheetsRead } from './sheet.js';

test('numbers, dates, texts, formulas and errors keep their kind, and numbers keep their digits', async () => {
  const sheet = await sheetOf((page) => {
    page.addRow(['teks', 7406175007869010, 81275262392, 1.5, true]);
    page.addRow([
      { formula: 'HYPERLINK("http://contoh.invalid","klik")', result: 'klik' },
      { error: '#REF!' },
      { richText: [{ text: 'Wa ' }, { text: 'Ode' }] },
    ]);
  });
  expect(sheet).toEqual([
    [1, { 0: 'text teks', 1: 'number 7406175007869010', 2: 'number 81275262392', 3: 'number 1.5', 4: 'text TRUE' }],
    [2, { 0: 'formula klik', 1: 'error #REF!', 2: 'text Wa Ode' }],
  ]);
});

test('a date is a calendar day, whatever its format, also before 1970 and in leap years', async () => {
  const days = ['1900-03-01', '1955-12-31', '1999-05-12', '2000-02-29', '2024-02-29', '2026-01-16'];
  const formats = ['dd/mm/yyyy', 'd mmmm yyyy', '[$-421]dd mmm yy', 'yyyy-mm-dd', 'mm-dd-yy', 'dddd, d mmmm yyyy'];
  const sheet = await sheetOf((page) => {
    page.addRow(days);
    const row = page.getRow(2);
    days.forEach((day, index) => {
      row.getCell(index + 1).value = new Date(`${day}T00:00:00Z`);
      row.getCell(index + 1).numFmt = formats[index] ?? '';
    });
    page.getCell('A3').value = 2;
    page.getCell('A3').numFmt = '0 "hari"';
  });
  expect(sheet[1]).toEqual([2, Object.fromEntries(days.map((day, index) => [index, `date ${day}`]))]);
  expect(sheet[2]).toEqual([3, { 0: 'number 2' }]);
});

test('a book that counts its days from 1904, as old Macs do, means the same days', async () => {
  const book = new ExcelJS.Workbook();
  book.properties.date1904 = true;
  book.addWorksheet('Data').addRow([new Date('1999-05-12T00:00:00Z')]);
  expect(plain(await readSheets(Buffer.from(await book.xlsx.writeBuffer())))).toEqual([[1, { 0: 'date 1999-05-12' }]]);
});

test('hidden sheets are left out and signs like & and < arrive as typed', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Rahasia', { state: 'hidden' }).addRow(['tersembunyi']);
  book.addWorksheet('Daftar').addRow(['Baso & Sons <Tbk> "x" é']);
  const read = await readSheets(Buffer.from(await book.xlsx.writeBuffer()));
  expect(plain(read)).toEqual([[1, { 0: 'text Baso & Sons <Tbk> "x" é' }]]);
});

test.each([
  ['semicolons and a byte order mark', '\ufeffNama;NIK\r\nSitti Aminah;7406145007059009\r\n', 'utf8'],
  ['commas and quotes', '"Nama","NIK"\n"Sitti Aminah","7406145007059009"\n', 'utf8'],
  ['tabs in UTF-16, as Excel saves Unicode text', '\ufeffNama\tNIK\r\nSitti Aminah\t7406145007059009\r\n', 'utf16le'],
  ['its own separator line', 'Nama|NIK\nSitti Aminah|7406145007059009\n', 'sep=|'],
])('a CSV with %s reads like the sheet', async (_, text, encoding) => {
  const bytes = encoding === 'sep=|' ? Buffer.from(`sep=|\n${text}`) : Buffer.from(text, encoding === 'utf16le' ? 'utf16le' : 'utf8');
  const read = plain(await readSheets(bytes));
  expect(read.map(([, cells]) => cells)).toEqual([
    { 0: 'text Nama', 1: 'text NIK' },
    { 0: 'text Sitti Aminah', 1: 'text 7406145007059009' },
  ]);
});

test('a CSV in Windows-1252 keeps its letters, and rows count as in Excel', async () => {
  const bytes = Buffer.concat([Buffer.from('Nama;Desa\n\n"dua\nbaris";'), Buffer.from([0x50, 0x75, 0x92, 0x75, 0xe9]), Buffer.from('\n')]);
  expect(plain(await readSheets(bytes))).toEqual([
    [1, { 0: 'text Nama', 1: 'text Desa' }],
    [3, { 0: 'text dua\nbaris', 1: 'text Pu’ué' }],
  ]);
});

test('a CSV cell that Excel would run is a formula, except the trick that keeps digits as text', async () => {
  const read = plain(await readSheets(Buffer.from('=1+1,@SUM(A1),+6281234567890,="7406145007059009"\n')));
  expect(read).toEqual([[1, { 0: 'formula =1+1', 1: 'formula @SUM(A1)', 2: 'text +6281234567890', 3: 'text 7406145007059009' }]]);
});

test('a reader that takes too long or too many rows is stopped with a reason', async () => {
  const rows = Buffer.from('a;b\n'.repeat(2_000));
  expect(await readSheets(rows, { ...SHEET_LIMITS, rows: 100 })).toEqual({ ok: false, fault: 'rows-too-many' });
  expect(await readSheets(rows, { ...SHEET_LIMITS, milliseconds: 1 })).toEqual({ ok: false, fault: 'sheet-too-slow' });
});

test.each([
  ['nothing at all', Buffer.alloc(0), 'file-empty'],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'excel-too-old'],
  [
    'a book with a password',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'zip-encrypted',
  ],
  ['a PDF', Buffer.from('%PDF-1.7'), 'file-is-picture'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file-is-picture'],
  ['a photo', Buffer.from('ffd8ffe000104a46494600', 'hex'), 'file-is-picture'],
  ['a program', Buffer.from('7f454c4602010100', 'hex'), 'file-unsupported'],
])('%s is refused with a word that helps', async (_, bytes, fault) => {
  expect(await readSheets(bytes)).toEqual({ ok: false, fault });
});

async function sheetOf(fill: (page: ExcelJS.Worksheet) => void): Promise<Array<[number, Record<number, string>]>> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Data'));
  return plain(await readSheets(Buffer.from(await book.xlsx.writeBuffer())));
}

function plain(read: SheetsRead): Array<[number, Record<number, string>]> {
  if (!read.ok) throw new Error(read.fault);
  const shown = (cell: Cell) => `${cell.kind} ${cell.text}`;
  return (read.sheets[0]?.rows ?? []).map(({ row, cells }) => [
    row,
    Object.fromEntries([...cells].map(([column, cell]) => [column, shown(cell)])),
  ]);
}
