import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { DuplicatesService } from '#libs/candidates';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { Decision, DuplicatePairView, DuplicatePairs, PairQuery } from './duplicate.dto.js';

const PAGE_SIZE = 25;

/** Files that may be one person. */
@ApiTags('duplicates')
@Controller('duplicate-pairs')
export class DuplicatesController {
  constructor(@Inject(DuplicatesService) private readonly duplicates: DuplicatesService) {}

  @Get()
  @Action('duplicate.list')
  @ApiOkResponse({ type: DuplicatePairs })
  list(@CurrentActor() actor: Actor, @Query() query: PairQuery): Promise<DuplicatePairs> {
    const { state = 'open', candidate = null, after = null, limit = PAGE_SIZE } = query;
    return this.duplicates.list(actor, { state, candidateId: candidate, after, limit });
  }

  @Get(':id')
  @Action('duplicate.view')
  @ApiOkResponse({ type: DuplicatePairView })
  sideBySide(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<DuplicatePairView> {
    return this.duplicates.sideBySide(actor, id);
  }

  @Post(':id/not-duplicate')
  @HttpCode(200)
  @Action('duplicate.decide')
  @ApiOkResponse({ type: DuplicatePairView })
  notDuplicate(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: Decision,
  ): Promise<DuplicatePairView> {
    return this.duplicates.notDuplicate(actor, id, version, reason);
  }
}
