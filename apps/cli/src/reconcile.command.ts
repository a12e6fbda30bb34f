import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AccessModule } from '#libs/access';
import { DashboardsModule, Reconciliation } from '#libs/dashboards';
import { PlatformModule, type Settings } from '#libs/platform';

@Module({})
class CounterOffice {
  static with(settings: Settings): DynamicModule {
    return { module: CounterOffice, imports: [PlatformModule.with(settings, 'cli'), AccessModule.with(settings, []), DashboardsModule] };
  }
}

/** `reconcile [--correct]`: compares every counter with a slow, obvious count over the facts. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const office = await NestFactory.createApplicationContext(CounterOffice.with(settings), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const reconciliation = office.get(Reconciliation, { strict: false });
    const differences = await reconciliation.differences();
    for (const { indicator, area_code, month, x, y } of differences)
      process.stdout.write(`${indicator} ${area_code} ${month ?? 'stok / stock'}: ${x} ${y}\n`);
    process.stdout.write(`${differences.length} selisih / differences\n`);
    if (differences.length === 0 || !args.includes('--correct')) return differences.length === 0 ? 0 : 1;
    await reconciliation.correct();
    process.stdout.write('dibetulkan / corrected\n');
    return 0;
  } finally {
    await office.close();
  }
}
