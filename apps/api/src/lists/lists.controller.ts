import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { BulkJobs, CandidateFiles, SavedViews } from '#libs/placement';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import {
  BulkJobPage,
  BulkJobs as BulkJobList,
  BulkRowsQuery,
  NewBulkJob,
  NewView,
  Officers,
  ViewChange,
  ViewDto,
  Views,
} from './list.dto.js';

const PAGE_SIZE = 25;

/** What is done with lists: views that are kept, work on many people at once. */
@ApiTags('lists')
@Controller()
export class ListsController {
  constructor(
    @Inject(BulkJobs) private readonly jobs: BulkJobs,
    @Inject(CandidateFiles) private readonly files: CandidateFiles,
    @Inject(SavedViews) private readonly views: SavedViews,
  ) {}

  @Get('officers')
  @Action('officer.list')
  @ApiOkResponse({ type: Officers })
  async officers(@CurrentActor() actor: Actor): Promise<Officers> {
    return { items: await this.files.officers(actor) };
  }

  @Get('saved-views')
  @Action('saved_view.list')
  @ApiOkResponse({ type: Views })
  async listViews(@CurrentActor() actor: Actor): Promise<Views> {
    return { items: await this.views.list(actor) };
  }

  @Post('saved-views')
  @Action('saved_view.keep')
  @ApiCreatedResponse({ type: ViewDto })
  keepView(@CurrentActor() actor: Actor, @Body() body: NewView): Promise<ViewDto> {
    return this.views.keep(actor, body);
  }

  @Patch('saved-views/:id')
  @Action('saved_view.keep')
  @ApiOkResponse({ type: ViewDto })
  changeView(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ViewChange,
  ): Promise<ViewDto> {
    return this.views.change(actor, id, version, body);
  }

  @Delete('saved-views/:id')
  @HttpCode(204)
  @Action('saved_view.keep')
  @ApiNoContentResponse()
  removeView(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    return this.views.remove(actor, id);
  }

  @Get('bulk-jobs')
  @Action('bulk.view')
  @ApiOkResponse({ type: BulkJobList })
  async listJobs(@CurrentActor() actor: Actor): Promise<BulkJobList> {
    return { items: await this.jobs.list(actor) };
  }

  @Post('bulk-jobs')
  @Action('bulk.preview')
  @ApiCreatedResponse({ type: BulkJobPage })
  preview(@CurrentActor() actor: Actor, @Body() body: NewBulkJob): Promise<BulkJobPage> {
    return this.jobs.preview(actor, body, { limit: PAGE_SIZE });
  }

  @Get('bulk-jobs/:id')
  @Action('bulk.view')
  @ApiOkResponse({ type: BulkJobPage })
  job(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: BulkRowsQuery): Promise<BulkJobPage> {
    const { after = '0', limit = PAGE_SIZE, state = null } = query;
    return this.jobs.get(actor, id, { after: Number(after), limit, state });
  }

  @Post('bulk-jobs/:id/confirm')
  @HttpCode(200)
  @Action('bulk.confirm')
  @ApiOkResponse({ type: BulkJobPage })
  confirm(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<BulkJobPage> {
    return this.jobs.confirm(actor, id);
  }

  @Post('bulk-jobs/:id/undo')
  @HttpCode(200)
  @Action('bulk.undo')
  @ApiOkResponse({ type: BulkJobPage })
  undo(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<BulkJobPage> {
    return this.jobs.undo(actor, id);
  }
}
