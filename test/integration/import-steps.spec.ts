import ExcelJS from 'exceljs';

import { ImportCheck, ImportExpiry, ImportWrite } from '#libs/imports';

import { inventedNik } from '../support/cast.js';
import type { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

// prettier-ignore
interface Column { index: number; header: string; field: string | null; samples: string[] }
// prettier-ignore
interface Row { n: number; sheetRow: number; fullName: string; outcome: string; codes: string[]; values: Array<{ field: string; text: string }> }
// prettier-ignore
interface Report { id: string; state: string; counts: Record<string, number>; rows: Row[]; columns: Column[]; sender: string | null; mappingSource: string; hasFile: boolean; failure: string | null }

const DINAS = 'Dinas Nakertrans Bombana';
const TITLES = ['Nama', 'NIK', 'Kecamatan', 'Kontak Darurat', 'Nomor yang dapat dihubungi'];

let house: House;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

test('the officer sees what each column holds, says what it means, and the stored file is checked again', async () => {
  const id = await checked(house.as('sari'), list(['Siti Contoh', inventedNik(9301), 'Rumbia', 'Ibu', '081234567891']), DINAS);
  const before = await reportOf(id);
  expect(before).toMatchObject({ mappingSource: 'guess', sender: DINAS, hasFile: true });
  expect(before.columns.map(({ header, field }) => [header, field])).toEqual([
    ['Nama', 'fullName'],
    ['NIK', 'nik'],
    ['Kecamatan', 'district'],
    ['Kontak Darurat', null],
    ['Nomor yang dapat dihubungi', null],
  ]);
  expect(before.columns.map(({ samples }) => samples)).toEqual([
    ['Siti Contoh'],
    [expect.stringMatching(/^7406…301 \(16 angka\)$/)],
    ['Rumbia'],
    ['Ibu'],
    [expect.stringContaining('(12 angka)')],
  ]);
  expect(await map(id, [[4, 'phone']])).toMatchObject({ status: 202, body: { state: 'checking' } });
  await house.drain();
  const after = await reportOf(id);
  expect(after).toMatchObject({ state: 'checked', mappingSource: 'officer', counts: { rows: 1, new: 1 } });
  expect(after.columns[4]).toMatchObject({ field: 'phone' });
  expect(after.rows[0]?.values.map(({ field }) => field)).toEqual(['fullName', 'nik', 'district', 'phone']);
});

test('what was said is used for the next list of that sender, also with other titles beside, and for the same titles from others', async () => {
  const more = [...TITLES, 'Catatan'].join(';');
  const next = await checked(
    house.as('sari'),
    `${more}\nBudi Contoh;${inventedNik(9302)};Rumbia;Ibu;081234567892;-`,
    ' DINAS nakertrans, Bombana',
  );
  expect(await reportOf(next)).toMatchObject({
    mappingSource: 'saved',
    columns: expect.arrayContaining([expect.objectContaining({ field: 'phone' })]),
  });
  const same = await checked(house.as('sari'), list(['Rudi Contoh', inventedNik(9303), 'Rumbia', 'Ibu', '081234567893']));
  expect(await reportOf(same)).toMatchObject({ mappingSource: 'saved', sender: null });
  const stranger = await checked(house.as('sari'), `${more}\nBudi Contoh;${inventedNik(9302)};Rumbia;Ibu;081234567892;-`, 'Kantor lain');
  expect(await reportOf(stranger)).toMatchObject({ mappingSource: 'guess' });
  expect((await house.as('sari').get<{ items: string[] }>('/imports/senders')).body.items).toEqual(
    expect.arrayContaining([DINAS, 'Kantor lain']),
  );
});

test('an office of another area neither sees nor uses what was remembered here', async () => {
  const id = await checked(house.as('maria'), list(['Orang Jauh', inventedNik(9304), 'Benteng', 'Ibu', '081234567894']), DINAS);
  expect((await house.as('maria').get<Report>(`/imports/${id}`)).body).toMatchObject({ mappingSource: 'guess' });
  expect((await house.as('maria').get<{ items: string[] }>('/imports/senders')).body.items).toEqual([DINAS]);
  expect(await house.as('ningsih').post(`/imports/${id}/mapping`, { columns: [] })).toMatchObject({ status: 404 });
});

test('a list whose titles nobody knows waits for the officer instead of being refused', async () => {
  const id = await checked(house.as('sari'), `Peserta;Kode Diri;Asal\nDewi Contoh;${inventedNik(9305)};Rumbia`);
  expect(await reportOf(id)).toMatchObject({
    state: 'checked',
    counts: { rows: 0 },
    columns: [{ field: null }, { field: null }, { field: null }],
  });
  const chosen: Chosen = [
    [0, 'fullName'],
    [1, 'nik'],
    [2, 'district'],
  ];
  await map(id, chosen);
  await house.drain();
  expect(await reportOf(id)).toMatchObject({ state: 'checked', counts: { rows: 1, new: 1, rejected: 0 } });
});

test.each<[string, Chosen, string]>([
  ['a column that the file does not have', [[9, 'phone']], 'column-unknown'],
  [
    'one field from two columns',
    [
      [3, 'phone'],
      [4, 'phone'],
    ],
    'field-twice',
  ],
  ['no name', [[0, null]], 'name-missing'],
])('a mapping with %s is refused with a sentence', async (_, columns, code) => {
  const id = await checked(house.as('sari'), list(['Siti Contoh', inventedNik(9301), 'Rumbia', 'Ibu', '081234567891']));
  const answer = await map(id, columns);
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ code, detail: expect.stringMatching(/.{15}/) }] } });
});

test('somebody with the name and day of birth of a person on record goes in with a warning that tells nothing of that person', async () => {
  const elsewhere = await upload(house.as('maria'), list(['Murni Contoh', inventedNik(9390), 'Benteng', '', '']));
  await house.drain();
  await house.as('maria').post(`/imports/${elsewhere}/confirm`);
  await house.drain();
  const id = await checked(
    house.as('sari'),
    list(['MURNI  CONTOH', inventedNik(9391), 'Rumbia', '', ''], ['Lain Contoh', inventedNik(9392), 'Rumbia', '', '']),
  );
  const report = await reportOf(id);
  expect(report).toMatchObject({ state: 'checked', counts: { rows: 2, new: 2, rejected: 0, warned: 1 } });
  expect(report.rows.map(({ outcome, codes }) => [outcome, codes])).toEqual([
    ['new', ['possible-duplicate']],
    ['new', []],
  ]);
  expect(JSON.stringify(report)).not.toMatch(/Benteng|SLY-|"73\./);
  expect(await house.as('sari').post(`/imports/${id}/confirm`)).toMatchObject({ status: 202 });
  await house.drain();
  expect(await reportOf(id)).toMatchObject({ state: 'done', counts: { new: 2 } });
});

test('"only valid rows" is a choice: asked for all, the confirmation refuses while a row is rejected', async () => {
  const id = await checked(
    house.as('sari'),
    list(['Satu Sah', inventedNik(9306), 'Rumbia', '', ''], ['Dua Salah', '123', 'Rumbia', '', '']),
  );
  const refused = await house.as('sari').post<{ errors: object[] }>(`/imports/${id}/confirm`, { rows: 'all' });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/rows', code: 'rows-rejected' }] } });
  expect(await house.as('sari').post(`/imports/${id}/confirm`, { rows: 'valid' })).toMatchObject({ status: 202 });
  await house.drain();
  expect(await reportOf(id)).toMatchObject({ state: 'done', counts: { new: 1, rejected: 1 } });
});

test('the result file is the list as it came with every error in words, and no text of it is a formula', async () => {
  const rows = [
    ['=HYPERLINK("http://contoh.invalid")', '123', 'Rumbia', '@ibu', '+62'],
    ['Tiga Sah', inventedNik(9307), 'Rumbia', '-', '081234567895'],
  ];
  const id = await checked(house.as('sari'), list(...rows));
  await house.as('sari').post(`/imports/${id}/confirm`);
  await house.drain();
  const sheet = await resultOf(id);
  const texts = sheet.map((row) => row.map((cell) => cell.value));
  expect(texts[0]).toEqual(['Baris', ...TITLES, 'Hasil', 'Kesalahan']);
  expect(texts[1]?.slice(0, 7)).toEqual([2, ...(rows[0] ?? []), 'Ditolak']);
  expect(texts[1]?.[7]).toMatch(/Nama: Sel ini berisi rumus.*\nNIK: NIK harus 16 angka/);
  expect(texts[2]).toEqual([3, ...(rows[1] ?? []), 'Baru', null]);
  expect(sheet.flat().every((cell) => cell.type !== ExcelJS.ValueType.Formula)).toBe(true);
  const [trail] = await house.sql(
    `SELECT count(*)::integer AS count FROM audit_event WHERE action = 'import.result' AND subject_id = '${id}'`,
  );
  expect(trail).toEqual({ count: 1 });
  expect(await house.as('ningsih').get(`/imports/${id}/result.xlsx`)).toMatchObject({ status: 404 });
  expect(await house.as('wayan').get(`/imports/${id}/result.xlsx`)).toMatchObject({ status: 403 });
});

test('a list that is given up before it is confirmed leaves nothing sealed behind, and nobody comes in', async () => {
  const id = await checked(house.as('sari'), list(['Tidak Jadi', inventedNik(9308), 'Rumbia', '', '']));
  for (let times = 0; times < 2; times++)
    expect(await house.as('sari').post(`/imports/${id}/cancel`)).toMatchObject({ status: 202, body: { state: 'cancelled' } });
  expect(await house.as('sari').post(`/imports/${id}/confirm`)).toMatchObject({ status: 409 });
  expect(await sealedOf(id)).toEqual({ file: false, samples: false, rows: 0 });
  const waiting = await upload(house.as('sari'), list(['Tidak Jadi Pula', inventedNik(9309), 'Rumbia', '', '']));
  await house.as('sari').post(`/imports/${waiting}/cancel`);
  await house.drain();
  expect(await reportOf(waiting)).toMatchObject({ state: 'cancelled', counts: { rows: 0 } });
});

test('a check that is given up in the middle stops at the next five hundred rows', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => [`Orang ${index}`, '', 'Rumbia', '', '']);
  const id = await upload(house.as('sari'), list(...rows));
  const check = (await house.worker()).get(ImportCheck, { strict: false });
  const running = check.run(id);
  while ((await count('import_row', `batch_id = '${id}'`)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await house.as('sari').post(`/imports/${id}/cancel`);
  await running;
  expect(await reportOf(id)).toMatchObject({ state: 'cancelled' });
  expect(await count('import_row', `batch_id = '${id}'`)).toBeLessThan(3_000);
});

test('a list that is given up while it is written: whoever is in leaves again, and the rest never comes', async () => {
  const before = await count('candidate');
  const rows = Array.from({ length: 2_000 }, (_, index) => [`Orang ${index}`, '', 'Poleang', '', '']);
  const id = await checked(house.as('sari'), list(...rows));
  await house.as('sari').post(`/imports/${id}/confirm`);
  const running = (await house.worker()).get(ImportWrite, { strict: false }).run(id);
  while ((await count('import_row', `batch_id = '${id}' AND is_written`)) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await house.as('sari').post(`/imports/${id}/cancel`)).toMatchObject({ status: 202, body: { state: 'undoing' } });
  await running;
  expect(await count('candidate')).toBeGreaterThan(before);
  await house.drain();
  expect(await reportOf(id)).toMatchObject({ state: 'undone' });
  expect(await count('candidate')).toBe(before);
  expect(await sealedOf(id)).toEqual({ file: false, samples: false, rows: 0 });
  expect(await house.as('sari').post(`/imports/${id}/cancel`)).toMatchObject({ status: 202, body: { state: 'undone' } });
});

test('files are not kept for ever: thirty days for a confirmation, seven for the result', async () => {
  const forgotten = await checked(house.as('sari'), list(['Terlupa', inventedNik(9310), 'Rumbia', '', '']));
  const done = await checked(house.as('sari'), list(['Selesai', inventedNik(9311), 'Rumbia', '', ''], ['Salah', '1', 'Rumbia', '', '']));
  const fresh = await checked(house.as('sari'), list(['Baru', inventedNik(9312), 'Rumbia', '', '']));
  await house.as('sari').post(`/imports/${done}/confirm`);
  await house.drain();
  await house.sql(`UPDATE import_batch SET created_at = now() - interval '31 days' WHERE id = '${forgotten}'`);
  await house.sql(`UPDATE import_batch SET closed_at = now() - interval '8 days' WHERE id = '${done}'`);
  const expiry = (await house.worker()).get(ImportExpiry, { strict: false });
  expect(await expiry.run()).toBeGreaterThanOrEqual(2);
  expect(await expiry.run()).toBe(0);
  expect(await reportOf(forgotten)).toMatchObject({ state: 'failed', failure: expect.stringContaining('30 hari') });
  expect(await reportOf(done)).toMatchObject({ state: 'done', hasFile: false });
  expect(await reportOf(fresh)).toMatchObject({ state: 'checked', hasFile: true });
  expect(await sealedOf(forgotten)).toEqual({ file: false, samples: false, rows: 0 });
  expect(await house.as('sari').get(`/imports/${done}/result.xlsx`)).toMatchObject({ status: 409 });
});

test('a check that goes on failing ends with words for the officer, and the list can be uploaded again', async () => {
  const check = (await house.worker()).get(ImportCheck, { strict: false });
  const text = list(['Wulan Sari', inventedNik(9377), 'Rumbia', '', '']);
  const id = await upload(house.as('sari'), text);
  await house.sql(`ALTER TABLE import_row ADD CONSTRAINT import_row_out_of_order CHECK (n < 0) NOT VALID`);
  await expect(check.run(id)).rejects.toThrow();
  expect(await reportOf(id)).toMatchObject({ state: 'checking' });
  await house.sql(`UPDATE outbox SET handovers = 2 WHERE payload ->> 'batchId' = $1`, [id]);
  await expect(check.run(id)).rejects.toThrow();
  expect(await reportOf(id)).toMatchObject({ state: 'failed', rows: [], failure: expect.stringContaining('Unggah lagi') });
  await house.sql(`ALTER TABLE import_row DROP CONSTRAINT import_row_out_of_order`);
  await house.drain();
  expect(await reportOf(await checked(house.as('sari'), text))).toMatchObject({ state: 'checked', counts: { rows: 1, rejected: 0 } });
});

type Chosen = ReadonlyArray<readonly [number, string | null]>;

function map(id: string, columns: Chosen): ReturnType<Client['post']> {
  return house.as('sari').post(`/imports/${id}/mapping`, { columns: columns.map(([index, field]) => ({ index, field })) });
}

async function upload(client: Client, text: string, sender?: string): Promise<string> {
  const answer = await client.upload<{ id: string }>('/imports', 'daftar.csv', Buffer.from(text), sender === undefined ? {} : { sender });
  expect(answer.status).toBe(202);
  return answer.body.id;
}

async function checked(client: Client, text: string, sender?: string): Promise<string> {
  const id = await upload(client, text, sender);
  await (await house.worker()).get(ImportCheck, { strict: false }).run(id);
  return id;
}

async function reportOf(id: string): Promise<Report> {
  return (await house.as('sari').get<Report>(`/imports/${id}?limit=100`)).body;
}

async function resultOf(id: string): Promise<ExcelJS.Cell[][]> {
  const answer = await house.api.inject({
    url: `/api/v1/imports/${id}/result.xlsx`,
    headers: { authorization: `Bearer ${house.as('sari').token}` },
  });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer);
  const sheet = book.worksheets[0];
  const width = sheet?.columnCount ?? 0;
  return (sheet?.getRows(1, sheet.rowCount) ?? []).map((row) => Array.from({ length: width }, (_, column) => row.getCell(column + 1)));
}

async function sealedOf(id: string): Promise<unknown> {
  const [kept] = await house.sql(
    `SELECT b.file_sealed IS NOT NULL AS file, b.samples_sealed IS NOT NULL AS samples,
            (SELECT count(*)::integer FROM import_row r WHERE r.batch_id = b.id AND r.person_sealed IS NOT NULL) AS rows
       FROM import_batch b WHERE b.id = '${id}'`,
  );
  return kept;
}

async function count(table: string, where = 'true'): Promise<number> {
  const [row] = await house.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table} WHERE ${where}`);
  return row?.count ?? -1;
}

function list(...rows: string[][]): string {
  const quoted = (text: string) => (/["\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [TITLES, ...rows].map((row) => row.map(quoted).join(';')).join('\n');
}
