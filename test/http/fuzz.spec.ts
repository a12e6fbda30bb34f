import { Ajv } from 'ajv';
import fc from 'fast-check';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { populate, type Subject } from '../access/scope-world.js';
import { ANYTHING, NAUGHTY, valueOf, type Operation, type Schema } from './arbitraries.js';

const PEOPLE = Object.keys(CAST) as Person[];
const CASES = 5000;

let house: House;
let subjects: Subject[];
let operations: Operation[];
let resolve: (ref: string) => Schema;
let problemFits: (body: unknown) => boolean;

beforeAll(async () => {
  house = await openHouse();
  subjects = await populate(house, 30);
  const document = openApiDocument(house.api);
  const schemas = document.components?.schemas ?? {};
  resolve = (ref) => (schemas[ref.split('/').pop() ?? ''] ?? {}) as Schema;
  operations = operationsOf(document.paths);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', components: document.components });
  problemFits = ajv.compile({ $ref: 'api#/components/schemas/ProblemView' });
});
afterAll(() => house.close());

function operationsOf(paths: object): Operation[] {
  return Object.entries(paths).flatMap(
    ([path, item]: [
      string,
      Record<
        string,
        {
          parameters?: Operation['parameters'];
          requestBody?: { content?: Record<string, { schema: Schema }> };
          responses: Operation['responses'];
        }
      >,
    ]) =>
      (['get', 'post', 'patch', 'put', 'delete'] as const).flatMap((method) => {
        const operation = item[method];
        if (!operation || path.endsWith('/session')) return [];
        return [
          {
            method: method.toUpperCase() as Operation['method'],
            path,
            parameters: operation.parameters ?? [],
            body: operation.requestBody?.content?.['application/json']?.schema ?? null,
            responses: operation.responses,
          },
        ];
      }),
  );
}

test(`${CASES} random requests of random people: no answer of 500, every refusal a documented problem, nothing polluted`, async () => {
  const seen = new Map<number, number>();
  const requests = fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      person: fc.constantFrom(...PEOPLE),
      path: pathOf(operation),
      query: queryOf(operation),
      body: operation.body
        ? fc.oneof({ weight: 8, arbitrary: valueOf(operation.body, resolve) }, { weight: 1, arbitrary: ANYTHING })
        : fc.constant(undefined),
      version: fc.oneof(
        { weight: 5, arbitrary: fc.constant('1') },
        { weight: 1, arbitrary: fc.constantFrom('"0"', 'x', '', '99999999999', 'W/"1"') },
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(requests, async ({ operation, person, path, query, body, version }) => {
      const headers: Record<string, string> = version && operation.method !== 'GET' ? { 'if-match': version } : {};
      const answer = await send(house, person, operation.method, `${path}${query}`, body, headers);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500)
        throw new Error(`${operation.method} ${path}${query} as ${person} answered ${answer.status}: ${JSON.stringify(body)}`);
      if (answer.status >= 400 && !problemFits(answer.body)) throw new Error(`undocumented problem: ${JSON.stringify(answer.body)}`);
    }),
    { numRuns: CASES, endOnFailure: true },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining([200, 403, 404, 422]));
});

test('a body nested a thousand levels, broken JSON, a huge body and a foreign type are refused with words', async () => {
  const post = (payload: string, type = 'application/json') =>
    house.api.inject({ method: 'POST', url: '/api/v1/session', payload, headers: { 'content-type': type } });
  expect((await post(`${'['.repeat(1000)}${']'.repeat(1000)}`)).statusCode).toBe(422);
  expect((await post('{"username": ')).statusCode).toBe(422);
  expect((await post(JSON.stringify({ username: 'x'.repeat(300_000), password: 'x' }))).statusCode).toBe(413);
  expect((await post('<xml/>', 'application/xml')).statusCode).toBe(415);
});

function pathOf(operation: Operation): fc.Arbitrary<string> {
  const ids = subjects.flatMap((subject) => [subject.candidateId, subject.cycleId, subject.documentId, subject.scanId]);
  const part = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constantFrom('74.06', '74', '74.07', 'kpi_placed') },
    { weight: 1, arbitrary: NAUGHTY },
  );
  const names = operation.path.match(/\{[^}]+\}/g) ?? [];
  return fc
    .tuple(...names.map(() => part))
    .map((values) => names.reduce((path, name, index) => path.replace(name, safely(String(values[index]))), operation.path));
}

function queryOf(operation: Operation): fc.Arbitrary<string> {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  const fields = Object.fromEntries(known.map(({ name, schema }) => [name, valueOf(schema ?? {}, resolve)]));
  return fc.record(fields, { requiredKeys: [] }).map((query) => {
    const text = Object.entries(query)
      .filter(([, value]) => typeof value !== 'object')
      .map(([name, value]) => `${name}=${safely(String(value))}`)
      .join('&');
    return text ? `?${text}` : '';
  });
}

function safely(text: string): string {
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/g, '')) || '%20';
}

function send(where: House, person: Person, method: Operation['method'], path: string, body: unknown, headers: Record<string, string>) {
  const client = where.as(person);
  if (method === 'GET') return client.get(path);
  if (method === 'DELETE') return client.delete(path, { headers });
  if (method === 'PATCH') return client.patch(path, body, { headers });
  if (path.includes('/parts/')) return client.putBytes(path, Buffer.from(JSON.stringify(body) ?? '%PDF-rekaan'), headers);
  if (method === 'PUT') return client.put(path, body, { headers });
  return client.post(path, body, { headers });
}
