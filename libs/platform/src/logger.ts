import pino, { type Logger } from 'pino';

/** One JSON line per event. Never log names, NIK, phones, tokens or request bodies: ids, actions and durations only. */
export function createLogger(level: string, name: string): Logger {
  return pino({
    name,
    level,
    base: { app: name },
    serializers: { err: told },
    redact: { paths: ['token', 'password', 'nik', '*.token', '*.password', '*.nik'], remove: true },
  });
}

const DATABASE_FACTS = ['code', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

// What may be told of an error: its kind, its place in the code, and for a database error what was violated. The error object
// itself also carries the bound values or the failing row, and messages of class 22 quote the value that was refused.
function told(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const inner = 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  const facts = Object.fromEntries(DATABASE_FACTS.flatMap((name) => (Reflect.has(inner, name) ? [[name, Reflect.get(inner, name)]] : [])));
  const quotesValue = String(Reflect.get(inner, 'code') ?? '').startsWith('22');
  const places = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, message: quotesValue ? 'a value was refused' : inner.message, ...facts, stack: places };
}

export type { Logger };
