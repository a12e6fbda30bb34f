import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Actor } from '#libs/access';
import { ScansService, type ScanLanguage } from '#libs/documents';
import { problem } from '#libs/platform';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { AnnounceScan, ScanLinkView, scanLinkView, Scans, ScanView } from './scan.dto.js';

const WEBP = 'image/webp';

@ApiTags('scans')
@Controller()
export class ScansController {
  constructor(@Inject(ScansService) private readonly scans: ScansService) {}

  @Post('documents/:id/scans')
  @Action('document.scan')
  @ApiCreatedResponse({ type: ScanView })
  open(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) documentId: string,
    @Body() body: AnnounceScan,
    @Headers('accept-language') languages?: string,
  ): Promise<ScanView> {
    return this.scans.open(actor, documentId, body, languageOf(languages));
  }

  @Get('documents/:id/scans')
  @Action('document.list')
  @ApiOkResponse({ type: Scans })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) documentId: string,
    @Headers('accept-language') languages?: string,
  ): Promise<Scans> {
    return { items: await this.scans.list(actor, documentId, languageOf(languages)) };
  }

  @Put('scans/:id/parts/:offset')
  @Action('document.scan')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary', description: 'At most 1 MiB, beginning at byte `offset` of the file' } })
  @ApiOkResponse({ type: ScanView })
  receive(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('offset') offset: string,
    @Req() request: FastifyRequest,
    @Headers('accept-language') languages?: string,
  ): Promise<ScanView> {
    return this.scans.receive(actor, id, numberIn(offset), bytesIn(request), languageOf(languages));
  }

  @Post('scans/:id/complete')
  @HttpCode(202)
  @Action('scan.complete')
  @ApiAcceptedResponse({ type: ScanView })
  complete(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Headers('accept-language') languages?: string,
  ): Promise<ScanView> {
    return this.scans.complete(actor, id, languageOf(languages));
  }

  @Get('scans/:id')
  @Action('document.list')
  @ApiOkResponse({ type: ScanView })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Headers('accept-language') languages?: string): Promise<ScanView> {
    return this.scans.get(actor, id, languageOf(languages));
  }

  @Delete('scans/:id')
  @HttpCode(204)
  @Action('scan.remove')
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<void> {
    return this.scans.remove(actor, id);
  }

  @Post('scans/:id/link')
  @HttpCode(200)
  @Action('scan.view')
  @ApiOkResponse({ type: ScanLinkView })
  async link(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ScanLinkView> {
    return scanLinkView(await this.scans.link(actor, id));
  }

  // Shown by <img> only: opened by itself it is a download, and nothing in it may ever run as a page of ours.
  @Get('scan-pages/:ticket/:page')
  @Action('scan.view')
  @ApiOkResponse({ content: { [WEBP]: { schema: { type: 'string', format: 'binary' } } } })
  async page(
    @CurrentActor() actor: Actor,
    @Param('ticket') ticket: string,
    @Param('page') page: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const picture = await this.scans.page(actor, ticket, numberIn(page));
    await reply
      .type(WEBP)
      .headers({
        'content-disposition': 'attachment; filename="halaman.webp"',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      .send(picture);
  }
}

function numberIn(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw problem('not-found');
  return Number(text);
}

function bytesIn({ body }: FastifyRequest): Buffer {
  if (!Buffer.isBuffer(body)) throw problem('unsupported', { detail: 'Kirim bagian berkas sebagai application/octet-stream.' });
  return body;
}

function languageOf(languages: string | undefined): ScanLanguage {
  return /^en\b/i.test(languages ?? '') ? 'en' : 'id';
}
