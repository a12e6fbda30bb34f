import ExcelJS from 'exceljs';
import fc from 'fast-check';

import { Sessions, type Actor } from '#libs/access';
import { CandidateExports, EXPORT_TURNS } from '#libs/placement';
import { Problem } from '#libs/platform';

import { CAST, inventedNik, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;

const PAYLOADS = [
  `=HYPERLINK("http://example.test","klik")`,
  '=1+1',
  '+62 812',
  '-2+3',
  '@SUM(A1:A9)',
  ' =1+1',
  '＝1+1',
  `=cmd|' /C calc'!A0`,
];
const NAUGHTY = [
  '<script>alert(1)</script>',
  `O'Brien & "Anak"; Kedua`,
  '_x0041_ Bukan A',
  '王小明 Ñandú 👩‍🚀',
  'null',
  '  1E5',
  '0012',
  'Ali\u200B Baba',
];
const AREAS = ['74.06.04', '74.06.01', '74.06.04.2001', '74.07.01', '74.71.01'];

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  let serial = 9200;
  const villages = await house.sql<{ code: string }>(`SELECT code FROM area WHERE code LIKE '74.06.04.%' ORDER BY code LIMIT 1`);
  const areas = AREAS.map((code) => (code.length === 13 ? (villages[0]?.code ?? code) : code));
  for (const [n, fullName] of [...PAYLOADS, ...NAUGHTY, ...Array.from({ length: 24 }, (_, i) => `Siti Orang ${i}`)].entries()) {
    await add(fullName, areas[n % areas.length] ?? '74.06.04', (serial += 1), n);
  }
  // More than one page of rows, past the form.
  await house.sql(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
     SELECT gen_random_uuid(), 'Banyak ' || n, 'banyak ' || n, '74.07.02', 'generator', $1 FROM generate_series(1, 2100) n`,
    [CAST.sari.id],
  );
  await house.sql(
    `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
     SELECT gen_random_uuid(), c.id, c.area_code, 1, 'lead', '2026-01-02', '2026-01-02' FROM candidate c WHERE c.source = 'generator'`,
  );
});
afterAll(() => house.close());

async function add(fullName: string, areaCode: string, serial: number, n: number): Promise<void> {
  const body = { areaCode, nik: inventedNik(serial), scheme: n % 2 ? 'ssw' : 'p_to_p', destinationCountry: n % 3 ? 'JP' : 'MY' };
  const { status } = await house.as('sari').post<{ id: string }>('/candidates', { ...body, fullName: 'Sementara' });
  expect(status).toBe(201);
  // Past the form, which trims and refuses some of these: the file must be safe whatever is stored.
  await house.sql(`UPDATE candidate SET full_name = $1 WHERE full_name = 'Sementara'`, [fullName]);
}

interface Download {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

async function download(person: Person, query: string, isCounted = false): Promise<Download> {
  // Most tests here fetch more lists than one user may in ten minutes.
  if (!isCounted) await house.sql(`DELETE FROM auth.login_attempt`);
  const url = `/api/v1/candidates/export?${query}`;
  const answer = await house.api.inject({ method: 'GET', url, headers: { authorization: `Bearer ${house.as(person).token}` } });
  return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers };
}

async function book(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  return workbook;
}

function column(workbook: ExcelJS.Workbook, header: string): ExcelJS.Cell[] {
  const sheet = workbook.getWorksheet('Daftar');
  const titles = sheet?.getRow(1).values;
  const at = Array.isArray(titles) ? titles.indexOf(header) : -1;
  return Array.from({ length: (sheet?.rowCount ?? 1) - 1 }, (_, n) => sheet?.getRow(n + 2).getCell(at)).filter(
    (cell) => cell !== undefined,
  );
}

async function listed(person: Person, query: string): Promise<{ caseNos: string[]; total: number }> {
  const caseNos: string[] = [];
  for (let after = ''; ;) {
    const page = await house
      .as(person)
      .get<{ items: { caseNo: string }[]; next: string | null; total: number }>(`/candidates?${query}&limit=100${after}`);
    caseNos.push(...page.body.items.map(({ caseNo }) => caseNo));
    if (page.body.next === null) return { caseNos, total: page.body.total };
    after = `&after=${page.body.next}`;
  }
}

function csvRows(bytes: Buffer): string[] {
  return bytes.toString('utf8').split('\r\n').slice(1, -1);
}

describe('an exported list', () => {
  const filters = fc.record(
    {
      area: fc.constantFrom('74', '74.06', '74.06.04', '74.07.01', '74.71', '73'),
      scheme: fc.constantFrom('ssw', 'p_to_p'),
      country: fc.constantFrom('JP', 'MY'),
      stage: fc.constantFrom('lead', 'cleared'),
      officer: fc.constantFrom('me', CAST.hasan.id),
      readiness: fc.constantFrom('complete', 'blocked'),
      q: fc.constantFrom('siti', 'banyak 20', 'orang', inventedNik(9210)),
      sort: fc.constantFrom('newest', 'name'),
    },
    { requiredKeys: [] },
  );

  test('holds for random filters exactly the people of the list, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom<Person>('sari', 'hasan', 'ningsih', 'maria'), filters, async (person, filter) => {
        const query = new URLSearchParams(filter).toString();
        const list = await listed(person, query);
        const { status, bytes } = await download(person, `format=csv&${query}`);
        expect(status).toBe(200);
        const caseNos = csvRows(bytes).map((row) => row.split(';')[0]);
        expect(caseNos).toEqual(list.caseNos);
        expect(caseNos).toHaveLength(list.total);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['sari', '74'],
    ['ningsih', '74.06'],
    ['maria', '73'],
  ] as const)('holds for %s everybody of the own area and nobody else', async (person, area) => {
    const [slow] = await house.sql<{ count: number }>(
      `SELECT count(*)::integer AS count FROM candidate c WHERE c.area_code = $1 OR c.area_code LIKE $1 || '.%'`,
      [area],
    );
    const workbook = await book((await download(person, 'format=xlsx')).bytes);
    expect(column(workbook, 'No. berkas')).toHaveLength(slow?.count ?? -1);
  });

  test('shows every payload and every naughty name as the text that is stored, never as a formula', async () => {
    const workbook = await book((await download('sari', 'format=xlsx&officer=me')).bytes);
    const names = column(workbook, 'Nama lengkap');
    expect(names.map(({ type }) => type)).toEqual(names.map(() => ExcelJS.ValueType.String));
    // Excel reads _x005F_ as an underscore (ECMA-376, ST_Xstring); ExcelJS leaves it as it stands.
    const shown = names.map(({ value }) => String(value).replaceAll('_x005F_', '_'));
    expect([...PAYLOADS, ...NAUGHTY].filter((name) => !shown.includes(name))).toEqual([]);
    const { bytes } = await download('sari', 'format=csv&officer=me');
    for (const row of csvRows(bytes)) expect(row.split(';')[1]).not.toMatch(/^"?\s*[=+\-@＝]/);
  });

  test('shows no NIK but its end, days as days, and areas by name', async () => {
    const workbook = await book((await download('sari', 'format=xlsx&area=74.06.04')).bytes);
    for (const { value } of column(workbook, 'NIK (disamarkan)')) expect(value).toMatch(/^\*{12}\d{4}$/);
    expect(column(workbook, 'Tanggal lahir')[0]?.value).toEqual(new Date('1999-07-05T00:00:00Z'));
    expect(column(workbook, 'Kabupaten/Kota')[0]?.value).toBe('Kabupaten Bombana');
    expect(column(workbook, 'Kecamatan')[0]?.value).toBe('Rumbia');
    expect(column(workbook, 'Petugas')[0]?.value).toBe('Sari');
  });

  test('explains its columns, its filters and its moment on a second sheet, without a whole NIK', async () => {
    const nik = inventedNik(9210);
    const workbook = await book((await download('sari', `format=xlsx&scheme=ssw&q=${nik}`)).bytes);
    const words = workbook.getWorksheet('Kamus data')?.getSheetValues().flat().map(String) ?? [];
    expect(words).toEqual(
      expect.arrayContaining(['No. berkas', 'Sulawesi Tenggara', 'SSW Jepang (Tokutei Ginou)', '16 Januari 2026 pukul 09:00 WITA']),
    );
    expect(words.join(' ')).not.toContain(nik);
  });

  test('as CSV opens in an Indonesian Excel: mark, semicolons, CRLF; the file name carries the day', async () => {
    const { bytes, headers } = await download('sari', 'format=csv&area=74.06');
    expect(bytes.toString('utf8').startsWith('\uFEFFNo. berkas;Nama lengkap;')).toBe(true);
    expect(bytes.toString('utf8').endsWith('\r\n')).toBe(true);
    expect(headers['content-disposition']).toBe('attachment; filename="daftar-cpmi-2026-01-16.csv"');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  test('leaves one audit row with the names of its filters and the number of people', async () => {
    const before = await audited();
    await download('ningsih', 'format=xlsx&stage=lead&q=siti');
    const { total } = await listed('ningsih', 'stage=lead&q=siti');
    const rows = (await audited()).slice(before.length);
    expect(rows).toEqual([
      {
        actor_id: CAST.ningsih.id,
        area_code: '74.06',
        fields: expect.arrayContaining(['format:xlsx', `rows:${total}`, 'filter:stage', 'filter:text']),
      },
    ]);
    expect(rows[0]?.fields).toHaveLength(4);
  });

  test('is refused to roles without the right, and with filters that the list does not know', async () => {
    for (const person of ['wayan', 'ratna', 'tono'] as const) expect((await download(person, 'format=xlsx')).status).toBe(403);
    expect((await download('sari', 'format=pdf')).status).toBe(422);
    expect((await download('sari', 'format=csv&limit=5')).status).toBe(422);
  });

  test('may be fetched so often and no oftener, by each user; whoever waits may again', async () => {
    await house.sql(`DELETE FROM auth.login_attempt`);
    const statuses: number[] = [];
    for (let n = 0; n <= EXPORT_TURNS; n += 1) statuses.push((await download('hasan', 'format=csv&area=74.71', true)).status);
    expect(statuses).toEqual([...Array.from({ length: EXPORT_TURNS }, () => 200), 429]);
    expect((await download('sari', 'format=csv&area=74.71', true)).status).toBe(200);
    await house.sql(`UPDATE auth.login_attempt SET slot = slot - interval '10 minutes'`);
    expect((await download('hasan', 'format=csv&area=74.71', true)).status).toBe(200);
  });

  test('that is too long is refused before its first byte, without an audit row', async () => {
    const before = await audited();
    const begun = house.api.get(CandidateExports, { strict: false }).begin(await actor('sari'), { format: 'csv', sort: 'newest' }, 50);
    await expect(begun).rejects.toBeInstanceOf(Problem);
    expect(await audited()).toHaveLength(before.length);
  });

  test('breaks off when the session ends in the middle, and stops reading when nobody takes it', async () => {
    const exports = house.api.get(CandidateExports, { strict: false });
    const cut = await exports.begin(await actor('hasan'), { format: 'csv', sort: 'newest' });
    await house.as('hasan').delete('/session');
    await expect(cut.content.toArray()).rejects.toBeInstanceOf(Problem);
    const left = await exports.begin(await actor('sari'), { format: 'xlsx', sort: 'newest' });
    left.content.on('error', () => undefined);
    left.content.read();
    left.content.destroy();
    expect(left.content.destroyed).toBe(true);
  });
});

function audited(): Promise<{ actor_id: string; area_code: string | null; fields: string[] }[]> {
  return house.sql(`SELECT actor_id, area_code, fields FROM audit_event WHERE action = 'candidate.export' ORDER BY id`);
}

async function actor(person: Person): Promise<Actor> {
  const found = await house.api.get(Sessions, { strict: false }).find(house.as(person).token ?? '');
  if (!found) throw new Error(`${person} is not signed in`);
  return { ...found, requestId: 'test' };
}
