import { REMINDER_RULES, type LegalBasis } from '#libs/rulebook';

import { inboxText, subjectHref, subjectLabel, type Language, type Told } from './texts.js';

export interface ReminderPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly total?: number;
}

export interface SubjectOfReminder {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

/** One line of the own inbox; the id is the reminder's. */
export interface InboxItem {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly subject: SubjectOfReminder;
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly isEscalation: boolean;
  readonly text: string;
  readonly sentAt: string | null;
  readonly doneAt: string | null;
  readonly snoozedUntil: string | null;
}

/** One row of the ledger. State and moments are those of the inbox; what became of the mail stands beside them. */
export interface LedgerEntry {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly subject: SubjectOfReminder;
  readonly areaCode: string;
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly recipientRole: string;
  readonly isEscalation: boolean;
  readonly channel: string;
  readonly state: string;
  readonly plannedAt: string;
  readonly sentAt: string | null;
  readonly settledAt: string | null;
  readonly mailState: string | null;
}

export interface TriedRecipient {
  readonly name: string | null;
  readonly role: string;
  readonly isEscalation: boolean;
  readonly state: string;
  readonly sentAt: string | null;
}

/** "Why did I get this?" */
export interface WhyReminder {
  readonly rule: string;
  readonly title: string;
  readonly trigger: string;
  readonly countsFrom: string;
  readonly legalBasis: LegalBasis;
  readonly subject: SubjectOfReminder;
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly addressedAs: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly recipients: readonly TriedRecipient[];
  readonly edition: string;
}

export interface PreviewEntry {
  readonly rule: string;
  readonly title: string;
  readonly subject: SubjectOfReminder;
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly firesOn: string;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly recipientRole: string;
  readonly isEscalation: boolean;
  readonly text: string;
}

export interface SinkMail {
  readonly at: string;
  readonly subject: string;
  readonly body: string;
}

/** A reminder as it is read for a person. */
export interface ReminderRow extends Told {
  readonly id: string;
  readonly offsetDays: number;
  readonly sentAt: string | null;
  readonly doneAt: string | null;
  readonly snoozedUntil: string | null;
}

/** A reminder as it is read for the ledger. */
export interface LedgerRow extends ReminderRow {
  readonly areaCode: string;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly recipientRole: string;
  readonly state: string;
  readonly plannedAt: string;
  readonly settledAt: string | null;
  readonly mailState: string | null;
}

/** One more row than asked for was read: it tells whether there is a next page. */
export function pageOf<R extends { readonly id: string }, T>(found: readonly R[], limit: number, view: (row: R) => T): ReminderPage<T> {
  const shown = found.slice(0, limit);
  return { items: shown.map(view), next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

export function titleOf(code: string, language: Language): string {
  const rule = REMINDER_RULES.find((known) => known.code === code);
  if (!rule) return code;
  return language === 'en' ? rule.titleEn : rule.titleId;
}

export function subjectOf(told: Told): SubjectOfReminder {
  return { kind: told.subjectKind, id: told.subjectId, label: subjectLabel(told), href: subjectHref(told) };
}

export function inboxItem(row: ReminderRow, language: Language): InboxItem {
  const { id, rule, dueOn, offsetDays, isEscalation, sentAt, doneAt, snoozedUntil } = row;
  return {
    id,
    rule,
    title: titleOf(rule, language),
    subject: subjectOf(row),
    dueOn,
    offsetDays,
    isEscalation,
    text: inboxText(row, language),
    sentAt,
    doneAt,
    snoozedUntil,
  };
}

export function ledgerEntry(row: LedgerRow, language: Language): LedgerEntry {
  const {
    id,
    rule,
    areaCode,
    dueOn,
    offsetDays,
    recipient,
    recipientName,
    recipientRole,
    isEscalation,
    state,
    plannedAt,
    sentAt,
    settledAt,
    mailState,
  } = row;
  return {
    id, rule, title: titleOf(rule, language), subject: subjectOf(row), areaCode, dueOn, offsetDays, recipient, recipientName, recipientRole, isEscalation,
    channel: 'in_app', state, plannedAt, sentAt, settledAt, mailState,
  }; // prettier-ignore
}
