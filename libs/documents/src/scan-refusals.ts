export type ScanLanguage = 'id' | 'en';

/** Why a scan was refused, each with what to do about it. */
export const SCAN_REFUSALS = {
  'scan-unknown-kind': {
    id: 'Berkas ini bukan PDF, JPEG, PNG, atau HEIC, apa pun nama berkasnya. Pindai atau foto dokumennya, lalu unggah hasilnya.',
    en: 'This file is no PDF, JPEG, PNG or HEIC, whatever it is called. Scan or photograph the paper and upload that.',
  },
  'scan-broken': {
    id: 'Berkas rusak atau terpotong sehingga tidak dapat dibaca. Buka berkas asalnya untuk memeriksa, lalu pindai atau foto ulang.',
    en: 'The file is damaged or cut off and cannot be read. Open the original to check, then scan or photograph it again.',
  },
  'scan-differs': {
    id: 'Berkas yang sampai berbeda dari berkas yang dikirim. Unggah sekali lagi.',
    en: 'What arrived differs from what was sent. Upload it once more.',
  },
  'scan-locked': {
    id: 'PDF ini terkunci kata sandi. Buka dengan kata sandinya, cetak atau simpan tanpa kata sandi, lalu unggah.',
    en: 'This PDF is locked with a password. Open it, print or save it without a password, then upload.',
  },
  'scan-too-many-pages': {
    id: 'Halamannya terlalu banyak (paling banyak 30). Bagi menjadi beberapa berkas.',
    en: 'Too many pages (30 at most). Split it into several files.',
  },
  'scan-too-many-pixels': {
    id: 'Gambarnya terlalu besar (paling besar 64 megapiksel). Pindai dengan 300 dpi atau foto ulang dengan ukuran biasa.',
    en: 'The picture is too big (64 megapixels at most). Scan at 300 dpi or photograph it at the usual size.',
  },
  'scan-too-hard': {
    id: 'Berkas ini memakan terlalu banyak waktu atau memori untuk dibuka. Foto atau pindai ulang dokumennya.',
    en: 'This file takes too much time or memory to open. Photograph or scan the paper again.',
  },
  'scan-infected': {
    id: 'Berkas ini ditolak oleh pemeriksa virus. Jangan membukanya; beri tahu admin, lalu foto dokumennya.',
    en: 'The virus check refused this file. Do not open it; tell the administrator and photograph the paper.',
  },
} as const satisfies Record<string, Record<ScanLanguage, string>>;

export type ScanRefusal = keyof typeof SCAN_REFUSALS;

/** A code of the table; null for one that a later version may have written. */
export function refusalNamed(code: string | null): ScanRefusal | null {
  return code !== null && isRefusal(code) ? code : null;
}

function isRefusal(code: string): code is ScanRefusal {
  return Object.hasOwn(SCAN_REFUSALS, code);
}
