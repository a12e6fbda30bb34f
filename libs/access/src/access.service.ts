import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { ModuleRef } from '@nestjs/core';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';

import { Clock, LOGGER, Problem, problem, Seals, type Logger, type Login } from '#libs/platform';

import { may, type Action } from './actions.js';
import { LOGIN_OF_ROLE, SYSTEM_ACTOR_ID, type Actor } from './actor.js';
import { isCollision, problemFrom } from './database-faults.js';
import { Rows } from './rows.js';

type Work<T> = (rows: Rows) => Promise<T>;

interface Entry {
  readonly login: Login;
  readonly actor: Actor | null;
  readonly action: string;
  readonly audited: boolean;
}

const MAX_TRIES = 4;

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
    const runner = this.dataSource(entry.login).createQueryRunner();
    const client: pg.PoolClient = await runner.connect();
    // The transaction is opened below, past TypeORM; without this it refuses to lock rows.
    Object.assign(runner, { isTransactionActive: true });
    let broken: unknown;
    try {
      // Not awaited before the work: the statements travel together. A failed entry fails everything after it.
      const entering = client.query(this.opening(entry));
      entering.catch((error: unknown) => (broken = error));
      const rows = new Rows(entry.actor, entry.actor?.userId ?? SYSTEM_ACTOR_ID, this.clock.today(), runner.manager, client);
      const result = await work(rows).catch(async (error: unknown) => {
        await entering;
        throw error;
      });
      if (entry.audited) await this.close(client, entry, rows);
      else await this.closeUnaudited(client, entering);
      return result;
    } catch (error) {
      await rollBack(client, runner);
      throw broken ?? error;
    } finally {
      await runner.release();
    }
  }

  // BEGIN, the scope role and the session in one message. The token's alphabet is checked, the rest are constants of ours.
  private opening(entry: Entry): string {
    const begin = `BEGIN; SET LOCAL ROLE sinergi_${entry.login};`;
    const today = pg.escapeLiteral(this.clock.today());
    if (!entry.actor) return `${begin} SELECT set_config('app.today', ${today}, true)`;
    if (!/^[A-Za-z0-9_-]{20,100}$/.test(entry.actor.token)) throw problem('not-authenticated');
    return `${begin} SELECT auth.enter('${entry.actor.token}', '${entry.actor.role}', ${today})`;
  }

  private async close(client: pg.PoolClient, entry: Entry, rows: Rows): Promise<void> {
    const { subjectId = null, candidateId = null, areaCode = null, fields = [] } = rows.audited;
    const audit = client.query({
      name: 'audit-event',
      text: `INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, fields, request_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        rows.actorId,
        entry.actor?.role ?? 'system',
        entry.action,
        subjectId,
        candidateId,
        areaCode,
        fields,
        entry.actor?.requestId ?? 'system',
      ],
    });
    const commit = client.query('COMMIT');
    commit.catch(() => undefined);
    await audit;
    await refuseRollback(commit);
  }

  private async closeUnaudited(client: pg.PoolClient, entering: Promise<unknown>): Promise<void> {
    const commit = client.query('COMMIT');
    commit.catch(() => undefined);
    await entering;
    await refuseRollback(commit);
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

  private dataSource(login: Login): DataSource {
    return this.modules.get<DataSource>(getDataSourceToken(login), { strict: false });
  }
}

// A transaction that failed inside answers COMMIT with ROLLBACK and no error; that must never look like success.
async function refuseRollback(commit: Promise<pg.QueryResult>): Promise<void> {
  const { command } = await commit;
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
}

async function rollBack(client: pg.PoolClient, runner: QueryRunner): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch {
    // The connection is gone, and with it the transaction; the pool drops it on release.
    await runner.release();
  }
}
