import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { DocumentsService } from '#libs/documents';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { DocumentReason, Documents, DocumentView, RejectDocument, SubmitDocument, VerifyDocument } from './document.dto.js';

@ApiTags('documents')
@Controller()
export class DocumentsController {
  constructor(@Inject(DocumentsService) private readonly documents: DocumentsService) {}

  @Get('candidates/:id/documents')
  @Action('document.list')
  @ApiOkResponse({ type: Documents })
  async list(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string): Promise<Documents> {
    return { items: await this.documents.list(actor, candidateId), next: null };
  }

  @Post('candidates/:id/documents')
  @Action('document.submit')
  @ApiCreatedResponse({ type: DocumentView })
  submit(@CurrentActor() actor: Actor, @Param('id', IdPipe) candidateId: string, @Body() body: SubmitDocument): Promise<DocumentView> {
    return this.documents.submit(actor, candidateId, body);
  }

  @Post('documents/:id/verify')
  @HttpCode(200)
  @Action('document.verify')
  @ApiOkResponse({ type: DocumentView })
  verify(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() seen: VerifyDocument,
  ): Promise<DocumentView> {
    return this.documents.verify(actor, id, version, seen);
  }

  @Post('documents/:id/reject')
  @HttpCode(200)
  @Action('document.reject')
  @ApiOkResponse({ type: DocumentView })
  reject(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RejectDocument,
  ): Promise<DocumentView> {
    return this.documents.reject(actor, id, version, body);
  }

  @Post('documents/:id/void')
  @HttpCode(200)
  @Action('document.void')
  @ApiOkResponse({ type: DocumentView })
  void(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DocumentReason,
  ): Promise<DocumentView> {
    return this.documents.void(actor, id, version, body);
  }
}
