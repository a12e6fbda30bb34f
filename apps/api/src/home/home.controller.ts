import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { HomeService, type HomeView } from '#libs/dashboards';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { HomeAnswer } from './home.dto.js';

@ApiTags('home')
@Controller('home')
export class HomeController {
  constructor(@Inject(HomeService) private readonly homes: HomeService) {}

  @Get()
  @Action('home.view')
  @ApiOperation({ summary: 'What needs me today, by role' })
  @ApiOkResponse({ type: HomeAnswer })
  home(@CurrentActor() actor: Actor): Promise<HomeView> {
    return this.homes.home(actor);
  }
}
