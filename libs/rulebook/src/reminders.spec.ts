import fc from 'fast-check';

import { addDays, daysBetween, weekdayOf } from './calendar.js';
import { dueOffset, nearestReachedOffset, recipientsOf, REMINDER_RULES, reminderRule, stageLimitDays } from './reminders.js';
import { addWorkingDays, HOLIDAY_YEARS, HOLIDAYS, isWorkingDay } from './working-days.js';

const anyDay = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays('2025-06-01', days));

test('the seventeen rules of the office speak on the days of its list', () => {
  const offsets = Object.fromEntries(
    REMINDER_RULES.map((rule) => [rule.code, rule.offsets.map((offset) => `${offset.days}${offset.isWorking ? 'wd' : ''}`).join(' ')]),
  );
  expect(offsets).toEqual({
    passport_expiring: '-270 -210 -30',
    handover_waiting: '0 3wd 7wd',
    handover_answered: '0',
    medical_expiring: '-30 -14 -7 0',
    medical_will_lapse_before_departure: '0 3',
    missing_before_departure: '-60 -30 -14 -7 -3 -2 -1',
    paper_must_be_requested: '-7 -3 0',
    requested_paper_overdue: '1 7 14',
    departure_plan_impossible: '0',
    document_submitted_unverified: '3wd 7wd',
    candidate_stalled: '0 14',
    departure_not_confirmed: '1 3',
    enrolment_without_result: '3 7 14',
    agreement_expiring: '-180 -90 -30',
    commitment_due: '-14 -3',
    commitment_overdue: '1 14 30',
    visit_followup: '3wd 7wd 10wd',
  });
  expect(() => reminderRule('tea_is_ready')).toThrow('tea_is_ready');
});

test('working days jump over weekends, national holidays and joint leave', () => {
  expect(addWorkingDays('2026-01-15', 1)).toBe('2026-01-19');
  expect(addWorkingDays('2026-03-17', 1)).toBe('2026-03-25');
  expect(addWorkingDays('2026-01-19', -1)).toBe('2026-01-15');
  expect(dueOffset('2026-01-16', { days: 3, isWorking: true })).toBe('2026-01-21');
  expect(dueOffset('2026-01-16', { days: 3, isWorking: false })).toBe('2026-01-19');
});

test('of a year whose decree was not read only the days of fixed dates are free, and they say that they are inferred', () => {
  const next = HOLIDAYS.filter(({ on }) => on.startsWith('2027'));
  expect(next.map(({ on, confidence }) => `${on} ${confidence}`)).toEqual([
    '2027-01-01 inferred',
    '2027-05-01 inferred',
    '2027-06-01 inferred',
    '2027-08-17 inferred',
    '2027-12-25 inferred',
  ]);
  expect(HOLIDAY_YEARS).toEqual(['2026']);
  expect(addWorkingDays('2026-12-31', 1)).toBe('2027-01-04');
});

test('counting working days gives the same as looking at each day', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, count) => {
      const end = addWorkingDays(day, count);
      const between = Array.from({ length: daysBetween(day, end) }, (_, place) => addDays(day, place + 1));
      const closed = new Set(HOLIDAYS.map((holiday) => holiday.on));
      expect(between.filter((each) => weekdayOf(each) <= 5 && !closed.has(each))).toHaveLength(count);
      expect(isWorkingDay(end)).toBe(true);
    }),
  );
});

test('a sweep that slept over the weekend sends the nearest offset only, once', () => {
  const rule = reminderRule('medical_expiring');
  expect(nearestReachedOffset(rule, '2026-02-20', '2026-01-20')).toBeNull();
  expect(nearestReachedOffset(rule, '2026-02-20', '2026-01-21')?.offset.days).toBe(-30);
  expect(nearestReachedOffset(rule, '2026-02-20', '2026-02-15')).toMatchObject({ offset: { days: -7 }, fellOn: '2026-02-13' });
});

test('what was missed for longer than the grace period is not sent any more', () => {
  const rule = reminderRule('departure_not_confirmed');
  expect(nearestReachedOffset(rule, '2026-01-01', '2026-01-18')?.offset.days).toBe(3);
  expect(nearestReachedOffset(rule, '2026-01-01', '2026-01-19')).toBeNull();
});

test('the reached offset is always the latest one that lies not after today', () => {
  fc.assert(
    fc.property(fc.constantFrom(...REMINDER_RULES), anyDay, fc.integer({ min: -300, max: 300 }), (rule, dueOn, shift) => {
      const today = addDays(dueOn, shift);
      const slow = rule.offsets
        .map((offset) => dueOffset(dueOn, offset))
        .filter((day) => day <= today)
        .toSorted()
        .at(-1);
      const found = nearestReachedOffset(rule, dueOn, today);
      if (rule.repeatEveryDays === null)
        expect(found?.fellOn).toBe(slow !== undefined && daysBetween(slow, today) <= rule.graceDays ? slow : undefined);
      else expect(shift < 0 ? found === null : found !== null && daysBetween(found.fellOn, today) < 14).toBe(true);
    }),
  );
});

test('a candidate who does not move is named once, and then every fortnight, to the supervisor too', () => {
  const rule = reminderRule('candidate_stalled');
  const days = [0, 13, 14, 27, 28, 400].map((shift) => nearestReachedOffset(rule, '2026-01-16', addDays('2026-01-16', shift))?.offset.days);
  expect(days).toEqual([0, 0, 14, 14, 28, 392]);
  const later = nearestReachedOffset(rule, '2026-01-16', '2026-03-01');
  expect(later && recipientsOf(rule, later.offset)).toEqual([
    { role: 'bp3mi_officer', isEscalation: false },
    { role: 'bp3mi_supervisor', isEscalation: true },
  ]);
  expect([stageLimitDays('in_preparation'), stageLimitDays('cleared'), stageLimitDays('placed'), stageLimitDays('on_hold')]).toEqual([
    45,
    7,
    null,
    null,
  ]);
});

test('the supervisor hears of a passport only when the departure is near, and of an old paper alone', () => {
  const passport = reminderRule('passport_expiring');
  const [first] = passport.offsets;
  if (first === undefined) throw new Error('no offset');
  expect(recipientsOf(passport, first, 31).map((recipient) => recipient.role)).toEqual(['bp3mi_officer']);
  expect(recipientsOf(passport, first, 30).map((recipient) => recipient.role)).toEqual(['bp3mi_officer', 'bp3mi_supervisor']);
  const unverified = reminderRule('document_submitted_unverified');
  const last = unverified.offsets.at(-1);
  expect(last && recipientsOf(unverified, last)).toEqual([{ role: 'bp3mi_supervisor', isEscalation: true }]);
});
