import { problem, type Problem } from '#libs/platform';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '53200',
  '58030',
  '57014',
  '55P03',
  '25P03',
]);
// What the driver says without a code.
const SILENT = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout/;
const BAD_VALUE = new Set(['22P02', '22007', '22008', '22021', '22003', '22001']);

/** Constraints whose violation a user can meet, with the field and the sentence that helps. */
const FIELD_OF_CONSTRAINT: Readonly<Record<string, { pointer: string; detail: string }>> = {
  candidate_area_fk: { pointer: '/areaCode', detail: 'Wilayah tidak dikenal. Pilih kabupaten, kecamatan, atau desa dari daftar.' },
  candidate_full_name_length: { pointer: '/fullName', detail: 'Nama harus 1 sampai 100 huruf.' },
  document_expires_after_issue: { pointer: '/expiresOn', detail: 'Tanggal berlaku harus sesudah tanggal terbit.' },
  training_batch_ends_after_start: { pointer: '/endsOn', detail: 'Tanggal selesai harus sesudah tanggal mulai.' },
  training_batch_never_overbooked: { pointer: '/capacity', detail: 'Kursi tidak boleh kurang dari peserta yang sudah diterima.' },
  agreement_expires_after_start: { pointer: '/expiresOn', detail: 'Tanggal berakhir harus sesudah tanggal berlaku.' },
  agreement_active_is_signed: { pointer: '/signedOn', detail: 'Kesepakatan yang aktif harus bertanggal tanda tangan.' },
  agreement_blocked_with_reason: { pointer: '/blockedReason', detail: 'Tuliskan alasan tertahan.' },
};

interface DatabaseFault {
  readonly code: string;
  /** Of a refused change on a merged file: the case number of the file that goes on, empty when the caller may not know it. */
  readonly detail: string;
  readonly constraint?: string;
  readonly message: string;
}

/** Is this a collision of two transactions that may simply be tried again? */
export function isCollision(error: unknown): boolean {
  const fault = faultIn(error);
  return fault !== null && (fault.code === '40P01' || fault.code === '40001');
}

/** What a database refusal means to the user; null when it is a bug of ours, which must crash loudly. */
export function problemFrom(error: unknown): Problem | null {
  const fault = faultIn(error);
  if (!fault) return null;
  if (fault.code === 'SN401') return problem('not-authenticated');
  if (fault.code === 'SN409') return problem('wrong-state', { detail: mergedSentence(fault.detail) });
  if (fault.code === 'SN410') return problem('wrong-state');
  if (UNREACHABLE.has(fault.code) || SILENT.test(fault.message)) return problem('unavailable');
  if (fault.code === '42501' && /row-level security/.test(fault.message)) return problem('not-found');
  if (fault.code === '23505') return problem('already-exists');
  if (BAD_VALUE.has(fault.code))
    return problem('invalid', { errors: [{ pointer: '', code: 'value-invalid', detail: 'Ada nilai yang tidak dapat disimpan.' }] });
  if (fault.code === '23514' || fault.code === '23503') return invalidByConstraint(fault.constraint ?? '');
  return null;
}

function mergedSentence(caseNo: string): string {
  return caseNo ? `Berkas ini sudah digabung ke ${caseNo}. Lanjutkan di berkas itu.` : 'Berkas ini sudah digabung ke berkas lain.';
}

function invalidByConstraint(constraint: string): Problem {
  const known = FIELD_OF_CONSTRAINT[constraint] ?? { pointer: '', detail: 'Data yang dirujuk atau nilainya tidak sesuai aturan.' };
  return problem('invalid', { errors: [{ pointer: known.pointer, code: constraint || 'rule-violated', detail: known.detail }] });
}

function faultIn(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null;
  const inner: unknown = 'driverError' in error ? error.driverError : error;
  if (!(inner instanceof Error)) return null;
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  const detail = 'detail' in inner && typeof inner.detail === 'string' ? inner.detail : '';
  const constraint = 'constraint' in inner && typeof inner.constraint === 'string' ? inner.constraint : undefined;
  if (!code && !SILENT.test(inner.message)) return null;
  return { code, detail, message: inner.message, ...(constraint !== undefined && { constraint }) };
}
