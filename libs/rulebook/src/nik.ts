import { isDay } from './calendar.js';

/** Why a NIK cannot be one. */
export type NikFault = 'nik-length' | 'nik-invalid-area' | 'nik-invalid-date' | 'nik-serial-zero';

/** What the digits of a NIK say. A wrong card exists: where they differ from the person's papers, warn and do not block. */
export interface ParsedNik {
  readonly ok: true;
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
  /** First place of registration, six digits without dots; never the domicile of today. */
  readonly areaPrefix: string;
  readonly serial: string;
}

// As people write it: sixteen digits in a row, or in groups of four or six.
const NUMBER_OF_PERSON = /(?<!\d)(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4})(?!\d)/;

/** Does this text hold what may be a NIK or a KK number? Such a number is kept sealed in a field of its own, never in plain text. */
export function holdsNumberOfPerson(text: string): boolean {
  return NUMBER_OF_PERSON.test(text);
}

/** The text with every such number as `shown` gives it. */
export function withoutNumbersOfPeople(text: string, shown: (number: string) => string): string {
  return text.replaceAll(new RegExp(NUMBER_OF_PERSON, 'g'), (number) => shown(number));
}

/** What the officer is told about a number in plain text, wherever the text comes from. */
export const NUMBER_NOT_KEPT = {
  id: 'Jangan menulis NIK atau nomor KK di sini: nomor disimpan tersegel di isiannya sendiri.',
  en: 'Do not write a NIK or a KK number here: numbers are kept sealed in a field of their own.',
} as const;

const FIRST_PROVINCE = 11;
const LAST_PROVINCE = 97;
const FEMALE_DAY_SHIFT = 40;
const ANY_LATER_DAY = '2099-12-31';

/** Why these characters cannot be a NIK, or null. The structure needs no today: of the two centuries a NIK leaves open, one has
 *  always passed. @returns the first fault found: `nik-length` (not 16 digits), `nik-invalid-area` (province not 11 to 97),
 *  `nik-invalid-date`, `nik-serial-zero`. @throws never */
export function nikFault(nik: string): NikFault | null {
  const parsed = parseNik(nik, ANY_LATER_DAY);
  return parsed.ok ? null : parsed.code;
}

/** Reads the 16 digits of a NIK: PPKKCC DDMMYY SSSS, women with day + 40. There is no check digit.
 *  The century is the later one that does not lie after `today`. A NIK never changes when the person moves.
 *  @param today calendar day YYYY-MM-DD
 *  @returns the first fault found: `nik-length` (not 16 digits), `nik-invalid-area` (province not 11 to 97),
 *           `nik-invalid-date`, `nik-serial-zero`. @throws never */
export function parseNik(nik: string, today: string): ParsedNik | { readonly ok: false; readonly code: NikFault } {
  if (!/^[0-9]{16}$/.test(nik)) return { ok: false, code: 'nik-length' };
  const province = Number(nik.slice(0, 2));
  if (province < FIRST_PROVINCE || province > LAST_PROVINCE) return { ok: false, code: 'nik-invalid-area' };
  const shownDay = Number(nik.slice(6, 8));
  const isFemale = shownDay > FEMALE_DAY_SHIFT;
  const birthDate = birthDateOf(isFemale ? shownDay - FEMALE_DAY_SHIFT : shownDay, nik.slice(8, 10), nik.slice(10, 12), today);
  if (birthDate === null) return { ok: false, code: 'nik-invalid-date' };
  const serial = nik.slice(12);
  if (serial === '0000') return { ok: false, code: 'nik-serial-zero' };
  return { ok: true, birthDate, sex: isFemale ? 'female' : 'male', areaPrefix: nik.slice(0, 6), serial };
}

function birthDateOf(day: number, month: string, year: string, today: string): string | null {
  const monthAndDay = `${month}-${String(day).padStart(2, '0')}`;
  const centuries = [`20${year}-${monthAndDay}`, `19${year}-${monthAndDay}`];
  return centuries.find((candidate) => isDay(candidate) && candidate <= today) ?? null;
}
