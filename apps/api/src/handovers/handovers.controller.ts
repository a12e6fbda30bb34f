import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { Handovers } from '#libs/placement';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import {
  CaseWorkers,
  DeclineHandover,
  HandoverDetail,
  HandoverList,
  HandoverQuery,
  NewHandover,
  OfferedHandovers,
} from './handover.dto.js';

const PAGE_SIZE = 25;

@ApiTags('handovers')
@Controller()
export class HandoversController {
  constructor(@Inject(Handovers) private readonly handovers: Handovers) {}

  @Get('case-workers')
  @Action('handover.list')
  @ApiOkResponse({ type: CaseWorkers })
  async caseWorkers(@CurrentActor() actor: Actor): Promise<CaseWorkers> {
    return { items: await this.handovers.caseWorkers(actor) };
  }

  @Get('handovers')
  @Action('handover.list')
  @ApiOkResponse({ type: HandoverList })
  list(@CurrentActor() actor: Actor, @Query() query: HandoverQuery): Promise<HandoverList> {
    const { box = 'received', open: isOpen = null, after = null, limit = PAGE_SIZE } = query;
    return this.handovers.list(actor, { box, isOpen, after, limit });
  }

  @Post('handovers')
  @Action('handover.offer')
  @ApiCreatedResponse({ type: OfferedHandovers })
  offer(@CurrentActor() actor: Actor, @Body() body: NewHandover): Promise<OfferedHandovers> {
    return this.handovers.offer(actor, body);
  }

  @Get('handovers/:id')
  @Action('handover.list')
  @ApiOkResponse({ type: HandoverDetail })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<HandoverDetail> {
    return this.handovers.get(actor, id);
  }

  @Post('handovers/:id/accept')
  @HttpCode(200)
  @Action('handover.accept')
  @ApiOkResponse({ type: HandoverDetail })
  accept(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @IfMatch() version: number): Promise<HandoverDetail> {
    return this.handovers.accept(actor, id, version);
  }

  @Post('handovers/:id/decline')
  @HttpCode(200)
  @Action('handover.decline')
  @ApiOkResponse({ type: HandoverDetail })
  decline(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DeclineHandover,
  ): Promise<HandoverDetail> {
    return this.handovers.decline(actor, id, version, body);
  }

  @Post('handovers/:id/withdraw')
  @HttpCode(200)
  @Action('handover.withdraw')
  @ApiOkResponse({ type: HandoverDetail })
  withdraw(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @IfMatch() version: number): Promise<HandoverDetail> {
    return this.handovers.withdraw(actor, id, version);
  }
}
