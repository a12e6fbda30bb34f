// Before all tests: a PostgreSQL of our own without fsync, a template database with all migrations, and Redis when it is there.
// A server that is kept warm between runs is used when .sinergi/test-server.json (or SINERGI_TEST_SERVER) names its address.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { buildServer, contentHash } from '../../apps/cli/launch/ensure.mjs';
import { answers, freePort, startPostgres } from '../../apps/cli/launch/postgres.mjs';
import keys from './test-keys.cjs';

export default async function startServers() {
  await buildServer();
  const server = (await warmServer()) ?? (await ownServer());
  process.env.TEST_PG = server.url;
  process.env.TEST_RUN = String(process.pid);
  process.env.TEST_TEMPLATE = await ensureTemplate(server.url);
  await startRedis();
}

async function warmServer() {
  const file = process.env.SINERGI_TEST_SERVER ?? '.sinergi/test-server.json';
  if (!fs.existsSync(file)) return null;
  const server = JSON.parse(fs.readFileSync(file, 'utf8'));
  return (await answers(Number(new URL(server.url).port))) ? server : null;
}

async function ownServer() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sinergi-test-'));
  fs.chmodSync(folder, 0o755);
  const postgres = await startPostgres({
    folder: path.join(folder, 'pg'),
    durable: false,
    settings: { max_connections: 300, shared_buffers: '256MB' },
  });
  globalThis.sinergiTestServer = { postgres, folder };
  return { url: `postgres://postgres:${postgres.password}@127.0.0.1:${postgres.port}` };
}

async function ensureTemplate(server) {
  const name = `template_${contentHash(['migrations', 'libs/rulebook/rules'])}`;
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(744108)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    await client.query(`DROP DATABASE IF EXISTS ${name}_new`);
    await client.query(`CREATE DATABASE ${name}_new`);
    const env = { ...process.env, ...keys, DATABASE_URL: `${server}/${name}_new`, SINERGI_MODE: 'demo' };
    const result = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', 'migrate'], { env, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`migrations failed:\n${result.stdout}${result.stderr}`);
    await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function startRedis() {
  if (!fs.existsSync('/usr/bin/redis-server')) return;
  const port = await freePort();
  const child = spawn(
    '/usr/bin/redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory-policy',
      'noeviction',
      '--dir',
      os.tmpdir(),
    ],
    { stdio: 'ignore' },
  );
  child.unref();
  globalThis.sinergiTestRedis = child;
  for (let waited = 0; !(await answers(port)) && waited < 5000; waited += 50) await sleep(50);
  process.env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`;
}
