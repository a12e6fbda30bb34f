import { createHash } from 'node:crypto';

import pg from 'pg';

/** One statement with its bound values. The name makes it a prepared statement, so the same name always carries the same text. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

// The message 'Sync' of the protocol: its letter and its length.
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

type Answer = pg.QueryResult<Record<string, unknown>>;

/** What the driver's own statements offer to the connection that carries them; its published types leave it out. */
interface Wire extends pg.Connection {
  readonly submittedNamedStatements: Record<string, string>;
}
interface Passenger {
  readonly name: string;
  readonly text: string;
  /** Set when a value could not even be written down; the statement is then not on its way. */
  isLost?: boolean;
  submit(connection: pg.Connection): Error | null;
  handleRowDescription(message: object): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, connection: Wire): void;
  handleReadyForQuery(connection: Wire): void;
  handleError(error: Error, connection: Wire): void;
  /** Tells whoever asked that the statement was never sent. */
  refuse(error: Error): void;
}

/** Statements that travel together: one write, one answer, and when one fails, all of them fail. The driver by itself sends
 *  each statement in a write of its own and has PostgreSQL answer each at once; at ten statements a millisecond those system
 *  calls cost more than the statements. Inside one transaction nothing is lost by failing together. */
class Flight extends pg.Query {
  // The driver notes under this name and text which statement a connection has prepared.
  name: string | undefined;
  text: string | undefined;
  callback: (error: Error | null) => void = () => undefined;
  private arrived = 0;

  constructor(private readonly passengers: readonly Passenger[]) {
    super({ text: '' });
    this.board();
  }

  override submit = (connection: pg.Connection): null => {
    const written: Buffer[] = [];
    const stream = { writable: true, write: (message: Buffer) => written.push(message) };
    // The statements write into this list, and leave the final Sync to the flight.
    const desk: pg.Connection = Object.create(connection, { stream: { value: stream }, sync: { value: () => undefined } });
    for (const [seat, passenger] of this.passengers.entries()) {
      const refused = passenger.submit(desk);
      if (refused || passenger.isLost) {
        this.turnAway(seat, refused);
        break;
      }
    }
    written.push(SYNC);
    connection.stream.write(Buffer.concat(written));
    return null;
  };

  handleRowDescription(message: object): void {
    this.passengers[this.arrived]?.handleRowDescription(message);
  }

  handleDataRow(message: object): void {
    this.passengers[this.arrived]?.handleDataRow(message);
  }

  handleCommandComplete(message: object, connection: Wire): void {
    this.passengers[this.arrived]?.handleCommandComplete(message, connection);
    this.arrived += 1;
    this.board();
  }

  handleReadyForQuery(connection: Wire): void {
    this.callback(null);
    for (const passenger of this.passengers) passenger.handleReadyForQuery(connection);
  }

  handleError(error: Error, connection: Wire): void {
    // PostgreSQL skipped whatever came after the failure: those statements are not prepared on this connection.
    for (const { name } of this.passengers.slice(this.arrived)) delete connection.submittedNamedStatements[name];
    this.callback(error);
    for (const passenger of this.passengers) passenger.handleError(error, connection);
  }

  // Those before it are on their way already and find the transaction given up by whoever asked.
  private turnAway(seat: number, refused: Error | null): void {
    const error = refused ?? new Error('a statement travelling before this one was refused');
    for (const passenger of this.passengers.slice(seat)) passenger.refuse(error);
  }

  private board(): void {
    const next = this.passengers[this.arrived];
    this.name = next?.name;
    this.text = next?.text;
  }
}

/** Gathers the statements that are asked for in one turn of the event loop and sends them together. */
export class Flights {
  private waiting: Passenger[] = [];

  constructor(private readonly client: pg.ClientBase) {}

  ask({ name, text, values = [] }: NamedStatement): Promise<Answer> {
    if (this.waiting.length === 0) queueMicrotask(() => this.depart());
    return new Promise<Answer>((resolve, reject) => {
      const query = new pg.Query({ name, text, values: [...values] }, (error, answer) => {
        passenger.isLost = error !== null && error !== undefined;
        if (error) reject(error);
        else resolve(answer);
      });
      // The driver's own class; only its published type is narrower.
      const passenger = Object.assign(query, { refuse: reject }) as unknown as Passenger;
      this.waiting.push(passenger);
    });
  }

  /** Sends what waits now, because something else is about to use the connection. */
  depart(): void {
    const passengers = this.waiting;
    if (passengers.length === 0) return;
    this.waiting = [];
    this.client.query(new Flight(passengers));
  }
}

const names = new Map<string, string>();

/** The name under which a connection keeps this text prepared. */
export function statementName(sql: string): string {
  const known = names.get(sql);
  if (known) return known;
  const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 20)}`;
  if (names.size < 500) names.set(sql, name);
  return name;
}
