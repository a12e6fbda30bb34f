import type { FileFault } from './codes.js';
import type { Cell, Sheet, SheetRow } from './sheet.js';

/** What a column of a list can hold. The order is that of the template. */
// prettier-ignore
export const FIELDS = [
  'fullName', 'nik', 'kk', 'sex', 'birthPlace', 'birthDate', 'birthPlaceAndDate', 'regency', 'district', 'village', 'address', 'phone',
  'maritalStatus', 'education', 'destinationCountry', 'jobTitle', 'scheme', 'plannedDepartureOn', 'passportNumber',
] as const;
export type Field = (typeof FIELDS)[number];

/** One column title of the list and the field it was understood as; `field` is null for a column that is not read. */
export interface Column {
  readonly index: number;
  readonly header: string;
  readonly field: Field | null;
}

/** The filled cells of one person, by field, and where they stand in the sheet. */
export interface ListRow {
  readonly n: number;
  readonly sheetRow: number;
  readonly cells: Partial<Record<Field, Cell>>;
}

export type ListRead =
  | { readonly ok: true; readonly columns: readonly Column[]; readonly startsIn1904: boolean; readonly rows: readonly ListRow[] }
  | { readonly ok: false; readonly fault: FileFault };

export const MOST_ROWS = 20_000;

// As typed in lists of offices, without spaces, signs and what stands in brackets.
// prettier-ignore
const TITLES: Record<Field, readonly string[]> = {
  fullName: ['namalengkap', 'nama', 'namacpmi', 'namacalonpmi', 'namacalonpekerjamigran', 'namalengkapcpmi', 'namapeserta', 'namapekerja', 'namapmi', 'namasesuaiktp', 'namalengkapsesuaiktp', 'fullname', 'name'],
  nik: ['nik', 'nonik', 'nomornik', 'nikktp', 'noktp', 'nomorktp', 'nomorindukkependudukan', 'noktpnik', 'nikno', 'noindukkependudukan'],
  kk: ['kk', 'nokk', 'nomorkk', 'nokartukeluarga', 'nomorkartukeluarga'],
  sex: ['lp', 'jeniskelamin', 'jk', 'kelamin', 'jnskelamin', 'jkel', 'sex', 'gender'],
  birthPlace: ['tempatlahir', 'tmplahir', 'tptlahir', 'kotalahir'],
  birthDate: ['tgllahir', 'tanggallahir', 'tgllhr', 'tgllahirhhbbtttt', 'birthdate', 'dateofbirth'],
  birthPlaceAndDate: ['ttl', 'tempattgllahir', 'tempattanggallahir', 'tempatdantanggallahir', 'tempatdantgllahir', 'tmptgllahir'],
  regency: ['kabupaten', 'kabkota', 'kabupatenkota', 'kab'],
  district: ['kecamatan', 'kec', 'namakecamatan', 'kecamatandomisili', 'kecamatanasal'],
  village: ['desakelurahan', 'desa', 'kelurahan', 'desakel', 'keldesa', 'kelurahandesa', 'desaasal', 'namadesa', 'desadomisili'],
  address: ['alamat', 'alamatlengkap', 'alamatrumah', 'alamatdomisili', 'jalan', 'dusun', 'alamatktp'],
  phone: ['nohp', 'nomorhp', 'hp', 'notelp', 'notelepon', 'nomortelepon', 'telepon', 'notlp', 'nohandphone', 'nowa', 'nomorwa', 'nohpwa', 'whatsapp', 'kontak', 'nokontak', 'telp', 'notelphp', 'nohptelp', 'phone'],
  maritalStatus: ['statusperkawinan', 'statuskawin', 'statuspernikahan', 'statusnikah', 'perkawinan'],
  education: ['pendidikan', 'pendidikanterakhir', 'pendterakhir', 'pend', 'ijazahterakhir'],
  destinationCountry: ['negaratujuan', 'negara', 'negarapenempatan', 'tujuan', 'tujuannegara', 'negaratujuanpenempatan', 'destination'],
  jobTitle: ['jabatan', 'pekerjaan', 'jenispekerjaan', 'sektor', 'posisi', 'jabatanpekerjaan', 'sektorpekerjaan', 'job'],
  scheme: ['skema', 'skemapenempatan', 'jenispenempatan', 'program', 'jalurpenempatan'],
  plannedDepartureOn: ['rencanaberangkat', 'tglberangkat', 'tanggalberangkat', 'rencanakeberangkatan', 'tglrencanaberangkat', 'rencanatglberangkat', 'tanggalrencanaberangkat', 'rencanatanggalberangkat', 'jadwalberangkat', 'keberangkatan'],
  passportNumber: ['nopaspor', 'nomorpaspor', 'paspor', 'nopassport', 'passport', 'nomorpassport'],
};

const FIELD_OF = new Map(FIELDS.flatMap((field) => TITLES[field].map((header) => [header, field] as const)));
const LATEST_HEADER_ROW = 60;
const FEWEST_FIELDS = 2;
const FEWEST_CELLS_OF_A_PERSON = 4;
const FOOTER =
  /^(jumlah|total|sub ?total|grand total|mengetahui|menyetujui|diketahui|disetujui|dibuat oleh|yang membuat|catatan|keterangan ?:|sumber ?:|nip\b|ttd\b|kepala (dinas|desa|bidang|uptd|seksi)|an\.|a\.n\.)/i;
const PLACE_AND_DAY = /^[\p{L} .'-]+, *\d{0,2} *\p{L}+ +(19|20)\d\d$/u;

/** Finds the row of column titles by itself, under titles and blank rows, and takes the people below it. Column numbers,
 *  repeated titles, headings of one cell, totals and signatures are left out.
 *  @returns rows numbered from 1 in their order, or `header-missing`, `rows-missing`, `rows-too-many` */
export function readList(sheets: readonly Sheet[]): ListRead {
  for (const sheet of sheets) {
    const header = findHeader(sheet);
    if (header === null) continue;
    const rows = peopleBelow(sheet, header.at, header.columns);
    if (rows.length === 0) return { ok: false, fault: 'rows-missing' };
    if (rows.length > MOST_ROWS) return { ok: false, fault: 'rows-too-many' };
    return { ok: true, columns: header.columns, startsIn1904: sheet.startsIn1904, rows };
  }
  return { ok: false, fault: 'header-missing' };
}

function findHeader(sheet: Sheet): { at: number; columns: readonly Column[] } | null {
  let best: { at: number; columns: readonly Column[]; fields: number } | null = null;
  for (const [at, row] of sheet.rows.entries()) {
    if (row.row > LATEST_HEADER_ROW) break;
    const columns = columnsOf(row);
    const fields = columns.filter((column) => column.field !== null).length;
    const isHeader = fields >= FEWEST_FIELDS && columns.some((column) => column.field === 'fullName');
    if (isHeader && (best === null || fields > best.fields)) best = { at, columns, fields };
  }
  return best && withSecondLine(sheet, best.at, best.columns);
}

/** Lists with two lines of titles name the group above and the column below; the lower line fills what the upper left open. */
function withSecondLine(sheet: Sheet, at: number, columns: readonly Column[]): { at: number; columns: readonly Column[] } {
  const next = sheet.rows[at + 1];
  const lower = next === undefined ? [] : columnsOf(next);
  if (lower.length === 0 || lower.filter((column) => column.field !== null).length * 2 < lower.length) return { at, columns };
  const taken = new Set(columns.map((column) => column.field));
  const added = lower.filter((column) => column.field !== null && !taken.has(column.field));
  const replaced = new Set(added.map((column) => column.index));
  const kept = columns.filter((column) => !replaced.has(column.index) || column.field !== null);
  const all = [...kept, ...added.filter((column) => !kept.some((other) => other.index === column.index))];
  return { at: at + 1, columns: all.toSorted((a, b) => a.index - b.index) };
}

function columnsOf(row: SheetRow): Column[] {
  const taken = new Set<Field>();
  return [...row.cells].map(([index, cell]) => {
    const header = tidy(cell.text);
    const known = fieldOf(header);
    const field = known !== null && !taken.has(known) ? known : null;
    if (field !== null) taken.add(field);
    return { index, header: header.slice(0, 80), field };
  });
}

function fieldOf(header: string): Field | null {
  const squeezed = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  return FIELD_OF.get(squeezed(header.replace(/\([^)]*\)/g, ''))) ?? FIELD_OF.get(squeezed(header)) ?? null;
}

function peopleBelow(sheet: Sheet, headerAt: number, columns: readonly Column[]): ListRow[] {
  const rows: ListRow[] = [];
  let isBelowTotal = false;
  for (const row of sheet.rows.slice(headerAt + 1)) {
    const kind = kindOf(row, columns, isBelowTotal);
    if (kind === 'footer') isBelowTotal = true;
    if (kind !== 'person') continue;
    isBelowTotal = false;
    rows.push({ n: rows.length + 1, sheetRow: row.row, cells: cellsByField(row, columns) });
  }
  return rows;
}

function kindOf(row: SheetRow, columns: readonly Column[], isBelowTotal: boolean): 'person' | 'footer' | 'aside' {
  const cells = columns.flatMap((column) => (column.field === null ? [] : (row.cells.get(column.index) ?? [])));
  if (cells.length === 0) return 'aside';
  const texts = [...row.cells.values()].map((cell) => tidy(cell.text));
  const isFull = cells.length >= FEWEST_CELLS_OF_A_PERSON;
  if (!isFull && texts.some((text) => FOOTER.test(text) || PLACE_AND_DAY.test(text))) return 'footer';
  if (!isFull && isBelowTotal) return 'footer';
  if (row.cells.size === 1 || isColumnNumbers(texts) || isHeaderAgain(row, columns)) return 'aside';
  return 'person';
}

/** Government tables number their columns: 1 2 3 4 or (1) (2) (3). */
function isColumnNumbers(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => (/^\(?\d{1,2}\)?$/.test(text) ? Number(text.replace(/\D/g, '')) : Number.NaN));
  return texts.length >= 3 && numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? Number.NaN) + 1);
}

function isHeaderAgain(row: SheetRow, columns: readonly Column[]): boolean {
  const same = columns.filter((column) => tidy(row.cells.get(column.index)?.text ?? '').slice(0, 80) === column.header).length;
  return same >= FEWEST_FIELDS && same * 2 > row.cells.size;
}

function cellsByField(row: SheetRow, columns: readonly Column[]): Partial<Record<Field, Cell>> {
  const cells: Partial<Record<Field, Cell>> = {};
  for (const { index, field } of columns) {
    const cell = field === null ? undefined : row.cells.get(index);
    if (field !== null && cell !== undefined) cells[field] = cell;
  }
  return cells;
}

/** Text as people mean it: composed letters, no control or zero-width signs, single spaces. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, (signs) => (/[\p{Cc}\p{Z}]/u.test(signs) ? ' ' : ''))
    .trim();
}
