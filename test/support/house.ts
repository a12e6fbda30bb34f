import { createHash, randomBytes } from 'node:crypto';

import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';

import { Clock, readSettings } from '#libs/platform';

import { createApi } from '../../apps/api/src/api.js';
import { CAST, CENTER_OF, CENTERS, type Person } from './cast.js';
import { Client } from './client.js';

declare global {
  /** Gives this test file the database and the files of the demo office as it stands on that day. */
  function moveIntoDemoOffice(today: string): Promise<void>;
}

export interface HouseOptions {
  /** Begin with the demo office. */
  readonly demo?: boolean;
  /** Listen on a real port and serve the built web app. */
  readonly web?: boolean;
  /** Listen on a real port. */
  readonly listen?: boolean;
  readonly today?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A whole office for one test file: database with the cast, API in this process, worker on demand, a clock moved by hand. */
export interface House {
  readonly api: NestFastifyApplication;
  readonly url: string;
  readonly clock: { set(day: string, timeOfDay?: string): void };
  /** A signed-in client of somebody of the cast, or of a demo account by user name. */
  as(person: Person): Client;
  nobody(): Client;
  /** Runs every job that is due, through the real queue, until nothing is left; returns how many. */
  drain(): Promise<number>;
  /** The worker, started at the first call; its services can be asked for. */
  worker(): Promise<INestApplicationContext>;
  /** SQL as the owner of the database, past every scope: for arranging and for slow, obvious counts. */
  sql<T extends object>(text: string, params?: readonly unknown[]): Promise<T[]>;
  /** A connection string of the database, e.g. for a process of its own. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const env = { ...process.env, SINERGI_TODAY: options.today ?? '2026-01-16', ...options.env };
  const settings = readSettings(env);
  const databaseUrl = settings.ownerUrl;
  if (options.demo) await moveIntoDemoOffice(env.SINERGI_TODAY);
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // The database is dropped under idle connections at the end of a failed file; that is no second failure.
  owner.on('error', () => undefined);
  const tokens = await seatTheCast(owner);
  const api = await createApi(settings);
  const clocks: Clock[] = [api.get(Clock, { strict: false })];
  let url = '';
  if (options.listen || options.web) {
    await api.listen(0, '127.0.0.1');
    url = await api.getUrl();
  } else {
    await api.init();
    await api.getHttpAdapter().getInstance().ready();
  }
  let worker: Promise<INestApplicationContext> | null = null;
  const startWorker = async (): Promise<INestApplicationContext> => {
    const { createWorker } = await import('../../apps/worker/src/worker.js');
    const started = await createWorker(settings);
    const clock = started.get(Clock, { strict: false });
    clock.set(clocks[0]?.today() ?? settings.fixedDay ?? '', clocks[0]?.timeOfDay() ?? null);
    clocks.push(clock);
    return started;
  };
  const onlyWorker = (): Promise<INestApplicationContext> => (worker ??= startWorker());
  return {
    api,
    url,
    databaseUrl,
    clock: { set: (day, timeOfDay) => clocks.forEach((clock) => clock.set(day, timeOfDay ?? '09:00')) },
    as: (person) => new Client(api, tokens[person]),
    nobody: () => new Client(api, null),
    worker: onlyWorker,
    drain: async () => {
      const { drainOnce } = await import('../../apps/worker/src/drain.js');
      return drainOnce(await onlyWorker());
    },
    sql: async (text, params = []) => (await owner.query(text, [...params])).rows,
    close: async () => {
      await (await worker)?.close();
      await api.close();
      await owner.end();
    },
  };
}

async function seatTheCast(owner: pg.Pool): Promise<Record<Person, string>> {
  for (const center of Object.values(CENTERS)) {
    await owner.query(`INSERT INTO training_center (id, name, kind, area_code) VALUES ($1, $2, 'uptd_blk', $3) ON CONFLICT DO NOTHING`, [
      center.id,
      center.name,
      center.areaCode,
    ]);
  }
  const seated = Object.entries(CAST).map(async ([name, person]): Promise<[string, string]> => {
    const token = randomBytes(32).toString('base64url');
    await owner.query(
      `INSERT INTO auth.app_user (id, username, display_name, email, role, area_code, training_center_id) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [
        person.id,
        person.username,
        person.displayName,
        `${person.username}@example.test`,
        person.role,
        person.areaCode,
        CENTER_OF[name as Person] ?? null,
      ],
    );
    await owner.query(
      `INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds) VALUES ($1, $2, 'bearer', now() + interval '12 hours', 43200)`,
      [createHash('sha256').update(token).digest(), person.id],
    );
    return [name, token];
  });
  return Object.fromEntries(await Promise.all(seated)) as Record<Person, string>;
}
