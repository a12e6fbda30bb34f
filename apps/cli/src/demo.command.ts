import type { Settings } from '#libs/platform';

import { emptyOffice } from './demo/empty-office.js';
import { fillDemo } from './demo/fill-demo.js';
import { scanPapers } from './demo/scan-papers.js';

/** Fills the demo office; `--reset` empties it first. Never in production. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  if (settings.mode !== 'demo') {
    process.stderr.write('Kantor contoh hanya untuk mode demo / the demo office is for demo mode only (SINERGI_MODE=demo).\n');
    return 1;
  }
  if (args.includes('--reset')) await emptyOffice(settings);
  const people = await fillDemo(settings);
  await scanPapers(settings);
  process.stdout.write(`Kantor contoh terisi / demo office filled: ${people} orang / people\n`);
  return 0;
}
