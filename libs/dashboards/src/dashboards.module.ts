import { Module } from '@nestjs/common';

import { DashboardsService } from './dashboards.service.js';
import { HomeService } from './home.service.js';
import { Reconciliation } from './reconciliation.service.js';

@Module({ providers: [DashboardsService, HomeService, Reconciliation], exports: [DashboardsService, HomeService, Reconciliation] })
export class DashboardsModule {}
