import pg from 'pg';

import type { Settings } from '#libs/platform';

const GROWS_ONLY = { audit_event: 'audit_event_only_grows', stage_event: 'stage_event_only_grows' } as const;
/** Reference tables that migrations fill. */
const KEPT = ['area', 'rulebook_rule', 'indicator', 'migrations'];

/** Empties every table of the office, trail and sessions too; only ever in demo mode. */
export async function emptyOffice(settings: Settings): Promise<void> {
  if (settings.mode !== 'demo') throw new Error('Hanya kantor contoh yang boleh dikosongkan / only a demo office may be emptied.');
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE sinergi_owner');
    for (const [table, trigger] of Object.entries(GROWS_ONLY)) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
    const { rows } = await client.query<{ tables: string }>(
      `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables WHERE schemaname IN ('public', 'auth') AND tablename <> ALL ($1)`,
      [KEPT],
    );
    await client.query(`TRUNCATE ${rows[0]?.tables ?? ''} RESTART IDENTITY`);
    await client.query('ALTER SEQUENCE candidate_case_no RESTART');
    for (const [table, trigger] of Object.entries(GROWS_ONLY)) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER ${trigger}`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
