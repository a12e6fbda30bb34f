// npm run cli -- <command>: the same commands on the embedded server or on DATABASE_URL.
import { spawn } from 'node:child_process';
import path from 'node:path';

import { ensureNode, ensurePackages, buildServer } from './ensure.mjs';
import { startPostgres } from './postgres.mjs';
import { embeddedSettings } from './keys.mjs';

ensureNode();
await ensurePackages();
await buildServer();

const dataFolder = process.env.SINERGI_DATA ?? '.sinergi';
let env = { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' };
let postgres = null;
if (!env.DATABASE_URL) {
  postgres = await startPostgres({ folder: path.join(dataFolder, 'pg') });
  env = {
    ...embeddedSettings(env, dataFolder),
    DATABASE_URL: `postgres://postgres:${postgres.password}@127.0.0.1:${postgres.port}/sinergi`,
  };
}
const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/cli/src/main.js', ...process.argv.slice(2)], {
  env,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', async (code) => {
  // A server that was running already belongs to somebody else.
  if (postgres && !postgres.adopted) await postgres.stop();
  process.exit(code ?? 1);
});
