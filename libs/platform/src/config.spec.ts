import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { readSettings, SettingsError } from './config.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const folder = mkdtempSync(path.join(os.tmpdir(), 'sinergi-config-'));
const GOOD = {
  DATABASE_URL: 'postgres://owner:secret@127.0.0.1:5432/sinergi',
  SEAL_KEYS: `1:${KEY}`,
  INDEX_KEY: KEY,
  LOGIN_KEY: KEY,
  FILES_URL: path.join(folder, 'files'),
};
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

test('good settings are read, and production is the mode of a database of your own', () => {
  const settings = readSettings(GOOD);
  expect(settings.mode).toBe('production');
  expect(settings.database).toEqual({ host: '127.0.0.1', port: 5432, name: 'sinergi', tls: false });
  expect(settings.sealKeys.current).toBe(1);
});

test('all faults are told together, each with what to do', () => {
  const faults = faultsOf({
    PORT: 'tiga',
    FILES_URL: 's3://wadah',
    CLAMD_URL: 'clamav:3310',
    REDIS_URL: 'http://x',
    SINERGI_MODE: 'percobaan',
    SINERGI_TODAY: 'besok',
  });
  expect(faults.map((fault) => fault.split(/[=: ]/)[0])).toEqual(
    expect.arrayContaining([
      'SINERGI_MODE',
      'DATABASE_URL',
      'PORT',
      'REDIS_URL',
      'SINERGI_TODAY',
      'SEAL_KEYS_FILE',
      'INDEX_KEY_FILE',
      'LOGIN_KEY_FILE',
      'FILES_URL',
      'CLAMD_URL',
    ]),
  );
});

test('production takes no fixed day and no default secret', () => {
  expect(faultsOf({ ...GOOD, SINERGI_TODAY: '2026-01-16' }).join()).toMatch(/SINERGI_TODAY/);
  expect(faultsOf({ DATABASE_URL: GOOD.DATABASE_URL, FILES_URL: GOOD.FILES_URL })).toHaveLength(3);
});

test('a key of the wrong length and an unreadable key file are told apart', () => {
  expect(faultsOf({ ...GOOD, INDEX_KEY: 'c2hvcnQ=' }).join()).toMatch(/INDEX_KEY: the key must be exactly 32 bytes/);
  expect(faultsOf({ ...GOOD, INDEX_KEY_FILE: '/tidak/ada' }).join()).toMatch(/INDEX_KEY_FILE=\/tidak\/ada cannot be read/);
});

test('scans lie in a folder that is tried at once; another kind of store is refused with what to give', () => {
  expect(readSettings(GOOD).filesFolder).toBe(path.join(folder, 'files'));
  expect(readSettings({ ...GOOD, FILES_URL: `file://${folder}/lain` }).filesFolder).toBe(path.join(folder, 'lain'));
  expect(readSettings({ ...GOOD, FILES_URL: '', SINERGI_DATA: folder }).filesFolder).toBe(path.join(folder, 'files'));
  expect(faultsOf({ ...GOOD, FILES_URL: 's3://wadah' })).toEqual([expect.stringMatching(/FILES_URL=s3:.*only a folder/)]);
  const file = path.join(folder, 'berkas');
  writeFileSync(file, '');
  expect(faultsOf({ ...GOOD, FILES_URL: `${file}/di-dalam` })).toEqual([
    expect.stringMatching(/FILES_URL: the folder .* cannot be written/),
  ]);
});
