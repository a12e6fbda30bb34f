import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

import { useLanguage } from './language.js';
import type { LanguageCode } from './stored-language.js';
import { sessionQuery } from './session.js';

const OFFICE_ZONE = 'Asia/Makassar';
const officeDay = new Intl.DateTimeFormat('en-CA', { timeZone: OFFICE_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

export interface Format {
  /** 16 Januari 2026 */
  readonly day: (day: string | null | undefined) => string;
  /** 16 Jan 2026 */
  readonly shortDay: (day: string | null | undefined) => string;
  /** Jumat, 16 Januari 2026 */
  readonly weekday: (day: string) => string;
  /** The office's day of a moment, as YYYY-MM-DD */
  readonly dayOf: (moment: string) => string;
  /** 16 Jan 2026, 07.00 WITA */
  readonly moment: (moment: string | null | undefined) => string;
  /** 07.00, of today */
  readonly time: (moment: string) => string;
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

/** The day so many days later. */
export function addDays(day: string, count: number): string {
  return new Date(utcOf(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** `2026-01` and a number of months → `2025-12` */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const index = year * 12 + (of - 1) + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** `standsStillAt` is the day of a demo office: whatever is recorded while it stands still happened on that day. */
function formatFor(code: LanguageCode, standsStillAt: string | null): Format {
  const locale = code === 'id' ? 'id-ID' : 'en-GB';
  const form = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const long = form({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = form({ day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = form({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = form({ month: 'long', year: 'numeric' });
  const dayOf = (moment: string): string => {
    const day = officeDay.format(Date.parse(moment));
    return standsStillAt !== null && day > standsStillAt ? standsStillAt : day;
  };
  const momentTime = new Intl.DateTimeFormat(locale, { timeZone: OFFICE_ZONE, hour: '2-digit', minute: '2-digit', hour12: false });
  const number = new Intl.NumberFormat(locale);
  const whenKnown = (form: Intl.DateTimeFormat) => (day: string | null | undefined) => (day ? form.format(utcOf(day)) : '–');
  return {
    day: whenKnown(long),
    shortDay: whenKnown(short),
    weekday: (day) => weekday.format(utcOf(day)),
    moment: (moment) => {
      if (!moment) return '–';
      return `${short.format(utcOf(dayOf(moment)))}, ${momentTime.format(Date.parse(moment))} WITA`;
    },
    dayOf,
    time: (moment) => momentTime.format(Date.parse(moment)),
    month: (text) => month.format(utcOf(`${text.slice(0, 7)}-01`)),
    number: (value) => number.format(value),
  };
}

export function useFormat(): Format {
  const { code } = useLanguage();
  // Not subscribed: a page below the office has its session, and the login page shows no moment.
  const me = useQueryClient().getQueryData(sessionQuery.queryKey);
  const standsStillAt = me?.mode === 'demo' ? me.today : null;
  return useMemo(() => formatFor(code, standsStillAt), [code, standsStillAt]);
}
