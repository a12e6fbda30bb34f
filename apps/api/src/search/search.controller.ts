import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { SearchService } from '#libs/dashboards';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { SearchAnswer, SearchQuestion } from './search.dto.js';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(@Inject(SearchService) private readonly searches: SearchService) {}

  /** A question in a body, because an address with a NIK in it would stay in logs and histories. */
  @Post()
  @HttpCode(200)
  @Action('search.find')
  @ApiOperation({ summary: 'People, batches and agreements in your scope' })
  @ApiOkResponse({ type: SearchAnswer })
  find(@CurrentActor() actor: Actor, @Body() body: SearchQuestion): Promise<SearchAnswer> {
    return this.searches.find(actor, body);
  }
}
