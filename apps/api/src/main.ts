import 'reflect-metadata';

import { giveBackAfterStart, readSettings, SettingsError } from '#libs/platform';

import { createApi } from './api.js';

const ORPHAN_CHECK_MS = 1000;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const api = await createApi(settings);
  await api.listen(settings.port, settings.host);
  giveBackAfterStart();
  leaveWithParent(process.env.SINERGI_PARENT, () => void api.close().then(() => process.exit(0)));
}

// A launcher killed without warning cannot tell us; an orphan would hold the port against the next start.
function leaveWithParent(parent: string | undefined, leave: () => void): void {
  if (!parent) return;
  setInterval(() => process.ppid !== Number(parent) && leave(), ORPHAN_CHECK_MS).unref();
}

main().catch((error: unknown) => {
  const message = error instanceof SettingsError ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
