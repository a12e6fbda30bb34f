import { readFileSync } from 'node:fs';

import { newId, zipped } from '#libs/platform';

import { CAST, DEWI, inventedNik } from '../support/cast.js';
import type { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

// prettier-ignore
interface Cell { column: string; address: string; code: string | null; found: string; hint: string }
// prettier-ignore
interface Row { n: number; sheetRow: number; fullName: string; outcome: string; codes: string[]; cells: Cell[]; candidateId: string | null }
// prettier-ignore
interface Report { id: string; state: string; progress: number; counts: Record<string, number>; rows: Row[]; next: string | null; failure: string | null; columns: Array<{ header: string; field: string | null }> }
// prettier-ignore
interface Started { id: string; state: string }

const BOMBANA = readFileSync('test/support/data/cpmi-bombana-2026.xlsx');
const HEADER = 'Nama Lengkap;NIK;L/P;Tgl Lahir;Kecamatan;No. HP;Skema;Negara Tujuan;Rencana Berangkat;No. Paspor';

let house: House;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

test('the Bombana list is checked dry, and nothing enters the register before it is confirmed', async () => {
  const id = await upload(house.as('ningsih'), 'cpmi-bombana-2026.xlsx', BOMBANA);
  await house.drain();
  const report = await reportOf(house.as('ningsih'), id);
  expect(report).toMatchObject({
    state: 'checked',
    progress: 100,
    failure: null,
    counts: { rows: 64, new: 56, updated: 0, unchanged: 0, rejected: 8, warned: 5 },
  });
  expect(report.columns.filter(({ field }) => field === null).map(({ header }) => header)).toEqual(['No', 'Ket']);
  expect(report.rows.slice(0, 13).every((row) => row.codes.length > 0)).toBe(true);
  expect(report.rows.find((row) => row.codes.includes('nik-precision-lost'))).toMatchObject({
    sheetRow: 14,
    outcome: 'rejected',
    cells: [{ column: 'NIK', address: 'C14' }],
  });
  expect(await count('candidate')).toBe(0);
});

test('confirming writes people, plans, passports and the trail, each once, however often the work is delivered', async () => {
  const officer = house.as('ningsih');
  const [{ id } = { id: '' }] = (await officer.get<{ items: Started[] }>('/imports')).body.items;
  for (let times = 0; times < 2; times++) expect(await officer.post(`/imports/${id}/confirm`)).toMatchObject({ status: 202 });
  await house.drain();
  await house.sql(`INSERT INTO outbox (id, topic, key, payload) VALUES ($1, 'import.write', 'again', $2)`, [newId(), { batchId: id }]);
  await house.drain();
  expect(await reportOf(officer, id)).toMatchObject({ state: 'done', counts: { rows: 64, new: 56, rejected: 8 } });
  expect(await count('candidate')).toBe(56);
  expect(await count('placement_cycle', `stage = 'lead' AND is_current AND scheme IS NOT NULL AND destination_country IS NOT NULL`)).toBe(
    56,
  );
  expect(await count('stage_event', `from_stage IS NULL AND to_stage = 'lead'`)).toBe(56);
  expect(await count('audit_event', `action = 'candidate.register' AND candidate_id IS NOT NULL AND request_id = 'import ${id}'`)).toBe(56);
  const passports = await count('document', `document_code = 'passport' AND state = 'submitted' AND source = 'import'`);
  expect(passports).toBe(13);
  expect(await count('import_row', `person_sealed IS NOT NULL`)).toBe(0);
});

test('no NIK, phone or passport number of the list can be read in the database', async () => {
  const tables = await house.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'auth', 'bullmq')`,
  );
  for (const { name } of tables) {
    const [found] = await house.sql(`SELECT t::text AS row FROM ${name} t WHERE t::text ~ '7406024307029001|81275262392|C3325710' LIMIT 1`);
    expect([name, found]).toEqual([name, undefined]);
  }
});

test('the same list again changes nobody', async () => {
  const before = await snapshot();
  const id = await importList(house.as('sari'), 'lagi.xlsx', BOMBANA);
  expect((await reportOf(house.as('sari'), id)).counts).toMatchObject({ new: 0, updated: 0, unchanged: 56, rejected: 8 });
  expect(await snapshot()).toEqual(before);
});

test('a list brings contact and plan up to date, fills gaps, and an empty cell never erases', async () => {
  const nik = inventedNik(9101);
  await importList(
    house.as('sari'),
    'a.csv',
    csv(['Dewi Contoh', nik, '', '', 'Rumbia', '081234567890', 'SSW', 'Jepang', '01/10/2026', 'C7654321']),
  );
  const id = await importList(house.as('sari'), 'b.csv', csv(['Dewi Contoh', nik, 'L', '', 'Poleang', '', '', '', '01/12/2026', '']));
  expect((await reportOf(house.as('sari'), id)).counts).toMatchObject({ updated: 1, new: 0 });
  const [person] = await house.sql(
    `SELECT c.area_code, c.phone_sealed IS NOT NULL AS has_phone, c.sex, y.scheme, y.destination_country, y.planned_departure_on::text AS planned, c.version,
            (SELECT count(*)::integer FROM document d WHERE d.candidate_id = c.id AND d.area_code = c.area_code) AS papers
       FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id
      WHERE c.nik_last4 = '9101'`,
  );
  expect(person).toEqual({
    area_code: '74.06.01',
    has_phone: true,
    sex: 'male',
    scheme: 'ssw',
    destination_country: 'JP',
    planned: '2026-12-01',
    version: 2,
    papers: 1,
  });
  const [trail] = await house.sql(`SELECT fields FROM audit_event WHERE action = 'candidate.change' ORDER BY id DESC LIMIT 1`);
  expect(trail).toEqual({ fields: ['areaCode', 'plannedDepartureOn'] });
});

test('what a list changed is told with the old value, the new one, who confirmed the list and its name', async () => {
  const [{ id } = { id: '' }] = await house.sql<{ id: string }>(`SELECT id FROM candidate WHERE nik_last4 = '9101'`);
  const { items } = (await house.as('sari').get<{ items: object[] }>(`/candidates/${id}/timeline?topic=changes`)).body;
  expect(items[0]).toMatchObject({
    action: 'candidate.change',
    actorName: 'Sari',
    source: 'import',
    fileName: 'b.csv',
    changes: expect.arrayContaining([
      expect.objectContaining({ field: 'areaCode', before: 'Rumbia', after: 'Poleang' }),
      expect.objectContaining({ kind: 'cycle', field: 'plannedDepartureOn', before: '2026-10-01', after: '2026-12-01' }),
    ]),
  });
  expect(items.at(-1)).toMatchObject({ action: 'candidate.register', source: 'import', fileName: 'a.csv', changes: [] });
});

test('somebody without a NIK is met again by name, birth date and domicile, and then gets the NIK', async () => {
  const without = ['Budi Tanpa Kartu', '', 'L', '10/07/1999', 'Rumbia', '', '', '', '', ''];
  await importList(house.as('sari'), 'a.csv', csv(without));
  const again = await importList(house.as('sari'), 'b.csv', csv(without));
  expect((await reportOf(house.as('sari'), again)).counts).toMatchObject({ unchanged: 1, new: 0, warned: 1 });
  const withNik = await importList(
    house.as('sari'),
    'c.csv',
    csv(['Budi Tanpa Kartu', inventedNik(9102, { day: 10 }), ...without.slice(2)]),
  );
  expect((await reportOf(house.as('sari'), withNik)).counts).toMatchObject({ updated: 1, new: 0 });
  expect(await count('candidate', `full_name = 'Budi Tanpa Kartu' AND nik_last4 = '9102'`)).toBe(1);
});

test('a person of another office is refused without a word about that person', async () => {
  const id = await importList(house.as('maria'), 'a.csv', csv(['Orang Lain', inventedNik(9101), '', '', 'Benteng', '', '', '', '', '']));
  const report = await reportOf(house.as('maria'), id);
  expect(report.counts).toMatchObject({ rejected: 1, new: 0 });
  expect(report.rows[0]).toMatchObject({ codes: ['already-registered'], candidateId: null });
  expect(JSON.stringify(report)).not.toContain('Dewi');
  expect(await house.as('ningsih').get(`/imports/${id}`)).toMatchObject({ status: 404 });
  expect(await house.as('ningsih').post(`/imports/${id}/confirm`)).toMatchObject({ status: 404 });
});

test('an identity that differs is shown and not changed', async () => {
  const id = await importList(
    house.as('sari'),
    'a.csv',
    csv(['Nama Sama Sekali Lain', inventedNik(9101), '', '', 'Poleang', '', '', '', '', '']),
  );
  const [row] = (await reportOf(house.as('sari'), id)).rows;
  expect(row).toMatchObject({ outcome: 'unchanged', codes: ['identity-differs'], fullName: 'Dewi Contoh' });
  expect(row?.cells[0]?.hint).toContain('Terdaftar: Dewi Contoh');
});

test('who registers a person between the check and the confirmation does not make a second one', async () => {
  const id = await upload(house.as('sari'), 'a.csv', csv(['Dewi Anggraini', DEWI.nik, 'P', '05/07/1999', 'Rumbia', '', '', '', '', '']));
  await house.drain();
  expect((await reportOf(house.as('sari'), id)).counts).toMatchObject({ new: 1 });
  expect(await house.as('ningsih').post('/candidates', DEWI)).toMatchObject({ status: 201 });
  await house.as('sari').post(`/imports/${id}/confirm`);
  await house.drain();
  expect((await reportOf(house.as('sari'), id)).counts).toMatchObject({ new: 0, unchanged: 1 });
});

test('a rejected row is corrected on the spot and checked again whole', async () => {
  const officer = house.as('sari');
  const id = await upload(
    officer,
    'a.csv',
    csv(
      ['', inventedNik(9103).slice(1), 'P', '31/02/1998', 'Rumbiaa Jauh', '', '', '', '', ''],
      ['Orang Kedua', inventedNik(9104), '', '', 'Rumbia', '', '', '', '', ''],
    ),
  );
  await house.drain();
  const correct = (values: object) => officer.patch<Row>(`/imports/${id}/rows/1`, { values });
  expect((await reportOf(officer, id)).rows[0]?.codes).toEqual(['name-missing', 'nik-length', 'date-invalid', 'district-unknown']);
  expect((await correct({ fullName: 'Sudah Benar', nik: inventedNik(9104), district: 'Rumbia', birthDate: '' })).body).toMatchObject({
    outcome: 'rejected',
    codes: ['duplicate-in-file'],
  });
  expect((await correct({ nik: inventedNik(9103), sex: 'L' })).body).toMatchObject({ outcome: 'new', codes: [], fullName: 'Sudah Benar' });
  expect((await reportOf(officer, id)).counts).toMatchObject({ new: 2, rejected: 0 });
  await officer.post(`/imports/${id}/confirm`);
  await house.drain();
  expect(await correct({ fullName: 'Terlambat' })).toMatchObject({ status: 409 });
  expect(await count('candidate', `full_name = 'Sudah Benar' AND birth_date = '1999-07-05'`)).toBe(1);
});

test.each([
  ['a bomb', () => bomb(), 422, /jauh lebih besar/],
  ['a PDF', () => Buffer.from('%PDF-1.7 x'), 415, /bukan berkas Excel.*Minta/],
  ['a picture', () => Buffer.from('89504e470d0a1a0a', 'hex'), 415, /bukan berkas Excel.*Minta/],
  ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 415, /Excel lama.*Simpan Sebagai/],
  [
    'a book with a password',
    () => Buffer.concat([Buffer.from('d0cf11e0', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    422,
    /sandi/,
  ],
  ['nothing', () => Buffer.alloc(0), 422, /kosong/],
  ['more than 10 MB', () => Buffer.alloc(10 * 1024 * 1024 + 1, 'a;b\n'), 413, /besar/],
])('an upload of %s is refused at once, with a sentence that helps', async (_, file, status, sentence) => {
  const answer = await house
    .as('sari')
    .upload<{ detail?: string; errors?: Array<{ detail: string }>; title: string }>('/imports', 'daftar.xlsx', file());
  expect(answer.status).toBe(status);
  expect(answer.body.errors?.[0]?.detail ?? answer.body.detail ?? answer.body.title).toMatch(sentence);
});

test('a text, a letter and an archive that were only renamed to .xlsx are told to be no Excel file, and what to do', async () => {
  const files = [
    Buffer.from('Yth. Kepala Dinas\nMohon bantuan.\n'),
    await archive({ '_rels/.rels': relation('word/document.xml'), 'word/document.xml': '<document/>' }),
    await archive({ 'foto.txt': 'bukan daftar' }),
  ];
  for (const file of files) {
    const id = await upload(house.as('sari'), 'daftar.xlsx', file);
    await house.drain();
    const { state, failure } = await reportOf(house.as('sari'), id);
    expect([state, failure]).toEqual(['failed', expect.stringMatching(/bukan berkas Excel.*Simpan Sebagai/)]);
  }
});

test('a list in plain text is read, whatever its name says', async () => {
  const id = await upload(house.as('sari'), 'daftar.xlsx', csv(['Orang Contoh', inventedNik(9107), '', '', 'Rumbia', '', '', '', '', '']));
  await house.drain();
  expect(await reportOf(house.as('sari'), id)).toMatchObject({ state: 'checked', counts: { rows: 1, new: 1 } });
});

test('an upload that is sent twice after a broken line is one list, and its key cannot carry another file', async () => {
  const key = '0c9a6f1e-3c1b-4c8e-9a65-0d5f6a7b8c9d';
  const send = async (text: string): Promise<{ status: number; id?: string }> => {
    const payload = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${text}\r\n--x--\r\n`;
    const headers = {
      authorization: `Bearer ${house.as('sari').token}`,
      'content-type': 'multipart/form-data; boundary=x',
      'idempotency-key': key,
    };
    const { statusCode, body } = await house.api.inject({ method: 'POST', url: '/api/v1/imports', payload, headers });
    return { status: statusCode, id: JSON.parse(body).id };
  };
  const first = await send('Nama;NIK');
  expect(await send('Nama;NIK')).toEqual(first);
  expect((await send('Nama;Kecamatan')).status).toBe(422);
  await house.drain();
});

test('a file that is no list fails with a reason and leaves nothing behind', async () => {
  const id = await upload(house.as('sari'), 'surat.csv', Buffer.from('Yth. Kepala Dinas;\nMohon bantuan;\n'));
  await house.drain();
  const report = await reportOf(house.as('sari'), id);
  expect(report).toMatchObject({ state: 'failed', rows: [] });
  expect(report.failure).toContain('judul kolom');
  expect(await house.as('sari').post(`/imports/${id}/confirm`)).toMatchObject({ status: 409 });
});

test('the template imports clean with its own sample rows, for every office, and a second time it changes nobody', async () => {
  for (const person of ['sari', 'ningsih', 'maria', 'hasan'] as const) {
    const template = await house.api.inject({
      url: '/api/v1/imports/template.xlsx',
      headers: { authorization: `Bearer ${house.as(person).token}` },
    });
    const id = await upload(house.as(person), 'templat.xlsx', template.rawPayload);
    await house.drain();
    expect(await reportOf(house.as(person), id)).toMatchObject({ state: 'checked', counts: { rows: 3, rejected: 0, warned: 0 } });
    await house.as(person).post(`/imports/${id}/confirm`);
    const again = await importList(house.as(person), 'templat.xlsx', template.rawPayload);
    expect((await reportOf(house.as(person), again)).counts).toMatchObject({ rows: 3, unchanged: 3, rejected: 0 });
  }
});

test('rows are paged, those with codes first, and nobody outside the case work may look or upload', async () => {
  const [{ id } = { id: '' }] = (await house.as('sari').get<{ items: Started[] }>('/imports?limit=1')).body.items;
  const first = (await house.as('sari').get<Report>(`/imports/${id}?limit=2`)).body;
  const second = (await house.as('sari').get<Report>(`/imports/${id}?limit=2&after=${first.next}`)).body;
  expect([...first.rows, ...second.rows].map((row) => row.n)).toEqual([1, 2, 3]);
  expect(second.next).toBeNull();
  expect(await house.as('sari').get(`/imports/${id}?after=nonsense`)).toMatchObject({ status: 422 });
  for (const person of ['wayan', 'ratna', 'tono'] as const) {
    expect(await house.as(person).get(`/imports/${id}`)).toMatchObject({ status: 403 });
    expect(await house.as(person).upload('/imports', 'x.csv', csv([]))).toMatchObject({ status: 403 });
  }
  expect(await house.nobody().upload('/imports', 'x.csv', csv([]))).toMatchObject({ status: 401 });
});

test('hints come in the language of the reader', async () => {
  const id = await upload(house.as('sari'), 'a.csv', csv(['', inventedNik(9105), '', '', 'Rumbia', '', '', '', '', '']));
  await house.drain();
  const english = await house.as('sari').get<Report>(`/imports/${id}`, { headers: { 'accept-language': 'en' } });
  expect(english.body.rows[0]?.cells[0]?.hint).toContain('The name is required');
  expect((await reportOf(house.as('sari'), id)).rows[0]?.cells[0]?.hint).toContain('Nama wajib diisi');
});

test('an officer who lost the right after confirming writes nothing', async () => {
  const id = await upload(house.as('ningsih'), 'a.csv', csv(['Tidak Jadi', inventedNik(9106), '', '', 'Rumbia', '', '', '', '', '']));
  await house.drain();
  await house.as('ningsih').post(`/imports/${id}/confirm`);
  await house.sql(`UPDATE auth.app_user SET is_active = false WHERE username = 'ningsih'`);
  await house.drain();
  await house.sql(`UPDATE auth.app_user SET is_active = true WHERE username = 'ningsih'`);
  expect(await reportOf(house.as('ningsih'), id)).toMatchObject({ state: 'failed' });
  expect(await count('candidate', `full_name = 'Tidak Jadi'`)).toBe(0);
});

test('a list confirmed by mistake is taken back, but nobody on whom somebody has worked since', async () => {
  const before = await count('candidate');
  const names = ['Satu Keliru', 'Dua Keliru', 'Tiga Keliru'];
  const rows = names.map((name, index) => [name, inventedNik(9201 + index), '', '', 'Rumbia', '', 'SSW', 'Jepang', '', `C920000${index}`]);
  const id = await importList(house.as('sari'), 'keliru.csv', csv(...rows));
  const touched = (await reportOf(house.as('sari'), id)).rows.find((row) => row.fullName === 'Dua Keliru');
  const paper = { documentCode: 'identity_card', number: '1' };
  expect(await house.as('sari').post(`/candidates/${touched?.candidateId}/documents`, paper)).toMatchObject({ status: 201 });
  for (let times = 0; times < 2; times++) expect(await house.as('hasan').post(`/imports/${id}/undo`)).toMatchObject({ status: 202 });
  await house.drain();
  await house.drain();
  expect(await house.as('sari').post(`/imports/${id}/undo`)).toMatchObject({ status: 202, body: { state: 'undone' } });
  expect(await count('candidate')).toBe(before + 1);
  expect(await count('candidate', `full_name = 'Dua Keliru'`)).toBe(1);
  expect(await count('audit_event', `action = 'import.undo' AND candidate_id IS NOT NULL AND actor_id = '${CAST.hasan.id}'`)).toBe(2);
  const report = await reportOf(house.as('sari'), id);
  expect([report.state, report.rows.map((row) => row.candidateId !== null)]).toEqual(['undone', [true, false, false]]);
  expect(report.rows[0]).toMatchObject({
    fullName: 'Dua Keliru',
    codes: ['kept-papers'],
    cells: [{ hint: expect.stringContaining('Tidak ditarik') }],
  });
  expect(await house.as('maria').post(`/imports/${id}/undo`)).toMatchObject({ status: 404 });
});

async function upload(client: Client, name: string, file: Buffer): Promise<string> {
  const answer = await client.upload<Started>('/imports', name, file);
  expect(answer).toMatchObject({ status: 202, body: { state: 'checking' } });
  return answer.body.id;
}

async function importList(client: Client, name: string, file: Buffer): Promise<string> {
  const id = await upload(client, name, file);
  await house.drain();
  expect(await client.post(`/imports/${id}/confirm`)).toMatchObject({ status: 202, body: { state: 'importing' } });
  await house.drain();
  return id;
}

async function reportOf(client: Client, id: string): Promise<Report> {
  return (await client.get<Report>(`/imports/${id}?limit=100`)).body;
}

async function count(table: string, where = 'true'): Promise<number> {
  const [row] = await house.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table} WHERE ${where}`);
  return row?.count ?? -1;
}

async function snapshot(): Promise<object[]> {
  const counts = `(SELECT count(*)::integer FROM document) AS papers, (SELECT count(*)::integer FROM stage_event) AS steps,
                  (SELECT count(*)::integer FROM audit_event WHERE candidate_id IS NOT NULL) AS trail`;
  return house.sql(
    `SELECT c.id, c.version, c.updated_at, y.version AS cycle, ${counts} FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id ORDER BY c.id`,
  );
}

function csv(...rows: string[][]): Buffer {
  return Buffer.from([HEADER, ...rows.map((row) => row.join(';'))].join('\n'));
}

async function archive(files: Record<string, string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of zipped(Object.entries(files).map(([name, content]) => ({ name, content: [content] })))) parts.push(part);
  return Buffer.concat(parts);
}

function relation(target: string): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  return `<Relationships><Relationship Id="rId1" Type="${type}" Target="${target}"/></Relationships>`;
}

function bomb(): Buffer {
  const directory = Buffer.alloc(46);
  directory.write('PK\u0001\u0002', 'latin1');
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(10, 20);
  directory.writeUInt32LE(1_000_000_000, 24);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46, 12);
  end.writeUInt32LE(40, 16);
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(36), directory, end]);
}
