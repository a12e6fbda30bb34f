import { createHmac } from 'node:crypto';

import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';

import { isoMoment } from './clock.js';
import type { Settings } from './config.js';

/** One login role per kind of user; each may become exactly one scope role (see the migration create-roles). */
export const LOGINS = ['door', 'bp3mi', 'labour', 'blk', 'district', 'admin', 'system'] as const;
export type Login = (typeof LOGINS)[number];

const POOL_SIZES = { door: 2, bp3mi: 6, labour: 2, blk: 2, district: 2, admin: 1, system: 4 } as const satisfies Record<Login, number>;

// How long a statement may stay unanswered before its connection is given up: a database that falls silent without hanging up
// (a cut cable, a frozen host) would otherwise hold every request for ever. The system's own work may be long; PostgreSQL
// itself ends it after a minute.
const SILENCE_MS = {
  door: 5_000,
  bp3mi: 10_000,
  labour: 10_000,
  blk: 10_000,
  district: 10_000,
  admin: 10_000,
  system: 70_000,
} as const satisfies Record<Login, number>;

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const BIGINT = 20;

// A legal day stays the text it is; a moment becomes ISO text; counts stay below 2^53.
pg.types.setTypeParser(DATE, (text) => text);
pg.types.setTypeParser(TIMESTAMPTZ, isoMoment);
pg.types.setTypeParser(BIGINT, Number);

/** Password of a login role, derived from the login key, so that no password is stored or typed. */
export function loginPassword(settings: Settings, role: string): string {
  return createHmac('sha256', settings.loginKey).update(role).digest('hex');
}

/** TypeORM options of one login's pool. Statements are pipelined, so several share a round trip. */
export function dataSourceOptions(settings: Settings, login: Login): DataSourceOptions {
  const role = `sinergi_${login}_login`;
  return {
    type: 'postgres',
    host: settings.database.host,
    port: settings.database.port,
    database: settings.database.name,
    ssl: settings.database.tls,
    username: role,
    password: loginPassword(settings, role),
    applicationName: `sinergi-${login}`,
    logging: false,
    installExtensions: false,
    poolSize: POOL_SIZES[login],
    extra: {
      pipeline: true,
      query_timeout: SILENCE_MS[login],
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      options: '-c jit=off -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
    },
  };
}

/** Pool for BullMQ's tables, which live in a schema of their own. */
export function queuePool(settings: Settings): pg.Pool {
  const role = 'sinergi_queue_login';
  const pool = new pg.Pool({
    host: settings.database.host,
    port: settings.database.port,
    database: settings.database.name,
    ssl: settings.database.tls,
    user: role,
    password: loginPassword(settings, role),
    max: 8,
    keepAlive: true,
    options: '-c search_path=bullmq -c jit=off',
  });
  return pool;
}
