// Secrets of an embedded installation: made once, kept beside the data, readable by the owner only.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** @returns environment variables that name the key files */
export function ensureKeys(folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = () => randomBytes(32).toString('base64');
  const files = { SEAL_KEYS_FILE: ['seal.keys', `1:${fresh()}`], INDEX_KEY_FILE: ['index.key', fresh()], LOGIN_KEY_FILE: ['login.key', fresh()] };
  return Object.fromEntries(
    Object.entries(files).map(([variable, [name, content]]) => {
      const file = path.resolve(folder, name);
      if (!fs.existsSync(file)) fs.writeFileSync(file, `${content}\n`, { mode: 0o600 });
      return [variable, process.env[variable] ?? file];
    }),
  );
}
