import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { Clock, Config, LOGGER, Mail, type Letter, type Logger } from '#libs/platform';

import { settleOpen } from './settle.query.js';
import { CHANNELS, isUrgentSlot, openSlots, type Channel } from './slots.js';
import { digestLetter, type Told } from './texts.js';
import { triggerOf } from './triggers.js';

/** Longer than a mail may take (40 s), so that a lease that ran out belongs to a worker that is gone. */
const LEASE_SECONDS = 60;
/** Five attempts of the queue, eight hand-overs that wait twice as long each time: about ten hours. */
const MAX_ATTEMPTS = 40;

/** A mail that this worker alone may send until its lease runs out. */
export interface ClaimedMail {
  readonly noticeId: string;
  readonly outboxId: string;
  readonly lease: string;
  readonly recipientId: string;
  readonly letter: Letter;
}

interface ClaimedNotice {
  readonly recipient_id: string;
  readonly channel: string;
  readonly slot: string;
}

const COLUMN_OF = { in_app: 'notice_id', email: 'mail_notice_id' } as const satisfies Record<Channel, string>;

/** Delivers notices. The inbox gets each exactly once: the message is the row. A mail goes out at least once, and more than
 *  once only when the process dies between the server's acceptance and our writing it down; it then has the same message id. */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(Mail) private readonly mail: Mail,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Delivers one notice and closes its outbox row. Safe to call twice and by two workers at once.
   *  @throws Error of the mail server; the notice is then free for the next attempt */
  async deliver(noticeId: string, outboxId: string): Promise<void> {
    const mail = await this.claim(noticeId, outboxId);
    if (!mail) return;
    try {
      if (this.mail.hasServer) await this.mail.send(mail.letter);
    } catch (error) {
      await this.release(mail, error);
      throw error;
    }
    const isMine = await this.finish(mail);
    if (!isMine) this.logger.warn({ noticeId }, 'late worker fenced: its lease had run out');
  }

  /** Takes the notice, asks again whether all of it is still true and whether people may be disturbed now, and delivers it
   *  when it goes into the inbox.
   *  @returns the mail to be sent; null when nothing is left to do for this worker */
  claim(noticeId: string, outboxId: string): Promise<ClaimedMail | null> {
    const lease = randomUUID();
    return this.access.system(
      'notice.claim',
      async (rows) => {
        // Asked together, so that they share a round trip; without the lease the other answers are not used.
        const [notice, told, address] = await Promise.all([
          takeLease(rows, noticeId, lease),
          openOn(rows, noticeId),
          addressOf(rows, noticeId),
        ]);
        if (!notice) {
          await closeIfOver(rows, noticeId, outboxId);
          return null;
        }
        const channel = CHANNELS.find((known) => known === notice.channel) ?? 'in_app';
        const open = openSlots(channel, rows.today, this.clock.timeOfDay());
        if (!(isUrgentSlot(notice.slot) ? open.urgent : open.digest)) {
          await Promise.all([putBack(rows, channel, noticeId), close(rows, outboxId)]);
          return null;
        }
        const stillTrue = await settled(rows, noticeId, told);
        if (channel === 'email' && address && stillTrue.length > 0) {
          const { subject, text } = digestLetter(stillTrue, rows.today, this.config.settings.publicUrl);
          return {
            noticeId,
            outboxId,
            lease,
            recipientId: notice.recipient_id,
            letter: { messageId: `notice-${noticeId}`, to: address, subject, text },
          };
        }
        const isForInbox = channel === 'in_app' && stillTrue.length > 0;
        await Promise.all([isForInbox ? putIntoInbox(rows, noticeId) : giveUp(rows, noticeId), close(rows, outboxId)]);
        return null;
      },
      { audited: false },
    );
  }

  /** Writes down that the mail was sent, if the lease is still ours.
   *  @returns false when another worker has taken the notice over meanwhile */
  finish(mail: ClaimedMail): Promise<boolean> {
    return this.access.system(
      'notice.finish',
      async (rows) => {
        const mine = await rows.query(
          `UPDATE notice SET state = 'sent', sent_at = now(), lease = NULL, lease_until = NULL WHERE id = $1 AND lease = $2 RETURNING id`,
          [mail.noticeId, mail.lease],
        );
        if (mine.length === 0) return false;
        await Promise.all([
          this.mail.hasServer ? null : putIntoSink(rows, mail),
          markMailed(rows, mail.noticeId, 'sent'),
          close(rows, mail.outboxId),
        ]);
        return true;
      },
      { audited: false },
    );
  }

  private release(mail: ClaimedMail, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    return this.access.system(
      'notice.release',
      async (rows) => {
        const [released] = await rows.query<{ state: string }>(
          `UPDATE notice
              SET state = CASE WHEN attempts >= $4 THEN 'failed' ELSE 'pending' END, lease = NULL, lease_until = NULL, last_error = $3
            WHERE id = $1 AND lease = $2
           RETURNING state`,
          [mail.noticeId, mail.lease, reason, MAX_ATTEMPTS],
        );
        if (released?.state !== 'failed') return;
        await markMailed(rows, mail.noticeId, 'failed');
        await close(rows, mail.outboxId);
      },
      { audited: false },
    );
  }
}

// Leases run in PostgreSQL's time: a worker with a wrong clock can neither keep nor steal one.
async function takeLease(rows: Rows, noticeId: string, lease: string): Promise<ClaimedNotice | null> {
  const [notice] = await rows.query<ClaimedNotice>(
    `UPDATE notice
        SET state = 'sending', lease = $2, lease_until = clock_timestamp() + make_interval(secs => $3), attempts = attempts + 1
      WHERE id = $1
        AND (state = 'pending' OR (state = 'sending' AND lease_until <= clock_timestamp()))
     RETURNING recipient_id, channel, slot`,
    [noticeId, lease, LEASE_SECONDS],
  );
  return notice ?? null;
}

// The reminders of a notice, whichever channel it is of; locked, because inbox and mail of one person are judged at once.
function openOn(rows: Rows, noticeId: string): Promise<(Told & { readonly id: string })[]> {
  return rows.query(
    `SELECT r.id, r.rule, r.subject_kind AS "subjectKind", r.subject_id AS "subjectId", r.candidate_id AS "candidateId", r.due_on AS "dueOn",
            r.is_escalation AS "isEscalation", r.why->'facts' AS facts
       FROM reminder r
      WHERE (r.notice_id = $1 OR r.mail_notice_id = $1) AND r.state IN ('pending', 'sent') AND r.settled_at IS NULL AND r.done_at IS NULL
      ORDER BY r.due_on, r.id
        FOR NO KEY UPDATE`,
    [noticeId],
  );
}

/** Asks each rule again and closes what is no longer true. @returns what still is */
async function settled(rows: Rows, noticeId: string, told: readonly (Told & { readonly id: string })[]): Promise<readonly Told[]> {
  let closed = 0;
  for (const rule of new Set(told.map((one) => one.rule))) {
    closed += await settleOpen(
      rows,
      triggerOf(rule),
      told.filter((one) => one.rule === rule).map(({ id }) => id),
    );
  }
  return closed === 0 ? told : openOn(rows, noticeId);
}

// A notice that somebody else is sending stays open until that worker has finished it.
async function closeIfOver(rows: Rows, noticeId: string, outboxId: string): Promise<void> {
  const [over] = await rows.query(`SELECT n.id FROM notice n WHERE n.id = $1 AND n.state IN ('sent', 'failed', 'superseded')`, [noticeId]);
  if (over) await close(rows, outboxId);
}

// Quiet hours began on the way: the reminders wait for the next slot and go out with it, in one notice.
async function putBack(rows: Rows, channel: Channel, noticeId: string): Promise<void> {
  const column = COLUMN_OF[channel];
  await Promise.all([rows.query(`UPDATE reminder SET ${column} = NULL WHERE ${column} = $1`, [noticeId]), giveUp(rows, noticeId)]);
}

async function giveUp(rows: Rows, noticeId: string): Promise<void> {
  await rows.query(`UPDATE notice SET state = 'superseded', lease = NULL, lease_until = NULL WHERE id = $1`, [noticeId]);
}

async function putIntoInbox(rows: Rows, noticeId: string): Promise<void> {
  await Promise.all([
    rows.query(`UPDATE reminder SET state = 'sent', sent_at = now() WHERE notice_id = $1 AND state = 'pending'`, [noticeId]),
    rows.query(`UPDATE notice SET state = 'sent', sent_at = now(), lease = NULL, lease_until = NULL WHERE id = $1`, [noticeId]),
  ]);
}

async function putIntoSink(rows: Rows, { noticeId, recipientId, letter }: ClaimedMail): Promise<void> {
  await rows.query(
    `INSERT INTO sent_mail (message_id, notice_id, recipient_id, subject, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (message_id) DO NOTHING`,
    [letter.messageId, noticeId, recipientId, letter.subject, letter.text],
  );
}

async function markMailed(rows: Rows, noticeId: string, state: 'sent' | 'failed'): Promise<void> {
  await rows.query(`UPDATE reminder SET mail_state = $2 WHERE mail_notice_id = $1`, [noticeId, state]);
}

async function addressOf(rows: Rows, noticeId: string): Promise<Letter['to'] | null> {
  const [person] = await rows.query<{ name: string; address: string | null }>(
    `SELECT p.display_name AS name, p.email AS address FROM auth.people_by_id(ARRAY(SELECT n.recipient_id FROM notice n WHERE n.id = $1)) p`,
    [noticeId],
  );
  return person?.address ? { name: person.name, address: person.address } : null;
}

async function close(rows: Rows, outboxId: string): Promise<void> {
  await rows.query(`UPDATE outbox SET done_at = now() WHERE id = $1 AND done_at IS NULL`, [outboxId]);
}
