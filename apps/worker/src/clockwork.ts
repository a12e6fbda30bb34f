import { setTimeout as sleep } from 'node:timers/promises';

import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';

import { Access } from '#libs/access';
import { DuplicateCheck } from '#libs/candidates';
import { ScanSweep } from '#libs/documents';
import { ImportWrite } from '#libs/imports';
import { Clock, LOGGER, Queues, type Logger } from '#libs/platform';
import { PlacementService } from '#libs/placement';
import { Digests, Sweep } from '#libs/reminders';

import { ClockGuard, MAX_OFFSET_MS } from './clock-guard.js';
import { Housekeeping } from './housekeeping.js';
import { Reconciler } from './reconciler.js';
import { Relay } from './relay.js';
import { LOOPS, TIMETABLE, type ClockEntry, type LoopEntry, type OfficeAtWork } from './timetable.js';

const CLOCKS_QUEUE = 'clocks';
const GUARD_EVERY_MS = 30_000;
const RECORD_EVERY_MS = 60_000;

/** Runs the timetable. Clocks go through the queue, so that many workers run each once; loops run in every worker. */
@Injectable()
export class Clockwork implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly office: OfficeAtWork;
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];

  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(ClockGuard) private readonly guard: ClockGuard,
    @Inject(PlacementService) placement: PlacementService,
    @Inject(DuplicateCheck) duplicates: DuplicateCheck,
    @Inject(ScanSweep) scanSweep: ScanSweep,
    @Inject(Sweep) sweep: Sweep,
    @Inject(Digests) digests: Digests,
    @Inject(Relay) relay: Relay,
    @Inject(Reconciler) reconciler: Reconciler,
    @Inject(Housekeeping) housekeeping: Housekeeping,
    @Inject(ImportWrite) lists: ImportWrite,
  ) {
    this.office = {
      access,
      clock,
      placement,
      duplicates,
      scanSweep,
      sweep,
      digests,
      relay,
      reconciler,
      housekeeping,
      isStopping: () => this.stopping.signal.aborted,
      isWritingList: () => lists.isAtWork,
    };
  }

  /** Starts everything; at once also what is due since the last run, e.g. after a weekend.
   *  @param onWrongClock what to do when the clock of this process moves away from the database's */
  async start(onWrongClock: (error: Error) => void): Promise<void> {
    await this.guard.refuseWrongClock();
    await this.queues.repair();
    await this.ensureSchedules();
    await this.queues.work(CLOCKS_QUEUE, 2, async (id) => void (await this.runClock(id)));
    for (const entry of LOOPS) this.loops.push(this.loop(entry));
    this.loops.push(this.watch(onWrongClock));
    this.loops.push(this.catchUp());
  }

  /** Runs one clock of the timetable now. @throws Error when there is none of this name */
  async runClock(id: string): Promise<number> {
    const entry = TIMETABLE.find((known) => known.id === id);
    if (!entry) throw new Error(`no clock ${id} in the timetable`);
    return this.runRecorded(entry);
  }

  /** Runs one pass of a loop now. */
  runLoopOnce(entry: LoopEntry): Promise<number> {
    return this.runRecorded(entry);
  }

  // Before any queue is closed: closing waits for running clocks, and they must hear that it is time to stop.
  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops);
  }

  private async ensureSchedules(): Promise<void> {
    for (const { id, cron } of TIMETABLE) await this.queues.ensureSchedule(CLOCKS_QUEUE, { id, cron });
  }

  // A worker that was away at its time does not wait for the next one; every clock may run once too often.
  private async catchUp(): Promise<void> {
    for (const entry of TIMETABLE) {
      if (this.stopping.signal.aborted) return;
      try {
        await this.runRecorded(entry);
      } catch (error) {
        this.logger.error({ clock: entry.id, error: String(error) }, 'clock failed');
      }
    }
  }

  private async loop(entry: LoopEntry): Promise<void> {
    let recordedAt = Number.NEGATIVE_INFINITY;
    while (!this.stopping.signal.aborted) {
      const isRecorded = performance.now() - recordedAt >= RECORD_EVERY_MS;
      if (isRecorded) recordedAt = performance.now();
      const done = await this.attempt(entry, isRecorded);
      if (done === 0) await this.pause(entry.everyMs);
    }
  }

  // A loop outlives every failure: the database may be away for a while.
  private async attempt(entry: LoopEntry, isRecorded: boolean): Promise<number> {
    try {
      return isRecorded ? await this.runRecorded(entry) : await entry.run(this.office);
    } catch (error) {
      this.logger.warn({ loop: entry.id, error: String(error) }, 'loop failed, goes on');
      return 0;
    }
  }

  private async watch(onWrongClock: (error: Error) => void): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.pause(GUARD_EVERY_MS);
      if (this.stopping.signal.aborted) return;
      try {
        if (Math.abs(await this.guard.offsetMs()) > MAX_OFFSET_MS) return onWrongClock(new Error('the clock moved away from the database'));
        await this.ensureSchedules();
      } catch (error) {
        this.logger.warn({ error: String(error) }, 'could not compare clocks');
      }
    }
  }

  private async runRecorded(entry: ClockEntry | LoopEntry): Promise<number> {
    await this.record(
      `INSERT INTO clock_run (clock, started_at, late_after)
       VALUES ($1, now(), now() + make_interval(mins => $2))
       ON CONFLICT (clock) DO UPDATE SET started_at = now()`,
      [entry.id, entry.lateAfterMinutes],
    );
    const done = await entry.run(this.office);
    await this.record(
      `UPDATE clock_run SET finished_at = now(), late_after = now() + make_interval(mins => $2), detail = $3 WHERE clock = $1`,
      [entry.id, entry.lateAfterMinutes, String(done)],
    );
    return done;
  }

  private record(sql: string, params: readonly unknown[]): Promise<unknown> {
    return this.access.system('clock.record', (rows) => rows.query(sql, params), { audited: false });
  }

  private async pause(ms: number): Promise<void> {
    try {
      await sleep(ms, undefined, { signal: this.stopping.signal });
    } catch (error) {
      if (!this.stopping.signal.aborted) throw error;
    }
  }
}
