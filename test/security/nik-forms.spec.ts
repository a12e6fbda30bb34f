import { xlsxOf } from '#libs/platform';

import { openHouse, type House } from '../support/house.js';

import { NIK_FORMS } from './nik-forms.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

test('the table names at least two hundred forms, each once', () => {
  expect(NIK_FORMS.length).toBeGreaterThanOrEqual(200);
  expect(new Set(NIK_FORMS.map(({ written }) => written)).size).toBe(NIK_FORMS.length);
});

test('the form takes sixteen possible digits and refuses everything else with its code', async () => {
  const told: Array<[string, string]> = [];
  for (const { what, written } of NIK_FORMS) {
    const answer = await house.as('sari').post<{ id: string; errors?: Array<{ code: string; detail: string }> }>('/candidates', {
      fullName: 'Orang Rekaan',
      areaCode: '74.06.04',
      nik: written,
    });
    const [error] = answer.body.errors ?? [];
    if (answer.status === 201) told.push([what, (await revealed(answer.body.id)) === keptOf(written) ? 'kept' : 'changed']);
    else told.push([what, error?.code ?? String(answer.status)]);
    if (error) expect(error.detail.length).toBeGreaterThan(10);
  }
  expect(told).toEqual(NIK_FORMS.map(({ what, form }) => [what, form]));
});

test('the question for the same person judges every form as the registration does', async () => {
  const told: Array<[string, string]> = [];
  for (const { what, written } of NIK_FORMS) {
    const answer = await house.as('sari').post<{ errors?: Array<{ code: string }> }>('/candidates/matches', { nik: written });
    told.push([what, answer.status === 200 ? 'kept' : (answer.body.errors?.[0]?.code ?? String(answer.status))]);
  }
  expect(told.filter(([, code], at) => code !== NIK_FORMS[at]?.form)).toEqual([]);
}, 120_000);

test.each(['xlsx', 'csv'] as const)(
  'a list as %s forgives what stands around the digits, and says of every other form what is wrong',
  async (kind) => {
    const rows = NIK_FORMS.map(({ written }) => ['Orang Rekaan', written, 'Kabaena']);
    const file = kind === 'xlsx' ? await xlsx(rows) : csv(rows);
    const id = (await house.as('sari').upload<{ id: string }>('/imports', `nik.${kind}`, file)).body.id;
    await house.drain();
    await house.as('sari').post(`/imports/${id}/confirm`);
    await house.drain();
    const outcomes = await house.sql<{ codes: string[]; candidateId: string | null }>(
      `SELECT r.codes, r.candidate_id AS "candidateId" FROM import_row r WHERE r.batch_id = '${id}' ORDER BY r.n`,
    );
    const told: Array<[string, string]> = [];
    for (const [at, { what, kept }] of NIK_FORMS.entries()) {
      const { codes = [], candidateId = null } = outcomes[at] ?? {};
      const about = codes.find((code) => code.startsWith('nik-') || code === 'formula-in-cell');
      const isKept = kept !== undefined && candidateId !== null && (await revealed(candidateId)) === kept;
      told.push([what, about ?? (isKept ? 'kept' : codes.join(' '))]);
    }
    expect(told).toEqual(NIK_FORMS.map(({ what, list }) => [what, list]));
  },
  120_000,
);

test('a NIK that is a number has already lost its end: refused as JSON, and as a cell', async () => {
  const answer = await house.as('sari').post('/candidates', { fullName: 'Orang Rekaan', areaCode: '74.06.04', nik: 7406044507999001 });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ code: 'nik-not-text' }] } });
  for (const number of [7406044507999000, 9471010101909000]) {
    const id = (await house.as('sari').upload<{ id: string }>('/imports', 'nik.xlsx', await xlsx([['Orang Rekaan', number, 'Kabaena']])))
      .body.id;
    await house.drain();
    const [row] = await house.sql<{ codes: string[] }>(`SELECT r.codes FROM import_row r WHERE r.batch_id = '${id}'`);
    expect(row?.codes).toContain('nik-precision-lost');
  }
});

function keptOf(written: string): string | undefined {
  return NIK_FORMS.find((form) => form.written === written)?.kept;
}

async function revealed(id: string): Promise<string | null> {
  return (await house.as('sari').post<{ value: string | null }>(`/candidates/${id}/reveal`, { field: 'nik' })).body.value;
}

async function xlsx(rows: ReadonlyArray<ReadonlyArray<string | number>>): Promise<Buffer> {
  const columns = ['Nama', 'NIK', 'Kecamatan'].map((header) => ({ header, width: 20 }));
  const parts: Buffer[] = [];
  for await (const part of xlsxOf([{ name: 'Data', columns, pages: [rows] }])) parts.push(part);
  return Buffer.concat(parts);
}

function csv(rows: readonly string[][]): Buffer {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return Buffer.from(`Nama;NIK;Kecamatan\n${rows.map((row) => row.map(quoted).join(';')).join('\n')}`);
}
