import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { SealKeys } from './seals.js';

export type Mode = 'demo' | 'production';

/** All settings, read once and frozen. README lists them. */
export interface Settings {
  readonly mode: Mode;
  readonly host: string;
  readonly port: number;
  /** Where the counters are served; null = nowhere. */
  readonly metricsPort: number | null;
  readonly database: { readonly host: string; readonly port: number; readonly name: string; readonly tls: boolean };
  /** Full address with the owner's name; only the migrate command uses it. */
  readonly ownerUrl: string;
  readonly redisUrl: string | null;
  readonly dataFolder: string;
  /** Where scans lie, sealed. */
  readonly filesFolder: string;
  /** A ClamAV daemon that sees each scan before it is opened; null = none. */
  readonly clamdUrl: string | null;
  /** Office day, and if given time of day, that demo mode and tests stand still at. */
  readonly fixedDay: string | null;
  readonly fixedTime: string | null;
  readonly smtpUrl: string | null;
  readonly publicUrl: string;
  /** Address or network of the reverse proxy whose X-Forwarded-For is believed; null = nobody's. */
  readonly trustProxy: string | null;
  readonly webFolder: string;
  readonly logLevel: string;
  readonly sealKeys: SealKeys;
  readonly loginKey: Buffer;
}

/** Injection token and type of the settings. */
export class Config {
  constructor(readonly settings: Settings) {
    Object.freeze(settings);
  }
}

export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      [
        'Sinergi tidak dapat dimulai karena pengaturan berikut / cannot start because of these settings:',
        ...faults.map((f) => `  - ${f}`),
      ].join('\n'),
    );
  }
}

/** Reads every setting and reports all faults together.
 *  @throws SettingsError with one sentence per fault, saying what to do. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const mode = oneOf(env, 'SINERGI_MODE', ['demo', 'production'], env.DATABASE_URL ? 'production' : 'demo', faults);
  const address = databaseAddress(env.DATABASE_URL, faults);
  const settings: Settings = {
    mode,
    host: env.HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0'),
    port: portNumber('PORT', env.PORT ?? '3000', faults),
    metricsPort: env.METRICS_PORT ? portNumber('METRICS_PORT', env.METRICS_PORT, faults) : null,
    database: address,
    ownerUrl: env.DATABASE_URL ?? '',
    redisUrl: urlOrNull(env, 'REDIS_URL', ['redis:', 'rediss:'], faults),
    dataFolder: env.SINERGI_DATA ?? '.sinergi',
    filesFolder: filesFolder(env, faults),
    clamdUrl: urlOrNull(env, 'CLAMD_URL', ['tcp:'], faults),
    ...officeMoment(env.SINERGI_TODAY, mode, faults),
    smtpUrl: urlOrNull(env, 'SMTP_URL', ['smtp:', 'smtps:'], faults),
    publicUrl: env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT ?? '3000'}`,
    trustProxy: env.TRUST_PROXY ?? null,
    webFolder: env.SINERGI_WEB ?? 'dist/web',
    logLevel: env.LOG_LEVEL ?? 'info',
    sealKeys: sealKeys(env, faults),
    loginKey: keyOf(env, 'LOGIN_KEY', faults),
  };
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function oneOf<T extends string>(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  allowed: readonly T[],
  fallback: T,
  faults: string[],
): T {
  const given = env[name];
  const known = allowed.find((value) => value === given);
  if (given !== undefined && !known) faults.push(`${name}=${given}: choose one of ${allowed.join(', ')}.`);
  return known ?? fallback;
}

function portNumber(name: string, text: string, faults: string[]): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) faults.push(`${name}=${text}: give a whole number from 0 to 65535.`);
  return port;
}

function databaseAddress(url: string | undefined, faults: string[]): Settings['database'] {
  const nowhere = { host: '', port: 0, name: '', tls: false };
  if (!url) {
    faults.push(
      'DATABASE_URL is missing: give postgres://owner:password@host:5432/name, or start with npm start, which brings its own server.',
    );
    return nowhere;
  }
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol) || new URL(url).pathname.length < 2) {
    faults.push('DATABASE_URL cannot be read: give postgres://owner:password@host:5432/name.');
    return nowhere;
  }
  const { hostname, port, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    name: decodeURIComponent(pathname.slice(1)),
    tls: (searchParams.get('sslmode') ?? 'disable') !== 'disable',
  };
}

function urlOrNull(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  protocols: readonly string[],
  faults: string[],
): string | null {
  const url = env[name];
  if (!url) return null;
  if (!URL.canParse(url) || !protocols.includes(new URL(url).protocol))
    faults.push(`${name} cannot be read: it must begin with ${protocols.join('// or ')}//.`);
  return url;
}

// Made and tried at once, so that an office finds out at its start and not at the first scan.
function filesFolder(env: Readonly<Record<string, string | undefined>>, faults: string[]): string {
  const given = env.FILES_URL || path.join(env.SINERGI_DATA ?? '.sinergi', 'files');
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(given)?.[1]?.toLowerCase();
  if (scheme !== undefined && (scheme !== 'file' || !URL.canParse(given))) {
    faults.push(`FILES_URL=${scheme}://…: only a folder can be used so far, as /srv/sinergi/files or file:///srv/sinergi/files.`);
    return '';
  }
  try {
    const folder = path.resolve(scheme === 'file' ? fileURLToPath(given) : given);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch {
    faults.push(`FILES_URL: the folder ${given} cannot be written: correct its permissions, or give another folder.`);
    return '';
  }
}

function officeMoment(text: string | undefined, mode: Mode, faults: string[]): Pick<Settings, 'fixedDay' | 'fixedTime'> {
  if (!text) return { fixedDay: null, fixedTime: null };
  if (mode === 'production') faults.push('SINERGI_TODAY is for demo mode and tests: unset it in production.');
  const match = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(text);
  if (!match) faults.push(`SINERGI_TODAY=${text}: give a day as 2026-01-16, or with a time of day as 2026-01-16T09:00.`);
  return { fixedDay: match?.[1] ?? null, fixedTime: match?.[2] ?? null };
}

function secretText(env: Readonly<Record<string, string | undefined>>, name: string, faults: string[]): string | null {
  const path = env[`${name}_FILE`];
  if (!path) {
    const inline = env[name];
    if (!inline) faults.push(`${name}_FILE is missing: give the path of a file with 32 random bytes in base64 (openssl rand -base64 32).`);
    return inline ?? null;
  }
  try {
    return readFileSync(path, 'utf8');
  } catch {
    faults.push(`${name}_FILE=${path} cannot be read: check that the file exists and that this user may read it.`);
    return null;
  }
}

function keyOf(env: Readonly<Record<string, string | undefined>>, name: string, faults: string[]): Buffer {
  const text = secretText(env, name, faults);
  const key = Buffer.from((text ?? '').trim(), 'base64');
  if (text !== null && key.length !== 32) faults.push(`${name}: the key must be exactly 32 bytes in base64 (openssl rand -base64 32).`);
  return key;
}

// One line per key, "id:base64"; the last line seals, all open.
function sealKeys(env: Readonly<Record<string, string | undefined>>, faults: string[]): SealKeys {
  const text = secretText(env, 'SEAL_KEYS', faults) ?? '';
  const byId = new Map<number, Buffer>();
  let current = 0;
  for (const line of text
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)) {
    const [idText, keyText] = line.split(':');
    const id = Number(idText);
    const key = Buffer.from(keyText ?? '', 'base64');
    if (!Number.isInteger(id) || id < 1 || id > 255 || key.length !== 32) {
      faults.push('SEAL_KEYS: each line must be "number:key", the number from 1 to 255 and the key 32 bytes in base64.');
      break;
    }
    byId.set(id, key);
    current = id;
  }
  if (text && current === 0) faults.push('SEAL_KEYS holds no key.');
  return { current, byId, index: keyOf(env, 'INDEX_KEY', faults) };
}
