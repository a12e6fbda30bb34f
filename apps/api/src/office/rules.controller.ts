import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { Sessions, type Actor } from '#libs/access';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { RulebookDto, rulebookView } from './rule.dto.js';

@ApiTags('office')
@Controller('rules')
export class RulesController {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  /** The rulebook in force: what is asked, by which law, and what the stages are called. */
  @Get()
  @Action('rule.list')
  @ApiOkResponse({ type: RulebookDto })
  async list(@CurrentActor() actor: Actor): Promise<RulebookDto> {
    await this.sessions.confirm(actor.token);
    return rulebookView();
  }
}
