import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { problem, type FieldError } from '#libs/platform';
import { isDay, nikFault, parseNik, type NikFault } from '#libs/rulebook';

import { MARITAL_STATUSES, SEXES, type MaritalStatus, type Sex } from './candidate.entity.js';

/** What somebody wrote about a person. A field that is absent is not touched; null empties it. */
export interface PersonInput {
  readonly fullName?: string | undefined;
  readonly areaCode?: string | undefined;
  /** 16 digits as text: a number loses digits above 2^53. */
  readonly nik?: string | null | undefined;
  readonly kk?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly sex?: Sex | null | undefined;
  readonly birthDate?: string | null | undefined;
  readonly birthPlace?: string | null | undefined;
  readonly maritalStatus?: MaritalStatus | null | undefined;
  readonly education?: string | null | undefined;
  readonly address?: string | null | undefined;
}

/** The same, read: NFC, trimmed, numbers in one form. */
export interface WrittenPerson extends PersonInput {
  /** What the NIK itself says; old cards exist on which it differs from the person, so it never overrules what was written. */
  readonly saidByNik: { readonly sex: Sex; readonly birthDate: string } | null;
}

/** What is wrong with something written, by code and in words. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
}

type Reading<T> = { readonly value: T } | Fault;

const NIK_FAULT_TEXTS: Readonly<Record<NikFault, string>> = {
  'nik-length': 'NIK harus tepat 16 angka, tanpa spasi atau tanda lain.',
  'nik-invalid-date': 'Tanggal lahir di dalam NIK (angka ke-7 sampai ke-12) tidak ada di kalender. Cocokkan dengan KTP.',
  'nik-serial-zero': 'Empat angka terakhir NIK tidak mungkin 0000. Cocokkan dengan KTP.',
  'nik-invalid-area': 'Dua angka pertama NIK bukan kode provinsi. Cocokkan dengan KTP.',
};

// Control characters and line breaks, and invisible marks that make one name look like another or turn its direction.
// Joiners (200C, 200D) stay: Javanese, Arabic and Bugis writing need them.
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/** Reads what was written about a person and refuses it whole, with every fault, when a part cannot be right.
 *  NIK by its structure only (Kemendagri area, date, serial); phone to E.164; names keep their spelling.
 *  @param today office day, for the century of a NIK and for dates of the future
 *  @throws Problem invalid with one error per faulty field */
export function readPerson(input: PersonInput, today: string): WrittenPerson {
  const faults: FieldError[] = [];
  const field = <T>(name: keyof PersonInput, read: (given: string) => Reading<T>): T | null | undefined => {
    const given: unknown = input[name];
    if (given === undefined || given === null) return given;
    const reading = typeof given === 'string' ? read(given) : notText(name);
    if ('value' in reading) return reading.value;
    faults.push({ pointer: `/${name}`, ...reading });
    return null;
  };
  const mustStay = (name: 'fullName' | 'areaCode', value: string | null | undefined, detail: string): string | undefined => {
    if (input[name] === null) faults.push({ pointer: `/${name}`, code: `${name === 'fullName' ? 'name' : 'area'}-missing`, detail });
    return value ?? undefined;
  };
  const nik = field('nik', (given) => readNik(given, today));
  const person = {
    fullName: mustStay('fullName', field('fullName', readName), 'Nama harus diisi.'),
    areaCode: mustStay('areaCode', field('areaCode', readAreaCode), 'Wilayah harus diisi.'),
    nik: nik && nik.digits,
    kk: field('kk', readKk),
    phone: field('phone', readPhone),
    sex: field('sex', (given) => oneOf(SEXES, given)),
    birthDate: field('birthDate', (given) => readBirthDate(given, today)),
    birthPlace: field('birthPlace', (given) => readText(given, 100)),
    maritalStatus: field('maritalStatus', (given) => oneOf(MARITAL_STATUSES, given)),
    education: field('education', (given) => readText(given, 100)),
    address: field('address', (given) => readText(given, 300)),
  };
  if (faults.length > 0) throw problem('invalid', { errors: faults });
  return { ...person, saidByNik: nik ? { sex: nik.sex, birthDate: nik.birthDate } : null };
}

/** The numbers of a person and the codes under which each is refused. */
export const NUMBER_FAULTS = {
  nik: ['nik-length', 'nik-invalid-area', 'nik-invalid-date', 'nik-serial-zero'],
  kk: ['kk-length'],
  phone: ['phone-unreadable'],
} as const satisfies Record<string, readonly string[]>;

/** What is wrong with one number by itself, for who wants to know before the rest is written. The day does not matter: see
 *  `nikFault`. @returns null when it can be kept */
export function numberFault(field: keyof typeof NUMBER_FAULTS, given: string): Fault | null {
  if (field === 'nik') return faultIn(nikFault(given));
  const reading = field === 'kk' ? readKk(given) : readPhone(given);
  return 'value' in reading ? null : reading;
}

function faultIn(code: NikFault | null): Fault | null {
  return code && { code, detail: NIK_FAULT_TEXTS[code] };
}

function notText(name: keyof PersonInput): Fault {
  if (name === 'nik')
    return {
      code: 'nik-not-text',
      detail: 'NIK harus dikirim sebagai teks dalam tanda kutip: sebagai bilangan, angka belakangnya berubah.',
    };
  return { code: 'text-expected', detail: 'Isi dengan teks.' };
}

function readNik(given: string, today: string): Reading<{ digits: string; sex: Sex; birthDate: string }> {
  const parsed = parseNik(given, today);
  if (parsed.ok) return { value: { digits: given, sex: parsed.sex, birthDate: parsed.birthDate } };
  return { code: parsed.code, detail: NIK_FAULT_TEXTS[parsed.code] };
}

function readKk(given: string): Reading<string> {
  if (/^(?!0{16})\d{16}$/.test(given)) return { value: given };
  return { code: 'kk-length', detail: 'Nomor KK harus tepat 16 angka, tanpa spasi atau tanda lain.' };
}

function readPhone(given: string): Reading<string> {
  const phone = phoneIn(given);
  if (phone !== null) return { value: phone };
  return {
    code: 'phone-unreadable',
    detail: 'Nomor telepon tidak terbaca. Tulis seperti 0812-3456-7801; nomor luar negeri diawali + dan kode negara.',
  };
}

function readName(given: string): Reading<string> {
  const reading = readText(given, 100);
  if (!('value' in reading)) return reading;
  if (reading.value !== null && /\p{L}/u.test(reading.value)) return { value: reading.value };
  return { code: 'name-missing', detail: 'Nama harus diisi, paling sedikit satu huruf.' };
}

function readText(given: string, maxLength: number): Reading<string | null> {
  const text = given.normalize('NFC').trim();
  if (HIDDEN.test(text))
    return { code: 'text-hidden-characters', detail: 'Teks memuat karakter tersembunyi atau ganti baris. Ketik ulang.' };
  // Letters as the database counts them, not UTF-16 units.
  if ([...text].length > maxLength) return { code: 'text-too-long', detail: `Teks paling panjang ${maxLength} huruf.` };
  return { value: text === '' ? null : text };
}

function readAreaCode(given: string): Reading<string> {
  if (/^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/.test(given)) return { value: given };
  return { code: 'area-unknown', detail: 'Pilih kabupaten/kota, kecamatan, atau desa/kelurahan dari daftar.' };
}

function readBirthDate(given: string, today: string): Reading<string> {
  if (!isDay(given) || given < '1900-01-01')
    return { code: 'date-invalid', detail: 'Tanggal lahir tidak ada di kalender. Contoh yang benar: 1999-07-05.' };
  if (given > today) return { code: 'date-in-future', detail: 'Tanggal lahir belum terjadi. Periksa lagi tahunnya.' };
  return { value: given };
}

function oneOf<T extends string>(known: readonly T[], given: string): Reading<T> {
  const found = known.find((value) => value === given);
  return found === undefined ? { code: 'choice-unknown', detail: `Pilih salah satu: ${known.join(', ')}.` } : { value: found };
}

/** A phone number as it is kept (E.164), however it was written; null when the text is none. Numbers without a country are Indonesian. */
export function phoneIn(text: string): string | null {
  const phone = parsePhoneNumberFromString(text.normalize('NFKC').trim(), 'ID');
  return phone?.isValid() && phone.ext === undefined ? phone.number : null;
}
