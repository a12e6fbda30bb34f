import { writeFileSync } from 'node:fs';

import { indicatorPage } from '#libs/dashboards';

/** Writes docs/indicators.md from the definitions of the indicators. */
export async function run(): Promise<number> {
  writeFileSync('docs/indicators.md', indicatorPage());
  process.stdout.write('docs/indicators.md\n');
  return 0;
}
