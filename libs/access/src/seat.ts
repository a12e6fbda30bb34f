import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

import type { Login } from '#libs/platform';

import { Flights, type NamedStatement } from './flight.js';

/** Becomes the scope role of a login until the transaction ends; the login itself holds no right. `SET LOCAL` would want a BEGIN. */
export function becoming(login: Login): NamedStatement {
  return { name: `become-${login}`, text: `SELECT set_config('role', 'sinergi_${login}', true)` };
}

const opening = new WeakMap<DataSource, Promise<unknown>>();

function openOnce(source: DataSource): Promise<unknown> {
  const known = opening.get(source);
  if (known) return known;
  const opened = source
    .initialize()
    .then(({ driver }) => poolOf(driver).on('connect', hearFaults))
    .finally(() => opening.delete(source));
  opening.set(source, opened);
  return opened;
}

// A connection can be ended in the very bytes that say it is ready, before anybody has sat down; unheard, it would end the process.
// Whoever takes it then finds it broken by the first statement.
function hearFaults(client: pg.PoolClient): void {
  client.on('error', () => undefined);
}

function poolOf(driver: unknown): pg.Pool {
  if (!(driver instanceof PostgresDriver)) throw new Error('the database is PostgreSQL');
  const pool: pg.Pool = driver.master;
  return pool;
}

/** One connection of a login's pool, taken for one transaction. Whoever takes it leaves it, whatever happened. */
export class Seat {
  readonly flights: Flights;
  private manager: EntityManager | null = null;
  private fault: Error | undefined;
  // A connection that breaks while it is taken says so here; unheard, it would end the process.
  private readonly onFault = (error: Error): void => void (this.fault = error);

  private constructor(
    private readonly source: DataSource,
    private readonly client: pg.PoolClient,
  ) {
    this.flights = new Flights(client);
    client.on('error', this.onFault);
  }

  /** Waits for a free connection. @throws Error when the database cannot be reached; the next one may try again */
  static async take(source: DataSource): Promise<Seat> {
    if (!source.isInitialized) await openOnce(source);
    const { driver } = source;
    if (!(driver instanceof PostgresDriver)) throw new Error('the database is PostgreSQL');
    const [client] = await driver.obtainMasterConnection();
    return new Seat(source, client);
  }

  /** TypeORM on this connection. Made when it is first asked for, because most work is statements. */
  entities(): EntityManager {
    if (this.manager) return this.manager;
    const runner = this.source.createQueryRunner();
    // The connection is taken and the transaction opened past TypeORM; without the second it refuses to lock rows.
    Object.assign(runner, { databaseConnection: this.client, isTransactionActive: true });
    return (this.manager = runner.manager);
  }

  /** Ends a failed transaction. */
  rollBack(): Promise<void> {
    return this.ask('ROLLBACK');
  }

  /** After a failure outside a transaction: a connection that is about to end would otherwise be given to the next in line. */
  probe(): Promise<void> {
    return this.ask('SELECT');
  }

  leave(): void {
    this.client.removeListener('error', this.onFault);
    this.client.release(this.fault);
  }

  private async ask(sql: string): Promise<void> {
    try {
      await this.client.query(sql);
    } catch (error) {
      // The connection is gone, and with it the transaction; the pool drops it when it is left.
      this.fault = error instanceof Error ? error : new Error(String(error));
    }
  }
}
