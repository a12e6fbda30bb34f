import { Module } from '@nestjs/common';

import { CandidatesModule } from '#libs/candidates';
import { DocumentsModule } from '#libs/documents';
import { TrainingModule } from '#libs/training';

import { CandidateExports } from './candidate-export.js';
import { CandidateFiles } from './candidate-files.service.js';
import { PlacementService } from './placement.service.js';

@Module({
  imports: [CandidatesModule, DocumentsModule, TrainingModule],
  providers: [CandidateExports, CandidateFiles, PlacementService],
  exports: [CandidateExports, CandidateFiles, PlacementService],
})
export class PlacementModule {}
