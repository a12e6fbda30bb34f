import { NUMBER_NOT_KEPT } from '#libs/rulebook';

/** What a row can be told. `rejects` keeps the row out; the others are warnings and the row goes in.
 *  The names are promises to callers; the hints say in one sentence what to do, in Indonesian and in English.
 *  `{…}` in a hint is filled from the facts of the cell. */
export const ROW_CODES = {
  'nik-length': {
    rejects: true,
    id: 'NIK harus 16 angka. Periksa KTP atau KK, lalu ketik ulang sebagai teks.',
    en: 'A NIK has 16 digits. Check the identity card and type it again as text.',
  },
  'nik-invalid-area': {
    rejects: true,
    id: 'Dua angka pertama NIK bukan kode provinsi. Periksa KTP.',
    en: 'The first two digits are not the code of a province. Check the identity card.',
  },
  'nik-invalid-date': {
    rejects: true,
    id: 'Angka 7-12 NIK bukan tanggal lahir yang mungkin. Periksa KTP.',
    en: 'Digits 7 to 12 are not a possible date of birth. Check the identity card.',
  },
  'nik-serial-zero': {
    rejects: true,
    id: 'Empat angka terakhir NIK tidak boleh 0000. Periksa KTP.',
    en: 'The last four digits cannot be 0000. Check the identity card.',
  },
  'nik-precision-lost': {
    rejects: true,
    id: 'NIK diketik sebagai bilangan, angka terakhirnya sudah diubah Excel. Format kolom sebagai Teks, lalu ketik ulang dari KTP.',
    en: 'The NIK was typed as a number, so Excel has changed its last digit. Format the column as Text and type it again from the card.',
  },
  'duplicate-in-file': {
    rejects: true,
    id: 'Orang ini sudah ada di baris {row}. Hapus salah satu, atau perbaiki NIK yang salah ketik.',
    en: 'This person is already in row {row}. Delete one of the two, or correct the NIK.',
  },
  'already-registered': {
    rejects: true,
    id: 'NIK ini sudah terdaftar di kantor lain. Hubungi petugas BP3MI untuk meminta akses.',
    en: 'This NIK is already registered with another office. Ask a BP3MI officer for access.',
  },
  'possible-duplicate': {
    rejects: false,
    id: 'Nama dan tanggal lahir ini sudah tercatat. Orang ini tetap masuk; cocokkan KTP-nya, supaya tidak tercatat dua kali.',
    en: 'This name and date of birth are on record already. The person goes in; compare the identity card, so that nobody is on record twice.',
  },
  'possible-duplicate-in-file': {
    rejects: false,
    id: 'Nama, tanggal lahir, dan domisili sama dengan baris {row}, tetapi NIK berbeda. Cocokkan kedua KTP; baris ini tetap masuk.',
    en: 'Name, date of birth and domicile are those of row {row}, but the NIK differs. Compare both identity cards; this row goes in.',
  },
  'name-missing': { rejects: true, id: 'Nama wajib diisi sesuai KTP.', en: 'The name is required, as on the identity card.' },
  'name-too-long': { rejects: true, id: 'Nama paling panjang 100 huruf.', en: 'A name has at most 100 characters.' },
  'text-too-long': {
    rejects: true,
    id: 'Isian ini terlalu panjang: paling panjang 100 huruf, alamat 300 huruf. Ringkas dahulu.',
    en: 'This entry is too long: at most 100 characters, an address 300. Shorten it.',
  },
  'number-not-kept': { rejects: true, id: NUMBER_NOT_KEPT.id, en: NUMBER_NOT_KEPT.en },
  'date-invalid': {
    rejects: true,
    id: 'Tanggal ini tidak ada atau tidak terbaca. Tulis seperti 28/01/1988 atau 28 Januari 1988.',
    en: 'This date does not exist or cannot be read. Write it like 28/01/1988.',
  },
  'district-unknown': {
    rejects: true,
    id: 'Kecamatan ini tidak ada di wilayah Anda. Periksa ejaannya.',
    en: 'There is no such district in your area. Check the spelling.',
  },
  'formula-in-cell': {
    rejects: true,
    id: 'Sel ini berisi rumus. Ganti dengan isinya: salin, lalu tempel sebagai nilai.',
    en: 'This cell holds a formula. Replace it with its value: copy, then paste as value.',
  },
  'under-18': {
    rejects: false,
    id: 'Belum 18 tahun: dicatat sebagai peminat, belum dapat didaftarkan (UU 18/2017 pasal 5).',
    en: 'Younger than 18: kept as a lead and cannot be registered yet (UU 18/2017 art 5).',
  },
  'birth-date-differs-from-nik': {
    rejects: false,
    id: 'Menurut NIK lahir {nik}. Cocokkan dengan KTP dan akta kelahiran.',
    en: 'The NIK says born on {nik}. Compare with the identity card and the birth certificate.',
  },
  'sex-differs-from-nik': {
    rejects: false,
    id: 'Jenis kelamin berbeda dari NIK. Cocokkan dengan KTP.',
    en: 'The sex differs from the NIK. Compare with the identity card.',
  },
  'phone-unreadable': {
    rejects: false,
    id: 'Nomor HP tidak terbaca dan tidak disimpan. Tulis seperti 081234567890.',
    en: 'The phone number cannot be read and is not kept. Write it like 081234567890.',
  },
  'nik-missing': {
    rejects: false,
    id: 'NIK kosong: orang ini masuk tanpa NIK. Lengkapi sebelum didaftarkan.',
    en: 'No NIK: the person goes in without one. Complete it before registration.',
  },
  'village-unknown': {
    rejects: false,
    id: 'Desa/kelurahan tidak ditemukan di kecamatan ini; domisili dicatat sampai kecamatan.',
    en: 'No such village in this district; the domicile is kept at the district.',
  },
  'value-unknown': {
    rejects: false,
    id: 'Isian ini tidak dikenal dan tidak disimpan. Pilih dari daftar pada templat.',
    en: 'This entry is not known and is not kept. Choose from the list in the template.',
  },
  'identity-differs': {
    rejects: false,
    id: 'Terdaftar: {registered}. Data identitas tidak diubah lewat daftar; cocokkan dengan KTP.',
    en: 'Registered as {registered}. A list does not change an identity; compare with the identity card.',
  },
  'kept-papers': {
    rejects: false,
    id: 'Tidak ditarik: dokumen orang ini sudah ditambah atau diperiksa petugas.',
    en: 'Not taken back: an officer has added or checked documents of this person.',
  },
  'kept-steps': {
    rejects: false,
    id: 'Tidak ditarik: proses penempatan orang ini sudah dijalankan petugas.',
    en: 'Not taken back: an officer has moved the placement of this person on.',
  },
  'kept-training': {
    rejects: false,
    id: 'Tidak ditarik: orang ini sudah didaftarkan ke pelatihan.',
    en: 'Not taken back: this person is enrolled in a course.',
  },
  'kept-changed': {
    rejects: false,
    id: 'Tidak ditarik: data orang ini sudah diubah petugas setelah impor.',
    en: 'Not taken back: an officer has changed this person since the import.',
  },
  'kept-update': {
    rejects: false,
    id: 'Orang ini sudah terdaftar sebelumnya; pembaruan dari daftar tidak ditarik. Periksa berkasnya.',
    en: 'This person was registered before; what the list updated is not taken back. Look at the file.',
  },
  'cycle-underway': {
    rejects: false,
    id: 'Proses penempatan orang ini sudah berjalan. Isian ini tidak diubah lewat daftar; ubah pada berkasnya.',
    en: 'The placement of this person is under way. This entry is not changed by a list; change it in the file.',
  },
} as const satisfies Record<string, { readonly rejects: boolean; readonly id: string; readonly en: string }>;

export type RowCode = keyof typeof ROW_CODES;

/** Why a whole file is refused, before or instead of reading its rows. */
export const FILE_FAULTS = {
  'file-empty': { id: 'Berkas ini kosong.', en: 'This file is empty.' },
  'file-unsupported': {
    id: 'Berkas ini bukan daftar Excel (.xlsx) atau CSV. Buka di Excel, lalu simpan sebagai .xlsx.',
    en: 'This is not an Excel list (.xlsx) or CSV. Open it in Excel and save it as .xlsx.',
  },
  'file-not-excel': {
    id: 'Berkas ini bukan berkas Excel, walaupun namanya berakhiran .xlsx. Buka berkas aslinya di Excel, pilih Simpan Sebagai, jenis Buku Kerja Excel (.xlsx).',
    en: 'This is not an Excel file, although its name says so. Open the original in Excel, choose Save As, type Excel Workbook (.xlsx).',
  },
  'file-is-picture': {
    id: 'Berkas ini gambar atau PDF, bukan berkas Excel. Minta berkas Excel-nya kepada pengirim, atau ketik isinya ke dalam templat.',
    en: 'This is a picture or a PDF, not an Excel file. Ask the sender for the Excel file, or type its content into the template.',
  },
  'excel-too-old': {
    id: 'Berkas ini berformat Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai, jenis Buku Kerja Excel (.xlsx).',
    en: 'This is a file of the old Excel (.xls). Open it in Excel, choose Save As, type Excel Workbook (.xlsx).',
  },
  'zip-broken': {
    id: 'Berkas Excel ini rusak. Buka di Excel, lalu simpan ulang.',
    en: 'This Excel file is damaged. Open it in Excel and save it again.',
  },
  'zip-encrypted': {
    id: 'Berkas ini terkunci kata sandi. Buka di Excel dengan kata sandinya, simpan tanpa kata sandi, lalu unggah lagi.',
    en: 'This file has a password. Open it in Excel with the password, save it without one, and upload it again.',
  },
  'zip-bomb': {
    id: 'Isi berkas ini jauh lebih besar dari yang wajar untuk sebuah daftar.',
    en: 'This file unpacks to far more than a list needs.',
  },
  'sheet-broken': {
    id: 'Lembar di berkas ini tidak terbaca. Buka di Excel, lalu simpan ulang.',
    en: 'The sheet cannot be read. Open it in Excel and save it again.',
  },
  'sheet-too-big': {
    id: 'Lembar ini terlalu besar. Bagi menjadi beberapa daftar.',
    en: 'The sheet is too big. Split it into several lists.',
  },
  'sheet-too-slow': {
    id: 'Berkas ini terlalu lama dibaca. Bagi menjadi beberapa daftar.',
    en: 'Reading this file took too long. Split it into several lists.',
  },
  'rows-too-many': {
    id: 'Daftar ini lebih dari 50.000 baris. Bagi menjadi beberapa daftar.',
    en: 'The list has more than 50,000 rows. Split it into several lists.',
  },
  'header-missing': {
    id: 'Baris judul kolom tidak ditemukan. Pakai templat: minimal kolom Nama Lengkap dan NIK atau Kecamatan.',
    en: 'No row of column titles was found. Use the template: at least Nama Lengkap and NIK or Kecamatan.',
  },
  'check-broken': {
    id: 'Pemeriksaan daftar ini gagal berulang kali karena gangguan di sistem. Tidak ada yang tersimpan. Unggah lagi; bila tetap gagal, hubungi pengelola.',
    en: 'Checking this list failed again and again because of a fault in the system. Nothing was saved. Upload it again; if it still fails, tell your administrator.',
  },
  'not-confirmed': {
    id: 'Daftar ini tidak disetujui dalam 30 hari, dan berkasnya sudah dihapus. Unggah lagi bila masih diperlukan.',
    en: 'Nobody confirmed this list within 30 days, and its file was deleted. Upload it again if it is still needed.',
  },
  'right-withdrawn': {
    id: 'Pengguna yang menyetujui impor ini tidak lagi berwenang di wilayahnya. Unggah ulang oleh petugas yang berwenang.',
    en: 'Whoever confirmed this import no longer has the right to work in its area. Let an officer upload it again.',
  },
  'rows-missing': { id: 'Tidak ada baris data di bawah judul kolom.', en: 'There are no rows below the column titles.' },
} as const satisfies Record<string, { readonly id: string; readonly en: string }>;

export type FileFault = keyof typeof FILE_FAULTS;
export type Language = 'id' | 'en';

/** Numbers in a hint, like the row that a duplicate repeats. */
export type HintFacts = Readonly<Record<string, string>>;

/** @returns true when a row with this code stays out of the register */
export function rejects(code: RowCode): boolean {
  return ROW_CODES[code].rejects;
}

/** The sentence that tells the officer what to do about a code. @throws never */
export function hintFor(code: RowCode, facts: HintFacts, language: Language): string {
  return ROW_CODES[code][language].replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '…');
}
