import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AccessModule } from '#libs/access';
import { CandidatesModule } from '#libs/candidates';
import { PlacementModule, PlacementService } from '#libs/placement';
import { Clock, PlatformModule, type Settings } from '#libs/platform';

@Module({})
class ChecklistOffice {
  static with(settings: Settings): DynamicModule {
    return {
      module: ChecklistOffice,
      imports: [PlatformModule.with(settings, 'cli'), AccessModule.with(settings, []), CandidatesModule, PlacementModule],
    };
  }
}

/** `refresh`: brings every stored checklist up to date that a new day or another edition of the rules may have changed, as the
 *  worker does at night. Running it twice changes nothing. */
export async function run(_args: readonly string[], settings: Settings): Promise<number> {
  const office = await NestFactory.createApplicationContext(ChecklistOffice.with(settings), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const startedAt = performance.now();
    const settled = await office.get(PlacementService, { strict: false }).refreshAllDue(office.get(Clock, { strict: false }).today());
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(`${settled} daftar periksa / checklists in ${seconds.toFixed(1)} s\n`);
    return 0;
  } finally {
    await office.close();
  }
}
