// npm run check: types, lint, format and floors, in seconds. Also the first part of npm test.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { ensureNode, ensurePackages } from './ensure.mjs';

const bin = (file) => ['--max-old-space-size=3000', `node_modules/${file}`];
const checks = [
  ['jenis / types', [...bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
  ...(fs.existsSync('apps/web/tsconfig.json')
    ? [['jenis web / web types', [...bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/web/tsconfig.json']]]
    : []),
  ['lint', [...bin('oxlint/bin/oxlint'), 'apps', 'libs', 'migrations', 'test']],
  [
    'format',
    [
      ...bin('prettier/bin/prettier.cjs'),
      '--check',
      '--log-level=warn',
      'apps',
      'libs',
      'migrations',
      'test',
      '*.js',
      '*.cjs',
      '*.json',
      '*.yml',
    ],
  ],
  [
    'lantai / floors',
    [
      ...bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      'apps',
      'libs',
      'migrations',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
    ],
  ],
];

/** @returns names of the checks that failed */
export function check() {
  return checks.flatMap(([name, args]) => {
    const startedAt = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    console.log(`${status === 0 ? 'ok   ' : 'GAGAL'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return status === 0 ? [] : [name];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureNode();
  await ensurePackages();
  process.exit(check().length === 0 ? 0 : 1);
}
