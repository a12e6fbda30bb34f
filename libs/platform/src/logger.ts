import pino, { type Logger } from 'pino';

/** One JSON line per event. Never log names, NIK, phones, tokens or request bodies: ids, actions and durations only. */
export function createLogger(level: string, name: string): Logger {
  return pino({ name, level, base: { app: name }, redact: { paths: ['token', 'password', 'nik', '*.token', '*.password', '*.nik'], remove: true } });
}

export type { Logger };
