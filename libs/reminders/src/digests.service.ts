import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { REMINDER_RULES } from '#libs/rulebook';

import { CHANNELS, digestSlot, openSlots, urgentSlotPrefix, type Channel } from './slots.js';
import { NEW_ID } from './statement-parts.js';

const ONE_AT_A_TIME = 744_110;
const URGENT_RULES = REMINDER_RULES.filter((rule) => rule.urgent).map((rule) => rule.code);

/** Where a channel keeps which notice a reminder went out with, and which reminders still wait for one. */
const MARK_OF = {
  in_app: { column: 'notice_id', waiting: `r.state = 'pending' AND r.notice_id IS NULL` },
  email: {
    column: 'mail_notice_id',
    waiting: `r.mail_notice_id IS NULL AND r.state IN ('pending', 'sent') AND r.settled_at IS NULL AND r.done_at IS NULL AND r.snoozed_until IS NULL`,
  },
} as const satisfies Record<Channel, { column: string; waiting: string }>;

/** Puts what is due into notices: one per person, channel and slot, so that ten papers make one mail and not ten. */
@Injectable()
export class Digests {
  constructor(@Inject(Access) private readonly access: Access) {}

  /** Composes every notice whose slot is open; the notice and the outbox row that delivers it are one transaction.
   *  What finds no open slot stays where it is and is looked at again.
   *  @param timeOfDay of the office, HH:MM
   *  @returns how many notices were made */
  compose(today: string, timeOfDay: string): Promise<number> {
    return this.access.system(
      'reminder.digest',
      async (rows) => {
        await rows.query(`SELECT pg_advisory_xact_lock($1)`, [ONE_AT_A_TIME]);
        // Statistics do not know the rows of this morning yet; a plan made for one row would compare each with each.
        await rows.query(`SELECT set_config('enable_nestloop', 'off', true)`);
        let made = 0;
        for (const channel of CHANNELS) {
          const open = openSlots(channel, today, timeOfDay);
          if (open.urgent) made += await composeSlot(rows, channel, 'urgent', urgentSlotPrefix(today));
          if (open.digest) made += await composeSlot(rows, channel, 'digest', digestSlot(today));
        }
        return made;
      },
      { audited: false },
    );
  }
}

// The digest has one name a day, so whoever already has today's waits for tomorrow's; urgent slots are numbered.
async function composeSlot(rows: Rows, channel: Channel, kind: 'urgent' | 'digest', name: string): Promise<number> {
  const { column, waiting } = MARK_OF[channel];
  const isDue = `${waiting} AND (r.rule = ANY ($4::text[])) = $5::boolean`;
  const slot =
    kind === 'digest'
      ? `$2::text`
      : `$2::text || (1 + (SELECT count(*) FROM notice n WHERE n.recipient_id = p.id AND n.channel = $1 AND n.slot LIKE $2::text || '%'))`;
  const made = await rows.query(
    `WITH made AS (
       INSERT INTO notice (id, recipient_id, channel, slot, state, due_at)
       SELECT ${NEW_ID}, p.id, $1::text, ${slot}, 'pending', now()
         FROM auth.people_in_office() p
        WHERE EXISTS (SELECT FROM reminder r WHERE r.recipient_id = p.id AND ${isDue})
          AND ($1 <> 'email' OR p.email IS NOT NULL)
       ON CONFLICT ON CONSTRAINT notice_once DO NOTHING
       RETURNING id, recipient_id),
     marked AS (
       UPDATE reminder r
          SET ${column} = m.id
         FROM made m
        WHERE r.recipient_id = m.recipient_id AND ${isDue}),
     queued AS (
       INSERT INTO outbox (id, topic, key, payload)
       SELECT ${NEW_ID}, 'notice.deliver', 'notice ' || m.id::text || $3::text, jsonb_build_object('noticeId', m.id, 'channel', $1::text)
         FROM made m)
     SELECT id FROM made`,
    [channel, name, ` ${channel}`, URGENT_RULES, kind === 'urgent'],
  );
  return made.length;
}
