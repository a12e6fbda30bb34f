import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

import { newId, problem } from '#libs/platform';

import type { Actor } from './actor.js';
import { statementName, type Flights } from './flight.js';

/** What the audit row of this transaction says beside actor and action. */
export interface AuditSubject {
  readonly subjectId?: string | null;
  readonly candidateId?: string | null;
  readonly areaCode?: string | null;
  /** Names of changed or revealed fields, never their values. */
  readonly fields?: readonly string[];
}

/** A row that can be changed: it has an id and the version that the change is based on. */
export interface Versioned extends ObjectLiteral {
  id: string;
  version: number;
}

/** The caller's rows in one open transaction that PostgreSQL has already narrowed to the caller's scope.
 *  It is the only way to data; it is useless after the transaction has ended. */
export class Rows {
  private subject: AuditSubject = {};
  private isSealed = false;

  constructor(
    /** Null when the system acts (a clock, a job, the command line). */
    readonly actor: Actor | null,
    readonly actorId: string,
    readonly today: string,
    /** Null when everything is asked at once: entities ask one thing after the other. */
    private readonly entities: (() => EntityManager) | null,
    private readonly flights: Flights,
  ) {}

  /** @throws Problem not-found, the same for absent and for out of scope */
  async get<E extends Versioned>(entity: EntityTarget<E>, id: string): Promise<E> {
    const row = await this.manager.createQueryBuilder(entity, 'row').where('row.id = :id', { id }).getOne();
    if (!row) throw problem('not-found');
    return row;
  }

  /** Reads and locks a row for change. @throws Problem not-found; changed-meanwhile when `version` is given and stale */
  async lock<E extends Versioned>(entity: EntityTarget<E>, id: string, version?: number): Promise<E> {
    const row = await this.manager.createQueryBuilder(entity, 'row').setLock('for_no_key_update').where('row.id = :id', { id }).getOne();
    if (!row) throw problem('not-found');
    if (version !== undefined && row.version !== version) throw problem('changed-meanwhile');
    return row;
  }

  /** The one row that matches, or null. @throws Error when a condition is undefined: TypeORM would return any row */
  async findBy<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E | null> {
    const conditions = Object.entries(where);
    if (conditions.length === 0 || conditions.some(([, value]) => value === undefined || value === null))
      throw new Error('findBy needs every condition');
    return this.manager.findOneBy(entity, where);
  }

  async add<E extends ObjectLiteral>(entity: E): Promise<E> {
    await this.manager.createQueryBuilder().insert().into(entity.constructor).values(entity).updateEntity(false).execute();
    return entity;
  }

  /** Compare-and-set on id and version. @throws Problem changed-meanwhile when somebody was faster */
  async save<E extends Versioned>(entity: E): Promise<E> {
    const target = entity.constructor as EntityTarget<E>;
    const next = Object.assign(Object.create(Object.getPrototypeOf(entity)), entity, {
      version: entity.version + 1,
    }) as QueryDeepPartialEntity<E>;
    const result = await this.manager
      .createQueryBuilder()
      .update(target)
      .set(next)
      .where('id = :id AND version = :version', { id: entity.id, version: entity.version })
      .updateEntity(false)
      .execute();
    if (result.affected !== 1) throw problem('changed-meanwhile');
    entity.version += 1;
    return entity;
  }

  /** One statement with bound parameters; prepared once per connection. For lists, counts and whatever entities are too slow for. */
  query<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    if (this.isSealed) return Promise.reject(new Error('this work asks everything at once, and its transaction is on its way'));
    const answer = this.flights.ask({ name: statementName(sql), text: sql, values: params }).then((result) => result.rows as T[]);
    // Several statements may travel together; when the first fails, the others fail with it and nobody may be waiting for them.
    answer.catch(() => undefined);
    return answer;
  }

  /** Names the subject and the changed fields in this transaction's audit row. */
  about(subject: AuditSubject): void {
    this.subject = { ...this.subject, ...subject };
  }

  /** Work that must happen after this change: an outbox row of the same transaction, handed to a worker until it is done.
   *  A key that exists already means that the work is already asked for. */
  async enqueue(topic: string, key: string, payload: object): Promise<void> {
    await this.query(`INSERT INTO outbox (id, topic, key, payload) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
      newId(),
      topic,
      key,
      JSON.stringify(payload),
    ]);
  }

  get audited(): AuditSubject {
    return this.subject;
  }

  /** After this the work may ask nothing more. */
  seal(): void {
    this.isSealed = true;
  }

  // Entities use the connection by themselves; what was asked before must be on its way before them.
  private get manager(): EntityManager {
    if (!this.entities) throw new Error('this work asks everything at once, so it cannot use entities');
    this.flights.depart();
    return this.entities();
  }
}
