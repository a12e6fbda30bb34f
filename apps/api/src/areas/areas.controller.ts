import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { AreasService } from '#libs/candidates';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { AreaQuery, Areas, AreaSearch, AreaWithPath, FoundAreas } from './area.dto.js';

@ApiTags('areas')
@Controller('areas')
export class AreasController {
  constructor(@Inject(AreasService) private readonly areas: AreasService) {}

  @Get()
  @Action('area.list')
  @ApiOkResponse({ type: Areas })
  async list(@CurrentActor() actor: Actor, @Query() { parent }: AreaQuery): Promise<Areas> {
    return { items: await this.areas.list(actor, parent ?? null) };
  }

  @Get('search')
  @Action('area.list')
  @ApiOkResponse({ type: FoundAreas })
  async search(@CurrentActor() actor: Actor, @Query() { q }: AreaSearch): Promise<FoundAreas> {
    return { items: await this.areas.search(actor, q) };
  }

  @Get(':code')
  @Action('area.list')
  @ApiOkResponse({ type: AreaWithPath })
  get(@CurrentActor() actor: Actor, @Param('code') code: string): Promise<AreaWithPath> {
    return this.areas.get(actor, code);
  }
}
