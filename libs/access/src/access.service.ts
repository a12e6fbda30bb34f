import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { ModuleRef } from '@nestjs/core';
import type { DataSource } from 'typeorm';

import { Clock, LOGGER, Problem, problem, Seals, type Logger, type Login } from '#libs/platform';

import { may, type Action } from './actions.js';
import { LOGIN_OF_ROLE, SYSTEM_ACTOR_ID, type Actor } from './actor.js';
import { isCollision, problemFrom } from './database-faults.js';
import { Flights, type NamedStatement } from './flight.js';
import { Rows } from './rows.js';
import { becoming, Seat } from './seat.js';

type Work<T> = (rows: Rows) => Promise<T>;

interface Entry {
  readonly login: Login;
  readonly actor: Actor | null;
  readonly action: string;
  readonly audited: boolean;
  /** The work asks everything in its first turn, so it is one flight and needs neither BEGIN nor COMMIT; with a person's id the audit
   *  row of the view travels with it. */
  readonly atOnce?: { readonly personSeen: string | null };
}

const MAX_TRIES = 4;
const BEGIN = { name: 'begin', text: 'BEGIN' } as const satisfies NamedStatement;

/** The one door to the database. It asks whether the role may do this at all, opens a transaction as the caller's scope role
 *  with the caller's session, lets the work see only the rows of that scope, writes the audit row and commits. */
@Injectable()
export class Access {
  constructor(
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** For lists and counts: no audit row. @throws Problem not-permitted, not-authenticated, unavailable */
  read<T>(actor: Actor, action: Action, work: Work<T>): Promise<T> {
    return this.run({ ...this.entry(actor, action), audited: false }, work);
  }

  /** As `read`, for work that asks everything before it first waits: all of it is one round trip. */
  readAtOnce<T>(actor: Actor, action: Action, work: Work<T>): Promise<T> {
    return this.run({ ...this.entry(actor, action), audited: false, atOnce: { personSeen: null } }, work);
  }

  /** As `view` of a person's file, for work that asks everything before it first waits. The audit row is written in the same
   *  round trip, and the work's answer is given only when it is safe on disk. Somebody out of scope leaves no row and no answer. */
  viewAtOnce<T>(actor: Actor, action: Action, candidateId: string, work: Work<T>): Promise<T> {
    return this.run({ ...this.entry(actor, action), atOnce: { personSeen: candidateId } }, work);
  }

  /** For one person's file: the view itself is written to the audit trail (UU 27/2022 art 31, 32). */
  view<T>(actor: Actor, action: Action, subjectId: string, work: Work<T>): Promise<T> {
    return this.run(this.entry(actor, action), async (rows) => {
      rows.about({ subjectId });
      return work(rows);
    });
  }

  /** For every change. Two writers that collide are tried again; a repeated POST gets the first answer. */
  write<T>(actor: Actor, action: Action, subjectId: string | null, work: Work<T>): Promise<T> {
    return this.run(this.entry(actor, action), async (rows) => {
      rows.about({ subjectId });
      return actor.repeat ? this.once(rows, actor, work) : work(rows);
    });
  }

  /** For the caller's own unfinished notes, about no file yet and changed at every pause of typing: written without an audit row. */
  jot<T>(actor: Actor, action: Action, work: Work<T>): Promise<T> {
    return this.run({ ...this.entry(actor, action), audited: false }, work);
  }

  /** Clocks, jobs and the command line. `action` names the work in the audit trail; `audited: false` for mere housekeeping. */
  system<T>(action: string, work: Work<T>, { audited = true } = {}): Promise<T> {
    return this.run({ login: 'system', actor: null, action, audited }, work);
  }

  private entry(actor: Actor, action: Action): Entry {
    if (!may(actor.role, action)) throw problem('not-permitted');
    return { login: LOGIN_OF_ROLE[actor.role], actor, action, audited: true };
  }

  private async run<T>(entry: Entry, work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(entry, work);
      } catch (error) {
        if (isCollision(error) && attempt < MAX_TRIES) continue;
        if (error instanceof Problem) throw error;
        throw problemFrom(error) ?? error;
      }
    }
  }

  private async attempt<T>(entry: Entry, work: Work<T>): Promise<T> {
    const opening = this.opening(entry);
    const seat = await this.takeSeat(entry.login);
    const { flights } = seat;
    let broken: unknown;
    try {
      // Not awaited before the work: the statements travel together. A failed entry fails everything after it.
      const entered = Promise.all(opening.map((statement) => flights.ask(statement)));
      entered.catch((error: unknown) => (broken = error));
      const entities = entry.atOnce ? null : () => seat.entities();
      const rows = new Rows(entry.actor, entry.actor?.userId ?? SYSTEM_ACTOR_ID, this.clock.today(), entities, flights);
      const working = work(rows);
      const leaving = entry.atOnce && this.leaveAtOnce(flights, entry, rows, entry.atOnce.personSeen);
      leaving?.catch(() => undefined);
      const result = await working.catch(async (error: unknown) => {
        await entered;
        throw error;
      });
      await (leaving ?? this.leave(flights, entry, rows));
      // Whatever the work did with a failure, a flight that failed or was not committed fails here.
      await entered;
      return result;
    } catch (error) {
      flights.depart();
      // What travels at once is one transaction of PostgreSQL by itself, and over when it is answered.
      await (entry.atOnce ? seat.probe() : seat.rollBack());
      throw broken ?? error;
    } finally {
      seat.leave();
    }
  }

  // The scope role, then the session, which the database looks up for itself at every statement.
  private opening(entry: Entry): NamedStatement[] {
    const begin = [...(entry.atOnce ? [] : [BEGIN]), becoming(entry.login)];
    const today = this.clock.today();
    if (!entry.actor) return [...begin, { name: 'office-day', text: `SELECT set_config('app.today', $1, true)`, values: [today] }];
    const { token, role } = entry.actor;
    if (!/^[A-Za-z0-9_-]{20,100}$/.test(token)) throw problem('not-authenticated');
    return [...begin, { name: 'enter', text: 'SELECT auth.enter($1, $2, $3)', values: [token, role, today] }];
  }

  private leave(flights: Flights, entry: Entry, rows: Rows): Promise<void> {
    if (!entry.audited) return commit(flights);
    const { subjectId = null, candidateId = null, areaCode = null, fields = [] } = rows.audited;
    const audit = flights.ask({
      name: 'audit-event',
      text: `INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, fields, request_id, source)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [...actingIn(entry, rows), subjectId, candidateId, areaCode, fields, entry.actor?.requestId ?? 'system', wayIn(entry)],
    });
    audit.catch(() => undefined);
    return commit(flights);
  }

  // The end of the flight commits; what is answered after it is safe on disk.
  private async leaveAtOnce(flights: Flights, entry: Entry, rows: Rows, personSeen: string | null): Promise<void> {
    rows.seal();
    if (!personSeen) return;
    await flights.ask({
      name: 'audit-view-of-person',
      text: `INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, request_id)
             SELECT $1, $2, $3, c.id, c.id, c.area_code, $5 FROM candidate c WHERE c.id = $4`,
      values: [...actingIn(entry, rows), personSeen, entry.actor?.requestId ?? 'system'],
    });
  }

  private async once<T>(rows: Rows, actor: Actor, work: Work<T>): Promise<T> {
    const { key, requestHash } = actor.repeat ?? { key: '', requestHash: '' };
    const place = { table: 'idempotency_key', column: 'answer_sealed', rowId: `${actor.userId}/${key}` };
    const claimed = await rows.query(
      `INSERT INTO idempotency_key (actor_id, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
      [actor.userId, key, requestHash],
    );
    if (claimed.length === 0) {
      const [first] = await rows.query<{ request_hash: string; answer_sealed: Buffer }>(
        `SELECT request_hash, answer_sealed FROM idempotency_key WHERE actor_id = $1 AND key = $2`,
        [actor.userId, key],
      );
      if (!first || first.request_hash !== requestHash) {
        throw problem('invalid', {
          errors: [{ pointer: '', code: 'idempotency-key-reused', detail: 'Kunci Idempotency-Key ini sudah dipakai untuk isi yang lain.' }],
        });
      }
      return JSON.parse(this.seals.open(place, first.answer_sealed)) as T;
    }
    const result = await work(rows);
    await rows.query(`UPDATE idempotency_key SET answer_sealed = $3 WHERE actor_id = $1 AND key = $2`, [
      actor.userId,
      key,
      this.seals.seal(place, JSON.stringify(result ?? null)),
    ]);
    return result;
  }

  private takeSeat(login: Login): Promise<Seat> {
    return Seat.take(this.modules.get<DataSource>(getDataSourceToken(login), { strict: false }));
  }
}

function actingIn(entry: Entry, rows: Rows): [string, string, string] {
  return [rows.actorId, entry.actor?.role ?? 'system', entry.action];
}

function wayIn({ actor }: Entry): string | null {
  return actor ? (actor.via ?? null) : 'system';
}

// A transaction that failed inside answers COMMIT with ROLLBACK and no error; that must never look like success.
async function commit(flights: Flights): Promise<void> {
  const { command } = await flights.ask({ name: 'commit', text: 'COMMIT' });
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
}
