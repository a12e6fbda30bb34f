import { Body, Controller, Get, Header, HttpCode, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import type { Actor } from '#libs/access';
import { CandidatesService, MatchesService } from '#libs/candidates';
import { DocumentsService } from '#libs/documents';
import { CandidateExports, CandidateFiles, PlacementService, searchIn } from '#libs/placement';
import { problem } from '#libs/platform';

import { Action } from '../http/action.js';
import { CurrentActor, IfMatch } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import { CandidateChange, Reveal, Revealed } from './candidate.dto.js';
import { CandidateExportQuery } from './export.dto.js';
import { MatchesView, MatchQuestion } from './match.dto.js';
import { CandidateQuery, Candidates, CandidateView, RegisterCandidate } from './register.dto.js';
import { Timeline, TimelineQuery } from './timeline.dto.js';

const PAGE_SIZE = 25;

@ApiTags('candidates')
@Controller('candidates')
export class CandidatesController {
  constructor(
    @Inject(CandidateExports) private readonly exports: CandidateExports,
    @Inject(CandidateFiles) private readonly files: CandidateFiles,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(DocumentsService) private readonly documents: DocumentsService,
    @Inject(MatchesService) private readonly matches: MatchesService,
    @Inject(PlacementService) private readonly placement: PlacementService,
  ) {}

  /** Text that is JSON already, as PostgreSQL built it. */
  @Get()
  @Action('candidate.list')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: Candidates })
  list(@CurrentActor() actor: Actor, @Query() query: CandidateQuery): Promise<string> {
    const { after = null, limit = PAGE_SIZE, ...filter } = query;
    return this.files.list(actor, { ...searchIn(actor, filter), after, limit });
  }

  @Post()
  @Action('candidate.register')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiCreatedResponse({ type: CandidateView })
  register(@CurrentActor() actor: Actor, @Body() body: RegisterCandidate): Promise<string> {
    const { scheme, destinationCountry, jobTitle, plannedDepartureOn, startAs, returned, consent, contacts, draftId, ...person } = body;
    const wish = { scheme, destinationCountry, jobTitle, plannedDepartureOn };
    const cameHome = startAs === 'returned' && returned ? returned : null;
    return this.placement.register(actor, { ...person, wish, returned: cameHome, consent, contacts, draftId });
  }

  /** Asked with a body, because a NIK in an address would stand in every log. */
  @Post('matches')
  @HttpCode(200)
  @Action('candidate.match')
  @ApiOkResponse({ type: MatchesView })
  match(@CurrentActor() actor: Actor, @Body() body: MatchQuestion): Promise<MatchesView> {
    return this.matches.find(actor, body);
  }

  /** Nothing is waited for after the first byte: a file that breaks off in the middle is cut, and no problem can follow it. */
  @Get('export')
  @Action('candidate.export')
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@CurrentActor() actor: Actor, @Query() query: CandidateExportQuery, @Res() reply: FastifyReply): Promise<void> {
    const { format, ...filter } = query;
    const file = await this.exports.begin(actor, { ...searchIn(actor, filter), format });
    void reply.type(file.contentType).header('content-disposition', `attachment; filename="${file.fileName}"`).send(file.content);
  }

  @Get(':id')
  @Action('candidate.view')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: CandidateView })
  file(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<string> {
    return this.files.file(actor, id);
  }

  @Patch(':id')
  @Action('candidate.change')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOkResponse({ type: CandidateView })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CandidateChange,
  ): Promise<string> {
    return this.files.change(actor, id, version, body);
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @Action('candidate.reveal')
  @ApiOkResponse({ type: Revealed })
  async reveal(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Body() { field, documentId }: Reveal): Promise<Revealed> {
    if (field !== 'passport') return { value: await this.candidates.reveal(actor, id, field) };
    if (!documentId)
      throw problem('invalid', { errors: [{ pointer: '/documentId', code: 'document-missing', detail: 'Pilih paspor yang dimaksud.' }] });
    return { value: await this.documents.reveal(actor, id, documentId) };
  }

  @Get(':id/timeline')
  @Action('candidate.timeline')
  @ApiOkResponse({ type: Timeline })
  timeline(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: TimelineQuery): Promise<Timeline> {
    const { topic = null, after = null, limit = PAGE_SIZE } = query;
    return this.files.timeline(actor, id, { topic, after, limit });
  }
}
