import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Sessions, type Actor, type OpenedSession } from '#libs/access';
import { Clock, Config, problem } from '#libs/platform';

import { Action, Open } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { COOKIE_NAME, tokenIn } from '../http/token.strategy.js';
import { DemoAccounts, demoAccountsView, Me, meView, SignIn } from './session.dto.js';

/** passport-local reads the body before the validation pipe sees it, so the form is checked here first. */
@Injectable()
class PasswordGuard extends AuthGuard('local') implements CanActivate {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { body } = context.switchToHttp().getRequest<{ body: unknown }>();
    if (!isSignIn(body))
      throw problem('invalid', {
        errors: [{ pointer: '/username', code: 'credentials-missing', detail: 'Isi nama pengguna dan kata sandi.' }],
      });
    await super.canActivate(context);
    return true;
  }

  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error;
    if (!user) throw problem('wrong-credentials');
    return user;
  }
}

function isSignIn(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Object.keys(body).some((key) => key !== 'username' && key !== 'password')) return false;
  const fits = (value: unknown, max: number): boolean => typeof value === 'string' && value.length > 0 && value.length <= max;
  return 'username' in body && fits(body.username, 100) && 'password' in body && fits(body.password, 200);
}

@ApiTags('session')
@Controller()
export class SessionController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Config) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Post('session')
  @Open()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @ApiOkResponse({ type: Me })
  signIn(
    @Body() _form: SignIn,
    @Req() request: FastifyRequest & { user: OpenedSession },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Me {
    const { mode } = this.config.settings;
    const { token, actor } = request.user;
    void reply.setCookie(COOKIE_NAME[mode], token, { httpOnly: true, sameSite: 'strict', secure: mode === 'production', path: '/' });
    return meView(actor, mode, this.clock.today());
  }

  @Get('session')
  @Action('account.view')
  @ApiOkResponse({ type: Me })
  async me(@CurrentActor() actor: Actor): Promise<Me> {
    const confirmed = await this.sessions.confirm(actor.token);
    return meView({ ...confirmed, requestId: actor.requestId }, this.config.settings.mode, this.clock.today());
  }

  @Delete('session')
  @Action('session.close')
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { mode } = this.config.settings;
    const token = tokenIn(request, mode);
    if (token) await this.sessions.close(token);
    // Browsers ignore a clearing that lacks what the name demands.
    void reply.clearCookie(COOKIE_NAME[mode], { path: '/', secure: mode === 'production' });
  }

  @Get('demo/accounts')
  @Open()
  @ApiOkResponse({ type: DemoAccounts })
  async demoAccounts(): Promise<DemoAccounts> {
    if (this.config.settings.mode !== 'demo') throw problem('not-found');
    return demoAccountsView(await this.sessions.demoAccounts());
  }
}
