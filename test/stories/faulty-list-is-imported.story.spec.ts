import { readFileSync } from 'node:fs';

import { openHouse, type House } from '../support/house.js';

// prettier-ignore
interface Cell { column: string; address: string; code: string | null; found: string; hint: string }
// prettier-ignore
interface Row { n: number; sheetRow: number; outcome: string; codes: string[]; cells: Cell[] }
// prettier-ignore
interface Report { id: string; state: string; counts: Record<string, number>; rows: Row[] }
// prettier-ignore
interface CandidateRow { id: string; fullName: string; nikMasked: string | null; stage: string; scheme: string | null; documents: { submitted: number } | null }
// prettier-ignore
interface Candidates { items: CandidateRow[]; total: number }

const LIST = readFileSync('test/support/data/cpmi-bombana-2026.xlsx');

let house: House;
let id: string;
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
});
afterAll(() => house.close());

test('Ningsih uploads the list of Bombana and is told every mistake by row and column, in Indonesian', async () => {
  const ningsih = house.as('ningsih');
  id = (await ningsih.upload<Report>('/imports', 'cpmi-bombana-2026.xlsx', LIST)).body.id;
  await house.drain();
  const report = await reportOf();
  expect(report).toMatchObject({ state: 'checked', counts: { rows: 64, new: 56, rejected: 8, warned: 5 } });
  const told = report.rows.flatMap((row) =>
    row.cells.flatMap(({ address, code, hint }) => (code === null ? [] : [`${address} ${code}: ${hint}`])),
  );
  expect(told.find((line) => line.startsWith('C14'))).toMatch(/nik-precision-lost: NIK diketik sebagai bilangan/);
  expect(told.find((line) => line.startsWith('E33'))).toMatch(/date-invalid: Tanggal ini tidak ada/);
  expect(told.find((line) => line.startsWith('G29'))).toMatch(/district-unknown: Kecamatan ini tidak ada di wilayah Anda/);
  expect(told.find((line) => line.startsWith('C17'))).toMatch(/duplicate-in-file: Orang ini sudah ada di baris 8/);
  expect(told.find((line) => line.startsWith('B41'))).toMatch(/formula-in-cell: Sel ini berisi rumus/);
  expect(await candidates()).toMatchObject({ items: [], total: 0 });
});

test('she looks at the card and types the ruined NIK again, and that row may go in too', async () => {
  const broken = (await reportOf()).rows.find((row) => row.sheetRow === 14);
  const corrected = await house.as('ningsih').patch<Row>(`/imports/${id}/rows/${broken?.n}`, { values: { nik: '7406175007869010' } });
  expect(corrected).toMatchObject({ status: 200, body: { outcome: 'new', codes: [] } });
  expect((await reportOf()).counts).toMatchObject({ new: 57, rejected: 7 });
});

test('she confirms; 57 people are in the register as leads, with their plan and with passports that wait for verification', async () => {
  await house.as('ningsih').post(`/imports/${id}/confirm`);
  await house.drain();
  expect(await reportOf()).toMatchObject({ state: 'done', counts: { new: 57, rejected: 7 } });
  const { items, total } = await candidates();
  expect(total).toBe(57);
  expect(items.every((person) => person.stage === 'lead' && person.scheme !== null)).toBe(true);
  expect(items.find((person) => person.nikMasked?.endsWith('9010'))?.documents).toMatchObject({ submitted: 1 });
  const queue = await house.as('ningsih').get<{ total: number }>('/verification-queue');
  expect(queue.body.total).toBe(14);
});

test('the young woman of row 22 is a lead who cannot be registered yet, and the reason is her age', async () => {
  const [young] = (await candidates('&q=asnidar%20tolaki')).items;
  const { body } = await house.as('ningsih').get<{ items: Array<{ id: string }> }>(`/candidates/${young?.id}/cycles`);
  const steps = await house
    .as('ningsih')
    .get<{ steps: Array<{ to: string; blockers: Array<{ code: string; overridable: boolean }> }> }>(`/cycles/${body.items[0]?.id}/steps`);
  const register = steps.body.steps.find((step) => step.to === 'registered');
  expect(register?.blockers.find((blocker) => !blocker.overridable)).toBeDefined();
});

test('a month later the district sends the same list again: nobody is doubled and nobody is changed', async () => {
  house.clock.set('2026-02-16');
  const again = (await house.as('ningsih').upload<Report>('/imports', 'cpmi-bombana-2026 (1).xlsx', LIST)).body.id;
  await house.drain();
  await house.as('ningsih').post(`/imports/${again}/confirm`);
  await house.drain();
  expect((await reportOf(again)).counts).toMatchObject({ new: 0, updated: 0, unchanged: 56 });
  expect((await candidates()).total).toBe(57);
});

async function reportOf(batch = id): Promise<Report> {
  return (await house.as('ningsih').get<Report>(`/imports/${batch}?limit=100`)).body;
}

async function candidates(filter = ''): Promise<Candidates> {
  return (await house.as('ningsih').get<Candidates>(`/candidates?limit=100${filter}`)).body;
}
