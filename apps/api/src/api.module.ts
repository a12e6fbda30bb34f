import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';

import { AccessModule } from '#libs/access';
import { PlatformModule, type Settings } from '#libs/platform';

import { HealthController } from './health/health.controller.js';
import { AuthenticationGuard } from './http/authentication.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { TokenStrategy } from './http/token.strategy.js';
import { createValidation } from './http/validation.js';
import { LocalStrategy } from './session/local.strategy.js';
import { SessionController } from './session/session.controller.js';

/** Rooms with an HTTP face, their tables and their controllers. */
const rooms: NonNullable<DynamicModule['imports']> = [];
const entities: (new () => object)[] = [];
const controllers: NonNullable<DynamicModule['controllers']> = [HealthController, SessionController];

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
