import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { BatchesService, TrainingService } from '#libs/training';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { PageQuery } from '../http/page.dto.js';
import { IdPipe } from '../http/validation.js';
import { Courses } from './course.dto.js';
import {
  BatchChange,
  Batches,
  BatchQuery,
  BatchView,
  DropParticipant,
  EnrolmentView,
  NewBatch,
  NewEnrolment,
  NewProgram,
  NewResult,
  Roster,
  TrainingCenters,
  TrainingPrograms,
  TrainingProgramView,
  WithdrawResult,
} from './training.dto.js';

const PAGE_SIZE = 25;
// A class with its reserves and its waiting list is read as a whole.
const ROSTER_PAGE_SIZE = 100;

@ApiTags('training')
@Controller()
export class TrainingController {
  constructor(
    @Inject(BatchesService) private readonly batches: BatchesService,
    @Inject(TrainingService) private readonly training: TrainingService,
  ) {}

  @Get('training-centers')
  @Action('training.list')
  @ApiOkResponse({ type: TrainingCenters })
  async centers(@CurrentActor() actor: Actor): Promise<TrainingCenters> {
    return { items: await this.batches.centers(actor), next: null };
  }

  @Get('training-programs')
  @Action('training.list')
  @ApiOkResponse({ type: TrainingPrograms })
  async programs(@CurrentActor() actor: Actor): Promise<TrainingPrograms> {
    return { items: await this.batches.programs(actor), next: null };
  }

  @Post('training-programs')
  @Action('training.plan')
  @ApiCreatedResponse({ type: TrainingProgramView })
  addProgram(@CurrentActor() actor: Actor, @Body() body: NewProgram): Promise<TrainingProgramView> {
    return this.batches.addProgram(actor, body);
  }

  @Get('training-batches')
  @Action('training.list')
  @ApiOkResponse({ type: Batches })
  list(@CurrentActor() actor: Actor, @Query() { filter, limit = PAGE_SIZE, ...query }: BatchQuery): Promise<Batches> {
    return this.batches.list(actor, { ...query, limit, ...(filter && { attention: filter }) });
  }

  @Post('training-batches')
  @Action('training.plan')
  @ApiCreatedResponse({ type: BatchView })
  plan(@CurrentActor() actor: Actor, @Body() body: NewBatch): Promise<BatchView> {
    return this.batches.plan(actor, body);
  }

  @Get('training-batches/:id')
  @Action('training.list')
  @ApiOkResponse({ type: BatchView })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<BatchView> {
    return this.batches.get(actor, id);
  }

  @Patch('training-batches/:id')
  @Action('training.plan')
  @ApiOkResponse({ type: BatchView })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: BatchChange,
  ): Promise<BatchView> {
    return this.batches.change(actor, id, version, body);
  }

  @Get('training-batches/:id/enrolments')
  @Action('training.list')
  @ApiOkResponse({ type: Roster })
  roster(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { after, limit = ROSTER_PAGE_SIZE }: PageQuery,
  ): Promise<Roster> {
    return this.training.roster(actor, id, { limit, ...(after && { after }) });
  }

  @Get('candidates/:id/enrolments')
  @Action('training.list')
  @ApiOkResponse({ type: Courses })
  async courses(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<Courses> {
    return { items: await this.training.coursesOf(actor, id) };
  }

  @Post('training-batches/:id/enrolments')
  @Action('training.enrol')
  @ApiCreatedResponse({ type: EnrolmentView })
  enrol(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Body() body: NewEnrolment): Promise<EnrolmentView> {
    return this.training.enrol(actor, id, body);
  }

  @Post('enrolments/:id/result')
  @HttpCode(200)
  @Action('training.result')
  @ApiOkResponse({ type: EnrolmentView })
  recordResult(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: NewResult,
  ): Promise<EnrolmentView> {
    return this.training.recordResult(actor, id, version, body);
  }

  @Post('enrolments/:id/withdraw-result')
  @HttpCode(200)
  @Action('training.result')
  @ApiOkResponse({ type: EnrolmentView })
  withdrawResult(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: WithdrawResult,
  ): Promise<EnrolmentView> {
    return this.training.withdrawResult(actor, id, version, body.reason);
  }

  @Post('enrolments/:id/drop')
  @HttpCode(200)
  @Action('training.enrol')
  @ApiOkResponse({ type: EnrolmentView })
  drop(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DropParticipant,
  ): Promise<EnrolmentView> {
    return this.training.drop(actor, id, version, body);
  }
}
