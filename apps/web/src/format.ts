import { useMemo } from 'react';

import { useLanguage } from './language.js';
import type { LanguageCode } from './language.js';

const OFFICE_ZONE = 'Asia/Makassar';

export interface Format {
  /** 16 Januari 2026 */
  readonly day: (day: string | null | undefined) => string;
  /** 16 Jan 2026 */
  readonly shortDay: (day: string | null | undefined) => string;
  /** Jumat, 16 Januari 2026 */
  readonly weekday: (day: string) => string;
  /** 16 Jan 2026, 07.00 WITA */
  readonly moment: (moment: string | null | undefined) => string;
  /** Januari 2026 */
  readonly month: (month: string) => string;
  readonly number: (value: number) => string;
}

/** Milliseconds of a calendar day at UTC midnight; only for formatting and for counting days. */
function utcOf(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcOf(to) - utcOf(from)) / 86_400_000);
}

/** `2026-01` and a number of months → `2025-12` */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const index = year * 12 + (of - 1) + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function formatFor(code: LanguageCode): Format {
  const locale = code === 'id' ? 'id-ID' : 'en-GB';
  const dayOf = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const long = dayOf({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = dayOf({ day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = dayOf({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = dayOf({ month: 'long', year: 'numeric' });
  const momentDay = new Intl.DateTimeFormat(locale, { timeZone: OFFICE_ZONE, day: 'numeric', month: 'short', year: 'numeric' });
  const momentTime = new Intl.DateTimeFormat(locale, { timeZone: OFFICE_ZONE, hour: '2-digit', minute: '2-digit', hour12: false });
  const number = new Intl.NumberFormat(locale);
  const whenKnown = (form: Intl.DateTimeFormat) => (day: string | null | undefined) => (day ? form.format(utcOf(day)) : '–');
  return {
    day: whenKnown(long),
    shortDay: whenKnown(short),
    weekday: (day) => weekday.format(utcOf(day)),
    moment: (moment) => {
      if (!moment) return '–';
      const at = Date.parse(moment);
      return `${momentDay.format(at)}, ${momentTime.format(at)} WITA`;
    },
    month: (text) => month.format(utcOf(`${text.slice(0, 7)}-01`)),
    number: (value) => number.format(value),
  };
}

export function useFormat(): Format {
  const { code } = useLanguage();
  return useMemo(() => formatFor(code), [code]);
}
