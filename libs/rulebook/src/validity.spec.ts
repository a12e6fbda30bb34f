import fc from 'fast-check';

import { addDays, addMonths } from './calendar.js';
import { isDateUnknown, isValidOn, lapsesOn, lastUsefulDay } from './validity.js';

const threeMonths = { kind: 'months_from_issue', months: 3 } as const;
const passport = { kind: 'date_on_document', minRemainingMonthsAtDeparture: 6 } as const;
const pregnancyTest = { kind: 'days_before_departure', days: 7 } as const;
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));

test('a medical certificate is good for three calendar months, its last day included', () => {
  const paper = { issuedOn: '2025-11-30', expiresOn: null };
  expect(lapsesOn(paper, threeMonths)).toBe('2026-02-28');
  expect(isValidOn(paper, threeMonths, '2026-02-28')).toBe(true);
  expect(isValidOn(paper, threeMonths, '2026-03-01')).toBe(false);
});

test('where the paper prints an earlier end than the law, the paper counts; a later one does not help', () => {
  expect(lapsesOn({ issuedOn: '2026-01-01', expiresOn: '2026-02-01' }, threeMonths)).toBe('2026-02-01');
  expect(lapsesOn({ issuedOn: '2026-01-01', expiresOn: '2027-01-01' }, threeMonths)).toBe('2026-04-01');
});

test('a passport is useful for departure until six months before its end', () => {
  const paper = { issuedOn: null, expiresOn: '2026-08-20' };
  expect(lapsesOn(paper, passport)).toBe('2026-08-20');
  expect(lastUsefulDay(paper, passport)).toBe('2026-02-20');
  expect(lastUsefulDay({ issuedOn: null, expiresOn: '2027-02-28' }, passport)).toBe('2026-08-31');
});

test('the last useful day is the last one on which the months still remain', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 24 }), (end, months) => {
      const last = lastUsefulDay({ issuedOn: null, expiresOn: end }, { kind: 'date_on_document', minRemainingMonthsAtDeparture: months });
      if (last === null) throw new Error('lapses');
      expect(addMonths(last, months) <= end).toBe(true);
      expect(addMonths(addDays(last, 1), months) > end).toBe(true);
    }),
  );
});

test('a pregnancy test older than seven days at departure does not count', () => {
  expect(lastUsefulDay({ issuedOn: '2026-01-10', expiresOn: null }, pregnancyTest)).toBe('2026-01-17');
});

test('without the date that the rule counts from, nobody can say that it is valid', () => {
  const blank = { issuedOn: null, expiresOn: null };
  for (const validity of [threeMonths, passport, pregnancyTest]) {
    expect(isDateUnknown(blank, validity)).toBe(true);
    expect(isValidOn(blank, validity, '2026-01-16')).toBe(false);
  }
  expect(isValidOn(blank, { kind: 'none' }, '2026-01-16')).toBe(true);
});

test('a paper is valid exactly until the day it lapses', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), anyDay, (issuedOn, months, day) => {
      const validity = { kind: 'months_from_issue', months } as const;
      const end = lapsesOn({ issuedOn, expiresOn: null }, validity);
      expect(isValidOn({ issuedOn, expiresOn: null }, validity, day)).toBe(end !== null && day <= end);
    }),
  );
});
