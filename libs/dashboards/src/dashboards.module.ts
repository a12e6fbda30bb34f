import { Module } from '@nestjs/common';

import { PlacementModule } from '#libs/placement';

import { DashboardsService } from './dashboards.service.js';
import { HomeService } from './home.service.js';
import { Reconciliation } from './reconciliation.service.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [PlacementModule],
  providers: [DashboardsService, HomeService, Reconciliation, SearchService],
  exports: [DashboardsService, HomeService, Reconciliation, SearchService],
})
export class DashboardsModule {}
