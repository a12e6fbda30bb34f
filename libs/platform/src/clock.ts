import { Injectable } from '@nestjs/common';

export const OFFICE_ZONE = 'Asia/Makassar';
// WITA knows no summer time.
const OFFICE_OFFSET = '+08:00';

const officeDay = new Intl.DateTimeFormat('en-CA', { timeZone: OFFICE_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const MINUTE_MS = 60_000;
const officeHour = new Intl.DateTimeFormat('en-GB', { timeZone: OFFICE_ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The one source of "today" and "now".
 *  `today()` is the office's calendar day (WITA, Asia/Makassar) as YYYY-MM-DD; `now()` is the moment.
 *  A fixed day (demo mode and tests) moves `today()` only: moments stay real, so sessions and leases still run out. */
@Injectable()
export class Clock {
  private fixedDay: string | null;
  private fixedTime: string | null;
  private written = { minute: -1, day: '' };

  constructor(fixedDay: string | null = null, fixedTime: string | null = null) {
    this.fixedDay = fixedDay;
    this.fixedTime = fixedTime;
  }

  today(): string {
    if (this.fixedDay !== null) return this.fixedDay;
    // Writing a date in a zone takes longer than many a query, and the day can only change with the minute.
    const now = this.now();
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    if (minute !== this.written.minute) this.written = { minute, day: officeDay.format(now) };
    return this.written.day;
  }

  now(): Date {
    return new Date();
  }

  /** The moment that a page may show beside the office's day, as ISO 8601: now, or on a fixed day that day at the present
   *  time of day (or at the fixed one). Only for showing; what is recorded carries `now()`. */
  shownMoment(): string {
    if (this.fixedDay === null) return this.now().toISOString();
    return new Date(`${this.fixedDay}T${this.fixedTime ?? officeHour.format(this.now())}:00${OFFICE_OFFSET}`).toISOString();
  }

  /** Time of day in the office as HH:MM; a fixed day without a time stands at 09:00. */
  timeOfDay(): string {
    return this.fixedTime ?? (this.fixedDay ? '09:00' : officeHour.format(this.now()));
  }

  /** Moves the office to another day, and if given to a time of day; for demo mode and tests only. */
  set(day: string, timeOfDay: string | null = null): void {
    this.fixedDay = day;
    this.fixedTime = timeOfDay;
  }
}

/** A database moment as ISO 8601 in UTC. */
export function isoMoment(databaseText: string): string {
  return new Date(databaseText).toISOString();
}
