import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';

import { may, type Action as ActionName } from '#libs/access';
import { problem } from '#libs/platform';

import { ACTION, OPEN } from './action.js';
import type { ActingRequest } from './actor.js';

/** Who is this (401), and may this role do this at all (403)? Which rows is PostgreSQL's answer. */
@Injectable()
export class AuthenticationGuard extends AuthGuard('token') {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<boolean | undefined>(OPEN, context.getHandler())) return true;
    await super.canActivate(context);
    const { user } = context.switchToHttp().getRequest<ActingRequest>();
    const action = this.reflector.get<ActionName | undefined>(ACTION, context.getHandler());
    if (!user || !action) throw problem('not-authenticated');
    if (!may(user.role, action)) throw problem('not-permitted');
    return true;
  }

  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error;
    if (!user) throw problem('not-authenticated');
    return user;
  }
}
