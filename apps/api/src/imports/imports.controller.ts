import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Actor } from '#libs/access';
import { ImportResult, ImportsService, ImportSteps, LONGEST_SENDER, type Language, type UploadedFile } from '#libs/imports';
import { problem } from '#libs/platform';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { PageQuery } from '../http/page.dto.js';
import { IdPipe } from '../http/validation.js';
import {
  ConfirmChoice,
  ImportFile,
  ImportList,
  importList,
  importReport,
  ImportReport,
  ImportRow,
  importRow,
  ImportStarted,
  MappingChoice,
  RowCorrection,
  SenderList,
} from './import.dto.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE_LIMIT = 25;

/** Lists of people from districts, from the upload to the people in the register. */
@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    @Inject(ImportsService) private readonly imports: ImportsService,
    @Inject(ImportSteps) private readonly steps: ImportSteps,
    @Inject(ImportResult) private readonly results: ImportResult,
  ) {}

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

  @Get('senders')
  @Action('import.view')
  @ApiOkResponse({ type: SenderList })
  async senders(@CurrentActor() actor: Actor): Promise<SenderList> {
    return { items: await this.imports.senders(actor) };
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

  /** The list as it came, with what became of every row. Nothing is waited for after the first byte. */
  @Get(':id/result.xlsx')
  @Action('import.result')
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async result(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Res() reply: FastifyReply,
    @Headers('accept-language') languages?: string,
  ): Promise<void> {
    const { fileName, content } = await this.results.begin(actor, id, languageOf(languages));
    const name = `attachment; filename="hasil-impor.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", '%27')}`;
    void reply.type(XLSX).header('content-disposition', name).send(content);
  }

  @Post(':id/mapping')
  @Action('import.map')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportStarted })
  map(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Body() { columns, sender }: MappingChoice): Promise<ImportStarted> {
    return this.steps.map(actor, id, columns, sender ?? null);
  }

  @Post(':id/confirm')
  @Action('import.confirm')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportStarted })
  confirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() { rows = 'valid' }: ConfirmChoice,
  ): Promise<ImportStarted> {
    return this.steps.confirm(actor, id, rows);
  }

  @Post(':id/cancel')
  @Action('import.cancel')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportStarted })
  cancel(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ImportStarted> {
    return this.steps.cancel(actor, id);
  }

  @Post(':id/undo')
  @Action('import.undo')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportStarted })
  undo(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<ImportStarted> {
    return this.steps.undo(actor, id);
  }
}

/** The one file of a multipart request. @throws Problem unsupported, invalid; too-large comes from the parser itself */
async function fileIn(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw problem('unsupported');
  const part = await request.file();
  if (part === undefined)
    throw problem('invalid', { errors: [{ pointer: '/file', code: 'file-missing', detail: 'Pilih berkas daftar yang akan diunggah.' }] });
  return { name: part.filename, content: await part.toBuffer(), sender: senderIn(part.fields['sender']) };
}

function senderIn(field: unknown): string | null {
  const value = typeof field === 'object' && field !== null && 'value' in field ? field.value : null;
  if (value === null || value === '') return null;
  if (typeof value === 'string' && value.length <= LONGEST_SENDER) return value;
  const detail = `Nama pengirim paling panjang ${LONGEST_SENDER} huruf.`;
  throw problem('invalid', { errors: [{ pointer: '/sender', code: 'sender-too-long', detail }] });
}

function languageOf(languages: string | undefined): Language {
  return /^en\b/i.test(languages ?? '') ? 'en' : 'id';
}

function rowNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw problem('not-found');
  return Number(text);
}
