import type { Column } from './columns.js';
import { readList, type ListRead } from './read-list.arrange.js';
import type { Cell, Sheet } from './sheet.js';

const HEADER = ['No', 'Nama Lengkap', 'NIK', 'L/P', 'Tgl Lahir', 'Desa/Kelurahan', 'Kecamatan', 'No. HP', 'Ket'];
const DEWI = ['1', 'Dewi Contoh', '7406145007059001', 'P', '10/07/2005', 'Sikeli', 'Kabaena Barat', '081285287641', ''];
const BUDI = ['2', 'Budi Contoh', '7406141007059002', 'L', '10/07/2005', 'Sikeli', 'Kabaena Barat', '', ''];

test('the titles are found under headings and blank rows, and totals and signatures are left out', () => {
  const list = readList([
    sheet([
      ['DAFTAR CPMI KABUPATEN BOMBANA'],
      ['Keadaan s.d. 16 Januari 2026'],
      [],
      HEADER,
      ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)', '(9)'],
      ['KECAMATAN KABAENA BARAT'],
      DEWI,
      HEADER,
      BUDI,
      [],
      ['', 'Jumlah', '2'],
      ['', 'Mengetahui,', '', '', '', 'Kasipute, 16 Januari 2026'],
      ['', 'Kepala Dinas', '', '', '', 'Penyusun'],
      ['', 'Contoh, S.Sos', '', '', '', 'Contoh'],
      ['', 'NIP. 1970'],
    ]),
  ]);
  expect(people(list)).toEqual([
    [7, 'Dewi Contoh', '7406145007059001'],
    [9, 'Budi Contoh', '7406141007059002'],
  ]);
});

test.each([
  ['Nama CPMI', 'No. KTP / NIK', 'Jenis Kelamin (L/P)', 'Tanggal Lahir (hh/bb/tttt)', 'Kelurahan', 'Kec.', 'No. Telp/HP'],
  ['NAMA', 'NO KTP', 'JK', 'TGL. LAHIR', 'DESA', 'KEC', 'NO. WA'],
  ['Nama Lengkap *', 'Nomor Induk Kependudukan', 'L / P', 'Tanggal Lahir', 'Desa / Kel', 'Kecamatan Asal', 'Kontak'],
])('titles as offices write them are understood: %s, %s, …', (...titles) => {
  const list = readList([sheet([titles, DEWI.slice(1, 8)])]);
  expect(list.ok && list.columns.map((column) => column.field)).toEqual([
    'fullName',
    'nik',
    'sex',
    'birthDate',
    'village',
    'district',
    'phone',
  ]);
});

test('titles in two lines are read together', () => {
  const list = readList([
    sheet([
      ['No', 'Nama', 'NIK', 'Domisili', '', 'No. HP'],
      ['', '', '', 'Desa', 'Kecamatan', ''],
      ['1', 'Dewi Contoh', '7406145007059001', 'Sikeli', 'Kabaena Barat', '0812'],
    ]),
  ]);
  expect(list.ok && list.columns.flatMap((column) => column.field ?? [])).toEqual(['fullName', 'nik', 'village', 'district', 'phone']);
  expect(people(list)).toEqual([[3, 'Dewi Contoh', '7406145007059001']]);
});

test('columns that are not read are shown as such, and of two alike the first counts', () => {
  const list = readList([
    sheet([
      ['Nama', 'NIK', 'Hobi', 'Nama Lengkap'],
      ['Dewi Contoh', '7406145007059001', 'menjahit', 'lain'],
    ]),
  ]);
  expect(list.ok && list.columns).toEqual([
    { index: 0, header: 'Nama', field: 'fullName' },
    { index: 1, header: 'NIK', field: 'nik' },
    { index: 2, header: 'Hobi', field: null },
    { index: 3, header: 'Nama Lengkap', field: null },
  ]);
});

test('a person whose row has only a name and a district is still a person', () => {
  const list = readList([sheet([HEADER, ['1', 'Dewi Contoh', '', '', '', '', 'Kabaena Barat']])]);
  expect(people(list)).toEqual([[2, 'Dewi Contoh', null]]);
});

test('without titles, without people or with too many, the list says so', () => {
  expect(readList([sheet([['a', 'b'], DEWI])])).toEqual({ ok: false, fault: 'header-missing' });
  expect(readList([sheet([HEADER])])).toEqual({ ok: false, fault: 'rows-missing' });
  expect(readList([sheet([HEADER, ...Array.from({ length: 50_001 }, () => DEWI)])])).toEqual({ ok: false, fault: 'rows-too-many' });
});

test('the first sheet with titles is the list', () => {
  const list = readList([sheet([['Petunjuk pengisian']]), sheet([HEADER, DEWI])]);
  expect(people(list)).toEqual([[2, 'Dewi Contoh', '7406145007059001']]);
});

test('a list whose titles nobody knows is found by its shape, and read once somebody says what the titles mean', () => {
  const rows = [
    ['REKAP PESERTA'],
    ['Peserta', 'Kode Diri', 'Asal'],
    ['Dewi Contoh', '7406145007059001', 'Rumbia'],
    ['Budi', '', 'Poleang'],
  ];
  expect(readList([sheet(rows)])).toEqual({ ok: false, fault: 'header-missing' });
  expect(readList([sheet(rows)], { byShape: true })).toMatchObject({ ok: true, rows: [], columns: [{ field: null }, {}, {}] });
  const fields = ['fullName', 'nik', 'district'] as const;
  const choose = (columns: readonly Column[]) => columns.map((column, at) => ({ ...column, field: fields[at] ?? null }));
  expect(people(readList([sheet(rows)], { byShape: true, choose }))).toEqual([
    [3, 'Dewi Contoh', '7406145007059001'],
    [4, 'Budi', null],
  ]);
});

function sheet(rows: ReadonlyArray<readonly string[]>): Sheet {
  const filled = rows.map((texts, index) => ({
    row: index + 1,
    cells: new Map(texts.flatMap((text, column): Array<[number, Cell]> => (text === '' ? [] : [[column, { kind: 'text', text }]]))),
  }));
  return { name: 'Data', startsIn1904: false, rows: filled.filter((row) => row.cells.size > 0) };
}

function people(list: ListRead): Array<[number, string | null, string | null]> {
  return list.ok ? list.rows.map((row) => [row.sheetRow, row.cells.fullName?.text ?? null, row.cells.nik?.text ?? null]) : [];
}
