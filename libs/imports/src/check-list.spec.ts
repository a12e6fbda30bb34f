import { readFileSync } from 'node:fs';

import { AreaBook, type AreaRow } from './areas.js';
import { ListCheck } from './check-list.js';
import type { CheckedRow } from './check-row.js';
import { hintFor, ROW_CODES } from './codes.js';
import { readList } from './read-list.arrange.js';
import { readSheets, type Cell, type Sheet } from './sheet.js';

interface ExpectedRow {
  readonly sheetRow: number;
  readonly outcome: 'created' | 'rejected';
  readonly code?: string;
  readonly warning?: string;
}

const HEADER = ['Nama Lengkap', 'NIK', 'L/P', 'Tgl Lahir', 'Desa/Kelurahan', 'Kecamatan', 'No. HP', 'Skema', 'No. Paspor'];
const DEWI = ['Dewi Contoh', '7406145007059001', 'P', '10/07/2005', 'Baliara', 'Kabaena Barat', '081285287641', 'SSW', 'C1234567'];

test('the Bombana list gives exactly the people, rejections and warnings that were agreed', async () => {
  const expected: { rows: ExpectedRow[]; counts: { created: number; rejected: number; warned: number } } = JSON.parse(
    readFileSync('test/support/data/cpmi-bombana-2026.expected.json', 'utf8'),
  );
  const read = await readSheets(readFileSync('test/support/data/cpmi-bombana-2026.xlsx'));
  const checked = check(read.ok ? read.sheets : []);
  const told = checked
    .filter((row) => row.codes.length > 0)
    .map((row) => [row.sheetRow, row.person === null ? 'rejected' : 'created', row.codes]);
  expect(told).toEqual(expected.rows.map((row) => [row.sheetRow, row.outcome, [row.code ?? row.warning]]));
  const accepted = checked.filter((row) => row.person !== null);
  expect({
    created: accepted.length,
    rejected: checked.length - accepted.length,
    warned: accepted.filter((row) => row.codes.length > 0).length,
  }).toEqual(expected.counts);
});

test('a person is read whole', () => {
  expect(one(DEWI).person).toMatchObject({
    fullName: 'Dewi Contoh',
    nik: '7406145007059001',
    sex: 'female',
    birthDate: '2005-07-10',
    areaCode: '74.06.14.2002',
    phone: '+6281285287641',
    scheme: 'ssw',
    passportNumber: 'C1234567',
  });
});

test('everything that is wrong with a row is listed at once, rejections first', () => {
  const row = one(['', '123', 'x', '31/02/1998', 'Entah', 'Rumbia', 'tidak ada', 'entah', '99']);
  expect(row.person).toBeNull();
  expect(row.codes).toEqual(['name-missing', 'nik-length', 'date-invalid', 'value-unknown', 'village-unknown', 'phone-unreadable']);
  expect(row.findings.find((finding) => finding.code === 'date-invalid')).toMatchObject({
    column: 'Tgl Lahir',
    address: 'D2',
    found: '31/02/1998',
  });
});

test('a number never appears whole in a finding', () => {
  const [first, second] = check([sheet([HEADER, DEWI, [...DEWI.slice(0, 6), '99999999999999', '', '12345678901']])]);
  expect(first?.findings).toEqual([]);
  expect(second?.findings.map((finding) => finding.found)).toEqual(['7406…001 (16 angka)', '9999…999 (14 angka)', '1234…901 (11 angka)']);
});

test.each([
  ['a number of 16 digits', { kind: 'number', text: '7406145007059000' }, 'nik-precision-lost'],
  ['a number in scientific writing', { kind: 'text', text: '7,40614E+15' }, 'nik-precision-lost'],
  ['an apostrophe before it', { kind: 'text', text: "'7406145007059001" }, null],
  ['spaces in it', { kind: 'text', text: '740614 500705 9001' }, null],
  ['15 digits', { kind: 'text', text: '740614500705900' }, 'nik-length'],
  ['a serial of zeros', { kind: 'text', text: '7406145007050000' }, 'nik-serial-zero'],
  ['a day 32', { kind: 'text', text: '7406143207059001' }, 'nik-invalid-date'],
  ['a formula', { kind: 'formula', text: '7406145007059001' }, 'formula-in-cell'],
  ['a formula that was typed as text', { kind: 'text', text: '=HYPERLINK("http://contoh.invalid")' }, 'formula-in-cell'],
  ['nothing but a dash', { kind: 'text', text: '-' }, 'nik-missing'],
] as const)('a NIK with %s is told', (_, cell, code) => {
  const list = sheet([HEADER, ['Dewi Contoh', 'x', '', '', 'Baliara', 'Kabaena Barat']]);
  const cells = new Map<number, Cell>(list.rows[1]?.cells).set(1, cell);
  const rows = [list.rows[0], { row: 2, cells }].flatMap((row) => row ?? []);
  expect(check([{ ...list, rows }])[0]?.codes).toEqual(code === null ? [] : [code]);
});

test.each(['Jl. Poros 3, NIK 7406145007059001', 'RT 02 7406.1450.0705.9001', 'KK 740614-500705-9001'])(
  'a number of a person in an address keeps the row out, in the words of the form, and is shown by its ends: %s',
  (address) => {
    const [row] = check([
      sheet([
        [...HEADER, 'Alamat'],
        [...DEWI.slice(0, 9), address],
      ]),
    ]);
    expect(row?.codes).toEqual(['number-not-kept']);
    expect(row?.person).toBeNull();
    expect(row?.findings[0]).toMatchObject({ field: 'address', found: expect.not.stringMatching(/\d{5}|14[ .-]?50/) });
  },
);

test('a long number that is no NIK may stand in an address', () => {
  const [row] = check([
    sheet([
      [...HEADER, 'Alamat'],
      [...DEWI.slice(0, 9), 'Jl. Poros, blok 12345678901234'],
    ]),
  ]);
  expect(row?.codes).toEqual([]);
});

test('a formula in a column that nobody reads does not keep a person out', () => {
  const list = sheet([[...HEADER, 'Ket'], DEWI]);
  const rows = list.rows.map((row) =>
    row.row === 1 ? row : { ...row, cells: new Map<number, Cell>(row.cells).set(9, { kind: 'formula', text: '1' }) },
  );
  expect(check([{ ...list, rows }])[0]?.codes).toEqual([]);
});

test("somebody who is twice in the list goes in once, also without NIK, and a rejected row takes nobody's place", () => {
  const noNik = ['Budi Contoh', '', 'L', '10/07/2000', 'Baliara', 'Kabaena Barat'];
  const rejected = ['', ...DEWI.slice(1)];
  const rows = check([sheet([HEADER, rejected, DEWI, noNik, noNik, ['Orang Lain', ...DEWI.slice(1)]])]);
  expect(rows.map((row) => row.codes[0] ?? null)).toEqual(['name-missing', null, 'nik-missing', 'duplicate-in-file', 'duplicate-in-file']);
  // What the NIK of somebody else says about sex and birth date is not told.
  const [, other] = check([sheet([HEADER, DEWI, ['Orang Lain', DEWI[1] ?? '', 'L', '11/08/1999', 'Baliara', 'Kabaena Barat']])]);
  expect(other?.findings.map((finding) => finding.code)).toEqual(['duplicate-in-file']);
  expect(rows[4]?.findings[0]).toMatchObject({ column: 'NIK', address: 'B6', facts: { row: '3' } });
});

test('two people of one name, day and village with two NIKs both go in, and the second is told which row to compare with', () => {
  const other = (nik: string, village = 'Baliara') => ['Dewi Contoh', nik, 'P', '', village, 'Kabaena Barat'];
  const rows = check([
    sheet([HEADER, other('7406144507059001'), other('7406144507059002'), other('7406144607059003'), other('', 'Baliara')]),
  ]);
  expect(rows.map((row) => row.codes)).toEqual([[], ['possible-duplicate-in-file'], [], ['nik-missing']]);
  expect(rows[1]?.person).not.toBeNull();
  expect(rows[1]?.findings[0]).toMatchObject({ field: 'fullName', column: 'Nama Lengkap', facts: { row: '2' } });
});

test('an office finds only districts of its own area, and a misspelt village is read when only one can be meant', () => {
  expect(new AreaBook(areas, '74.01').domicileOf({ regency: null, district: 'Rumbia', village: null })).toEqual({
    found: 'nothing',
    unknown: 'district',
  });
  const bombana = new AreaBook(areas, '74.06');
  const village = (district: string, name: string) => bombana.domicileOf({ regency: null, district, village: name });
  expect(village('Kec. POLEANG', 'Desa Pokohrumba')).toMatchObject({ found: 'village', note: 'Pokurumba' });
  expect(village('Mata Oleo', "Pu'u Waeya")).toMatchObject({ found: 'village', note: null });
  expect(village('Kepulauan Masaloka Raya', 'Masaloka')).toMatchObject({ found: 'village', note: null });
  expect(village('Rumbia', 'Desa Entah Berantah')).toEqual({ found: 'district', areaCode: '74.06.04', note: null });
  expect(new AreaBook(areas, '74').domicileOf({ regency: 'Kab. Bombana', district: 'Rumbia', village: null })).toMatchObject({
    areaCode: '74.06.04',
  });
  expect(new AreaBook(areas, '74').domicileOf({ regency: 'Kab. Entah', district: 'Rumbia', village: null })).toEqual({
    found: 'nothing',
    unknown: 'regency',
  });
  expect(bombana.domicileOf({ regency: null, district: null, village: null })).toEqual({ found: 'regency', areaCode: '74.06', note: null });
});

test('every code has a sentence in both languages, and its facts are filled in', () => {
  for (const [code, { id, en }] of Object.entries(ROW_CODES)) expect([code, id.length > 20, en.length > 20]).toEqual([code, true, true]);
  expect(hintFor('duplicate-in-file', { row: '8' }, 'id')).toContain('baris 8');
});

const areas: AreaRow[] = readFileSync('migrations/data/areas.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', , level = '', name = '', kind = ''] = line.split(',');
    return { code, level, name, kind };
  });

function check(sheets: readonly Sheet[]): CheckedRow[] {
  const list = readList(sheets);
  if (!list.ok) throw new Error(list.fault);
  const checker = new ListCheck({
    today: '2026-01-16',
    startsIn1904: list.startsIn1904,
    areas: new AreaBook(areas, '74.06'),
    columns: list.columns,
  });
  return list.rows.map((row) => checker.check(row));
}

function one(row: readonly string[]): CheckedRow {
  const [checked] = check([sheet([HEADER, row])]);
  if (checked === undefined) throw new Error('the row was left out');
  return checked;
}

function sheet(rows: ReadonlyArray<readonly string[]>): Sheet {
  const filled = rows.map((texts, index) => ({
    row: index + 1,
    cells: new Map(texts.flatMap((text, column): Array<[number, Cell]> => (text === '' ? [] : [[column, { kind: 'text', text }]]))),
  }));
  return { name: 'Data', startsIn1904: false, rows: filled };
}
