import { problem, type FieldError } from '#libs/platform';
import { datesNeededFor, isDay, isDocumentCode, type Sex } from '#libs/rulebook';

import { VERDICTS, type Verdict } from './document.entity.js';
import { compactNumber } from './numbers.js';

/** The facts written on a paper. Days are YYYY-MM-DD; `number` as printed. */
export interface DocumentInput {
  readonly documentCode: string;
  readonly number?: string | null | undefined;
  readonly issuer?: string | null | undefined;
  readonly issuedOn?: string | null | undefined;
  readonly expiresOn?: string | null | undefined;
  readonly verdict?: Verdict | null | undefined;
  /** The holder as the paper names him or her, for comparing with the file. */
  readonly holderName?: string | null | undefined;
  readonly holderBirthDate?: string | null | undefined;
  readonly holderSex?: Sex | null | undefined;
}

export interface WrittenDocument {
  readonly documentCode: string;
  readonly number: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly verdict: Verdict | null;
  readonly holderName: string | null;
  readonly holderBirthDate: string | null;
  readonly holderSex: Sex | null;
}

type Fact = 'issuedOn' | 'expiresOn' | 'verdict';

const VERDICTS_OF: Readonly<Record<string, readonly Verdict[]>> = {
  medical_certificate: ['fit', 'unfit'],
  psychology_certificate: ['fit', 'unfit'],
  pregnancy_test: ['not_pregnant', 'pregnant'],
};

/** Facts without which a paper is not even worth checking: the health papers count from their issue (Perpres 64/2011 art 14),
 *  a passport until the day printed in it. */
const NEEDED_TO_SUBMIT: Readonly<Record<string, readonly Fact[]>> = {
  medical_certificate: ['issuedOn', 'verdict'],
  pregnancy_test: ['issuedOn', 'verdict'],
  passport: ['expiresOn'],
};

const NEEDED_DETAILS = {
  issuedOn: 'Tanggal terbit harus diisi: masa berlaku dokumen ini dihitung dari tanggal terbit.',
  expiresOn: 'Tanggal habis berlaku harus diisi.',
  verdict: 'Hasil pemeriksaan harus diisi.',
} as const;

// Letter and seven digits is the form of today; older booklets have two letters or six digits. Anything else is no passport number.
const PASSPORT_NUMBER = /^[A-Z]{1,2}\d{6,7}$/;

// Control characters and marks that hide or turn text.
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/** Reads the facts of a paper and refuses it with every fault. Only what cannot be right is refused.
 *  @param today office day: nothing is issued in the future
 *  @throws Problem invalid with one error per faulty field */
export function readDocument(input: DocumentInput, today: string): WrittenDocument {
  const written = {
    documentCode: input.documentCode,
    number: plain(input.number)?.toUpperCase() ?? null,
    issuer: plain(input.issuer),
    issuedOn: input.issuedOn ?? null,
    expiresOn: input.expiresOn ?? null,
    verdict: input.verdict ?? null,
    holderName: plain(input.holderName)?.replace(/\s+/g, ' ') ?? null,
    holderBirthDate: input.holderBirthDate ?? null,
    holderSex: input.holderSex ?? null,
  };
  const faults = [...faultsOfText(written), ...faultsOfDays(written, today), ...faultsOfKind(written)];
  if (faults.length > 0) throw problem('invalid', { errors: faults });
  return written.documentCode === 'passport' ? { ...written, number: written.number && compactNumber(written.number) } : written;
}

/** What must be written before a paper can be handed in, as faults with their fields. */
export function missingToSubmit(written: WrittenDocument): FieldError[] {
  return missing(written, NEEDED_TO_SUBMIT[written.documentCode] ?? []);
}

/** What must be read off the original before a paper can be verified: also every date its validity is computed from
 *  (rulebook `datesNeededFor`), because a verified paper without it would never count. A printed end serves for either date. */
export function missingToVerify(written: Pick<WrittenDocument, Fact | 'documentCode'>): FieldError[] {
  const dates = datesNeededFor(written.documentCode).filter((date) => date === 'expiresOn' || written.expiresOn === null);
  return missing(written, [...new Set([...(NEEDED_TO_SUBMIT[written.documentCode] ?? []), ...dates])]);
}

function missing(written: Pick<WrittenDocument, Fact>, facts: readonly Fact[]): FieldError[] {
  const open = facts.filter((fact) => written[fact] === null);
  return open.map((fact) => ({ pointer: `/${fact}`, code: `${kebab(fact)}-missing`, detail: NEEDED_DETAILS[fact] }));
}

function faultsOfText({ number, issuer, holderName }: WrittenDocument): FieldError[] {
  const texts = { number: [number, 60], issuer: [issuer, 120], holderName: [holderName, 100] } as const;
  return Object.entries(texts).flatMap(([name, [text, maxLength]]): FieldError[] => {
    if (text === null) return [];
    if (HIDDEN.test(text))
      return [
        { pointer: `/${name}`, code: 'text-hidden-characters', detail: 'Teks memuat karakter tersembunyi atau ganti baris. Ketik ulang.' },
      ];
    return [...text].length > maxLength
      ? [{ pointer: `/${name}`, code: 'text-too-long', detail: `Teks paling panjang ${maxLength} huruf.` }]
      : [];
  });
}

function faultsOfDays({ issuedOn, expiresOn, holderBirthDate }: WrittenDocument, today: string): FieldError[] {
  const faults = Object.entries({ issuedOn, expiresOn, holderBirthDate }).flatMap(([name, day]): FieldError[] =>
    day === null || isDay(day)
      ? []
      : [{ pointer: `/${name}`, code: 'date-invalid', detail: 'Tanggal tidak ada di kalender. Contoh yang benar: 2026-01-16.' }],
  );
  if (faults.length > 0) return faults;
  if (issuedOn !== null && issuedOn > today)
    return [{ pointer: '/issuedOn', code: 'date-in-future', detail: 'Tanggal terbit belum terjadi. Periksa lagi tahunnya.' }];
  if (holderBirthDate !== null && holderBirthDate > today)
    return [{ pointer: '/holderBirthDate', code: 'date-in-future', detail: 'Tanggal lahir belum terjadi. Periksa lagi tahunnya.' }];
  if (issuedOn !== null && expiresOn !== null && expiresOn < issuedOn) {
    return [{ pointer: '/expiresOn', code: 'expires-before-issue', detail: 'Tanggal habis berlaku harus sesudah tanggal terbit.' }];
  }
  return [];
}

function faultsOfKind({ documentCode, number, verdict }: WrittenDocument): FieldError[] {
  if (!isDocumentCode(documentCode))
    return [{ pointer: '/documentCode', code: 'document-unknown', detail: 'Jenis dokumen tidak dikenal.' }];
  const faults: FieldError[] = [];
  if (documentCode === 'passport' && number !== null && !PASSPORT_NUMBER.test(compactNumber(number))) {
    faults.push({
      pointer: '/number',
      code: 'passport-number',
      detail: 'Nomor paspor terdiri dari satu atau dua huruf dan enam atau tujuh angka, mis. C1234567.',
    });
  }
  const allowed = VERDICTS_OF[documentCode] ?? [];
  if (verdict !== null && !allowed.includes(verdict)) {
    const detail = allowed.length > 0 ? `Pilih salah satu: ${allowed.join(', ')}.` : 'Dokumen ini tidak memuat hasil pemeriksaan.';
    faults.push({ pointer: '/verdict', code: VERDICTS.includes(verdict) ? 'verdict-not-of-this-document' : 'verdict-unknown', detail });
  }
  return faults;
}

function plain(text: string | null | undefined): string | null {
  const trimmed = text?.normalize('NFC').trim();
  return trimmed ? trimmed : null;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
