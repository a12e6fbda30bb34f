import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  readonly is_nullable: 'YES' | 'NO';
}

const TYPE_NAMES: Readonly<Record<string, string>> = { 'timestamp with time zone': 'timestamptz', ARRAY: 'array' };

test('every entity describes its table as the migrations made it: same columns, types and nullability', async () => {
  const source = house.api.get<DataSource>(getDataSourceToken('bp3mi'), { strict: false });
  // Opened when somebody of that login first acts.
  if (!source.isInitialized) await source.initialize();
  const { entityMetadatas } = source;
  const real = await house.sql<ColumnRow>(
    `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const realOf = (table: string): Map<string, string> =>
    new Map(
      real
        .filter((row) => row.table_name === table)
        .map((row) => [row.column_name, `${TYPE_NAMES[row.data_type] ?? row.data_type}${row.is_nullable === 'YES' ? ' or null' : ''}`]),
    );
  expect(entityMetadatas.length).toBeGreaterThan(8);
  for (const entity of entityMetadatas) {
    const told = Object.fromEntries(
      entity.columns.map((column) => [
        column.databaseName,
        `${column.isArray ? 'array' : normal(String(column.type))}${column.isNullable ? ' or null' : ''}`,
      ]),
    );
    const table = realOf(entity.tableName);
    const mapped = Object.fromEntries(Object.keys(told).map((name) => [name, table.get(name)]));
    expect({ table: entity.tableName, ...told }).toEqual({ table: entity.tableName, ...mapped });
  }
});

function normal(type: string): string {
  return (
    { int: 'integer', int4: 'integer', bool: 'boolean', varchar: 'text', 'timestamp with time zone': 'timestamptz', function: 'text' }[
      type
    ] ?? type
  );
}

test('the committed OpenAPI document is the one that the API serves (npm run cli -- openapi)', () => {
  const committed: unknown = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
  expect(JSON.parse(JSON.stringify(openApiDocument(house.api)))).toEqual(committed);
});

test('every route of the router is described, and nothing else', async () => {
  const described = Object.entries(openApiDocument(house.api).paths).flatMap(([path, item]) =>
    (['get', 'post', 'patch', 'put', 'delete'] as const)
      .filter((method) => item[method])
      .map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const routes = routesOf(house.api.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
  const pages = new Set(routes.filter((route) => !route.includes('/api/') && !route.includes('/health')));
  const undescribed = routes.filter(
    (route) =>
      !pages.has(route) &&
      !described.includes(route) &&
      route !== 'GET /api/openapi.json' &&
      route !== 'GET /api/docs' &&
      !route.startsWith('HEAD') &&
      !route.startsWith('OPTIONS'),
  );
  expect(undescribed).toEqual([]);
  expect(described.filter((route) => !routes.includes(route))).toEqual([]);
});

// Fastify prints a tree; each line holds the rest of a path and its methods.
function routesOf(printed: string): string[] {
  const stack: { depth: number; path: string }[] = [];
  return printed.split('\n').flatMap((line) => {
    const match = /^([│ ├└─]*)(\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!match?.[2]) return [];
    const depth = (match[1] ?? '').length;
    while (stack.length > 0 && (stack.at(-1)?.depth ?? 0) >= depth) stack.pop();
    const path = `${stack.at(-1)?.path ?? ''}${match[2]}`;
    stack.push({ depth, path });
    return match[3] ? match[3].split(', ').map((method) => `${method} ${path}`) : [];
  });
}

test('at most six routes answer without a session', async () => {
  const open: string[] = [];
  for (const [path, item] of Object.entries(openApiDocument(house.api).paths)) {
    for (const method of ['get', 'post', 'patch', 'put', 'delete'] as const) {
      if (!item[method]) continue;
      const url = path.replace(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000');
      const answer = await house.api.inject({ method: method.toUpperCase() as 'GET', url, ...(method !== 'get' && { payload: {} }) });
      if (answer.statusCode !== 401) open.push(`${method} ${path}`);
    }
  }
  expect(open.sort()).toEqual(['get /api/v1/demo/accounts', 'get /health/live', 'get /health/ready', 'post /api/v1/session']);
});

test("the web client's types follow from the committed document (npx openapi-typescript docs/openapi.json -o apps/web/src/api/schema.ts)", () => {
  const { stdout } = spawnSync(process.execPath, ['node_modules/openapi-typescript/bin/cli.js', 'docs/openapi.json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  expect(stdout.length).toBeGreaterThan(10_000);
  expect(readFileSync('apps/web/src/api/schema.ts', 'utf8').trim()).toBe(stdout.trim());
});
