import { Module } from '@nestjs/common';

import { DocumentsModule } from '#libs/documents';

import { BatchesService } from './batches.service.js';
import { TrainingService } from './training.service.js';

/** Batches, seats and results for the applications; needs the documents room for the certificates. */
@Module({ imports: [DocumentsModule], providers: [BatchesService, TrainingService], exports: [BatchesService, TrainingService] })
export class TrainingModule {}
