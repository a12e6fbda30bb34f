// npm start: from a bare checkout to a running office, and the same again in seconds.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { buildServer, buildWeb, ensureAll } from './ensure.mjs';
import { answers, startPostgres } from './postgres.mjs';
import { embeddedSettings } from './keys.mjs';
import { watchSources } from './watch.mjs';

// The bound of the old generation is far above what is in use (about 60 MB); its use is that the heap grows by half before it is swept,
// not fourfold. The worker's young generation is small too; in the api, which somebody waits for, that would cost pace. Built code
// keeps the lines of its sources, so traces are readable without maps, which would cost 30 MB a process.
const FLAGS = { api: ['--max-old-space-size=384'], worker: ['--max-old-space-size=384', '--max-semi-space-size=2'] };
const startedAt = performance.now();
const MIN_FREE_BYTES = 300 * 1024 * 1024;
const READY_WITHIN_MS = 60_000;
const dataFolder = process.env.SINERGI_DATA ?? '.sinergi';
const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);
const isEmbedded = !process.env.DATABASE_URL;
const isWatching = process.argv.includes('--watch');

await ensureAll();
await refuseFaults();

let stopping = false;
let reloading = false;
let postgres = null;
const children = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

try {
  await run();
} catch (error) {
  console.error(`\n${error.message}`);
  await stop(1);
}

async function run() {
  let env = { ...process.env };
  if (isEmbedded) {
    postgres = await startPostgres({ folder: path.join(dataFolder, 'pg') });
    const url = await ownDatabase(postgres);
    env = { ...embedded(env), DATABASE_URL: url };
  }
  env = {
    ...env,
    SINERGI_DATA: dataFolder,
    PORT: String(port),
    LOG_LEVEL: env.LOG_LEVEL ?? 'warn',
    SINERGI_PARENT: String(process.pid),
    NODE_ENV: env.NODE_ENV ?? 'production',
  };
  await finish(node(['dist/apps/cli/src/main.js', 'prepare'], env));
  startApps(env);
  await ready();
  if (!stopping) await announce();
  if (isWatching) watchSources((changed) => reload(changed, env));
}

function startApps(env) {
  for (const app of ['api', 'worker']) keep(app, node([...FLAGS[app], `dist/apps/${app}/src/main.js`], env));
}

async function reload({ server, web }, env) {
  if (web) buildWeb();
  if (server) {
    await buildServer();
    reloading = true;
    await endChildren();
    children.length = 0;
    reloading = false;
    startApps(env);
    await ready();
  }
  console.log('Dimuat ulang / reloaded');
}

function embedded(env) {
  return { ...embeddedSettings(env, dataFolder), HOST: host };
}

async function ownDatabase({ port: databasePort, password }) {
  const { default: pg } = await import('pg');
  const server = `postgres://postgres:${password}@127.0.0.1:${databasePort}`;
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'sinergi'`);
  if (!rowCount) await client.query('CREATE DATABASE sinergi');
  await client.end();
  return `${server}/sinergi`;
}

// Everything that would stop us later is told at once, before anything is started.
async function refuseFaults() {
  const faults = [];
  if (await answers(port, host === '0.0.0.0' ? '127.0.0.1' : host)) {
    faults.push(
      `Port ${port} sedang dipakai program lain / is in use. Hentikan program itu, atau / stop it, or: PORT=${port + 1} npm start`,
    );
  }
  try {
    fs.mkdirSync(dataFolder, { recursive: true });
    fs.accessSync(dataFolder, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(dataFolder);
    if (bavail * bsize < MIN_FREE_BYTES)
      faults.push(
        `Ruang disk di ${path.resolve(dataFolder)} kurang dari 300 MB / less than 300 MB free. Kosongkan ruang, atau pilih folder lain dengan SINERGI_DATA.`,
      );
  } catch {
    faults.push(
      `Folder data ${path.resolve(dataFolder)} tidak dapat ditulis / is not writable. Perbaiki izinnya, atau pilih folder lain dengan SINERGI_DATA.`,
    );
  }
  if (process.env.DATABASE_URL && URL.canParse(process.env.DATABASE_URL)) {
    const { hostname, port: databasePort } = new URL(process.env.DATABASE_URL);
    if (!(await answers(Number(databasePort || 5432), hostname)))
      faults.push(
        `Basis data ${hostname}:${databasePort || 5432} tidak menjawab / does not answer. Periksa DATABASE_URL dan apakah servernya berjalan.`,
      );
  }
  if (process.env.REDIS_URL && URL.canParse(process.env.REDIS_URL)) {
    const { hostname, port: redisPort } = new URL(process.env.REDIS_URL);
    if (!(await answers(Number(redisPort || 6379), hostname)))
      faults.push(`Redis ${hostname}:${redisPort || 6379} tidak menjawab / does not answer. Periksa REDIS_URL.`);
  }
  faults.push(...(await settingsFaults()));
  if (faults.length === 0) return;
  console.error(['Sinergi tidak dapat dimulai / cannot start:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
  process.exit(1);
}

async function settingsFaults() {
  const { readSettings, SettingsError } = await import('../../../dist/libs/platform/src/config.js');
  try {
    readSettings(isEmbedded ? { ...embedded(process.env), DATABASE_URL: 'postgres://embedded@127.0.0.1:1/sinergi' } : process.env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    // The keys cannot be written where the folder cannot; that fault is listed already.
    return [];
  }
}

function node(args, env) {
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
}

function finish(child) {
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      children.splice(children.indexOf(child), 1);
      if (code === 0) resolve();
      else reject(new Error('Persiapan basis data gagal; lihat pesan di atas / preparing the database failed, see above.'));
    });
  });
}

function keep(name, child) {
  children.push(child);
  child.once('exit', (code, signal) => {
    if (stopping || reloading) return;
    console.error(`${name} berhenti / stopped (${code ?? signal}).`);
    void stop(code || 1);
  });
}

async function ready() {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until && !stopping) {
    try {
      if ((await fetch(`http://${probeHost()}:${port}/health/live`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  if (!stopping) throw new Error('Sinergi tidak siap dalam 60 detik / was not ready within 60 seconds.');
}

async function announce() {
  const address = `http://${probeHost()}:${port}`;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const lines = ['', `  Sinergi siap / is ready (${seconds} s):  ${address}`, ''];
  const accounts = await fetch(`${address}/api/v1/demo/accounts`);
  if (accounts.ok) {
    lines.push('  Akun demo / demo accounts (kata sandi / password: demo)');
    for (const { username, displayName, areaName } of (await accounts.json()).items)
      lines.push(`    ${username.padEnd(10)} ${displayName}${areaName ? `, ${areaName}` : ''}`);
    lines.push('');
  }
  lines.push('  Ctrl-C menghentikan semuanya / stops everything.', '');
  console.log(lines.join('\n'));
}

function probeHost() {
  return host === '0.0.0.0' ? '127.0.0.1' : host;
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await endChildren();
  await postgres?.stop();
  process.exit(code);
}

async function endChildren() {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(
    children.map((child) =>
      child.exitCode !== null || child.signalCode !== null ? null : new Promise((resolve) => child.once('exit', resolve)),
    ),
  );
}
