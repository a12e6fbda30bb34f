import fc from 'fast-check';

import { addDays, addMonths, ageOn, dayInWords, daysBetween, isDay, monthOf, weekdayOf } from './calendar.js';

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The slow, obvious calendar: one day at a time. */
function nextDay(day: string): string {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && isLeap ? 29 : (LENGTHS[month - 1] ?? 0);
  if (date < length) return written(year, month, date + 1);
  return month < 12 ? written(year, month + 1, 1) : written(year + 1, 1, 1);
}

function written(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

const anyDay = fc
  .record({ year: fc.integer({ min: 1890, max: 2110 }), month: fc.integer({ min: 1, max: 12 }), date: fc.integer({ min: 1, max: 31 }) })
  .map(({ year, month, date }) => written(year, month, date))
  .filter(isDay);

test('adding days gives the same as turning the calendar one day at a time', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 900 }), (day, count) => {
      let slow = day;
      for (let step = 0; step < count; step += 1) slow = nextDay(slow);
      expect(addDays(day, count)).toBe(slow);
      expect(addDays(slow, -count)).toBe(day);
      expect(daysBetween(day, slow)).toBe(count);
    }),
    { numRuns: 300 },
  );
});

test('every day of two centuries exists once, follows the one before and keeps the week', () => {
  let day = '1899-12-31';
  for (let count = 1; day < '2101-01-01'; count += 1) {
    const following = nextDay(day);
    if (addDays(day, 1) !== following || weekdayOf(following) !== (weekdayOf(day) % 7) + 1) throw new Error(following);
    day = following;
  }
  expect(day).toBe('2101-01-01');
});

test('31 January plus one month is the last day of February', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
  expect(addMonths('2025-11-30', 3)).toBe('2026-02-28');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2026-01-16', -13)).toBe('2024-12-16');
});

test('adding months lands in the wanted month and keeps the day where that month has it', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, count) => {
      const there = addMonths(day, count);
      const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
      expect(monthOf(there)).toBe(
        `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((((months % 12) + 12) % 12) + 1).padStart(2, '0')}`,
      );
      const wanted = `${monthOf(there)}-${day.slice(8)}`;
      expect(isDay(wanted) ? there === wanted : monthOf(addDays(there, 1)) !== monthOf(there)).toBe(true);
    }),
  );
});

test('a day is only a day when the calendar has it', () => {
  const wrong = [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '1900-02-29',
    '16-01-2026',
    '2026-1-6',
    '',
    '2026-01-16T00:00:00Z',
  ];
  for (const text of wrong) expect([text, isDay(text)]).toEqual([text, false]);
  for (const text of ['2000-02-29', '2028-02-29', '2026-12-31']) expect(isDay(text)).toBe(true);
  expect(() => addDays('2026-02-30', 1)).toThrow('2026-02-30');
});

test('16 January 2026 was a Friday', () => {
  expect(weekdayOf('2026-01-16')).toBe(5);
  expect(dayInWords('2026-01-16')).toBe('16 Januari 2026');
  expect(dayInWords('2026-05-01', 'en')).toBe('1 May 2026');
});

test('somebody turns 18 on the birthday, not the day before', () => {
  expect(ageOn('2008-01-16', '2026-01-15')).toBe(17);
  expect(ageOn('2008-01-16', '2026-01-16')).toBe(18);
  expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
  expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
});
