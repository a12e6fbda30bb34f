import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { Clock, LOGGER, type Logger } from '#libs/platform';
import { REMINDER_RULES, type ReminderRule } from '#libs/rulebook';

import { insertPlanned, readPlanned, type PlannedReminder } from './plan.query.js';
import { settleOpen } from './settle.query.js';
import { stepsOfDaysAhead, stepsOfSweep, type Step } from './steps.js';
import { triggerOf } from './triggers.js';

export interface SweepOutcome {
  readonly day: string;
  /** New reminders that will be sent. */
  readonly planned: number;
  /** New reminders that are only written down: their day was missed for longer than the grace period. */
  readonly missed: number;
  /** Open reminders that were closed, because the fact, the due date or the recipient changed. */
  readonly closed: number;
}

const ONE_SWEEP = 744_111;
const MAX_SHOWN = 5_000;
const EVERYWHERE = '';

/** Asks every rule of the rulebook which offsets have been reached and writes what is new into the ledger. Called twice, or
 *  by two workers at once, it writes nothing twice: the ledger's unique key decides, not the caller. */
@Injectable()
export class Sweep {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One rule after the other, each in a transaction of its own.
   *  @param day calendar day of the office; a missed night is caught up with the nearest reached offset only
   *  @throws AggregateError when rules failed; the others have been swept */
  async run(day: string): Promise<SweepOutcome> {
    const failures: unknown[] = [];
    let sum = { day, planned: 0, missed: 0, closed: 0 };
    await this.wakeSnoozed(day);
    for (const rule of REMINDER_RULES) {
      try {
        const { planned, missed, closed } = await this.sweepRule(rule, day);
        sum = { day, planned: sum.planned + planned, missed: sum.missed + missed, closed: sum.closed + closed };
      } catch (error) {
        this.logger.error({ rule: rule.code, error: String(error) }, 'reminder rule failed');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `reminder rules failed: ${failures.map(String).join('; ')}`);
    return sum;
  }

  /** What a sweep of that day would write, without writing: for `cli sweep --dry-run`. At most 5,000. */
  async dryRun(day: string): Promise<PlannedReminder[]> {
    return this.read(day, (rule, isPartnership) => stepsOfSweep(rule, day, isPartnership), EVERYWHERE);
  }

  /** What will go out today and in the days after it, as far as the data of today tells: the same selection as the sweep.
   *  @param within only of this area and below */
  async preview(days: number, within: string): Promise<PlannedReminder[]> {
    const today = this.clock.today();
    return this.read(
      today,
      (rule, isPartnership) => [...stepsOfSweep(rule, today, isPartnership), ...stepsOfDaysAhead(rule, today, days, isPartnership)],
      within,
    );
  }

  private sweepRule(rule: ReminderRule, day: string): Promise<{ planned: number; missed: number; closed: number }> {
    const trigger = triggerOf(rule.code);
    return this.access.system(
      'reminder.sweep',
      async (rows) => {
        // Two sweeps at once would only wait for each other's rows; in turn they cannot deadlock.
        await rows.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [ONE_SWEEP, rule.code]);
        await setDay(rows, day);
        const before = await settleOpen(rows, trigger);
        const { planned, missed } = await insertPlanned(rows, rule, trigger, stepsOfSweep(rule, day, trigger.isPartnership));
        // A nearer offset that has just been written takes the place of the farther one.
        const after = planned > 0 ? await settleOpen(rows, trigger) : 0;
        return { planned, missed, closed: before + after };
      },
      { audited: false },
    );
  }

  private async read(
    day: string,
    stepsOf: (rule: ReminderRule, isPartnership: boolean) => Step[],
    within: string,
  ): Promise<PlannedReminder[]> {
    const found = await this.access.system(
      'reminder.preview',
      async (rows) => {
        await setDay(rows, day);
        const all: PlannedReminder[] = [];
        for (const rule of REMINDER_RULES) {
          const trigger = triggerOf(rule.code);
          all.push(...(await readPlanned(rows, rule, trigger, stepsOf(rule, trigger.isPartnership), within, MAX_SHOWN)));
        }
        return all;
      },
      { audited: false },
    );
    return found.toSorted((a, b) => a.firesOn.localeCompare(b.firesOn) || a.dueOn.localeCompare(b.dueOn)).slice(0, MAX_SHOWN);
  }

  // A snoozed reminder whose day has come goes out once more, if it is still open.
  private wakeSnoozed(day: string): Promise<unknown> {
    return this.access.system(
      'reminder.wake',
      (rows) =>
        rows.query(
          `UPDATE reminder
              SET state = 'pending', notice_id = NULL, mail_notice_id = NULL, mail_state = NULL, snoozed_until = NULL
            WHERE snoozed_until <= $1 AND done_at IS NULL AND settled_at IS NULL AND state = 'sent'`,
          [day],
        ),
      { audited: false },
    );
  }
}

// The selections ask `auth.today()`; a sweep may be of another day than the clock's.
async function setDay(rows: Rows, day: string): Promise<void> {
  await rows.query(`SELECT set_config('app.today', $1, true), set_config('work_mem', '32MB', true)`, [day]);
}
