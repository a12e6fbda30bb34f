import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';

import { AccessModule } from '#libs/access';
import { candidatesEntities, CandidatesModule } from '#libs/candidates';
import { DashboardsModule } from '#libs/dashboards';
import { documentsEntities, DocumentsModule } from '#libs/documents';
import { ImportsModule } from '#libs/imports';
import { partnershipsEntities, PartnershipsModule } from '#libs/partnerships';
import { placementEntities, PlacementModule } from '#libs/placement';
import { PlatformModule, type Settings } from '#libs/platform';
import { remindersEntities, RemindersModule } from '#libs/reminders';
import { trainingEntities, TrainingModule } from '#libs/training';

import { AreasController } from './areas/areas.controller.js';
import { CandidatesController } from './candidates/candidates.controller.js';
import { MergesController } from './candidates/merges.controller.js';
import { CyclesController } from './cycles/cycles.controller.js';
import { DashboardsController } from './dashboards/dashboards.controller.js';
import { DeskController } from './documents/desk.controller.js';
import { DeparturesController } from './departures/departures.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { ScansController } from './documents/scans.controller.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { HandoversController } from './handovers/handovers.controller.js';
import { HealthController } from './health/health.controller.js';
import { HomeController } from './home/home.controller.js';
import { AuthenticationGuard } from './http/authentication.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { TokenStrategy } from './http/token.strategy.js';
import { createValidation } from './http/validation.js';
import { ImportsController } from './imports/imports.controller.js';
import { ListsController } from './lists/lists.controller.js';
import { PartnershipsController } from './partnerships/partnerships.controller.js';
import { RegistrationController } from './registration/registration.controller.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { SearchController } from './search/search.controller.js';
import { LocalStrategy } from './session/local.strategy.js';
import { RulesController } from './office/rules.controller.js';
import { UsersController } from './office/users.controller.js';
import { SessionController } from './session/session.controller.js';
import { TrainingController } from './training/training.controller.js';

/** Rooms with an HTTP face, their tables and their controllers. */
const rooms: NonNullable<DynamicModule['imports']> = [
  CandidatesModule,
  DocumentsModule,
  PlacementModule,
  DashboardsModule,
  ImportsModule,
  TrainingModule,
  PartnershipsModule,
  RemindersModule,
];
const entities: (new () => object)[] = [
  ...candidatesEntities,
  ...documentsEntities,
  ...trainingEntities,
  ...placementEntities,
  ...partnershipsEntities,
  ...remindersEntities,
];
const controllers: NonNullable<DynamicModule['controllers']> = [
  AreasController,
  CandidatesController,
  CyclesController,
  DeskController,
  DocumentsController,
  ScansController,
  DashboardsController,
  DeparturesController,
  DuplicatesController,
  MergesController,
  HandoversController,
  HomeController,
  HealthController,
  SessionController,
  UsersController,
  RulesController,
  ImportsController,
  ListsController,
  TrainingController,
  PartnershipsController,
  RegistrationController,
  RemindersController,
  SearchController,
];

@Module({})
export class ApiModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.with(settings, 'api'), AccessModule.with(settings, entities), PassportModule, DiscoveryModule, ...rooms],
      controllers,
      providers: [
        TokenStrategy,
        LocalStrategy,
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_PIPE, useFactory: createValidation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
