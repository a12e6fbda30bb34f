import { Module } from '@nestjs/common';

import { CandidatesModule } from '#libs/candidates';
import { DocumentsModule } from '#libs/documents';
import { TrainingModule } from '#libs/training';

import { CandidateFiles } from './candidate-files.service.js';
import { PlacementService } from './placement.service.js';

@Module({
  imports: [CandidatesModule, DocumentsModule, TrainingModule],
  providers: [CandidateFiles, PlacementService],
  exports: [CandidateFiles, PlacementService],
})
export class PlacementModule {}
