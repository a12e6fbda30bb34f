import { Inject, Injectable } from '@nestjs/common';

import { Access } from '#libs/access';
import { Clock } from '#libs/platform';

export const MAX_OFFSET_MS = 2_000;

/** BullMQ on PostgreSQL compares lock times with the worker's own clock, so a worker whose clock is off could take running
 *  jobs from healthy ones. Such a worker must not work. */
@Injectable()
export class ClockGuard {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** How far this process is ahead of (or, negative, behind) PostgreSQL, less what the question itself took. */
  async offsetMs(): Promise<number> {
    const [before, database, after] = await this.access.system(
      'clock.compare',
      async (rows): Promise<[number, number, number]> => {
        await rows.query(`SELECT 1`);
        const asked = this.clock.now().getTime();
        const [row] = await rows.query<{ ms: number }>(`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`);
        return [asked, row?.ms ?? Number.NaN, this.clock.now().getTime()];
      },
      { audited: false },
    );
    if (database < before) return before - database;
    return database > after ? after - database : 0;
  }

  /** @throws Error when the clocks are more than two seconds apart, with what to do */
  async refuseWrongClock(): Promise<void> {
    const offset = await this.offsetMs();
    if (Math.abs(offset) <= MAX_OFFSET_MS) return;
    const seconds = Math.round(Math.abs(offset) / 100) / 10;
    throw new Error(
      `Jam proses ini ${offset > 0 ? 'lebih cepat' : 'lebih lambat'} ${seconds} detik dari basis data. Samakan jam kedua mesin (NTP), lalu jalankan lagi. / The clock of this process is ${seconds} s ${offset > 0 ? 'ahead of' : 'behind'} the database: synchronise both, then start again.`,
    );
  }
}
