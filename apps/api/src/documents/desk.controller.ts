import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { DeskService } from '#libs/documents';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { DeskDocumentView, QueueQuery } from './desk.dto.js';
import { CorrectDocument, DocumentReason, DocumentView, WaitingDocuments } from './document.dto.js';

const PAGE_SIZE = 25;

@ApiTags('documents')
@Controller()
export class DeskController {
  constructor(@Inject(DeskService) private readonly desk: DeskService) {}

  @Get('verification-queue')
  @Action('document.list')
  @ApiOkResponse({ type: WaitingDocuments })
  queue(@CurrentActor() actor: Actor, @Query() { after, limit, documentCode, area, identity }: QueueQuery): Promise<WaitingDocuments> {
    const filter = { documentCode: documentCode ?? null, area: area ?? null, differs: identity === 'differs' };
    return this.desk.queue(actor, filter, { limit: limit ?? PAGE_SIZE, after: after ?? null });
  }

  /** One paper beside the person and the other papers. */
  @Get('documents/:id')
  @Action('document.view')
  @ApiOkResponse({ type: DeskDocumentView })
  look(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<DeskDocumentView> {
    return this.desk.look(actor, id);
  }

  @Patch('documents/:id')
  @Action('document.correct')
  @ApiOkResponse({ type: DocumentView })
  correct(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CorrectDocument,
  ): Promise<DocumentView> {
    return this.desk.correct(actor, id, version, body);
  }

  /** The paper names its holder otherwise than the file, and that is right so. */
  @Post('documents/:id/accept-identity')
  @HttpCode(200)
  @Action('document.accept')
  @ApiOkResponse({ type: DocumentView })
  acceptIdentity(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DocumentReason,
  ): Promise<DocumentView> {
    return this.desk.acceptIdentity(actor, id, version, body);
  }
}
