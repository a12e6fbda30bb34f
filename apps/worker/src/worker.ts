import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import type { Settings } from '#libs/platform';

import { WorkerModule } from './worker.module.js';

/** The worker's application without anything running yet: `Dispatcher.start()` takes jobs, `Clockwork.start()` runs clocks. */
export function createWorker(settings: Settings): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.with(settings), { logger: ['error', 'fatal'], abortOnError: false });
}
