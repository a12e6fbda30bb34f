// Secrets of an embedded installation: made once, kept beside the data, readable by the owner only.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** @returns environment variables that name the key files */
export function ensureKeys(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = () => randomBytes(32).toString('base64');
  const files = {
    SEAL_KEYS_FILE: ['seal.keys', `1:${fresh()}`],
    INDEX_KEY_FILE: ['index.key', fresh()],
    LOGIN_KEY_FILE: ['login.key', fresh()],
  };
  return Object.fromEntries(
    Object.entries(files).map(([variable, [name, content]]) => {
      const file = path.resolve(folder, name);
      if (!fs.existsSync(file)) fs.writeFileSync(file, `${content}\n`, { mode: 0o600 });
      return [variable, process.env[variable] ?? file];
    }),
  );
}

// The demo office stands still in the morning of the day that its story begins, unless it is told another day.
const DEMO_MORNING = '2026-01-16T09:00';

/** Settings of an office on the embedded server: its keys, demo mode unless told otherwise, and the demo's day. */
export function embeddedSettings(env, dataFolder) {
  const mode = env.SINERGI_MODE ?? 'demo';
  const day = mode === 'demo' ? { SINERGI_TODAY: env.SINERGI_TODAY ?? DEMO_MORNING } : {};
  return { ...env, ...ensureKeys(path.join(dataFolder, 'keys')), SINERGI_MODE: mode, ...day };
}
