/** Every way in which a request can fail that a user may meet: status and title, Indonesian first. */
export const PROBLEMS = {
  'not-authenticated': [
    401,
    'Anda belum masuk atau sesi sudah berakhir. Silakan masuk lagi.',
    'You are not signed in, or the session is over. Please sign in again.',
  ],
  'wrong-credentials': [401, 'Nama pengguna atau kata sandi tidak cocok.', 'User name or password does not match.'],
  'not-permitted': [403, 'Peran Anda tidak berwenang untuk tindakan ini.', 'Your role may not do this.'],
  'not-found': [404, 'Data tidak ditemukan.', 'Not found.'],
  'wrong-method': [405, 'Cara akses ini tidak tersedia.', 'Method not available.'],
  'wrong-state': [
    409,
    'Tindakan ini tidak berlaku pada keadaan sekarang. Muat ulang halaman lalu periksa lagi.',
    'This does not apply in the present state. Reload and check again.',
  ],
  'step-blocked': [
    409,
    'Tahap ini belum dapat diambil. Selesaikan dahulu semua hambatannya.',
    'This step cannot be taken yet. Resolve all blockers first.',
  ],
  'already-exists': [409, 'Data yang sama sudah ada.', 'The same record exists already.'],
  'batch-full': [
    409,
    'Angkatan sudah penuh. Calon dapat masuk daftar tunggu.',
    'The batch is full. The candidate can join the waiting list.',
  ],
  'changed-meanwhile': [
    412,
    'Data sudah diubah orang lain. Muat versi terbaru; isian Anda tidak hilang.',
    'Somebody changed this meanwhile. Load the latest version; your input is kept.',
  ],
  'too-large': [413, 'Isi permintaan terlalu besar.', 'The request is too large.'],
  unsupported: [415, 'Jenis berkas atau isi tidak didukung.', 'Unsupported file or content type.'],
  invalid: [422, 'Isian belum benar. Perbaiki bagian yang ditandai.', 'Some fields are not right. Correct the marked ones.'],
  'version-missing': [
    428,
    'Permintaan ubah harus menyertakan versi data (If-Match).',
    'A change must name the version it is based on (If-Match).',
  ],
  'too-many': [429, 'Terlalu banyak permintaan. Coba lagi setelah beberapa saat.', 'Too many requests. Try again after a while.'],
  internal: [
    500,
    'Terjadi kesalahan pada sistem. Catat nomor permintaan ini dan hubungi admin.',
    'Something went wrong. Note the request number and tell the administrator.',
  ],
  unavailable: [
    503,
    'Layanan sedang tidak tersedia. Data Anda aman; coba lagi sebentar lagi.',
    'The service is not available right now. Your data is safe; try again shortly.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldError {
  /** JSON pointer of the field, e.g. /nik */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a problem may carry beside its code; all of it is shown to the user. */
export interface ProblemExtras {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly blockers?: readonly object[];
  readonly retryAfterSeconds?: number;
  readonly waitingPosition?: number;
  readonly existingId?: string | null;
  /** Bytes of an upload that are already stored: go on from there. */
  readonly received?: number;
}

/** A refusal that the user can understand and act on; answered as RFC 9457 problem+json. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(code);
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}

/** `throw problem('invalid', { errors: [...] })` */
export function problem(code: ProblemCode, extras: ProblemExtras = {}): Problem {
  return new Problem(code, extras);
}
