// Brings a checkout to the point where it can run: right Node, packages installed, sources built. Node built-ins only
// until the packages are there. Run directly with --build, or imported.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { withLock } from './lock.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
process.chdir(root);

const INSTALL_STAMP = 'node_modules/.cache/sinergi-install';
const INSTALL_WITHIN_MS = 10 * 60_000;
const WEB_STAMP = 'node_modules/.cache/sinergi-web';
const SERVER_FOLDERS = ['apps/api', 'apps/worker', 'apps/cli/src', 'libs', 'migrations'];

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Sinergi memerlukan / needs Node >= 20.19; ini / this is ${process.version}.`);
  process.exit(1);
}

/** Installs what the lock file names, once; two starts at the same moment must not wipe each other's packages. */
export async function ensurePackages() {
  if (arePackagesCurrent()) return;
  fs.mkdirSync('.sinergi', { recursive: true });
  await withLock('.sinergi/install.lock', installPackages, INSTALL_WITHIN_MS);
}

function installPackages() {
  if (arePackagesCurrent()) return;
  console.log('Memasang paket (sekali saja, 1–2 menit) / installing packages …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  if (status !== 0) {
    console.error(
      'Pemasangan paket gagal. Periksa sambungan ke registri npm, lalu ulangi / npm ci failed: check the registry, then run again.',
    );
    process.exit(status ?? 1);
  }
  fs.mkdirSync(path.dirname(INSTALL_STAMP), { recursive: true });
  fs.writeFileSync(INSTALL_STAMP, wantedPackages());
}

function arePackagesCurrent() {
  return fs.existsSync(INSTALL_STAMP) && fs.readFileSync(INSTALL_STAMP, 'utf8') === wantedPackages();
}

function wantedPackages() {
  return createHash('sha256').update(fs.readFileSync('package-lock.json')).digest('hex');
}

/** Compiles what changed since last time; removes what has no source any more. @returns number of files written */
export async function buildServer() {
  const { transform } = await import('@swc/core');
  const swcrc = JSON.parse(fs.readFileSync('.swcrc', 'utf8'));
  delete swcrc.$schema;
  const sources = SERVER_FOLDERS.flatMap(filesBelow).filter((file) => !/\.(spec|story)\.ts$/.test(file));
  const targets = new Set();
  let written = 0;
  for (const source of sources) {
    const isCode = source.endsWith('.ts');
    if (!isCode && !/\.(json|mjs|csv|html)$/.test(source)) continue;
    const target = path.join('dist', isCode ? source.replace(/\.ts$/, '.js') : source);
    targets.add(target);
    if (fs.existsSync(target) && fs.statSync(target).mtimeMs > fs.statSync(source).mtimeMs) continue;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    written += 1;
    if (!isCode) {
      fs.copyFileSync(source, target);
      continue;
    }
    const { code, map } = await transform(fs.readFileSync(source, 'utf8'), {
      ...swcrc,
      swcrc: false,
      filename: source,
      sourceFileName: path.resolve(source),
    });
    fs.writeFileSync(`${target}.map`, map ?? '');
    fs.writeFileSync(`${target}.tmp${process.pid}`, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
    fs.renameSync(`${target}.tmp${process.pid}`, target);
  }
  for (const stale of ['apps', 'libs', 'migrations'].flatMap((folder) => filesBelow(path.join('dist', folder)))) {
    if (!targets.has(stale.replace(/\.map$/, '')) && !/\.tmp\d+$/.test(stale)) fs.rmSync(stale);
  }
  return written;
}

/** Builds the web app when one of its files changed. */
export function buildWeb() {
  if (!fs.existsSync('apps/web/vite.config.ts')) return;
  const newest = createHash('sha256');
  for (const file of [...filesBelow('apps/web'), 'package-lock.json']) newest.update(file).update(fs.readFileSync(file));
  const wanted = newest.digest('hex');
  if (fs.existsSync('dist/web/index.html') && fs.existsSync(WEB_STAMP) && fs.readFileSync(WEB_STAMP, 'utf8') === wanted) return;
  console.log('Membangun aplikasi web / building the web app …');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'error'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Aplikasi web tidak dapat dibangun / the web app does not build:\n${stderr}`);
  fs.mkdirSync(path.dirname(WEB_STAMP), { recursive: true });
  fs.writeFileSync(WEB_STAMP, wanted);
}

export async function ensureAll() {
  ensureNode();
  await ensurePackages();
  await buildServer();
  buildWeb();
}

function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureAll();

/** A short name for what these folders hold; another name as soon as one file changes. */
export function contentHash(folders) {
  const hash = createHash('sha256');
  for (const file of folders.flatMap(filesBelow).sort()) hash.update(file).update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
