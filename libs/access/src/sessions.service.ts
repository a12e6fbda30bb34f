import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { ModuleRef } from '@nestjs/core';
import type { DataSource } from 'typeorm';

import { problem } from '#libs/platform';

import type { Role } from './actions.js';
import type { Actor } from './actor.js';
import { problemFrom } from './database-faults.js';
import { statementName } from './flight.js';
import { verifyPassword } from './passwords.js';
import { becoming, Seat } from './seat.js';

export interface OpenedSession {
  readonly token: string;
  readonly actor: Actor;
}

export interface DemoAccount {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly areaName: string | null;
}

/** A clock of the worker, and by how many minutes it is overdue. */
export interface LateClock {
  readonly clock: string;
  readonly minutes: number;
}

const ACCOUNT_SLOT_SECONDS = 900;
const ACCOUNT_ATTEMPTS = 20;
const NETWORK_SLOT_SECONDS = 60;
const NETWORK_ATTEMPTS = 60;
// Whatever networks they come from: a password that 100 guesses a day find would be found anyway.
const ACCOUNT_GUESSES_A_DAY = 100;
const CACHE_MS = 30_000;
const MAX_CACHED = 5_000;

/** Signing in and out. Tokens are opaque, 256 random bits; the database keeps only their SHA-256.
 *  A session ends after 12 hours, or 30 minutes without use, or at once when it is closed or its user is disabled. */
@Injectable()
export class Sessions {
  private readonly seen = new Map<string, { actor: Omit<Actor, 'requestId'>; until: number }>();

  constructor(@Inject(ModuleRef) private readonly modules: ModuleRef) {}

  /** @throws Problem wrong-credentials (the same text and work for unknown users), too-many */
  async open(username: string, password: string, network: string, kind: 'cookie' | 'bearer' = 'cookie'): Promise<OpenedSession> {
    await this.countAttempt(`network ${network}`, NETWORK_SLOT_SECONDS, NETWORK_ATTEMPTS);
    await this.countAttempt(`account ${username} from ${network}`, ACCOUNT_SLOT_SECONDS, ACCOUNT_ATTEMPTS);
    const guess = [digest(`guesses at ${username}`), digest(`${username} known from ${network}`)];
    await this.takeGuess(guess);
    const [account] = await this.ask<{ user_id: string; password_hash: string }>(
      `SELECT user_id, password_hash FROM auth.account_for_login($1)`,
      [username],
    );
    const matches = await verifyPassword(account?.password_hash ?? null, password);
    if (!account || !matches) throw problem('wrong-credentials');
    await this.ask(`SELECT auth.return_daily_guess($1, $2)`, guess);
    const token = randomBytes(32).toString('base64url');
    await this.ask(`SELECT auth.open_session($1, $2, $3, interval '12 hours', interval '30 minutes')`, [
      account.user_id,
      hashOf(token),
      kind,
    ]);
    const actor = await this.find(token);
    if (!actor) throw problem('wrong-credentials');
    return { token, actor: { ...actor, requestId: '' } };
  }

  async close(token: string): Promise<void> {
    this.seen.delete(token);
    await this.ask(`SELECT auth.close_session($1)`, [hashOf(token)]);
  }

  /** Lets a confirmed bulk job act as whoever asked for it, with that person's rights of now.
   *  @returns null when the job does not run, or its asker may no longer act in the role of then */
  async openForJob(jobId: string): Promise<Actor | null> {
    const token = randomBytes(32).toString('base64url');
    const [row] = await this.ask<{ is_open: boolean }>(`SELECT auth.open_job_session($1, $2) AS is_open`, [jobId, hashOf(token)]);
    const actor = row?.is_open ? await this.find(token) : null;
    return actor && { ...actor, requestId: `bulk/${jobId}` };
  }

  async endForJob(token: string): Promise<void> {
    this.seen.delete(token);
    await this.ask(`SELECT auth.end_job_session($1)`, [hashOf(token)]);
  }

  /** Who holds this token, or null. The answer may be half a minute old: it only chooses the login; every transaction
   *  asks the database again, so a closed session stops at once. */
  async find(token: string): Promise<Omit<Actor, 'requestId'> | null> {
    const cached = this.seen.get(token);
    if (cached && cached.until > performance.now()) return cached.actor;
    this.seen.delete(token);
    const [row] = await this.ask<ActorRow>(
      `SELECT user_id, username, display_name, role, area_code, area_name, training_center_id FROM auth.actor_of($1)`,
      [hashOf(token)],
    );
    if (!row) return null;
    const actor = {
      userId: row.user_id,
      username: row.username,
      displayName: row.display_name,
      role: row.role,
      areaCode: row.area_code,
      areaName: row.area_name,
      trainingCenterId: row.training_center_id,
      token,
    };
    if (this.seen.size >= MAX_CACHED) this.seen.clear();
    this.seen.set(token, { actor, until: performance.now() + CACHE_MS });
    return actor;
  }

  /** Asks the database now, for answers that need nothing else from it. @throws Problem not-authenticated when the session is over */
  async confirm(token: string): Promise<Omit<Actor, 'requestId'>> {
    this.seen.delete(token);
    const actor = await this.find(token);
    if (!actor) throw problem('not-authenticated');
    return actor;
  }

  async demoAccounts(): Promise<DemoAccount[]> {
    const rows = await this.ask<{ username: string; display_name: string; role: Role; area_name: string | null }>(
      `SELECT username, display_name, role, area_name FROM auth.demo_accounts()`,
    );
    return rows.map((row) => ({ username: row.username, displayName: row.display_name, role: row.role, areaName: row.area_name }));
  }

  /** Clocks of the worker that should have run again by now. */
  async lateClocks(): Promise<LateClock[]> {
    return this.ask<LateClock>(
      `SELECT c.clock, ceil(extract(epoch FROM now() - c.late_after) / 60)::integer AS minutes FROM clock_run c WHERE c.late_after < now() ORDER BY c.clock`,
    );
  }

  private async countAttempt(bucket: string, slotSeconds: number, limit: number): Promise<void> {
    const [row] = await this.ask<{ attempts: number }>(`SELECT auth.take_login_attempt($1, $2) AS attempts`, [digest(bucket), slotSeconds]);
    if ((row?.attempts ?? 0) > limit) throw problem('too-many', { retryAfterSeconds: slotSeconds });
  }

  private async takeGuess(guess: readonly string[]): Promise<void> {
    const [row] = await this.ask<{ wait: number }>(`SELECT auth.take_daily_guess($1, $2, $3) AS wait`, [...guess, ACCOUNT_GUESSES_A_DAY]);
    if (row && row.wait > 0) throw problem('too-many', { retryAfterSeconds: row.wait });
  }

  private async ask<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    const seat = await Seat.take(this.modules.get<DataSource>(getDataSourceToken('door'), { strict: false })).catch((error: unknown) => {
      throw problemFrom(error) ?? error;
    });
    try {
      // The door has no right of its own either: it becomes its scope role for one statement.
      const [, { rows }] = await Promise.all([
        seat.flights.ask(becoming('door')),
        seat.flights.ask({ name: statementName(sql), text: sql, values: params }),
      ]);
      return rows as T[];
    } catch (error) {
      await seat.probe();
      throw problemFrom(error) ?? error;
    } finally {
      seat.leave();
    }
  }
}

interface ActorRow {
  readonly user_id: string;
  readonly username: string;
  readonly display_name: string;
  readonly role: Role;
  readonly area_code: string | null;
  readonly area_name: string | null;
  readonly training_center_id: string | null;
}

function digest(bucket: string): string {
  return createHash('sha256').update(bucket).digest('hex');
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
