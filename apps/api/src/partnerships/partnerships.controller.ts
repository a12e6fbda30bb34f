import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { AgreementsService, CommitmentsService, VisitsService } from '#libs/partnerships';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { AgreementChange, AgreementQuery, Agreements, AgreementView, NewAgreement } from './agreement.dto.js';
import {
  CommitmentChange,
  CommitmentQuery,
  Commitments,
  CommitmentView,
  DropCommitment,
  FulfilCommitment,
  NewCommitment,
} from './commitment.dto.js';
import { NewVisit, VisitChange, VisitQuery, Visits, VisitView } from './visit.dto.js';

const PAGE_SIZE = 25;

@ApiTags('partnerships')
@Controller()
export class PartnershipsController {
  constructor(
    @Inject(AgreementsService) private readonly agreements: AgreementsService,
    @Inject(VisitsService) private readonly visits: VisitsService,
    @Inject(CommitmentsService) private readonly commitments: CommitmentsService,
  ) {}

  @Get('agreements')
  @Action('agreement.list')
  @ApiOkResponse({ type: Agreements })
  listAgreements(@CurrentActor() actor: Actor, @Query() { filter, limit = PAGE_SIZE, ...query }: AgreementQuery): Promise<Agreements> {
    return this.agreements.list(actor, { ...query, limit, isExpiring: filter === 'expiring' });
  }

  @Post('agreements')
  @Action('agreement.record')
  @ApiCreatedResponse({ type: AgreementView })
  recordAgreement(@CurrentActor() actor: Actor, @Body() body: NewAgreement): Promise<AgreementView> {
    return this.agreements.record(actor, body);
  }

  @Get('agreements/:id')
  @Action('agreement.list')
  @ApiOkResponse({ type: AgreementView })
  getAgreement(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<AgreementView> {
    return this.agreements.get(actor, id);
  }

  @Patch('agreements/:id')
  @Action('agreement.record')
  @ApiOkResponse({ type: AgreementView })
  changeAgreement(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AgreementChange,
  ): Promise<AgreementView> {
    return this.agreements.change(actor, id, version, body);
  }

  @Get('visits')
  @Action('visit.list')
  @ApiOkResponse({ type: Visits })
  listVisits(@CurrentActor() actor: Actor, @Query() { limit = PAGE_SIZE, ...query }: VisitQuery): Promise<Visits> {
    return this.visits.list(actor, { ...query, limit });
  }

  @Post('visits')
  @Action('visit.record')
  @ApiCreatedResponse({ type: VisitView })
  recordVisit(@CurrentActor() actor: Actor, @Body() body: NewVisit): Promise<VisitView> {
    return this.visits.record(actor, body);
  }

  @Get('visits/:id')
  @Action('visit.list')
  @ApiOkResponse({ type: VisitView })
  getVisit(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<VisitView> {
    return this.visits.get(actor, id);
  }

  @Patch('visits/:id')
  @Action('visit.record')
  @ApiOkResponse({ type: VisitView })
  changeVisit(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: VisitChange,
  ): Promise<VisitView> {
    return this.visits.change(actor, id, version, body);
  }

  @Get('commitments')
  @Action('commitment.list')
  @ApiOkResponse({ type: Commitments })
  listCommitments(@CurrentActor() actor: Actor, @Query() { filter, limit = PAGE_SIZE, ...query }: CommitmentQuery): Promise<Commitments> {
    return this.commitments.list(actor, { ...query, limit, ...(filter && { attention: filter }) });
  }

  @Post('commitments')
  @Action('commitment.record')
  @ApiCreatedResponse({ type: CommitmentView })
  recordCommitment(@CurrentActor() actor: Actor, @Body() body: NewCommitment): Promise<CommitmentView> {
    return this.commitments.record(actor, body);
  }

  @Get('commitments/:id')
  @Action('commitment.list')
  @ApiOkResponse({ type: CommitmentView })
  getCommitment(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<CommitmentView> {
    return this.commitments.get(actor, id);
  }

  @Patch('commitments/:id')
  @Action('commitment.record')
  @ApiOkResponse({ type: CommitmentView })
  changeCommitment(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CommitmentChange,
  ): Promise<CommitmentView> {
    return this.commitments.change(actor, id, version, body);
  }

  @Post('commitments/:id/fulfil')
  @HttpCode(200)
  @Action('commitment.close')
  @ApiOkResponse({ type: CommitmentView })
  fulfil(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: FulfilCommitment,
  ): Promise<CommitmentView> {
    return this.commitments.fulfil(actor, id, version, body);
  }

  @Post('commitments/:id/drop')
  @HttpCode(200)
  @Action('commitment.close')
  @ApiOkResponse({ type: CommitmentView })
  drop(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DropCommitment,
  ): Promise<CommitmentView> {
    return this.commitments.drop(actor, id, version, body);
  }
}
