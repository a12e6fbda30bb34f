import { parseArgs } from 'node:util';

import type { Settings } from '#libs/platform';

import { generate } from './generator/generate.js';

/** `generate --rows 1000000`: fills an empty demo database with invented people for measuring. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { rows: { type: 'string', default: '100000' } } });
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < 1 || rows > 10_000_000) {
    process.stderr.write('generate --rows 1–10000000\n');
    return 2;
  }
  const startedAt = performance.now();
  await generate(settings, rows, (line) =>
    process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}\n`),
  );
  process.stdout.write(
    `${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${rows.toLocaleString('id-ID')} orang / people\n`,
  );
  return 0;
}
