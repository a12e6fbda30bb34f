import { addDays, addWorkingDays, recipientsOf, type ReminderOffset, type ReminderRule } from '#libs/rulebook';

/** One offset of a rule on one day of the office: it tells about all subjects whose day lies in (`after`, `until`]. */
export interface Step {
  readonly firesOn: string;
  readonly offsetDays: number;
  readonly after: string;
  readonly until: string;
  readonly tells: readonly { readonly role: string; readonly isEscalation: boolean }[];
}

/** How long after the grace period a missed offset is still written down as missed; older ones are old news. */
const REMEMBER_MISSED_DAYS = 7;
/** A repeating rule speaks for at most about a year. */
const MAX_REPEATS = 26;

/** What a sweep of this day looks for: every offset that has been reached, today or lately.
 *  @param isPartnership only then a district official is told */
export function stepsOfSweep(rule: ReminderRule, today: string, isPartnership: boolean): Step[] {
  return offsetsOf(rule).map((offset) => {
    const until = latestDayReached(offset, today);
    return { ...stepOn(today, rule, offset, isPartnership), after: addDays(until, -(rule.graceDays + REMEMBER_MISSED_DAYS + 1)), until };
  });
}

/** What sweeps of the days after `today` will find new, day by day. */
export function stepsOfDaysAhead(rule: ReminderRule, today: string, days: number, isPartnership: boolean): Step[] {
  const ahead = Array.from({ length: days }, (_, index) => addDays(today, index + 1));
  return ahead.flatMap((day) =>
    offsetsOf(rule)
      .map((offset) => ({
        ...stepOn(day, rule, offset, isPartnership),
        after: latestDayReached(offset, addDays(day, -1)),
        until: latestDayReached(offset, day),
      }))
      .filter((step) => step.after < step.until),
  );
}

function stepOn(
  firesOn: string,
  rule: ReminderRule,
  offset: ReminderOffset,
  isPartnership: boolean,
): Pick<Step, 'firesOn' | 'offsetDays' | 'tells'> {
  const tells = recipientsOf(rule, offset).filter(({ role }) => isPartnership || role !== 'district_official');
  return { firesOn, offsetDays: offset.days, tells };
}

function offsetsOf(rule: ReminderRule): readonly ReminderOffset[] {
  const last = rule.offsets.at(-1);
  const { repeatEveryDays } = rule;
  if (repeatEveryDays === null || last === undefined) return rule.offsets;
  const repeats = Array.from({ length: MAX_REPEATS }, (_, index) => ({ ...last, days: last.days + (index + 1) * repeatEveryDays }));
  return [...rule.offsets, ...repeats];
}

/** The latest due day whose offset has been reached on `today`. */
export function latestDayReached(offset: Pick<ReminderOffset, 'days' | 'isWorking'>, today: string): string {
  let day = addDays(today, -offset.days);
  if (!offset.isWorking) return day;
  while (addWorkingDays(day, offset.days) > today) day = addDays(day, -1);
  return day;
}
