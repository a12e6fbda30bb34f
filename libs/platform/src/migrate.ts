import { readFileSync } from 'node:fs';

import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';

import { migrations } from '#migrations';

import type { Settings } from './config.js';
import { loginPassword, LOGINS, queuePool } from './database.js';

/** A reference row set that is published whole after the migrations, e.g. the rulebook. */
export interface PublishedRule {
  readonly ruleId: string;
  readonly edition: string;
  readonly kind: 'document' | 'journey' | 'reminder';
  readonly body: object;
}

/** Brings the database up to date: migrations, login passwords, areas, rules and the queue's own tables.
 *  Safe to run twice and by two processes at once (they wait for each other).
 *  @returns how many migrations ran */
export async function migrate(settings: Settings, areasFile: string, rules: readonly PublishedRule[]): Promise<number> {
  const owner = await new DataSource({
    type: 'postgres',
    url: settings.ownerUrl,
    migrations,
    migrationsTransactionMode: 'each',
    logging: false,
    installExtensions: false,
  }).initialize();
  try {
    await owner.query(`SELECT pg_advisory_lock(744107)`);
    const ran = await owner.runMigrations();
    await setLoginPasswords(owner, settings);
    await publishAreas(owner, areasFile);
    await publishRules(owner, rules);
    await migrateQueue(owner, settings);
    await owner.query(`SELECT pg_advisory_unlock(744107)`);
    return ran.length;
  } finally {
    await owner.destroy();
  }
}

async function setLoginPasswords(owner: DataSource, settings: Settings): Promise<void> {
  for (const role of [...LOGINS, 'queue'].map((login) => `sinergi_${login}_login`)) {
    await owner.query(`ALTER ROLE ${pg.escapeIdentifier(role)} PASSWORD ${pg.escapeLiteral(loginPassword(settings, role))}`);
  }
}

async function publishAreas(owner: DataSource, areasFile: string): Promise<void> {
  const [, ...lines] = readFileSync(areasFile, 'utf8').trim().split('\n');
  const [{ count }] = await owner.query(`SELECT count(*)::integer AS count FROM area`);
  if (count === lines.length) return;
  const rows = lines.map((line) => line.split(','));
  await owner.query(
    `INSERT INTO area (code, parent_code, level, name, kind, search_key, tile_column, tile_row)
     SELECT r[1], nullif(r[2], ''), r[3], r[4], r[5], r[6], nullif(r[7], '')::smallint, nullif(r[8], '')::smallint
       FROM (SELECT ARRAY(SELECT jsonb_array_elements_text(line)) AS r FROM jsonb_array_elements($1::jsonb) line) lines
      ORDER BY length(r[1])
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, search_key = excluded.search_key,
       tile_column = excluded.tile_column, tile_row = excluded.tile_row`,
    [JSON.stringify(rows)],
  );
}

async function publishRules(owner: DataSource, rules: readonly PublishedRule[]): Promise<void> {
  await owner.query(
    `INSERT INTO rulebook_rule (rule_id, edition, kind, body)
     SELECT r->>'ruleId', r->>'edition', r->>'kind', r->'body' FROM jsonb_array_elements($1::jsonb) r
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rules)],
  );
}

// BullMQ asks for its schema with CREATE SCHEMA IF NOT EXISTS, which wants the right even when the schema is there; it adds
// jobs in bulk through a temporary table.
async function migrateQueue(owner: DataSource, settings: Settings): Promise<void> {
  const database = pg.escapeIdentifier(settings.database.name);
  await owner.query(`GRANT CREATE, TEMPORARY ON DATABASE ${database} TO sinergi_queue_login`);
  const pool = queuePool(settings);
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
    await pool.end();
    await owner.query(`REVOKE CREATE ON DATABASE ${database} FROM sinergi_queue_login`);
  }
}
