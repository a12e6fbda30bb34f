import { Module } from '@nestjs/common';

import { AgreementsService } from './agreements.service.js';
import { CommitmentsService } from './commitments.service.js';
import { VisitsService } from './visits.service.js';

/** Agreements, visits and commitments for the applications. */
@Module({
  providers: [AgreementsService, CommitmentsService, VisitsService],
  exports: [AgreementsService, CommitmentsService, VisitsService],
})
export class PartnershipsModule {}
