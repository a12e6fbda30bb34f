import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/access';
import { RemindersService, type Language } from '#libs/reminders';

import { Action } from '../http/action.js';
import { CurrentActor } from '../http/actor.js';
import { IdPipe } from '../http/validation.js';
import {
  InboxQuery,
  LedgerQuery,
  Notices,
  NoticeView,
  noticesView,
  noticeView,
  Preview,
  PreviewQuery,
  previewView,
  Reminders,
  remindersView,
  SinkMails,
  sinkView,
  Snooze,
  WhyView,
  whyView,
} from './reminder.dto.js';

const PREVIEW_DAYS = 14;

@ApiTags('reminders')
@Controller()
export class RemindersController {
  constructor(@Inject(RemindersService) private readonly reminders: RemindersService) {}

  /** The ledger of the own office. */
  @Get('reminders')
  @Action('reminder.list')
  @ApiOkResponse({ type: Reminders })
  async ledger(
    @CurrentActor() actor: Actor,
    @Query() query: LedgerQuery,
    @Headers('accept-language') languages?: string,
  ): Promise<Reminders> {
    return remindersView(await this.reminders.ledger(actor, query, languageOf(languages)));
  }

  /** What will go out in the next days. */
  @Get('reminders/preview')
  @Action('reminder.preview')
  @ApiOkResponse({ type: Preview })
  async preview(
    @CurrentActor() actor: Actor,
    @Query() { days = PREVIEW_DAYS }: PreviewQuery,
    @Headers('accept-language') languages?: string,
  ): Promise<Preview> {
    return previewView(await this.reminders.preview(actor, days, languageOf(languages)));
  }

  /** Why somebody got this reminder. */
  @Get('reminders/:id/why')
  @Action('reminder.why')
  @ApiOkResponse({ type: WhyView })
  async why(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Headers('accept-language') languages?: string,
  ): Promise<WhyView> {
    return whyView(await this.reminders.why(actor, id, languageOf(languages)));
  }

  /** The own inbox. */
  @Get('notices')
  @Action('notice.list')
  @ApiOkResponse({ type: Notices })
  async inbox(@CurrentActor() actor: Actor, @Query() query: InboxQuery, @Headers('accept-language') languages?: string): Promise<Notices> {
    return noticesView(await this.reminders.inbox(actor, query, languageOf(languages)));
  }

  @Post('notices/:id/done')
  @HttpCode(200)
  @Action('notice.close')
  @ApiOkResponse({ type: NoticeView })
  async done(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Headers('accept-language') languages?: string,
  ): Promise<NoticeView> {
    return noticeView(await this.reminders.done(actor, id, languageOf(languages)));
  }

  @Post('notices/:id/snooze')
  @HttpCode(200)
  @Action('notice.close')
  @ApiOkResponse({ type: NoticeView })
  async snooze(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Body() body: Snooze,
    @Headers('accept-language') languages?: string,
  ): Promise<NoticeView> {
    return noticeView(await this.reminders.snooze(actor, id, body, languageOf(languages)));
  }

  /** Demo mode only: the own mails in the built-in sink. */
  @Get('mail-sink')
  @Action('mail_sink.view')
  @ApiOkResponse({ type: SinkMails })
  async mailSink(@CurrentActor() actor: Actor): Promise<SinkMails> {
    return sinkView(await this.reminders.mailSink(actor));
  }
}

function languageOf(header: string | undefined): Language {
  return /^en\b/i.test(header ?? '') ? 'en' : 'id';
}
