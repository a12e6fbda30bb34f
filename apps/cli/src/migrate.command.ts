import { migrate, type Settings } from '#libs/platform';
import { rulesToPublish } from '#libs/rulebook';

/** Migrations, login passwords, areas and rules. Safe to run again. */
export async function run(_args: readonly string[], settings: Settings): Promise<number> {
  const ran = await migrate(settings, 'migrations/data/areas.csv', rulesToPublish());
  process.stdout.write(ran > 0 ? `${ran} migrasi dijalankan / migrations ran\n` : '');
  return 0;
}
