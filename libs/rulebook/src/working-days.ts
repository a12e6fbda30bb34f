import holidaysFile from '../rules/holidays.json' with { type: 'json' };
import { addDays, weekdayOf } from './calendar.js';
import { CONFIDENCES, Entry, type Confidence } from './rule-file.js';

/** A day on which offices are closed: national holiday or joint leave (cuti bersama). */
export interface Holiday {
  readonly on: string;
  readonly kind: 'national' | 'joint_leave';
  readonly name: string;
  readonly confidence: Confidence;
}

const file = Entry.of(holidaysFile, 'holidays');

/** Holidays of the years in `rules/holidays.json`. Of a year outside `completeYears` only those are listed that never move, marked
 *  as inferred; the movable ones follow the decree (open question). */
export const HOLIDAYS: readonly Holiday[] = file.entries('days').map((entry) => ({
  on: entry.day('on'),
  kind: entry.oneOf('kind', ['national', 'joint_leave']),
  name: entry.text('name'),
  confidence: entry.oneOf('confidence', CONFIDENCES),
}));

/** Years (YYYY) whose holidays are all listed. */
export const HOLIDAY_YEARS: readonly string[] = file.texts('completeYears');

const CLOSED_DAYS = new Set(HOLIDAYS.map((holiday) => holiday.on));
const SATURDAY = 6;

/** Monday to Friday, neither national holiday nor joint leave. */
export function isWorkingDay(day: string): boolean {
  return weekdayOf(day) < SATURDAY && !CLOSED_DAYS.has(day);
}

/** The day that lies `count` working days after `day` (before it when negative); `day` itself is never counted.
 *  @returns `day` for 0, also when that is no working day. @throws Error when `day` is not a calendar day */
export function addWorkingDays(day: string, count: number): string {
  const step = count < 0 ? -1 : 1;
  let reached = day;
  for (let left = Math.abs(count); left > 0;) {
    reached = addDays(reached, step);
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}
