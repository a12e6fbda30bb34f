import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, Config, problem } from '#libs/platform';
import { addDays, reminderRule, type LegalBasis } from '#libs/rulebook';

import {
  inboxItem,
  ledgerEntry,
  pageOf,
  subjectOf,
  titleOf,
  type InboxItem,
  type LedgerEntry,
  type LedgerRow,
  type PreviewEntry,
  type ReminderPage,
  type ReminderRow,
  type SinkMail,
  type TriedRecipient,
  type WhyReminder,
} from './reminder-views.js';
import { Sweep } from './sweep.service.js';
import { inboxText, type Language } from './texts.js';

export interface InboxFilter {
  readonly show?: 'open' | 'snoozed' | 'done' | 'all' | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface LedgerFilter {
  readonly state?: string | undefined;
  readonly rule?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

const MAX_PREVIEWED = 500;
const MAX_SNOOZE_DAYS = 90;
const PAGE = 25;

const TOLD = `r.id, r.rule, r.subject_kind AS "subjectKind", r.subject_id AS "subjectId", r.candidate_id AS "candidateId", r.due_on AS "dueOn",
              r.offset_days AS "offsetDays", r.is_escalation AS "isEscalation", r.why->'facts' AS facts`;

/** Open in the inbox: delivered, still true, neither done nor put off. */
const SHOWN = {
  open: `r.state = 'sent' AND r.settled_at IS NULL AND r.done_at IS NULL AND (r.snoozed_until IS NULL OR r.snoozed_until <= $2)`,
  snoozed: `r.state = 'sent' AND r.settled_at IS NULL AND r.done_at IS NULL AND r.snoozed_until > $2`,
  done: `r.state = 'sent' AND r.done_at IS NOT NULL AND $2::date IS NOT NULL`,
  all: `r.state = 'sent' AND $2::date IS NOT NULL`,
} as const;

/** What people see of the reminders: their inbox, the ledger, the reasons, and what is coming. */
@Injectable()
export class RemindersService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(Sweep) private readonly sweeping: Sweep,
  ) {}

  /** The own inbox, newest first; `total` counts what the filter shows. */
  inbox(actor: Actor, { show = 'open', after, limit = PAGE }: InboxFilter, language: Language): Promise<ReminderPage<InboxItem>> {
    return this.access.read(actor, 'notice.list', async (rows) => {
      const mine = `FROM ${sourceFor(actor)} r WHERE r.recipient_id = $1 AND ${SHOWN[show]}`;
      const page = rows.query<ReminderRow>(
        `SELECT ${TOLD}, r.sent_at AS "sentAt", r.done_at AS "doneAt", r.snoozed_until AS "snoozedUntil"
           ${mine} AND ($3::uuid IS NULL OR r.id < $3)
          ORDER BY r.id DESC
          LIMIT $4`,
        [actor.userId, rows.today, after ?? null, limit + 1],
      );
      const counted = rows.query<{ total: number }>(`SELECT count(*) AS total ${mine}`, [actor.userId, rows.today]);
      const found = await page;
      const [count] = await counted;
      return { ...pageOf(found, limit, (row) => inboxItem(row, language)), total: count?.total ?? 0 };
    });
  }

  /** The ledger of the own office, newest first: also what was missed, settled or replaced, with the reason in its state. */
  ledger(actor: Actor, { state, rule, after, limit = PAGE }: LedgerFilter, language: Language): Promise<ReminderPage<LedgerEntry>> {
    return this.access.read(actor, 'reminder.list', async (rows) => {
      const found = await rows.query<LedgerRow>(
        `SELECT ${TOLD}, r.area_code AS "areaCode", r.recipient_id AS recipient, r.recipient_role AS "recipientRole", r.state,
                r.planned_at AS "plannedAt", r.sent_at AS "sentAt", r.settled_at AS "settledAt", c.display_name AS "recipientName",
                r.mail_state AS "mailState"
           FROM (SELECT *
                   FROM reminder r
                  WHERE ($1::text IS NULL OR r.state = $1)
                    AND ($2::text IS NULL OR r.rule = $2)
                    AND ($3::uuid IS NULL OR r.id < $3)
                  ORDER BY r.id DESC
                  LIMIT $4) r
           LEFT JOIN LATERAL auth.colleague_names(ARRAY[r.recipient_id]) c ON true
          ORDER BY r.id DESC`,
        [state ?? null, rule ?? null, after ?? null, limit + 1],
      );
      return pageOf(found, limit, (row) => ledgerEntry(row, language));
    });
  }

  /** Rule, dates, legal basis and everybody who was told, of one reminder in the own inbox or office.
   *  @throws Problem not-found */
  why(actor: Actor, id: string, language: Language): Promise<WhyReminder> {
    return this.access.read(actor, 'reminder.why', async (rows) => {
      const [row] = await rows.query<WhyRow>(
        `SELECT ${TOLD}, r.why->>'addressedAs' AS "addressedAs", r.edition, p.body
           FROM ${sourceFor(actor)} r
           LEFT JOIN rulebook_rule p ON p.rule_id = r.rule AND p.edition = r.edition
          WHERE r.id = $1`,
        [id],
      );
      if (!row) throw problem('not-found');
      const rule = row.body ?? reminderRule(row.rule);
      return {
        rule: row.rule,
        title: language === 'en' ? rule.titleEn : rule.titleId,
        trigger: rule.trigger,
        countsFrom: rule.dueOn,
        legalBasis: rule.legalBasis,
        subject: subjectOf(row),
        dueOn: row.dueOn,
        offsetDays: row.offsetDays,
        addressedAs: row.addressedAs,
        facts: row.facts,
        recipients: await triedRecipients(rows, actor, row),
        edition: row.edition,
      };
    });
  }

  /** What will go out today and in the next days, as far as today's data tells; only of the own office. At most 500. */
  async preview(actor: Actor, days: number, language: Language): Promise<ReminderPage<PreviewEntry>> {
    const area = await this.access.read(actor, 'reminder.preview', async () => actor.areaCode);
    if (area === null) throw problem('not-permitted');
    const planned = (await this.sweeping.preview(days, area)).filter(({ state }) => state === 'pending');
    const shown = planned.slice(0, MAX_PREVIEWED);
    const names = await this.access.read(actor, 'reminder.preview', (rows) =>
      namesOf(
        rows,
        shown.map(({ recipientId }) => recipientId),
      ),
    );
    const items = shown.map((entry) => ({
      rule: entry.rule,
      title: titleOf(entry.rule, language),
      subject: subjectOf(entry),
      dueOn: entry.dueOn,
      offsetDays: entry.offsetDays,
      firesOn: entry.firesOn,
      recipient: entry.recipientId,
      recipientName: names.get(entry.recipientId) ?? null,
      recipientRole: entry.recipientRole,
      isEscalation: entry.isEscalation,
      text: inboxText(entry, language),
    }));
    return { items, next: null, total: planned.length };
  }

  /** Takes a reminder out of the own inbox. Done twice is done once. @throws Problem not-found */
  done(actor: Actor, id: string, language: Language): Promise<InboxItem> {
    return this.access.write(actor, 'notice.close', id, async (rows) => {
      rows.about({ fields: ['done_at'] });
      await closeOwn(rows, actor, id, null, null);
      return this.own(rows, actor, id, language);
    });
  }

  /** Puts a reminder off; on that day it comes again, if it is still true.
   *  @throws Problem not-found; invalid when the day is not after today or more than 90 days ahead */
  snooze(actor: Actor, id: string, { until, reason }: { until: string; reason: string }, language: Language): Promise<InboxItem> {
    const today = this.clock.today();
    if (until <= today || until > addDays(today, MAX_SNOOZE_DAYS)) {
      throw problem('invalid', {
        errors: [
          { pointer: '/until', code: 'snooze-out-of-range', detail: `Pilih hari sesudah hari ini, paling lama ${MAX_SNOOZE_DAYS} hari.` },
        ],
      });
    }
    return this.access.write(actor, 'notice.close', id, async (rows) => {
      rows.about({ fields: ['snoozed_until', 'snooze_reason'] });
      await closeOwn(rows, actor, id, until, reason);
      return this.own(rows, actor, id, language);
    });
  }

  /** The own mails in the built-in sink, newest first. @throws Problem not-found outside demo mode */
  mailSink(actor: Actor): Promise<readonly SinkMail[]> {
    if (this.config.settings.mode !== 'demo') throw problem('not-found');
    return this.access.read(actor, 'mail_sink.view', (rows) =>
      rows.query<SinkMail>(
        `SELECT s.at, s.subject, s.body FROM sent_mail s WHERE s.recipient_id = $1 ORDER BY s.at DESC, s.message_id LIMIT 100`,
        [actor.userId],
      ),
    );
  }

  private async own(rows: Rows, actor: Actor, id: string, language: Language): Promise<InboxItem> {
    const [row] = await rows.query<ReminderRow>(
      `SELECT ${TOLD}, r.sent_at AS "sentAt", r.done_at AS "doneAt", r.snoozed_until AS "snoozedUntil"
         FROM ${sourceFor(actor)} r
        WHERE r.id = $1 AND r.recipient_id = $2`,
      [id, actor.userId],
    );
    if (!row) throw problem('not-found');
    return inboxItem(row, language);
  }
}

interface WhyRow extends ReminderRow {
  readonly addressedAs: string;
  readonly edition: string;
  readonly body: { titleId: string; titleEn: string; trigger: string; dueOn: string; legalBasis: LegalBasis } | null;
}

// The district official has no grant on the ledger, which also holds candidates; a function gives the own rows about promises.
function sourceFor(actor: Actor): string {
  return actor.role === 'district_official' ? 'auth.my_partnership_reminders()' : 'reminder';
}

async function closeOwn(rows: Rows, actor: Actor, id: string, until: string | null, reason: string | null): Promise<void> {
  const changed =
    actor.role === 'district_official'
      ? (await rows.query<{ changed: number }>(`SELECT auth.close_my_partnership_reminder($1, $2, $3) AS changed`, [id, until, reason]))[0]
          ?.changed
      : (
          await rows.query(
            `UPDATE reminder
                SET done_at = CASE WHEN $2::date IS NULL THEN coalesce(done_at, now()) ELSE done_at END,
                    snoozed_until = coalesce($2::date, snoozed_until), snooze_reason = coalesce($3, snooze_reason)
              WHERE id = $1 AND recipient_id = $4 AND state = 'sent'
             RETURNING id`,
            [id, until, reason, actor.userId],
          )
        ).length;
  if (!changed) throw problem('not-found');
}

// An officer sees everybody who was told; whoever has no ledger sees that he himself was.
async function triedRecipients(rows: Rows, actor: Actor, row: WhyRow): Promise<TriedRecipient[]> {
  const tried = await rows.query<Omit<TriedRecipient, 'name'> & { recipientId: string }>(
    `SELECT r.recipient_id AS "recipientId", r.recipient_role AS role, r.is_escalation AS "isEscalation", r.state, r.sent_at AS "sentAt"
       FROM ${sourceFor(actor)} r
      WHERE r.rule = $1 AND r.subject_id = $2 AND r.due_on = $3 AND r.offset_days = $4
      ORDER BY r.is_escalation, r.id`,
    [row.rule, row.subjectId, row.dueOn, row.offsetDays],
  );
  const names =
    actor.role === 'district_official'
      ? new Map([[actor.userId, actor.displayName]])
      : await namesOf(
          rows,
          tried.map(({ recipientId }) => recipientId),
        );
  return tried.map(({ recipientId, ...rest }) => ({ name: names.get(recipientId) ?? null, ...rest }));
}

async function namesOf(rows: Rows, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows.query<{ id: string; name: string }>(
    `SELECT c.id, c.display_name AS name FROM auth.colleague_names($1::uuid[]) c`,
    [[...new Set(ids)]],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
