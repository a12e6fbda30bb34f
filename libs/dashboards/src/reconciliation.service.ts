import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { Clock } from '#libs/platform';

import { CORRECT_COUNTERS, COUNTER_DIFFERENCES, RECOUNT_STAGES } from './counter-differences.query.js';

/** One counter that disagrees with the facts; the numbers are facts minus counter. `month` is null for a stock. */
export interface CounterDifference {
  readonly indicator: string;
  readonly area_code: string;
  readonly month: string | null;
  readonly x: number;
  readonly y: number;
  readonly unknown: number;
}

/** Compares the counters with slow, obvious counts over the facts, and corrects them.
 *  The counters are exact by construction; this is the proof, and the way back after somebody changed rows with triggers off. */
@Injectable()
export class Reconciliation {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every disagreement; empty when all is well. Reads every cycle: minutes at ten million people. */
  differences(): Promise<CounterDifference[]> {
    return this.access.system('counter.compare', (rows) => rows.query<CounterDifference>(COUNTER_DIFFERENCES), { audited: false });
  }

  /** Corrects every disagreement in one transaction; the present balance of a stock is corrected in this month. */
  correct(): Promise<void> {
    return this.access.system('counter.correct', async (rows) => {
      await rows.query(CORRECT_COUNTERS, [this.clock.today()]);
      await rows.query(RECOUNT_STAGES);
    });
  }
}
