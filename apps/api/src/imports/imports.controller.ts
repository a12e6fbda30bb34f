import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Actor } from '#libs/access';
import { ImportsService, type Language, type UploadedFile } from '#libs/imports';
import { problem } from '#libs/platform';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { PageQuery } from '../http/page.dto.js';
import { IdPipe } from '../http/validation.js';
import {
  ImportFile,
  ImportList,
  importList,
  importReport,
  ImportReport,
  ImportRow,
  importRow,
  ImportStarted,
  RowCorrection,
} from './import.dto.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE_LIMIT = 25;

/** Lists of people from districts, from the upload to the people in the register. */
@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(@Inject(ImportsService) private readonly imports: ImportsService) {}

  @Post()
  @Action('import.upload')
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportFile })
  @ApiAcceptedResponse({ type: ImportStarted })
  async upload(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Headers('accept-language') languages?: string,
  ): Promise<ImportStarted> {
    return this.imports.upload(actor, await fileIn(request), languageOf(languages));
  }

  @Get()
  @Action('import.view')
  @ApiOkResponse({ type: ImportList })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Headers('accept-language') languages?: string): Promise<ImportList> {
    return importList(await this.imports.list(actor, { after: query.after, limit: query.limit ?? PAGE_LIMIT }, languageOf(languages)));
  }

  @Get('template.xlsx')
  @Action('import.view')
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  async template(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.imports.template(actor);
    await reply.type(XLSX).header('content-disposition', 'attachment; filename="templat-daftar-cpmi.xlsx"').send(file);
  }

  @Get(':id')
  @Action('import.view')
  @ApiOkResponse({ type: ImportReport })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQuery,
    @Headers('accept-language') languages?: string,
  ): Promise<ImportReport> {
    return importReport(await this.imports.get(actor, id, { after: query.after, limit: query.limit ?? PAGE_LIMIT }, languageOf(languages)));
  }

  @Patch(':id/rows/:n')
  @Action('import.correct')
  @ApiOkResponse({ type: ImportRow })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('n') n: string,
    @Body() { values }: RowCorrection,
    @Headers('accept-language') languages?: string,
  ): Promise<ImportRow> {
    return importRow(await this.imports.correct(actor, id, rowNumber(n), { ...values }, languageOf(languages)));
  }

  @Post(':id/confirm')
  @Action('import.confirm')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportStarted })
  confirm(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ImportStarted> {
    return this.imports.confirm(actor, id);
  }

  @Post(':id/undo')
  @Action('import.undo')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportStarted })
  undo(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ImportStarted> {
    return this.imports.undo(actor, id);
  }
}

/** The one file of a multipart request. @throws Problem unsupported, invalid; too-large comes from the parser itself */
async function fileIn(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw problem('unsupported');
  const part = await request.file();
  if (part === undefined)
    throw problem('invalid', { errors: [{ pointer: '/file', code: 'file-missing', detail: 'Pilih berkas daftar yang akan diunggah.' }] });
  return { name: part.filename, content: await part.toBuffer() };
}

function languageOf(languages: string | undefined): Language {
  return /^en\b/i.test(languages ?? '') ? 'en' : 'id';
}

function rowNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw problem('not-found');
  return Number(text);
}
