import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import { Sessions, type Actor } from '#libs/access';
import { ConsentsService, FamilyService, RegistrationDrafts } from '#libs/candidates';

import { Revealed } from '../candidates/candidate.dto.js';
import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { Consents, ConsentView, NoticeQuery, PrivacyNoticeView, RecordConsent, WithdrawConsent } from './consent.dto.js';
import { KeepDraft, RegistrationDraftList, RegistrationDraftSummary, RegistrationDraftView } from './draft.dto.js';
import { FamilyContactChange, FamilyContacts, FamilyContactView, NewFamilyContact } from './family.dto.js';

/** What belongs to a registration beside the person: notice and consent, family, drafts. */
@ApiTags('registration')
@Controller()
export class RegistrationController {
  constructor(
    @Inject(ConsentsService) private readonly consents: ConsentsService,
    @Inject(FamilyService) private readonly family: FamilyService,
    @Inject(RegistrationDrafts) private readonly drafts: RegistrationDrafts,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  @Get('privacy-notices/current')
  @Action('privacy_notice.view')
  @ApiOkResponse({ type: PrivacyNoticeView })
  async notice(@CurrentActor() actor: Actor, @Query() { language = 'id' }: NoticeQuery): Promise<PrivacyNoticeView> {
    await this.sessions.confirm(actor.token);
    return this.consents.currentNotice(language);
  }

  @Get('candidates/:id/consents')
  @Action('consent.list')
  @ApiOkResponse({ type: Consents })
  async listConsents(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string): Promise<Consents> {
    return { items: await this.consents.list(actor, candidateId) };
  }

  @Post('candidates/:id/consents')
  @Action('consent.record')
  @ApiCreatedResponse({ type: ConsentView })
  recordConsent(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string, @Body() body: RecordConsent): Promise<ConsentView> {
    return this.consents.record(actor, candidateId, body);
  }

  @Post('consents/:id/withdraw')
  @HttpCode(200)
  @Action('consent.withdraw')
  @ApiOkResponse({ type: ConsentView })
  withdrawConsent(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: WithdrawConsent,
  ): Promise<ConsentView> {
    return this.consents.withdraw(actor, id, version, body);
  }

  @Get('candidates/:id/family-contacts')
  @Action('family.list')
  @ApiOkResponse({ type: FamilyContacts })
  async listFamily(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string): Promise<FamilyContacts> {
    return { items: await this.family.list(actor, candidateId) };
  }

  @Post('candidates/:id/family-contacts')
  @Action('family.record')
  @ApiCreatedResponse({ type: FamilyContactView })
  addFamily(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) candidateId: string,
    @Body() body: NewFamilyContact,
  ): Promise<FamilyContactView> {
    return this.family.record(actor, candidateId, body);
  }

  @Patch('family-contacts/:id')
  @Action('family.record')
  @ApiOkResponse({ type: FamilyContactView })
  changeFamily(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: FamilyContactChange,
  ): Promise<FamilyContactView> {
    return this.family.change(actor, id, version, body);
  }

  @Delete('family-contacts/:id')
  @HttpCode(204)
  @Action('family.remove')
  @ApiNoContentResponse()
  removeFamily(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @IfMatch() version: number): Promise<void> {
    return this.family.remove(actor, id, version);
  }

  @Post('family-contacts/:id/reveal')
  @HttpCode(200)
  @Action('family.reveal')
  @ApiOkResponse({ type: Revealed })
  async revealFamily(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<Revealed> {
    return { value: await this.family.reveal(actor, id) };
  }

  @Get('registration-drafts')
  @Action('draft.list')
  @ApiOkResponse({ type: RegistrationDraftList })
  async listDrafts(@CurrentActor() actor: Actor): Promise<RegistrationDraftList> {
    return { items: await this.drafts.list(actor) };
  }

  @Post('registration-drafts')
  @Action('draft.keep')
  @ApiCreatedResponse({ type: RegistrationDraftSummary })
  beginDraft(@CurrentActor() actor: Actor, @Body() body: KeepDraft): Promise<RegistrationDraftSummary> {
    return this.drafts.begin(actor, body);
  }

  @Get('registration-drafts/:id')
  @Action('draft.list')
  @ApiOkResponse({ type: RegistrationDraftView })
  draft(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<RegistrationDraftView> {
    return this.drafts.get(actor, id);
  }

  @Put('registration-drafts/:id')
  @Action('draft.keep')
  @ApiOkResponse({ type: RegistrationDraftSummary })
  keepDraft(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: KeepDraft,
  ): Promise<RegistrationDraftSummary> {
    return this.drafts.keep(actor, id, version, body);
  }

  @Delete('registration-drafts/:id')
  @HttpCode(204)
  @Action('draft.discard')
  @ApiNoContentResponse()
  discardDraft(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    return this.drafts.discard(actor, id);
  }
}
