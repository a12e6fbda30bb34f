import { createHash } from 'node:crypto';

import pg from 'pg';

/** One statement with its bound values. The name makes it a prepared statement, so the same name always carries the same text. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What a statement answered. */
export interface Answer {
  /** The word of the statement as PostgreSQL says it back: SELECT, COMMIT, ROLLBACK … */
  readonly command: string;
  readonly rows: readonly Record<string, unknown>[];
}

// The message 'Sync' of the protocol: its letter and its length.
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

interface Columns {
  readonly list: readonly Column[];
  /** A row without values. Copies of it have one shape, which V8 keeps small; an object that gets one name after the other becomes a
   *  dictionary, several times its size. */
  readonly blank: Readonly<Record<string, unknown>>;
}

const NO_COLUMNS: Columns = { list: [], blank: {} };

interface Passenger {
  readonly statement: NamedStatement;
  readonly rows: Record<string, unknown>[];
  command: string;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** What the driver's connection offers to statements; its published types leave half of it out. */
interface Wire {
  readonly stream: { write(bytes: Uint8Array): boolean };
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(statement: { readonly name: string; readonly text: string }): void;
  bind(statement: { readonly statement: string; readonly values: readonly unknown[]; valueMapper(value: unknown): unknown }): void;
  describe(portal: { readonly type: 'P' }): void;
  execute(portal: null): void;
}

/** What one connection has learnt: which columns a prepared statement answers, so that nobody asks twice; and its desk, where
 *  messages are written down instead of sent. */
interface Memory {
  readonly columns: Map<string, Columns>;
  readonly desk: Wire;
  written: Uint8Array[];
}

const memories = new WeakMap<object, Memory>();

function memoryOf(connection: object): Memory {
  const known = memories.get(connection);
  if (known) return known;
  const stream = { writable: true, write: (message: Uint8Array) => memory.written.push(message) > 0 };
  const memory: Memory = { columns: new Map(), desk: Object.create(connection, { stream: { value: stream } }), written: [] };
  memories.set(connection, memory);
  return memory;
}

/** Statements that travel together: one write, one answer, and when one fails, all of them fail. The driver by itself sends
 *  each statement in a write of its own, has PostgreSQL answer each at once and describe its columns each time; at ten statements
 *  a millisecond that costs more than the statements. All of a flight is one transaction of PostgreSQL when none is open yet. */
class Flight extends pg.Query {
  // The driver notes under this name and text which statement a connection has prepared.
  name: string | undefined;
  text: string | undefined;
  callback: (error: Error | null) => void = () => undefined;
  private arrived = 0;
  private memory: Memory | null = null;
  private columns: Columns | null = null;

  constructor(private readonly passengers: readonly Passenger[]) {
    super({ text: '' });
    this.board();
  }

  override submit = (connection: pg.Connection): null => {
    const memory = memoryOf(connection);
    memory.written = [];
    this.memory = memory;
    try {
      for (const { statement } of this.passengers) write(memory, statement);
    } catch (error) {
      this.stayOnGround(memory, error);
    }
    memory.written.push(SYNC);
    connection.stream.write(Buffer.concat(memory.written));
    return null;
  };

  handleRowDescription({ fields }: { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] }): void {
    this.columns = {
      list: fields.map(({ name, dataTypeID }) => ({ name, read: pg.types.getTypeParser(dataTypeID, 'text') })),
      blank: Object.fromEntries(fields.map(({ name }) => [name, null])),
    };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const passenger = this.passengers[this.arrived];
    this.columns ??= this.memory?.columns.get(passenger?.statement.name ?? '') ?? NO_COLUMNS;
    const { list, blank } = this.columns;
    const row: Record<string, unknown> = { ...blank };
    for (let place = 0; place < fields.length; place += 1) {
      const [column, text] = [list[place], fields[place]];
      if (column) row[column.name] = text === null || text === undefined ? null : column.read(text);
    }
    passenger?.rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const passenger = this.passengers[this.arrived];
    if (passenger) {
      passenger.command = text.split(' ', 1)[0] ?? '';
      const { name } = passenger.statement;
      if (this.memory && !this.memory.columns.has(name)) this.memory.columns.set(name, this.columns ?? NO_COLUMNS);
    }
    this.arrived += 1;
    this.board();
  }

  handleReadyForQuery(): void {
    this.callback(null);
    // Only now is it all done: what PostgreSQL refuses at the end of a transaction, it refuses before this.
    for (const passenger of this.passengers) passenger.resolve(passenger);
  }

  handleError(error: Error, connection: Wire): void {
    // PostgreSQL skipped whatever came after the failure: those statements are not prepared on this connection.
    for (const { statement } of this.passengers.slice(this.arrived)) delete connection.submittedNamedStatements[statement.name];
    this.callback(error);
    for (const passenger of this.passengers) passenger.reject(error);
  }

  // A value that cannot even be written down: then none of them is sent.
  private stayOnGround(memory: Memory, cause: unknown): void {
    memory.written = [];
    for (const { statement } of this.passengers) delete memory.desk.submittedNamedStatements[statement.name];
    const error = cause instanceof Error ? cause : new Error(String(cause));
    for (const passenger of this.passengers) passenger.reject(error);
  }

  private board(): void {
    const next = this.passengers[this.arrived];
    this.name = next?.statement.name;
    this.text = next?.statement.text;
    this.columns = null;
  }
}

function write({ desk, columns }: Memory, { name, text, values = [] }: NamedStatement): void {
  const known = desk.parsedStatements[name] ?? desk.submittedNamedStatements[name];
  if (known === undefined) {
    desk.parse({ name, text });
    desk.submittedNamedStatements[name] = text;
  } else if (known !== text) {
    throw new Error(`the name ${name} belongs to another statement`);
  }
  desk.bind({ statement: name, values, valueMapper: written });
  if (!columns.has(name)) desk.describe({ type: 'P' });
  desk.execute(null);
}

// The driver's own rules, which it does not publish: lists as PostgreSQL writes them, other objects as JSON.
function written(value: unknown): string | Uint8Array | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(listed).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function listed(value: unknown): string {
  const item = written(value);
  if (item === null) return 'NULL';
  if (Array.isArray(value)) return String(item);
  return `"${(typeof item === 'string' ? item : `\\x${Buffer.from(item).toString('hex')}`).replace(/[\\"]/g, '\\$&')}"`;
}

/** Gathers the statements that are asked for in one turn of the event loop and sends them together. */
export class Flights {
  private waiting: Passenger[] = [];

  constructor(private readonly client: pg.ClientBase) {}

  ask(statement: NamedStatement): Promise<Answer> {
    if (this.waiting.length === 0) queueMicrotask(() => this.depart());
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ statement, rows: [], command: '', resolve, reject });
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
