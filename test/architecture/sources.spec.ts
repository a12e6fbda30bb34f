import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { ACTIONS, may, ROLES, type Action } from '#libs/access';
import { OFF_RAMPS } from '#libs/rulebook';

const sources = ['apps', 'libs', 'migrations', 'test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file)),
);
const read = (file: string): string => readFileSync(file, 'utf8');
const offenders = (pattern: RegExp, where: (file: string) => boolean): string[] =>
  sources.filter((file) => where(file) && pattern.test(read(file)));

const isServer = (file: string): boolean => /^(apps\/(api|worker)|libs)\//.test(file) && !file.endsWith('.spec.ts') && file.endsWith('.ts');

test('no file grows over 400 lines', () => {
  const generated = 'apps/web/src/api/schema.ts';
  expect(sources.filter((file) => file !== generated && read(file).split('\n').length > 401)).toEqual([]);
});

test('the clock is asked in one place', () => {
  expect(offenders(/new Date\(|Date\.now\(/, (file) => isServer(file) && file !== 'libs/platform/src/clock.ts')).toEqual([]);
});

test('settings are read in one place', () => {
  expect(offenders(/process\.env\b/, (file) => isServer(file) && !/^apps\/(api|worker)\/src\/main\.ts$/.test(file))).toEqual([]);
});

test('only access and platform open the database', () => {
  const doors = /^libs\/(access|platform)\//;
  expect(offenders(/\b(DataSource|EntityManager|Repository|InjectRepository)\b/, (file) => isServer(file) && !doors.test(file))).toEqual(
    [],
  );
});

test('no random numbers where unguessable ones are needed', () => {
  expect(offenders(/Math\.random/, isServer)).toEqual([]);
});

test('every action is declared by a handler or used by a service', () => {
  const text = sources
    .filter((file) => isServer(file) && !file.endsWith('/actions.ts'))
    .map(read)
    .join('\n');
  expect(Object.keys(ACTIONS).filter((action) => !text.includes(`'${action}'`))).toEqual([]);
});

test('who may merge two files by the rules of the journey may do it by the list of verbs, and nobody else', () => {
  const merged = OFF_RAMPS.find(({ stage }) => stage === 'merged');
  expect(merged?.roles.toSorted()).toEqual([...ACTIONS['merge.confirm']].toSorted());
});

test('who may do what is as agreed', () => {
  const table = Object.fromEntries(
    Object.keys(ACTIONS).map((action) => [action, ROLES.filter((role) => may(role, action as Action)).join(' ')]),
  );
  expect(table).toMatchSnapshot();
});

test('the compose file is one that a parser understands, with every service and no open database port', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true });
  expect(Object.keys(compose.services).sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'web', 'worker']);
  const published = Object.entries<{ ports?: string[] }>(compose.services).filter(([, service]) => service.ports);
  expect(published.map(([name]) => name)).toEqual(['web']);
  expect(compose.services.redis.command).toEqual(expect.arrayContaining(['--appendonly', 'noeviction']));
  for (const name of ['api', 'worker']) {
    expect(compose.services[name].environment.SINERGI_MODE).toBe('production');
    expect(compose.services[name].environment.DATABASE_URL).not.toMatch(/@/);
    expect(compose.services[name].secrets).not.toContain('postgres_password');
  }
});

test('the lock file names no registry', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"http/);
});
