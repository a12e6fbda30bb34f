import { Controller, Get, Header, Headers, Inject, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Sessions, type Actor } from '#libs/access';
import { DashboardsService, type DefinitionView, type IndicatorView, type Language } from '#libs/dashboards';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { CellAnswer, DashboardAnswer, DefinitionsAnswer, IndicatorByAreaAnswer, IndicatorQuery, PeriodQuery } from './dashboard.dto.js';

@ApiTags('dashboards')
@ApiExtraModels(CellAnswer)
@Controller()
export class DashboardsController {
  constructor(
    @Inject(DashboardsService) private readonly dashboards: DashboardsService,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Text that is JSON already, as PostgreSQL built most of it. */
  @Get('dashboards/areas/:code')
  @Action('dashboard.view')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'All figures of an area, and of the areas directly beneath it' })
  @ApiOkResponse({ type: DashboardAnswer })
  area(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Query() { period }: PeriodQuery,
    @Headers('accept-language') language?: string,
  ): Promise<string> {
    return this.dashboards.areaDashboard(actor, { area: code, period, language: languageOf(language) });
  }

  @Get('indicators')
  @Action('dashboard.view')
  @ApiOperation({ summary: 'What each indicator means' })
  @ApiOkResponse({ type: DefinitionsAnswer })
  async definitions(@CurrentActor() actor: Actor, @Headers('accept-language') language?: string): Promise<{ items: DefinitionView[] }> {
    await this.sessions.confirm(actor.token);
    return { items: this.dashboards.definitions(languageOf(language)) };
  }

  @Get('indicators/:code')
  @Action('dashboard.view')
  @ApiOperation({ summary: 'One indicator of an area, on wish by district or regency' })
  @ApiOkResponse({ type: IndicatorByAreaAnswer })
  indicator(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Query() { area, period, by }: IndicatorQuery,
    @Headers('accept-language') language?: string,
  ): Promise<IndicatorView> {
    return this.dashboards.indicator(actor, code, { area, period, language: languageOf(language) }, by ?? null);
  }
}

function languageOf(header: string | undefined): Language {
  return /^en\b/i.test(header ?? '') ? 'en' : 'id';
}
