import { type DynamicModule, Module } from '@nestjs/common';

import { AccessModule } from '#libs/access';
import { candidatesEntities, CandidatesModule } from '#libs/candidates';
import { documentsEntities, DocumentsModule } from '#libs/documents';
import { ImportsModule } from '#libs/imports';
import { placementEntities, PlacementModule } from '#libs/placement';
import { PlatformModule, type Settings } from '#libs/platform';
import { remindersEntities, RemindersModule } from '#libs/reminders';
import { trainingEntities, TrainingModule } from '#libs/training';

import { BulkWorkProcessor } from './bulk-work.processor.js';
import { ClockGuard } from './clock-guard.js';
import { Clockwork } from './clockwork.js';
import { Dispatcher, PROCESSORS } from './dispatcher.js';
import { Housekeeping } from './housekeeping.js';
import { ImportCheckProcessor } from './import-check.processor.js';
import { NoticeDeliverProcessor } from './notice-deliver.processor.js';
import type { Processor } from './processor.js';
import { Reconciler } from './reconciler.js';
import { Relay } from './relay.js';
import { ScanCheckProcessor } from './scan-check.processor.js';

/** One processor per topic of the outbox. */
const processors = [BulkWorkProcessor, ImportCheckProcessor, NoticeDeliverProcessor, ScanCheckProcessor];

@Module({})
export class WorkerModule {
  static with(settings: Settings): DynamicModule {
    const entities = [...candidatesEntities, ...documentsEntities, ...trainingEntities, ...placementEntities, ...remindersEntities];
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.with(settings, 'worker'),
        AccessModule.with(settings, entities),
        CandidatesModule,
        DocumentsModule,
        TrainingModule,
        PlacementModule,
        ImportsModule,
        RemindersModule,
      ],
      providers: [
        ...processors,
        { provide: PROCESSORS, useFactory: (...all: Processor[]) => all, inject: processors },
        Dispatcher,
        Relay,
        Reconciler,
        Housekeeping,
        ClockGuard,
        Clockwork,
      ],
    };
  }
}
