import type { SheetCell, SheetColumn } from '#libs/platform';
import { countryName, SCHEME_NAMES, stageName } from '#libs/rulebook';

import type { ExportRow } from './export.query.js';

/** A column of the exported list, and what the dictionary says about it. */
interface ExportColumn extends SheetColumn {
  readonly meaning: string;
  readonly cell: (row: ExportRow) => SheetCell;
}

const SEX_NAMES = { female: 'Perempuan', male: 'Laki-laki' } as const;
const SOURCE_NAMES: Readonly<Record<string, string>> = {
  form: 'Formulir',
  import: 'Impor daftar',
  blk: 'BLK',
  demo: 'Contoh (demo)',
  generator: 'Contoh (data uji)',
};

const day = (value: string | null): SheetCell => (value === null ? null : { day: value });

/** Indonesian or, for a code without a name, the code itself. */
export function schemeInWords(code: string): string {
  return SCHEME_NAMES.find((scheme) => scheme.code === code)?.nameId ?? code;
}

/** Where a person was first recorded, in Indonesian. */
export function sourceInWords(code: string): string {
  return SOURCE_NAMES[code] ?? code;
}

/** The columns of an exported list in their order. Of the NIK no more than its end ever leaves the house this way. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { header: 'No. berkas', width: 12, meaning: 'Nomor berkas orang ini di Sinergi.', cell: (row) => row.caseNo },
  { header: 'Nama lengkap', width: 30, meaning: 'Nama sesuai KTP.', cell: (row) => row.fullName },
  { header: 'NIK (disamarkan)', width: 19, meaning: 'Empat angka terakhir NIK; kosong bila NIK belum ada.', cell: (row) => row.nikMasked },
  { header: 'Jenis kelamin', width: 13, meaning: 'Perempuan atau Laki-laki.', cell: (row) => row.sex && SEX_NAMES[row.sex] },
  { header: 'Tanggal lahir', width: 13, meaning: 'Hari/bulan/tahun.', cell: (row) => day(row.birthDate) },
  { header: 'Kabupaten/Kota', width: 24, meaning: 'Tempat tinggal sekarang, bukan menurut kode NIK.', cell: (row) => row.regency },
  { header: 'Kecamatan', width: 20, meaning: 'Kecamatan tempat tinggal; kosong bila belum diketahui.', cell: (row) => row.district },
  {
    header: 'Desa/Kelurahan',
    width: 20,
    meaning: 'Desa atau kelurahan tempat tinggal; kosong bila belum diketahui.',
    cell: (row) => row.village,
  },
  { header: 'Tahap', width: 26, meaning: 'Tahap proses penempatan yang sedang berjalan.', cell: (row) => stageName(row.stage) },
  { header: 'Skema', width: 26, meaning: 'Skema penempatan.', cell: (row) => row.scheme && schemeInWords(row.scheme) },
  {
    header: 'Negara tujuan',
    width: 18,
    meaning: 'Negara tujuan bekerja.',
    cell: (row) => row.destinationCountry && countryName(row.destinationCountry),
  },
  { header: 'Rencana berangkat', width: 17, meaning: 'Tanggal rencana keberangkatan.', cell: (row) => day(row.plannedDepartureOn) },
  { header: 'Dokumen wajib', width: 14, meaning: 'Banyaknya dokumen yang wajib bagi orang ini.', cell: (row) => row.required },
  { header: 'Dokumen diserahkan', width: 18, meaning: 'Dari yang wajib: sudah diserahkan.', cell: (row) => row.submitted },
  {
    header: 'Dokumen terverifikasi',
    width: 20,
    meaning: 'Dari yang wajib: sudah diverifikasi dan berlaku sampai keberangkatan.',
    cell: (row) => row.verified,
  },
  { header: 'Petugas', width: 24, meaning: 'Petugas yang menangani.', cell: (row) => row.officerName },
  {
    header: 'Hari di tahap ini',
    width: 15,
    meaning: 'Jumlah hari sejak masuk tahap ini, sampai hari unduhan.',
    cell: (row) => row.daysInStage,
  },
  {
    header: 'Sumber data',
    width: 18,
    meaning: 'Dari mana orang ini pertama kali dicatat.',
    cell: (row) => sourceInWords(row.source),
  },
];
