const WRITTEN_LENGTH = 'YYYY-MM-DD'.length;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const ZERO = '0'.charCodeAt(0);
const TWO_DIGITS = Array.from({ length: 32 }, (_, number) => String(number).padStart(2, '0'));

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Is this a day that exists, written as YYYY-MM-DD? Years 0001 to 9999 of the Gregorian calendar.
 *  @throws never */
export function isDay(text: string): boolean {
  return readDay(text) !== null;
}

/** The calendar day `count` days later (earlier when negative). Days carry no time and no zone.
 *  @param day YYYY-MM-DD
 *  @throws Error when `day` is not a calendar day */
export function addDays(day: string, count: number): string {
  return fromNumber(toNumber(day) + count);
}

/** The calendar day `count` months later (earlier when negative). Months are calendar months: where the target month is
 *  too short its last day is taken, so 31 January + 1 = 28 (or 29) February.
 *  @throws Error when `day` is not a calendar day */
export function addMonths(day: string, count: number): string {
  const parts = partsOf(day);
  const months = parts.year * 12 + (parts.month - 1) + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return written({ year, month, day: Math.min(parts.day, daysInMonth(year, month)) });
}

/** How many days from `from` to `to`; negative when `to` comes first, 0 on the same day.
 *  @throws Error when one of them is not a calendar day */
export function daysBetween(from: string, to: string): number {
  return toNumber(to) - toNumber(from);
}

/** The month of a day as YYYY-MM, the period of every monthly figure. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Completed years of life on a day; somebody born on 29 February has the birthday on 1 March in common years.
 *  @throws Error when one of them is not a calendar day */
export function ageOn(birthDate: string, day: string): number {
  const years = partsOf(day).year - partsOf(birthDate).year;
  return day.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: string): number {
  // Day 0 (1 March of the year 0) was a Wednesday.
  return ((((toNumber(day) + 2) % 7) + 7) % 7) + 1;
}

/** "16 Januari 2026" or "16 January 2026": how a day is written in a sentence. */
export function dayInWords(day: string, language: 'id' | 'en' = 'id'): string {
  const parts = partsOf(day);
  return `${parts.day} ${MONTH_NAMES[language][parts.month - 1] ?? ''} ${parts.year}`;
}

const MONTH_NAMES = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function partsOf(day: string): Parts {
  const parts = readDay(day);
  if (parts === null) throw new Error(`Not a calendar day: ${day}`);
  return parts;
}

// A checklist reads some hundred days, and all checklists are computed again in one night: digits are read one by one, which is
// several times faster than a pattern.
function readDay(text: string): Parts | null {
  if (text.length !== WRITTEN_LENGTH || text[4] !== '-' || text[7] !== '-') return null;
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10)];
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : null;
}

/** NaN when something else than digits stands there. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
}

function written({ year, month, day }: Parts): string {
  const years = year >= 1000 ? String(year) : String(year).padStart(4, '0');
  return `${years}-${TWO_DIGITS[month] ?? ''}-${TWO_DIGITS[day] ?? ''}`;
}

// Days are numbered from 1 March of the year 0, so that the leap day is the last of its year and months follow one formula.
function toNumber(text: string): number {
  const { year, month, day } = partsOf(text);
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  return marchYear * 365 + leapDaysBefore(marchYear) + Math.floor((153 * marchMonth + 2) / 5) + day - 1;
}

function fromNumber(number: number): string {
  let marchYear = Math.floor((number + 0.5) / 365.2425);
  if (startOf(marchYear + 1) <= number) marchYear += 1;
  if (startOf(marchYear) > number) marchYear -= 1;
  const dayOfYear = number - startOf(marchYear);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return written({ year: month <= 2 ? marchYear + 1 : marchYear, month, day });
}

function startOf(marchYear: number): number {
  return marchYear * 365 + leapDaysBefore(marchYear);
}

function leapDaysBefore(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}
