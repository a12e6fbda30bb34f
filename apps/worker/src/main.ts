import 'reflect-metadata';

import { giveBackAfterStart, LOGGER, type Logger, readSettings, SettingsError } from '#libs/platform';

import { Clockwork } from './clockwork.js';
import { Dispatcher } from './dispatcher.js';
import { createWorker } from './worker.js';

const ORPHAN_CHECK_MS = 1000;

async function main(): Promise<void> {
  const worker = await createWorker(readSettings(process.env));
  worker.enableShutdownHooks();
  const logger = worker.get<Logger>(LOGGER);
  const leave = (code: number): void => void worker.close().then(() => process.exit(code));
  await worker.get(Clockwork).start((error) => {
    logger.fatal({ error: error.message }, 'wrong clock');
    leave(1);
  });
  await worker.get(Dispatcher).start();
  giveBackAfterStart();
  leaveWithParent(process.env.SINERGI_PARENT, () => leave(0));
}

// A launcher killed without warning cannot tell us; an orphan would go on working beside the next start.
function leaveWithParent(parent: string | undefined, leave: () => void): void {
  if (!parent) return;
  setInterval(() => process.ppid !== Number(parent) && leave(), ORPHAN_CHECK_MS).unref();
}

main().catch((error: unknown) => {
  const message = error instanceof SettingsError ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
