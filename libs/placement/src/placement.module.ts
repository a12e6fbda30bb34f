import { Module } from '@nestjs/common';

import { CandidatesModule } from '#libs/candidates';
import { DocumentsModule } from '#libs/documents';
import { TrainingModule } from '#libs/training';

import { BulkJobs } from './bulk-jobs.service.js';
import { BulkWork } from './bulk-work.service.js';
import { CandidateExports } from './candidate-export.js';
import { CandidateFiles } from './candidate-files.service.js';
import { Departures } from './departures.service.js';
import { DocumentRequests } from './document-requests.service.js';
import { Handovers } from './handovers.service.js';
import { PeopleFinder } from './people-finder.service.js';
import { PlacementService } from './placement.service.js';
import { SavedViews } from './saved-views.service.js';

const SERVICES = [
  BulkJobs,
  BulkWork,
  CandidateExports,
  CandidateFiles,
  Departures,
  DocumentRequests,
  Handovers,
  PeopleFinder,
  PlacementService,
  SavedViews,
];

@Module({ imports: [CandidatesModule, DocumentsModule, TrainingModule], providers: SERVICES, exports: SERVICES })
export class PlacementModule {}
