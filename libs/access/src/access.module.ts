import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { ObjectLiteral } from 'typeorm';

import { dataSourceOptions, LOGINS, type Settings } from '#libs/platform';

import { Access } from './access.service.js';
import { Sessions } from './sessions.service.js';
import { Users } from './users.service.js';

/** One small pool per login, opened when somebody of that login first acts: a worker needs one or two of seven. `entities` are the tables of all rooms that the application uses. */
@Global()
@Module({})
export class AccessModule {
  static with(settings: Settings, entities: readonly (new () => ObjectLiteral)[]): DynamicModule {
    return {
      module: AccessModule,
      imports: LOGINS.map((login) =>
        TypeOrmModule.forRoot({
          name: login,
          ...dataSourceOptions(settings, login),
          entities: [...entities],
          manualInitialization: true,
        }),
      ),
      providers: [Access, Sessions, Users],
      exports: [Access, Sessions, Users],
    };
  }
}
