// npm run bench [-- --rows 1000000]: fills a database of its own, once, and writes docs/benchmark.md.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { contentHash, ensureAll } from './ensure.mjs';
import { ensureKeys } from './keys.mjs';
import { startPostgres } from './postgres.mjs';

const { values, tokens } = parseArgs({
  allowPositionals: true,
  strict: false,
  tokens: true,
  options: { rows: { type: 'string', default: '1000000' } },
});
const rows = Number(values.rows);
// Everything else is for the command itself, such as --only P1,P5 or --no-page.
const rowsAt = tokens.find((token) => token.kind === 'option' && token.name === 'rows');
const given = process.argv.slice(2);
if (rowsAt) given.splice(rowsAt.index, rowsAt.inlineValue ? 1 : 2);
if (!Number.isInteger(rows) || rows < 1000 || rows > 10_000_000) {
  console.error('--rows: isi bilangan 1.000–10.000.000 / give a whole number from 1,000 to 10,000,000.');
  process.exit(2);
}
await ensureAll();
const folder = path.join(process.env.SINERGI_DATA ?? '.sinergi', 'bench');
const memory = {
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
};
const postgres = await startPostgres({ folder: path.join(folder, 'pg'), settings: memory });
let code = 1;
try {
  const { default: pg } = await import('pg');
  const server = `postgres://postgres:${postgres.password}@127.0.0.1:${postgres.port}`;
  // Filled again when the tables, the rules or the invented people change.
  const name = `bench_${rows}_${contentHash(['migrations', 'libs/rulebook/rules', 'apps/cli/src/generator'])}`;
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  const { rowCount: isFilled } = await client.query(`SELECT FROM pg_database WHERE datname = $1`, [name]);
  const env = { ...process.env, ...ensureKeys(path.join(folder, 'keys')), SINERGI_MODE: 'demo', DATABASE_URL: `${server}/${name}` };
  if (!isFilled) {
    await dropEarlier(client, rows);
    await client.query(`CREATE DATABASE ${name}_new`);
    const filling = { ...env, DATABASE_URL: `${server}/${name}_new` };
    await cli(['migrate'], filling);
    await cli(['generate', '--rows', String(rows)], filling);
    await client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`);
  }
  await client.end();
  code = await cli(['bench', ...given], env);
} catch (error) {
  console.error(error.message);
} finally {
  // A server that was running already belongs to somebody else.
  if (!postgres.adopted) await postgres.stop();
}
process.exit(code);

async function dropEarlier(client, count) {
  const { rows: earlier } = await client.query(`SELECT datname AS name FROM pg_database WHERE datname ~ $1`, [`^bench_${count}(_|$)`]);
  for (const { name } of earlier) await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
}

function cli(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/cli/src/main.js', ...args], { env, stdio: 'inherit' });
    child.once('exit', (status) => (status === 0 || args[0] === 'bench' ? resolve(status ?? 1) : reject(new Error(`${args[0]} failed`))));
  });
}
