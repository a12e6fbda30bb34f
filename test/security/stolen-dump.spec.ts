import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readSettings } from '#libs/platform';

import { CAST } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { AppProcess, freePort, until, untilReady } from '../support/processes.js';
import { filesIn, pdf, photo } from '../support/scans.js';
import { canariesOf, canaryPerson, openIn, type Canary, type CanaryPerson } from './canaries.js';

const BY_FORM = 25;
const BY_LIST = 25;

const people = Array.from({ length: BY_FORM + BY_LIST }, (_, n) => canaryPerson(n));
const canaries: Canary[] = people.flatMap(canariesOf);
const unstored: Canary[] = [900, 901, 902, 903, 904, 905].map(canaryPerson).flatMap(canariesOf);
const ids: string[] = [];

/** Tables that hold what belongs to people without being their files. */
const KEPT_BESIDE = [
  ...['consent', 'family_contact', 'registration_draft', 'candidate_change', 'import_row', 'handover', 'handover_case'],
  ...['stage_event', 'audit_event', 'idempotency_key'],
];

let house: House;
let api: AppProcess;
let worker: AppProcess;
let url: string;
let log = '';
const refusals: string[] = [];

beforeAll(async () => {
  house = await openHouse();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    SINERGI_TODAY: '2026-01-16T09:00',
    LOG_LEVEL: 'trace',
    NODE_ENV: 'production',
  };
  const listen = (written: string): void => void (log += written);
  [api, worker] = [new AppProcess('api', env, listen), new AppProcess('worker', env, listen)];
  api.start();
  worker.start();
  await untilReady(url, api);
});
afterAll(async () => {
  await Promise.all([api.stop(), worker.stop()]);
  await house.close();
});

interface Told {
  readonly status: number;
  readonly text: string;
}

async function send(
  method: string,
  path: string,
  body?: string | FormData | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Told> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${house.as('sari').token}`,
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  if (answer.status >= 400) refusals.push(text);
  return { status: answer.status, text };
}

const register = (person: CanaryPerson): Promise<Told> => {
  const { fullName, nik, kk, phone } = person;
  const body = {
    ...{ fullName, nik, kk, phone, areaCode: '74.06.04', scheme: 'ssw', destinationCountry: 'JP' },
    consent: { noticeVersion: '2026-01', language: 'id', channel: 'read', givenBy: 'guardian', guardianName: `Wali ${fullName}` },
    contacts: [{ name: `Ibu ${fullName}`, relation: 'parent', phone, isEmergency: true }],
  };
  return send('POST', '/candidates', JSON.stringify(body), { 'idempotency-key': randomUUID() });
};

test('fifty people come in by form and by list, with two hundred numbers', async () => {
  for (const person of people.slice(0, BY_FORM)) {
    const { status, text } = await register(person);
    expect([person.fullName, status]).toEqual([person.fullName, 201]);
    const { id } = JSON.parse(text);
    ids.push(id);
    const paper = { documentCode: 'passport', number: person.passport, issuedOn: '2025-01-05', expiresOn: '2030-01-05' };
    expect((await send('POST', `/candidates/${id}/documents`, JSON.stringify(paper))).status).toBe(201);
    expect((await send('POST', `/candidates/${id}/reveal`, JSON.stringify({ field: 'nik' }))).text).toContain(person.nik);
  }
  const header = 'Nama Lengkap;NIK;No. KK;Kecamatan;No. HP;Skema;No. Paspor';
  const lines = people
    .slice(BY_FORM)
    .map(({ fullName, nik, kk, phone, passport }) => [fullName, nik, kk, 'Rumbia', phone, 'SSW', passport].join(';'));
  const faulty = `Salah Rekaan;${people[0]?.nik}1;${people[0]?.kk};Rumbia;${people[1]?.phone};SSW;${people[0]?.passport}`;
  const form = new FormData();
  form.append('file', new Blob([[header, ...lines, faulty].join('\n')]), 'daftar.csv');
  const { text } = await send('POST', '/imports', form);
  const { id } = JSON.parse(text);
  await untilState(id, 'checked');
  expect((await send('POST', `/imports/${id}/confirm`, undefined)).status).toBe(202);
  await untilState(id, 'done');
  const [kept] = await house.sql<{ people: number; papers: number }>(
    `SELECT (SELECT count(*)::integer FROM candidate WHERE nik_sealed IS NOT NULL AND kk_sealed IS NOT NULL AND phone_sealed IS NOT NULL) AS people,
            (SELECT count(*)::integer FROM document WHERE number_sealed IS NOT NULL) AS papers`,
  );
  expect(kept).toEqual({ people: people.length, papers: people.length });
});

async function untilState(id: string, wanted: string): Promise<void> {
  await until(async () => {
    worker.refuseEarlyEnd();
    const { text } = await send('GET', `/imports/${id}?limit=1`);
    expect(JSON.parse(text).state).toBe(wanted);
  });
}

test('what is kept beside them: changed numbers, a family, a draft, a list that waits, an offer to a colleague', async () => {
  const [one, two] = [canaryPerson(902), canaryPerson(903)];
  const [id = ''] = ids;
  const file = JSON.parse((await send('GET', `/candidates/${id}`)).text);
  const change = { kk: one.kk, phone: one.phone, birthPlace: 'Kasipute' };
  expect((await send('PATCH', `/candidates/${id}`, JSON.stringify(change), { 'if-match': `"${file.version}"` })).status).toBe(200);
  const sister = { name: 'Kakak Rekaan', relation: 'sibling', phone: two.phone };
  expect((await send('POST', `/candidates/${id}/family-contacts`, JSON.stringify(sister))).status).toBe(201);
  const typed = JSON.stringify({ fullName: two.fullName, nik: two.nik, kk: two.kk, phone: two.phone, passport: two.passport });
  expect((await send('POST', '/registration-drafts', JSON.stringify({ step: 2, label: two.fullName, payload: typed }))).status).toBe(201);
  const offer = { toOfficerId: CAST.hasan.id, candidateIds: ids.slice(0, 3), note: 'Mohon dilanjutkan, nomornya ada di berkas.' };
  expect((await send('POST', '/handovers', JSON.stringify(offer))).status).toBe(201);
  // Checked, corrected, and not confirmed: its rows are still there.
  const [new1, new2] = [canaryPerson(904), canaryPerson(905)];
  const rows = [new1, new2].map(({ fullName, nik, kk, phone, passport }) => [fullName, nik, kk, 'Rumbia', phone, passport].join(';'));
  const form = new FormData();
  form.append('file', new Blob([['Nama Lengkap;NIK;No. KK;Kecamatan;No. HP;No. Paspor', ...rows].join('\n')]), 'menunggu.csv');
  const list = JSON.parse((await send('POST', '/imports', form)).text).id;
  await untilState(list, 'checked');
  const values = { kk: new2.kk, phone: new1.phone };
  expect((await send('PATCH', `/imports/${list}/rows/1`, JSON.stringify({ values }))).status).toBe(200);
  expect((await send('POST', '/search', JSON.stringify({ text: one.phone }))).status).toBe(200);
  expect((await send('POST', '/candidates/matches', JSON.stringify({ nik: new1.nik }))).status).toBe(200);
  const held = await house.sql<{ name: string; rows: number }>(
    KEPT_BESIDE.map((name) => `SELECT '${name}' AS name, count(*)::integer AS rows FROM ${name}`).join(' UNION ALL '),
  );
  expect(held.filter(({ rows: some }) => some === 0)).toEqual([]);
}, 60_000);

test('a note with a NIK or a family card number in it is refused, in every spelling', async () => {
  const { nik, kk } = canaryPerson(902);
  const spellings = [
    nik,
    kk,
    `NIK: ${nik}.`,
    nik.replace(/(\d{4})(?=\d)/g, '$1 '),
    `${nik.slice(0, 6)}-${nik.slice(6, 12)}-${nik.slice(12)}`,
  ];
  for (const note of spellings) {
    const offer = { toOfficerId: CAST.hasan.id, candidateIds: ids.slice(3, 4), note };
    expect([note, (await send('POST', '/handovers', JSON.stringify(offer))).status]).toEqual([note, 422]);
    const address = { name: 'Ibu Rekaan', relation: 'parent', address: `Desa Rekaan, ${note}` };
    expect((await send('POST', `/candidates/${ids[3]}/family-contacts`, JSON.stringify(address))).status).toBe(422);
  }
  const days = {
    toOfficerId: CAST.hasan.id,
    candidateIds: ids.slice(3, 4),
    note: 'Cuti 2026-01-16 2026-02-16, telepon kantor 0401 3120000.',
  };
  expect((await send('POST', '/handovers', JSON.stringify(days))).status).toBe(201);
});

test('scans of their papers come in, one of them only half', async () => {
  const one = people[0] as CanaryPerson;
  const { items } = JSON.parse((await send('GET', '/verification-queue')).text);
  const words = canariesOf(one).map(({ value }, n) => `BT /F1 12 Tf 80 ${700 - n * 20} Td (${value}) Tj ET`);
  const papers = [
    pdf({ words: words.join(' ') }),
    await photo({
      owner: canariesOf(one)
        .map(({ value }) => value)
        .join(' '),
    }),
  ];
  expect(openIn(Buffer.concat(papers).toString('latin1'), canaries).length).toBeGreaterThanOrEqual(8);
  for (const bytes of papers) {
    const scan = JSON.parse((await send('POST', `/documents/${items[0].id}/scans`, JSON.stringify({ size: bytes.length }))).text);
    const raw = { 'content-type': 'application/octet-stream' };
    expect((await send('PUT', `/scans/${scan.id}/parts/0`, Uint8Array.from(bytes), raw)).status).toBe(200);
    if (bytes !== papers[0]) continue;
    await send('POST', `/scans/${scan.id}/complete`);
    for (let state = 'checking'; state === 'checking'; await sleep(100))
      state = JSON.parse((await send('GET', `/scans/${scan.id}`)).text).state;
    const { pages } = JSON.parse((await send('POST', `/scans/${scan.id}/link`)).text);
    expect((await send('GET', pages[0].href.replace('/api/v1', ''))).status).toBe(200);
  }
});

test('numbers are sent where they do not belong, and a failure that nobody foresaw happens in the middle of a registration', async () => {
  const [one, two] = [people[0] as CanaryPerson, people[1] as CanaryPerson];
  const strange: readonly [string, string, string?][] = [
    ['GET', `/candidates?q=${one.nik}`],
    ['GET', `/candidates?after=${one.nik}`],
    ['GET', `/candidates/${one.nik}`],
    ['GET', `/${one.nik}/${one.passport}`],
    ['GET', `/areas/${one.kk}`],
    ['POST', '/session', JSON.stringify({ username: one.nik, password: one.phone })],
    ['POST', '/session', JSON.stringify({ username: one.nik, kk: one.kk })],
    ['POST', '/candidates', JSON.stringify({ fullName: one.fullName, areaCode: '74.06', nik: `${one.nik}9` })],
    ['POST', '/candidates', JSON.stringify({ fullName: one.fullName, areaCode: '74.06', nik: Number(one.nik) })],
    ['POST', '/candidates', JSON.stringify({ fullName: one.fullName, areaCode: one.nik, sex: one.kk, birthDate: one.phone })],
    ['POST', '/candidates', JSON.stringify({ fullName: one.fullName, areaCode: '74.06', nik: two.nik, phone: 'bukan nomor' })],
    ['POST', '/candidates', JSON.stringify({ fullName: one.fullName, areaCode: '74.06', kk: one.kk.slice(1), phone: `${one.phone}12345` })],
    ['POST', '/candidates', `{"nik": "${one.nik}", "kk": ${one.kk} "`],
    ['POST', `/candidates/${one.nik}/documents`, JSON.stringify({ documentCode: one.nik, number: one.passport })],
  ];
  for (const [method, path, body] of strange) await send(method, path, body);
  await house.sql(`CREATE FUNCTION forget_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name_key := NULL; RETURN NEW; END $$`);
  await house.sql(`CREATE TRIGGER forget_name BEFORE INSERT OR UPDATE ON candidate FOR EACH ROW EXECUTE FUNCTION forget_name()`);
  const unforeseen = await register({ ...canaryPerson(900), fullName: 'Tak Terduga Sekali' });
  expect(unforeseen.status).toBe(500);
  const file = JSON.parse((await send('GET', '/candidates?limit=1')).text).items[0];
  const change = JSON.stringify({ fullName: 'Tak Terduga Lagi', nik: canaryPerson(901).nik, address: `Jalan ${canaryPerson(901).phone}` });
  expect((await send('PATCH', `/candidates/${file.id}`, change, { 'if-match': `"${file.version}"` })).status).toBe(500);
  await house.sql(`DROP TRIGGER forget_name ON candidate`);
});

test('no refusal repeats a number', () => {
  expect(refusals.length).toBeGreaterThan(10);
  expect(openIn(refusals.join('\n'), [...canaries, ...unstored])).toEqual([]);
});

test('the log of the API and of the worker holds every request, and no number, no name, no token', () => {
  expect(log.split('"msg":"request"').length).toBeGreaterThan(BY_FORM * 3);
  expect(log).toContain('unforeseen failure');
  expect(openIn(log, [...canaries, ...unstored])).toEqual([]);
  expect(log).not.toMatch(/Kenari|Tak Terduga|Rekaan/i);
  expect(log).not.toContain(house.as('sari').token);
});

/** Every row of every table as text, also those of the queue and what the planner remembers of values. */
async function dump(): Promise<string> {
  await house.sql(`ANALYZE`);
  const tables = await house.sql<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm') AND (n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') OR c.relname IN ('pg_statistic', 'pg_description', 'pg_largeobject'))
        AND c.relname <> 'area'`,
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['public.candidate', 'public.import_row', 'bullmq.job', 'auth.session', 'pg_catalog.pg_statistic']),
  );
  const parts: string[] = [];
  for (const { name } of tables)
    parts.push(...(await house.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).map(({ row }) => row));
  return parts.join('\n');
}

test('whoever steals the whole database finds none of the two hundred numbers, in no encoding, and no session to use', async () => {
  const stolen = await dump();
  expect(stolen.length).toBeGreaterThan(50_000);
  expect(stolen).toContain('Kenari Rekaan 001');
  expect(canaries).toHaveLength(200);
  expect(openIn(stolen, [...canaries, ...unstored])).toEqual([]);
  expect(stolen).not.toContain(house.as('sari').token);
});

test('whoever steals the folder of the scans finds none of the numbers, and no picture', () => {
  const folder = readSettings(process.env).filesFolder;
  const stolen = (): string[] => filesIn(folder).map((name) => readFileSync(path.join(folder, name.slice(-2), name), 'latin1'));
  expect(stolen().length).toBeGreaterThanOrEqual(2);
  expect(openIn(stolen().join('\n'), canaries)).toEqual([]);
  for (const file of stolen()) expect(file).not.toMatch(/WEBP|JFIF|Exif|%PDF/);
  // Negative control: one part that was written before it was sealed is found.
  const [first = ''] = filesIn(folder);
  writeFileSync(path.join(folder, first.slice(-2), first), pdf({ words: `(${people[0]?.nik})` }));
  expect(openIn(stolen().join('\n'), canaries).length).toBeGreaterThan(0);
});

test('negative control: one number in the clear in a note, one as unkeyed hash, one inside bytes, and one in each table beside are all found', async () => {
  const [one, two, three] = people as [CanaryPerson, CanaryPerson, CanaryPerson];
  const notes = [
    `address = 'NIK ${one.nik}'`,
    `address = encode(sha256('${two.nik}'), 'hex')`,
    `phone_sealed = 'xx${three.phone}yy'::bytea`,
  ];
  for (const [n, note] of notes.entries()) await house.sql(`UPDATE candidate SET ${note} WHERE full_name = $1`, [people[n]?.fullName]);
  const beside = [
    'handover SET note',
    'consent SET guardian_name',
    'family_contact SET address',
    'registration_draft SET content_sealed',
    'import_row SET cells',
    'import_batch SET sender',
    'scan SET original_sha256',
    'stage_event SET note',
    'candidate_change SET after',
  ].map((place, n) => ({ place, nik: people[3 + n]?.nik ?? '' }));
  for (const { place, nik } of beside) {
    const value = /sealed|sha256/.test(place) ? `'${nik}'::bytea` : `'${place.includes('cells') ? `["${nik}"]` : nik}'`;
    const where = place.startsWith('candidate_change') ? ' WHERE NOT is_hidden' : '';
    // Past the triggers that let some of these tables only grow.
    await house.sql(`SET session_replication_role = replica; UPDATE ${place} = ${value}${where}; SET session_replication_role = origin`);
  }
  const found = openIn(await dump(), canaries).map((line) => line.split(' as ')[0]);
  const planted = [`nik ${one.nik}`, `nik ${two.nik}`, `phone ${three.phone}`, ...beside.map(({ nik }) => `nik ${nik}`)];
  expect([...new Set(found)].sort()).toEqual(planted.sort());
});
