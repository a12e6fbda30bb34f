import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

import { REMINDER_RULES } from '#libs/rulebook';
import type { InboxItem, LedgerEntry, PreviewEntry, ReminderPage, SinkMail, WhyReminder } from '#libs/reminders';

import { IsDay, IsNote } from '../http/validation.js';
import { PageQuery } from '../http/page.dto.js';

const STATES = ['pending', 'sending', 'sent', 'failed', 'missed', 'superseded', 'settled'] as const;
const SHOWN = ['open', 'snoozed', 'done', 'all'] as const;
const RULES = REMINDER_RULES.map((rule) => rule.code);

export class InboxQuery extends PageQuery {
  @ApiPropertyOptional({ enum: SHOWN, default: 'open' })
  @IsOptional()
  @IsIn(SHOWN, { message: 'Pilihan tampilan tidak dikenal.' })
  show?: (typeof SHOWN)[number];
}

export class LedgerQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES, { message: 'Keadaan pengingat tidak dikenal.' })
  state?: (typeof STATES)[number];

  @ApiPropertyOptional({ enum: RULES })
  @IsOptional()
  @IsIn(RULES, { message: 'Aturan pengingat tidak dikenal.' })
  rule?: string;
}

export class PreviewQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 60, default: 14 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value))
  @IsInt({ message: 'days harus bilangan bulat.' })
  @Min(1, { message: 'days paling sedikit 1.' })
  @Max(60, { message: 'days paling banyak 60.' })
  days?: number;
}

export class Snooze {
  @ApiProperty({ format: 'date', description: 'The reminder comes again on this day' })
  @IsDay()
  until: string;

  @ApiProperty({ maxLength: 300 })
  @IsNote(300)
  reason: string;
}

export class ReminderSubjectView {
  @ApiProperty({ enum: ['placement_cycle', 'document', 'enrolment', 'training_batch', 'agreement', 'commitment', 'visit'] }) kind: string;
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'Case number and initials, or the title of an agreement, batch or office' }) label: string;
  @ApiProperty({ description: 'Page of the web app' }) href: string;
}

export class NoticeView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: RULES }) rule: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: ReminderSubjectView }) subject: ReminderSubjectView;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ description: 'Days before (negative) or after the due day' }) offsetDays: number;
  @ApiProperty() isEscalation: boolean;
  @ApiProperty() text: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) snoozedUntil: string | null;
}

export class Notices {
  @ApiProperty({ type: [NoticeView] }) items: NoticeView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty() total: number;
}

export class ReminderView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: RULES }) rule: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: ReminderSubjectView }) subject: ReminderSubjectView;
  @ApiProperty() areaCode: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty() offsetDays: number;
  @ApiProperty({ format: 'uuid' }) recipient: string;
  @ApiProperty({ type: String, nullable: true }) recipientName: string | null;
  @ApiProperty() recipientRole: string;
  @ApiProperty() isEscalation: boolean;
  @ApiProperty({ description: 'State and moments are those of this channel' }) channel: string;
  @ApiProperty({ enum: STATES }) state: string;
  @ApiProperty({ format: 'date-time' }) plannedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Closed because the fact, the day or the recipient changed',
  })
  settledAt: string | null;
  @ApiProperty({ type: String, nullable: true, enum: ['sent', 'failed'], description: 'What became of the mail; null while none was sent' })
  mailState: string | null;
}

export class Reminders {
  @ApiProperty({ type: [ReminderView] }) items: ReminderView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class PreviewView {
  @ApiProperty({ enum: RULES }) rule: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: ReminderSubjectView }) subject: ReminderSubjectView;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty() offsetDays: number;
  @ApiProperty({ format: 'date', description: 'Day on which the sweep will write it' }) firesOn: string;
  @ApiProperty({ format: 'uuid' }) recipient: string;
  @ApiProperty({ type: String, nullable: true }) recipientName: string | null;
  @ApiProperty() recipientRole: string;
  @ApiProperty() isEscalation: boolean;
  @ApiProperty() text: string;
}

export class Preview {
  @ApiProperty({ type: [PreviewView] }) items: PreviewView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  @ApiProperty({ description: 'How many there are; at most 500 are shown' }) total: number;
}

export class ReminderBasisView {
  @ApiProperty() text: string;
  @ApiProperty({ enum: ['verified', 'memory', 'inferred', 'practice'] }) confidence: string;
}

export class TriedRecipientView {
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty() role: string;
  @ApiProperty() isEscalation: boolean;
  @ApiProperty({ enum: STATES }) state: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt: string | null;
}

export class WhyView {
  @ApiProperty({ enum: RULES }) rule: string;
  @ApiProperty() title: string;
  @ApiProperty({ description: 'What makes the rule fire' }) trigger: string;
  @ApiProperty({ description: 'Which day the offset counts from' }) countsFrom: string;
  @ApiProperty({ type: ReminderBasisView }) legalBasis: ReminderBasisView;
  @ApiProperty({ type: ReminderSubjectView }) subject: ReminderSubjectView;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty() offsetDays: number;
  @ApiProperty({ enum: ['officer_in_charge', 'area', 'training_center'], description: 'Why this person' }) addressedAs: string;
  @ApiProperty({ type: Object, description: 'The dates and counts that were used' }) facts: object;
  @ApiProperty({ type: [TriedRecipientView] }) recipients: TriedRecipientView[];
  @ApiProperty({ description: 'Edition of the rulebook that decided' }) edition: string;
}

export class SinkMailView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() subject: string;
  @ApiProperty() body: string;
}

export class SinkMails {
  @ApiProperty({ type: [SinkMailView] }) items: SinkMailView[];
}

export function noticeView(item: InboxItem): NoticeView {
  return { ...item, subject: { ...item.subject } };
}

export function noticesView({ items, next, total = 0 }: ReminderPage<InboxItem>): Notices {
  return { items: items.map(noticeView), next, total };
}

export function remindersView({ items, next }: ReminderPage<LedgerEntry>): Reminders {
  return { items: items.map((item) => ({ ...item, subject: { ...item.subject } })), next };
}

export function previewView({ items, next, total = 0 }: ReminderPage<PreviewEntry>): Preview {
  return { items: items.map((item) => ({ ...item, subject: { ...item.subject } })), next, total };
}

export function whyView({ legalBasis, subject, recipients, facts, ...rest }: WhyReminder): WhyView {
  return {
    ...rest,
    legalBasis: { text: legalBasis.text, confidence: legalBasis.confidence },
    subject: { ...subject },
    facts: { ...facts },
    recipients: recipients.map((recipient) => ({ ...recipient })),
  };
}

export function sinkView(mails: readonly SinkMail[]): SinkMails {
  return { items: mails.map((mail) => ({ ...mail })) };
}
