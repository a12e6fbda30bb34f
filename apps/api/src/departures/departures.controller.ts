import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { Departures } from '#libs/placement';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { DepartureBoard, DepartureGroups, DepartureQuery } from './departure.dto.js';

@ApiTags('departures')
@Controller('departures')
export class DeparturesController {
  constructor(@Inject(Departures) private readonly departures: Departures) {}

  @Get()
  @Action('departure.list')
  @ApiOkResponse({ type: DepartureGroups })
  async list(@CurrentActor() actor: Actor, @Query() { area: areaCode, ...window }: DepartureQuery): Promise<DepartureGroups> {
    return { items: await this.departures.list(actor, { ...window, areaCode }) };
  }

  @Get(':key')
  @Action('departure.list')
  @ApiOkResponse({ type: DepartureBoard })
  board(@CurrentActor() actor: Actor, @Param('key') key: string): Promise<DepartureBoard> {
    return this.departures.board(actor, key);
  }
}
