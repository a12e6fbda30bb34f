import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { tidy } from './columns.js';
import type { Cell } from './sheet.js';

export type Sex = 'female' | 'male';
export type MaritalStatus = 'single' | 'married' | 'divorced' | 'widowed';
export type Scheme = 'g_to_g' | 'g_to_p' | 'p_to_p' | 'ukps' | 'independent' | 'ssw' | 'seafarer' | 'training_abroad';

const MONTHS = [
  ['januari', 'jan', 'january', 'djanuari'],
  ['februari', 'feb', 'pebruari', 'peb', 'february'],
  ['maret', 'mar', 'march', 'mrt'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'jun', 'june'],
  ['juli', 'jul', 'july'],
  ['agustus', 'agt', 'agst', 'ags', 'agu', 'agust', 'aug', 'august'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt', 'oct', 'october'],
  ['november', 'nov', 'nopember', 'nop'],
  ['desember', 'des', 'dec', 'december'],
] as const;
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])));
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const EXCEL_DAY_ONE = { in1900: 1_900, in1904: 1_904 } as const;

// prettier-ignore
const SEXES: Readonly<Record<string, Sex>> = {
  l: 'male', lk: 'male', laki: 'male', lakilaki: 'male', pria: 'male', m: 'male', male: 'male', cowok: 'male',
  p: 'female', pr: 'female', perempuan: 'female', wanita: 'female', w: 'female', f: 'female', female: 'female',
};

// prettier-ignore
const MARITAL_STATUSES: Readonly<Record<string, MaritalStatus>> = {
  belumkawin: 'single', belummenikah: 'single', belumnikah: 'single', lajang: 'single', gadis: 'single', perjaka: 'single', bk: 'single', tidakkawin: 'single', single: 'single',
  kawin: 'married', menikah: 'married', nikah: 'married', k: 'married', sudahkawin: 'married', sudahmenikah: 'married', kawintercatat: 'married', kawinbelumtercatat: 'married', married: 'married',
  ceraihidup: 'divorced', cerai: 'divorced', ch: 'divorced', divorced: 'divorced',
  ceraimati: 'widowed', cm: 'widowed', duda: 'widowed', janda: 'widowed', widowed: 'widowed',
};

// prettier-ignore
const SCHEMES: Readonly<Record<string, Scheme>> = {
  gtog: 'g_to_g', g2g: 'g_to_g', gg: 'g_to_g', gkeg: 'g_to_g', antarpemerintah: 'g_to_g',
  gtop: 'g_to_p', g2p: 'g_to_p', gp: 'g_to_p',
  ptop: 'p_to_p', p2p: 'p_to_p', pp: 'p_to_p', p3mi: 'p_to_p', swasta: 'p_to_p',
  ukps: 'ukps', untukkepentinganperusahaansendiri: 'ukps',
  mandiri: 'independent', perseorangan: 'independent', independent: 'independent', pmiperseorangan: 'independent', pmimandiri: 'independent',
  ssw: 'ssw', tokuteiginou: 'ssw', tg: 'ssw', specifiedskilledworker: 'ssw',
  pelaut: 'seafarer', abk: 'seafarer', awakkapal: 'seafarer', seafarer: 'seafarer', pelautawakkapal: 'seafarer',
  magang: 'training_abroad', pemagangan: 'training_abroad', magangluarnegeri: 'training_abroad', trainingabroad: 'training_abroad',
};

/** @returns null when the text names neither sex */
export function sexOf(text: string): Sex | null {
  return SEXES[letters(text)] ?? null;
}

/** As on the family card: belum kawin, kawin, cerai hidup, cerai mati. @returns null when the text is none of them */
export function maritalStatusOf(text: string): MaritalStatus | null {
  return MARITAL_STATUSES[letters(text)] ?? null;
}

/** Placement scheme by its code or as offices write it. @returns null when unknown */
export function schemeOf(text: string): Scheme | null {
  return SCHEMES[letters(text).replace(/^skema/, '')] ?? null;
}

/** Indonesian or foreign number in E.164; of several in one cell the first that can be read. @returns null when none can */
export function phoneOf(text: string): string | null {
  for (const part of tidy(text).split(/[/;,]|\batau\b|\bdan\b/)) {
    const digits = part.replace(/^['+\s]*(?=62)/, '+').replace(/^00/, '+');
    const phone = parsePhoneNumberFromString(digits, 'ID');
    if (phone?.isValid()) return phone.number;
  }
  return null;
}

/** A calendar day as Indonesian lists write it, always day before month: 28/01/1988, 28-1-88, 4 Januari 1992, 1992-01-04,
 *  an Excel date, or its bare serial number.
 *  @param today decides the century of two digits: never later than `latest` years from today
 *  @returns YYYY-MM-DD, or null when there is no such day */
export function dayOf(
  cell: Cell,
  list: { readonly today: string; readonly startsIn1904: boolean },
  latestYearsAhead: number,
): string | null {
  if (cell.kind === 'date') return cell.text;
  const text = tidy(cell.text).toLowerCase().replace(/^'/, '');
  if (/^\d{5}(\.\d+)?$/.test(text)) return serialDay(Math.floor(Number(text)), list.startsIn1904);
  const written = writtenDay(text.replace(/[ t]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?z?$/, ''));
  if (written === null) return null;
  const year = written.year >= 100 ? written.year : inCentury(written.year, Number(list.today.slice(0, 4)) + latestYearsAhead);
  return realDay(year, written.month, written.day);
}

/** Splits "Kasipute, 12 Mei 1999" into the place and what is left for the day. */
export function placeAndDayOf(text: string): { readonly place: string | null; readonly day: string } {
  const at = text.search(/\d/);
  if (at === -1) return { place: text, day: '' };
  const place = tidy(text.slice(0, at).replace(/[,/;.\s-]+$/, ''));
  return { place: place === '' ? null : place, day: text.slice(at) };
}

/** A day as lists show it: 28/01/1988. @param day YYYY-MM-DD */
export function shownDay(day: string): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** Letters and digits only, in lower case: how typed choices are compared. */
export function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function writtenDay(text: string): { year: number; month: number; day: number } | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const numeric = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})$/.exec(text);
  if (numeric) return { day: Number(numeric[1]), month: Number(numeric[2]), year: Number(numeric[3]) };
  const named = /^(?:\p{L}+ *, *)?(\d{1,2})[-/., ]*(\p{L}+)[-/., ]*(\d{4}|\d{2})$/u.exec(text);
  const month = named?.[2] === undefined ? undefined : MONTH_OF.get(named[2]);
  if (named && month !== undefined) return { day: Number(named[1]), month, year: Number(named[3]) };
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  return packed ? { day: Number(packed[1]), month: Number(packed[2]), year: Number(packed[3]) } : null;
}

function inCentury(twoDigits: number, latestYear: number): number {
  const year = Math.floor(latestYear / 100) * 100 + twoDigits;
  return year > latestYear ? year - 100 : year;
}

function realDay(year: number, month: number, day: number): string | null {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  if (day < 1 || day > days || year < 1900 || year > 2199) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function serialDay(serial: number, startsIn1904: boolean): string | null {
  let year: number = startsIn1904 ? EXCEL_DAY_ONE.in1904 : EXCEL_DAY_ONE.in1900;
  // Excel's 1900 has a 29 February that never was, so its days are one too high from March on.
  let rest = startsIn1904 ? serial + 1 : serial - 1;
  const lengthOf = (of: number) => (realDay(of, 2, 29) === null ? 365 : 366);
  while (rest > lengthOf(year)) rest -= lengthOf(year++);
  let month = 1;
  const daysIn = (of: number) => (of === 2 && lengthOf(year) === 366 ? 29 : (DAYS_OF_MONTH[of - 1] ?? 0));
  while (rest > daysIn(month)) rest -= daysIn(month++);
  return realDay(year, month, rest);
}
