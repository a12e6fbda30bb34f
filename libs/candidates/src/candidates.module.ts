import { Module } from '@nestjs/common';

import { AreasService } from './areas.service.js';
import { CandidatesService } from './candidates.service.js';

@Module({ providers: [AreasService, CandidatesService], exports: [AreasService, CandidatesService] })
export class CandidatesModule {}
