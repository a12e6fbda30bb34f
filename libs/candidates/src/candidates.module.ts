import { Module } from '@nestjs/common';

import { AreasService } from './areas.service.js';
import { CandidatesService } from './candidates.service.js';
import { ConsentsService } from './consents.service.js';
import { DuplicateCheck } from './duplicate-check.service.js';
import { DuplicatesService } from './duplicates.service.js';
import { FamilyService } from './family.service.js';
import { MatchesService } from './matches.service.js';
import { MergesService } from './merges.service.js';
import { RegistrationDrafts } from './registration-drafts.service.js';

const services = [
  AreasService,
  CandidatesService,
  ConsentsService,
  DuplicateCheck,
  DuplicatesService,
  FamilyService,
  MatchesService,
  MergesService,
  RegistrationDrafts,
];

@Module({ providers: services, exports: services })
export class CandidatesModule {}
