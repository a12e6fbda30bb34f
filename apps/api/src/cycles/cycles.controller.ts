import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { DocumentRequests, PlacementService } from '#libs/placement';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import {
  AdvanceCycle,
  ChecklistView,
  CycleChange,
  Cycles,
  CycleView,
  NewCycle,
  OverrideCycle,
  ReadinessView,
  RecordRequest,
  RemoveRequest,
  StepsView,
  WaiveDocument,
} from './cycle.dto.js';

@ApiTags('cycles')
@Controller()
export class CyclesController {
  constructor(
    @Inject(PlacementService) private readonly placement: PlacementService,
    @Inject(DocumentRequests) private readonly requests: DocumentRequests,
  ) {}

  @Get('candidates/:id/cycles')
  @Action('cycle.view')
  @ApiOkResponse({ type: Cycles })
  async list(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string): Promise<Cycles> {
    return { items: await this.placement.cycles(actor, candidateId), next: null };
  }

  @Post('candidates/:id/cycles')
  @Action('cycle.open')
  @ApiCreatedResponse({ type: CycleView })
  open(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string, @Body() body: NewCycle): Promise<CycleView> {
    return this.placement.openCycle(actor, candidateId, body);
  }

  @Patch('cycles/:id')
  @Action('cycle.change')
  @ApiOkResponse({ type: CycleView })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CycleChange,
  ): Promise<CycleView> {
    return this.placement.changeCycle(actor, id, version, body);
  }

  @Get('cycles/:id/checklist')
  @Action('cycle.view')
  @ApiOkResponse({ type: ChecklistView })
  checklist(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ChecklistView> {
    return this.placement.checklist(actor, id);
  }

  @Get('cycles/:id/readiness')
  @Action('cycle.view')
  @ApiOkResponse({ type: ReadinessView })
  readiness(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ReadinessView> {
    return this.placement.readiness(actor, id);
  }

  @Get('cycles/:id/steps')
  @Action('cycle.view')
  @ApiOkResponse({ type: StepsView })
  steps(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<StepsView> {
    return this.placement.steps(actor, id);
  }

  @Post('cycles/:id/advance')
  @HttpCode(200)
  @Action('journey.advance')
  @ApiOkResponse({ type: CycleView })
  advance(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AdvanceCycle,
  ): Promise<CycleView> {
    return this.placement.advance(actor, id, version, body);
  }

  @Post('cycles/:id/override')
  @HttpCode(200)
  @Action('journey.override')
  @ApiOkResponse({ type: CycleView })
  override(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: OverrideCycle,
  ): Promise<CycleView> {
    return this.placement.override(actor, id, version, body);
  }

  @Post('cycles/:id/waive')
  @HttpCode(200)
  @Action('journey.waive')
  @ApiOkResponse({ type: ChecklistView })
  waive(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: WaiveDocument,
  ): Promise<ChecklistView> {
    return this.placement.waive(actor, id, version, body);
  }

  @Post('cycles/:id/requests')
  @HttpCode(200)
  @Action('document_request.record')
  @ApiOkResponse({ type: ChecklistView })
  record(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RecordRequest,
  ): Promise<ChecklistView> {
    return this.requests.record(actor, id, version, body);
  }

  @Post('cycles/:id/remove-request')
  @HttpCode(200)
  @Action('document_request.remove')
  @ApiOkResponse({ type: ChecklistView })
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RemoveRequest,
  ): Promise<ChecklistView> {
    return this.requests.remove(actor, id, version, body.documentCode);
  }
}
