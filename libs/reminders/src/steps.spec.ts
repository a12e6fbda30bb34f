import fc from 'fast-check';

import { addDays, addWorkingDays, dueOffset, nearestReachedOffset, REMINDER_RULES, reminderRule, type ReminderRule } from '#libs/rulebook';

import { latestDayReached, stepsOfDaysAhead, stepsOfSweep, type Step } from './steps.js';

const day = fc.integer({ min: 0, max: 1200 }).map((count) => addDays('2025-06-01', count));
const rule = fc.constantFrom(...REMINDER_RULES);

// What the SQL does with the steps: the nearest reached offset is the one with the earliest last day.
function chosen(steps: readonly Step[], dueOn: string, firesOn: string): Step | null {
  const reached = steps.filter((step) => step.firesOn === firesOn && dueOn > step.after && dueOn <= step.until);
  return reached.reduce<Step | null>((nearest, step) => (nearest === null || step.until < nearest.until ? step : nearest), null);
}

describe('the steps that the sweep looks for', () => {
  test('choose the same offset as the rulebook does, for every rule and every day', () => {
    fc.assert(
      fc.property(rule, day, fc.integer({ min: -320, max: 200 }), (anyRule, today, distance) => {
        const dueOn = addDays(today, distance);
        const expected = nearestReachedOffset(anyRule, dueOn, today);
        const found = chosen(stepsOfSweep(anyRule, today, true), dueOn, today);
        if (expected !== null) expect(found?.offsetDays).toBe(expected.offset.days);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the days ahead name each offset exactly on the day on which it falls', () => {
    fc.assert(
      fc.property(rule, day, fc.integer({ min: -320, max: 60 }), (anyRule, today, distance) => {
        const dueOn = addDays(today, distance);
        const expected = anyRule.offsets
          .map((offset) => ({ offsetDays: offset.days, firesOn: dueOffset(dueOn, offset) }))
          .filter(({ firesOn }) => firesOn > today && firesOn <= addDays(today, 14));
        const found = stepsOfDaysAhead(anyRule, today, 14, true)
          .filter((step) => dueOn > step.after && dueOn <= step.until)
          .filter((step) => anyRule.offsets.some((offset) => offset.days === step.offsetDays));
        expect(found.map(({ offsetDays, firesOn }) => ({ offsetDays, firesOn }))).toEqual(expect.arrayContaining(expected));
        expect(found).toHaveLength(expected.length);
      }),
      { numRuns: 1_000 },
    );
  });

  test('working days are counted backwards over weekends and holidays', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 15 }), (today, days) => {
        const latest = latestDayReached({ days, isWorking: true }, today);
        expect(addWorkingDays(latest, days) <= today).toBe(true);
        expect(addWorkingDays(addDays(latest, 1), days) > today).toBe(true);
      }),
    );
  });

  test('a district official is told about promises, never about a candidate or a course', () => {
    const tellsDistrict = (anyRule: ReminderRule, isPartnership: boolean): boolean =>
      stepsOfSweep(anyRule, '2026-01-16', isPartnership).some((step) => step.tells.some(({ role }) => role === 'district_official'));
    expect(tellsDistrict(reminderRule('commitment_due'), true)).toBe(true);
    expect(tellsDistrict(reminderRule('enrolment_without_result'), false)).toBe(false);
  });
});
