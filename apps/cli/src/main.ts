import 'reflect-metadata';

import { readSettings, SettingsError } from '#libs/platform';

/** Commands are loaded when they are asked for, so that one does not pay for the start of another. */
const COMMANDS: Readonly<
  Record<string, () => Promise<{ run(args: readonly string[], settings: ReturnType<typeof readSettings>): Promise<number> }>>
> = {
  bench: () => import('./bench.command.js'),
  demo: () => import('./demo.command.js'),
  generate: () => import('./generate.command.js'),
  import: () => import('./import.command.js'),
  indicators: () => import('./indicators.command.js'),
  migrate: () => import('./migrate.command.js'),
  openapi: () => import('./openapi.command.js'),
  prepare: () => import('./prepare.command.js'),
  reconcile: () => import('./reconcile.command.js'),
  refresh: () => import('./refresh.command.js'),
  rules: () => import('./rules.command.js'),
  sweep: () => import('./sweep.command.js'),
  user: () => import('./user.command.js'),
};

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const load = COMMANDS[name];
  if (!load) {
    process.stderr.write(`Perintah / commands: ${Object.keys(COMMANDS).join(', ')}\n`);
    return 2;
  }
  return (await load()).run(args, readSettings(process.env));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const message =
      error instanceof SettingsError ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error);
    process.stderr.write(`${message}\n`);
    process.exit(1);
  },
);
