import { parseArgs } from 'node:util';

import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AccessModule } from '#libs/access';
import { Clock, PlatformModule, type Settings } from '#libs/platform';
import { RemindersModule, Sweep } from '#libs/reminders';
import { isDay, reminderRule } from '#libs/rulebook';

@Module({})
class ReminderOffice {
  static with(settings: Settings): DynamicModule {
    return { module: ReminderOffice, imports: [PlatformModule.with(settings, 'cli'), AccessModule.with(settings, []), RemindersModule] };
  }
}

/** `sweep [--date 2026-02-01] [--dry-run]`: what every reminder rule would send on that day, or sends now. In production a day to
 *  come can only be looked at: its reminders would replace the ones that people still have to do something about. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { date: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } });
  if (values.date !== undefined && !isDay(values.date)) {
    process.stderr.write(`--date ${values.date}: tulis seperti / write as 2026-02-01\n`);
    return 2;
  }
  const office = await NestFactory.createApplicationContext(ReminderOffice.with(settings), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  const today = office.get(Clock, { strict: false }).today();
  const day = values.date ?? today;
  try {
    if (settings.mode === 'production' && day > today && !values['dry-run']) {
      process.stderr.write(`--date ${day}: hari yang belum tiba hanya dengan --dry-run / a day to come only with --dry-run\n`);
      return 2;
    }
    const sweep = office.get(Sweep, { strict: false });
    if (values['dry-run']) {
      const planned = await sweep.dryRun(day);
      for (const one of planned) {
        const title = reminderRule(one.rule)?.titleId ?? one.rule;
        process.stdout.write(
          `${one.firesOn}  ${one.rule.padEnd(36)} ${one.recipientRole.padEnd(18)} jatuh tempo ${one.dueOn}  ${one.subjectKind} ${one.subjectId}  ${title}${one.state === 'missed' ? '  (terlewat)' : ''}\n`,
        );
      }
      process.stdout.write(
        `${planned.length} pengingat akan keluar / reminders would go out on ${day}; tidak ada yang ditulis / nothing was written\n`,
      );
      return 0;
    }
    const startedAt = performance.now();
    const outcome = await sweep.run(day);
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(
      `${outcome.planned} direncanakan / planned, ${outcome.missed} terlewat / missed, ${outcome.closed} ditutup / closed in ${seconds.toFixed(1)} s\n`,
    );
    return 0;
  } finally {
    await office.close();
  }
}
