// npm test: every check that CI runs, on servers of its own, leaving nothing behind.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';

import { buildServer, buildWeb, ensureNode, ensurePackages } from './ensure.mjs';

ensureNode();
await ensurePackages();
const { check } = await import('./check.mjs');
const failed = check();
if (failed.length > 0) {
  console.error(`Perbaiki dahulu / fix first: ${failed.join(', ')}`);
  process.exit(1);
}
await buildServer();
buildWeb();
installHelpers();
const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => jest.kill(signal));
jest.once('exit', (code) => process.exit(code ?? 1));

// Redis and Chromium come from Debian's packages when they are missing and we may install them.
function installHelpers() {
  const missing = [
    ['redis-server', ['redis-server'], ['/usr/bin/redis-server']],
    ['Chromium', ['chromium', 'fonts-liberation'], ['/usr/bin/chromium']],
  ].filter(([, , files]) => !files.some((file) => fs.existsSync(file)));
  if (missing.length === 0) return;
  const packages = missing.flatMap(([, names]) => names);
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0) {
    console.error(
      `Belum terpasang / missing: ${missing.map(([name]) => name).join(', ')}. Jalankan / run: sudo apt-get update && sudo ${command}`,
    );
    process.exit(1);
  }
  console.log(`Memasang / installing: ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  spawnSync('sh', ['-c', `apt-get update -qq && ${command} -qq`], { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (missing.some(([, , files]) => !files.some((file) => fs.existsSync(file)))) {
    console.error(`Pemasangan gagal / installing failed. Jalankan sendiri / run yourself: apt-get update && ${command}`);
    process.exit(1);
  }
}
