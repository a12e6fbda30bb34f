import { type DynamicModule, Global, Module } from '@nestjs/common';

import { Clock } from './clock.js';
import { Config, type Settings } from './config.js';
import { Files } from './files.js';
import { createLogger } from './logger.js';
import { Mail } from './mail.js';
import { Queues } from './queues.js';
import { Seals } from './seals.js';
import { LOGGER } from './tokens.js';
import { VirusCheck } from './virus-check.js';

/** Settings, clock, seals, logger, queues and mail for every room. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, appName: string): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Config, useValue: new Config(settings) },
        { provide: Clock, useFactory: () => new Clock(settings.fixedDay, settings.fixedTime) },
        { provide: Seals, useFactory: () => new Seals(settings.sealKeys) },
        { provide: LOGGER, useFactory: () => createLogger(settings.logLevel, appName) },
        { provide: VirusCheck, useFactory: () => new VirusCheck(settings.clamdUrl) },
        { provide: Files, useFactory: () => new Files(settings.filesFolder) },
        Queues,
        Mail,
      ],
      exports: [Config, Clock, Seals, LOGGER, VirusCheck, Files, Queues, Mail],
    };
  }
}
