import { addDays, dayInWords, parseNik } from '#libs/rulebook';

import type { AreaRow } from './areas.js';
import type { Field } from './columns.js';

/** Titles of the template, in its order; the import reads them like those of any other list. */
const TITLES: ReadonlyArray<readonly [Field, string, number]> = [
  ['fullName', 'Nama Lengkap', 28],
  ['nik', 'NIK', 20],
  ['sex', 'L/P', 6],
  ['birthPlace', 'Tempat Lahir', 18],
  ['birthDate', 'Tgl Lahir', 14],
  ['village', 'Desa/Kelurahan', 22],
  ['district', 'Kecamatan', 22],
  ['address', 'Alamat', 28],
  ['phone', 'No. HP', 16],
  ['maritalStatus', 'Status Perkawinan', 18],
  ['education', 'Pendidikan', 12],
  ['destinationCountry', 'Negara Tujuan', 18],
  ['jobTitle', 'Jabatan', 22],
  ['scheme', 'Skema', 12],
  ['plannedDepartureOn', 'Rencana Berangkat', 18],
  ['passportNumber', 'No. Paspor', 14],
];

const FIRST_SAMPLE_SERIAL = 9801;
const FIRST_SAMPLE_BIRTH = '1974-01-01';
// Primes: no two districts of a province share a day, and two of different provinces hardly ever do.
const SAMPLE_DAYS = 10_007;
const DAYS_APART = 7_919;
const BLANK_ROWS = 500;

const GUIDE = [
  ['Kolom', 'Cara mengisi'],
  ['Nama Lengkap', 'Wajib, sesuai KTP.'],
  ['NIK', '16 angka, diketik sebagai teks (kolom ini sudah diformat Teks). Boleh kosong bila belum ada.'],
  ['L/P', 'L atau P.'],
  ['Tgl Lahir, Rencana Berangkat', 'Hari/bulan/tahun, misalnya 28/01/1998 atau 28 Januari 1998.'],
  ['Kecamatan', 'Wajib, di wilayah kerja Anda.'],
  ['Status Perkawinan', 'Belum Kawin, Kawin, Cerai Hidup, Cerai Mati.'],
  ['Skema', 'G to G, G to P, P to P, UKPS, Mandiri, SSW, Pelaut, Magang.'],
  ['No. Paspor', 'Satu atau dua huruf dan enam atau tujuh angka, misalnya C1234567.'],
  ['Baris contoh', 'Tiga baris contoh berisi orang rekaan. Hapus sebelum mengunggah daftar Anda.'],
];

/** An empty list to fill in, with three invented people of the office's own area that import without a single remark.
 *  @param areas the areas inside the scope of the office; the samples live in the first of them
 *  @param today decides dates that are never too young and never past */
export async function templateFor(areas: readonly AreaRow[], today: string): Promise<Buffer> {
  // Loaded when it is needed: it costs a third of a second, and the API should start fast.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Data', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = TITLES.map(([key, header, width]) => ({ key, header, width }));
  sheet.getRow(1).font = { bold: true };
  for (const sample of samples(areas, today)) sheet.addRow(sample);
  for (const key of ['nik', 'phone', 'birthDate', 'plannedDepartureOn', 'passportNumber']) {
    const column = sheet.getColumn(key).number;
    // As text from the start: a NIK that Excel takes for a number loses its last digit.
    for (let row = 2; row <= BLANK_ROWS; row++) sheet.getCell(row, column).numFmt = '@';
  }
  const guide = book.addWorksheet('Petunjuk');
  guide.addRows(GUIDE);
  guide.columns.forEach((column, index) => (column.width = index === 0 ? 30 : 90));
  guide.getRow(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}

function samples(areas: readonly AreaRow[], today: string): Array<Partial<Record<Field, string>>> {
  const village = areas.find((area) => area.level === 'village');
  const district = areas.find((area) => area.level === 'district' && (village === undefined || village.code.startsWith(`${area.code}.`)));
  const nextYear = Number(today.slice(0, 4)) + 1;
  const place = { village: village?.name ?? '', district: district?.name ?? '' };
  const people = [
    {
      fullName: 'Contoh Satu',
      sex: 'P',
      maritalStatus: 'Belum Kawin',
      education: 'SMA',
      destinationCountry: 'Jepang',
      jobTitle: 'Perawat lansia',
      scheme: 'SSW',
      passportNumber: 'C9000001',
    },
    {
      fullName: 'Contoh Dua',
      sex: 'L',
      maritalStatus: 'Kawin',
      education: 'SMK',
      destinationCountry: 'Korea Selatan',
      jobTitle: 'Operator manufaktur',
      scheme: 'G to G',
      passportNumber: '',
    },
    {
      fullName: 'Contoh Tiga',
      sex: 'L',
      maritalStatus: 'Belum Kawin',
      education: 'SMP',
      destinationCountry: 'Malaysia',
      jobTitle: 'Pekerja perkebunan',
      scheme: 'P to P',
      passportNumber: '',
    },
  ];
  return people.map((person, index) => {
    const nik = sampleNik(district?.code ?? '74.06.04', person.sex === 'P', index);
    const parsed = parseNik(nik, today);
    return {
      ...person,
      ...place,
      nik,
      birthPlace: district?.name ?? '',
      birthDate: parsed.ok ? dayInWords(parsed.birthDate) : '',
      phone: `08123456780${index + 1}`,
      plannedDepartureOn: `15/0${index + 4}/${nextYear}`,
    };
  });
}

/** Serials from 9000 belong to nobody; the samples of every office are its own. So is their day of birth, or an office that
 *  loads its template after another would be warned of people with the same name and day. */
function sampleNik(districtCode: string, isWoman: boolean, index: number): string {
  const place = districtCode.replaceAll('.', '');
  const [year = '', month, day] = addDays(FIRST_SAMPLE_BIRTH, (Number(place) * DAYS_APART) % SAMPLE_DAYS).split('-');
  return `${place}${isWoman ? Number(day) + 40 : day}${month}${year.slice(2)}${FIRST_SAMPLE_SERIAL + index}`;
}
