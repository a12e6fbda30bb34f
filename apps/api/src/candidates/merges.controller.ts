import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { MergesService } from '#libs/candidates';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { MergeDecision, MergePreviewView, MergeQuestion, MergeView, UndoMerge } from './merge.dto.js';

/** Two files of one person become one, and two again. The file in the address is the survivor. */
@ApiTags('duplicates')
@Controller('candidates')
export class MergesController {
  constructor(@Inject(MergesService) private readonly merges: MergesService) {}

  @Get(':id/merge')
  @Action('merge.preview')
  @ApiOkResponse({ type: MergePreviewView })
  preview(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { with: other }: MergeQuestion,
  ): Promise<MergePreviewView> {
    return this.merges.preview(actor, id, other);
  }

  @Post(':id/merge')
  @Action('merge.confirm')
  @ApiCreatedResponse({ type: MergeView })
  merge(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { take = [], ...decision }: MergeDecision,
  ): Promise<MergeView> {
    return this.merges.merge(actor, id, version, { ...decision, take });
  }

  @Post(':id/unmerge')
  @HttpCode(200)
  @Action('merge.undo')
  @ApiOkResponse({ type: MergeView })
  unmerge(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { mergeId, reason }: UndoMerge,
  ): Promise<MergeView> {
    return this.merges.unmerge(actor, id, version, mergeId, reason);
  }
}
