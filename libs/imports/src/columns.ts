import type { Cell, SheetRow } from './sheet.js';

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

export const MOST_ROWS = 50_000;

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
export const LATEST_HEADER_ROW = 60;
const FEWEST_FIELDS = 2;
const FEWEST_UNKNOWN_TITLES = 3;
const FEWEST_CELLS_OF_A_PERSON = 4;
const FOOTER =
  /^(jumlah|total|sub ?total|grand total|mengetahui|menyetujui|diketahui|disetujui|dibuat oleh|yang membuat|catatan|keterangan ?:|sumber ?:|nip\b|ttd\b|kepala (dinas|desa|bidang|uptd|seksi)|an\.|a\.n\.)/i;
const PLACE_AND_DAY = /^[\p{L} .'-]+, *\d{0,2} *\p{L}+ +(19|20)\d\d$/u;

/** The row of titles, by its place among the rows of the sheet. */
export interface Header {
  readonly at: number;
  readonly columns: readonly Column[];
}

/** Finds the row of column titles by itself, under titles and blank rows. @returns null when no row names a person */
export function findHeader(rows: readonly SheetRow[]): Header | null {
  let best: (Header & { fields: number }) | null = null;
  for (const [at, row] of rows.entries()) {
    if (row.row > LATEST_HEADER_ROW) break;
    const columns = columnsOf(row);
    const fields = columns.filter((column) => column.field !== null).length;
    const isHeader = fields >= FEWEST_FIELDS && columns.some((column) => column.field === 'fullName');
    if (isHeader && (best === null || fields > best.fields)) best = { at, columns, fields };
  }
  return best && withSecondLine(rows, best.at, best.columns);
}

/** For a list whose titles nobody knows: the first row of words above a row that is filled as far. The officer then says
 *  what its columns mean. */
export function findHeaderByShape(rows: readonly SheetRow[]): Header | null {
  const looksLikeTitles = (row: SheetRow) =>
    row.cells.size >= FEWEST_UNKNOWN_TITLES && [...row.cells.values()].every(({ kind, text }) => kind === 'text' && !/\d{3}/.test(text));
  const at = rows.findIndex(
    (row, index) => row.row <= LATEST_HEADER_ROW && looksLikeTitles(row) && (rows[index + 1]?.cells.size ?? 0) >= FEWEST_UNKNOWN_TITLES,
  );
  const titles = rows[at];
  return titles === undefined ? null : { at, columns: columnsOf(titles) };
}

/** Lists with two lines of titles name the group above and the column below; the lower line fills what the upper left open. */
function withSecondLine(rows: readonly SheetRow[], at: number, columns: readonly Column[]): Header {
  const next = rows[at + 1];
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
    return { index, header: beginning(header, 80), field };
  });
}

/** A title without what differs from list to list: signs, spaces, capitals. */
export function squeezed(title: string): string {
  return title.toLowerCase().replace(/[^a-z]/g, '');
}

function fieldOf(header: string): Field | null {
  return FIELD_OF.get(squeezed(header.replace(/\([^)]*\)/g, ''))) ?? FIELD_OF.get(squeezed(header)) ?? null;
}

/** Takes the people below the titles, some rows at a time. Column numbers, repeated titles, headings of one cell, totals and
 *  signatures are left out. */
export class PeopleBelow {
  private n = 0;
  private isBelowTotal = false;

  constructor(private readonly columns: readonly Column[]) {}

  /** How many people were found so far. */
  get count(): number {
    return this.n;
  }

  /** @returns the people among these rows, numbered on from 1 */
  take(rows: readonly SheetRow[]): ListRow[] {
    return rows.flatMap((row): ListRow[] => {
      const kind = kindOf(row, this.columns, this.isBelowTotal);
      if (kind === 'footer') this.isBelowTotal = true;
      if (kind !== 'person') return [];
      this.isBelowTotal = false;
      this.n += 1;
      return [{ n: this.n, sheetRow: row.row, cells: cellsByField(row, this.columns) }];
    });
  }
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
  const same = columns.filter((column) => beginning(tidy(row.cells.get(column.index)?.text ?? ''), 80) === column.header).length;
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

/** Text as people mean it: composed letters, single spaces, no signs that nobody sees, except the joiners that some scripts
 *  are written with. Half of a character, which a damaged file may hold, is shown as such. */
export function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Z}])+/gu, (signs) => (/[\p{Cc}\p{Z}]/u.test(signs) ? ' ' : ''))
    .trim();
}

/** The beginning of a text, never with half a character at its end. @param length in UTF-16 units at most */
export function beginning(text: string, length: number): string {
  const cut = text.slice(0, length);
  return text.length > length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A number that identifies a person, by its ends only. */
export function endsOf(text: string): string {
  const digits = text.replace(/\D/g, '').length;
  const signs = [...text];
  return `${signs.slice(0, 4).join('')}…${signs.slice(-3).join('')} (${digits} angka)`;
}
