import pg from 'pg';

import type { Settings } from '#libs/platform';

import { run as migrateNow } from './migrate.command.js';

/** What npm start does before the applications: bring the database up to date and fill an empty demo office. */
export async function run(_args: readonly string[], settings: Settings): Promise<number> {
  await migrateNow([], settings);
  if (settings.mode !== 'demo' || !(await isEmpty(settings))) return 0;
  process.stdout.write('Mengisi kantor contoh / filling the demo office …\n');
  const { run: fillDemo } = await import('./demo.command.js');
  return fillDemo([], settings);
}

async function isEmpty(settings: Settings): Promise<boolean> {
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  try {
    const { rowCount } = await client.query(`SELECT FROM auth.app_user LIMIT 1`);
    return rowCount === 0;
  } finally {
    await client.end();
  }
}
