import { readFileSync } from 'node:fs';

import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';

import { CAST } from '../support/cast.js';

import { answered, barriers, demoOffice, flow, signInAs, until } from './browser.js';

const office = demoOffice();

/** How many people the list says it holds. */
async function told(page: Page): Promise<number> {
  const text = await page
    .locator('main')
    .getByText(/^[\d.]+ orang$/)
    .first()
    .innerText();
  return Number(text.replace(/\D/g, ''));
}

async function counted(where: string): Promise<number> {
  const [row] = await office.house.sql<{ n: number }>(
    `SELECT count(*)::integer AS n FROM placement_cycle p WHERE p.is_current AND ${where}`,
  );
  return row?.n ?? -1;
}

flow('Sari narrows the list, keeps it as a tab, comes back to it, and takes every filter off again', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/cpmi?stage=registered');
  await page.getByRole('button', { name: 'Saringan lain' }).click();
  await page.getByLabel('Negara tujuan').selectOption('JP');
  await page.waitForURL(/country=JP/);
  const chips = page.getByRole('list', { name: 'Saringan yang aktif' });
  await chips.getByText('Negara: Jepang').waitFor();
  const japan = await counted(`p.stage = 'registered' AND p.destination_country = 'JP'`);
  expect(japan).toBeGreaterThan(0);
  await until(async () => expect(await told(page)).toBe(japan));

  await page.getByRole('button', { name: 'Simpan tampilan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Simpan tampilan ini' });
  await dialog.getByLabel('Nama tampilan').fill('Terdaftar ke Jepang');
  found.push(...(await barriers(page)));
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  const tab = page.getByRole('link', { name: `Terdaftar ke Jepang ${japan}` });
  await tab.waitFor();
  expect(await tab.getAttribute('aria-current')).toBe('page');
  found.push(...(await barriers(page)));

  // The list is opened anew without a filter: the last one is there, as chips that can be taken off.
  await page.goto('/');
  await page.getByRole('link', { name: 'CPMI', exact: true }).first().click();
  await page.waitForURL(/country=JP/);
  await page.getByRole('button', { name: 'Hapus saringan Negara: Jepang' }).click();
  await page.waitForURL((url) => !url.search.includes('country'));
  await page.getByRole('button', { name: 'Hapus semua saringan' }).click();
  await page.waitForURL((url) => url.search === '');
  const everybody = await counted('true');
  await until(async () => expect(await told(page)).toBe(everybody));

  await page.getByRole('button', { name: 'Kolom' }).click();
  const settings = page.getByRole('dialog', { name: 'Kolom dan kerapatan' });
  await settings.getByLabel('Petugas').check();
  await settings.getByLabel('Rencana berangkat').uncheck();
  await settings.getByRole('button', { name: 'Tutup' }).last().click();
  await page.reload();
  await page.getByRole('columnheader', { name: 'Petugas' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Rencana berangkat' }).count()).toBe(0);
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});

flow('by keyboard: all who match get another officer, after a preview, and one undo puts everybody back', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/cpmi?stage=registered');
  await page.getByLabel('Pilih semua yang tampil').focus();
  await page.keyboard.press('Space');
  const bar = page.getByRole('region', { name: 'Tindakan untuk yang dipilih' });
  await bar.waitFor();
  const all = await counted(`p.stage = 'registered'`);
  const selectAll = bar.getByRole('button', { name: `Pilih semua ${all} yang cocok` });
  const allSelected = bar.getByText(`${all} orang dipilih`);
  await selectAll.or(allSelected).first().waitFor();
  if (await selectAll.isVisible()) {
    await selectAll.focus();
    await page.keyboard.press('Enter');
  }
  await allSelected.waitFor();
  found.push(...(await barriers(page)));
  await bar.getByRole('button', { name: 'Tetapkan petugas' }).focus();
  await page.keyboard.press('Enter');
  const wish = page.getByRole('dialog', { name: 'Tetapkan petugas' });
  await wish.getByLabel('Petugas').selectOption({ label: 'Tanpa petugas' });
  await wish.getByRole('button', { name: 'Lihat pratinjau' }).focus();
  await page.keyboard.press('Enter');
  const preview = page.getByRole('dialog', { name: 'Pratinjau: Tetapkan petugas' });
  await preview.getByText('Belum ada yang berubah').waitFor();
  found.push(...(await barriers(page)));
  const before = await office.house.sql(`SELECT id, officer_id FROM placement_cycle WHERE is_current AND stage = 'registered' ORDER BY id`);
  const run = preview.getByRole('button', { name: /^Jalankan untuk \d+ orang$/ });
  await run.focus();
  await answered(page, '/confirm', () => page.keyboard.press('Enter'));
  await office.house.drain();
  const job = page.getByRole('dialog', { name: 'Tetapkan petugas' });
  await job.getByText('Selesai').waitFor();
  expect(await counted(`p.stage = 'registered' AND p.officer_id IS NOT NULL`)).toBe(0);
  found.push(...(await barriers(page)));
  await job.getByRole('button', { name: 'Batalkan semua' }).focus();
  await answered(page, '/undo', () => page.keyboard.press('Enter'));
  await office.house.drain();
  await job.getByText('Sudah dibatalkan').waitFor();
  expect(
    await office.house.sql(`SELECT id, officer_id FROM placement_cycle WHERE is_current AND stage = 'registered' ORDER BY id`),
  ).toEqual(before);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Pekerjaan massal' }).click();
  await page.getByRole('button', { name: /^Tetapkan petugas · / }).click();
  await page.getByRole('button', { name: /^Dikembalikan/ }).waitFor();
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});

flow('"Unduh" fetches exactly the list that is shown, explains its columns, runs nothing in Excel, and stands in the trail', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  await office.house.sql(
    `UPDATE candidate SET full_name = '=1+1' WHERE id = (SELECT candidate_id FROM placement_cycle WHERE is_current AND stage = 'registered' LIMIT 1)`,
  );
  await page.goto('/cpmi?stage=registered');
  const shown = await counted(`p.stage = 'registered'`);
  await until(async () => expect(await told(page)).toBe(shown));
  await page.getByRole('button', { name: 'Unduh' }).click();
  const dialog = page.getByRole('dialog', { name: 'Unduh daftar ini' });
  await dialog.getByText(`${shown} orang`).waitFor();
  expect(await barriers(page)).toEqual([]);
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Excel (XLSX)' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('daftar-cpmi-2026-01-16.xlsx');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(readFileSync(await download.path())).buffer);
  const sheet = workbook.getWorksheet('Daftar');
  expect((sheet?.rowCount ?? 0) - 1).toBe(shown);
  const cells: ExcelJS.Cell[] = [];
  sheet?.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
  expect(cells.filter((cell) => cell.type === ExcelJS.ValueType.Formula)).toEqual([]);
  expect(cells.some((cell) => String(cell.value).includes('=1+1'))).toBe(true);
  const dictionary = workbook.getWorksheet('Kamus data');
  const lines: string[] = [];
  dictionary?.eachRow((row) => lines.push(String(row.getCell(1).value)));
  expect(lines).toEqual(expect.arrayContaining(['Nama lengkap', 'Tahap', 'Saringan yang dipakai', 'Jumlah orang']));
  const trail = await office.house.sql<{ fields: string[] }>(
    `SELECT fields FROM audit_event WHERE action = 'candidate.export' ORDER BY id DESC LIMIT 1`,
  );
  expect(trail[0]?.fields).toEqual(expect.arrayContaining(['format:xlsx', `rows:${shown}`, 'filter:stage']));
  expect(complaints).toEqual([]);
});

flow('a name with a typing error still finds the person, and the list says that nobody is named exactly so', async () => {
  const { page } = await office.visit();
  const [person] = await office.house.sql<{ full_name: string }>(
    `SELECT c.full_name FROM candidate c JOIN placement_cycle p ON p.candidate_id = c.id AND p.is_current WHERE c.full_name ~ '^[A-Z][a-z]{7,} [A-Z][a-z]{6,}$' LIMIT 1`,
  );
  const name = person?.full_name ?? '';
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/cpmi');
  await page.getByLabel('Cari CPMI').fill(`${name.slice(0, 3)}x${name.slice(3)}`);
  await page.keyboard.press('Enter');
  await page.getByText('Di bawah ini nama yang mirip').waitFor();
  await page.getByRole('table').getByRole('link', { name }).first().waitFor();
  expect(await barriers(page)).toEqual([]);
});

flow(
  'of a selection each gets a message without numbers, and whoever can be handed over is; the others are named with the reason',
  async () => {
    const { page, complaints } = await office.visit();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const found: string[] = [];
    await signInAs(page, /Petugas BP3MI/);
    await page.goto('/cpmi?stage=in_preparation&sort=name');
    const boxes = page.getByRole('table').getByRole('checkbox', { name: /^Pilih (?!semua)/ });
    await boxes.nth(1).waitFor();
    const names = (await boxes.evaluateAll((all) => all.map((box) => box.getAttribute('aria-label') ?? ''))).map((label) =>
      label.replace('Pilih ', ''),
    );
    const links = page.getByRole('table').getByRole('rowheader').getByRole('link');
    const ids = await links.evaluateAll((all) => all.map((link) => (link.getAttribute('href') ?? '').replace('/cpmi/', '')));
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    const bar = page.getByRole('region', { name: 'Tindakan untuk yang dipilih' });
    await bar.getByText('2 orang dipilih').waitFor();
    await bar.getByRole('button', { name: 'Tulis pesan' }).click();
    const first = page.getByRole('button', { name: `Salin pesan untuk ${names[0]}` });
    const second = page.getByRole('button', { name: `Salin pesan untuk ${names[1]}` });
    await second.waitFor();
    await first.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 dari 2 pesan sudah disalin.').waitFor();
    const message = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(message).toContain(`Yth. ${names[0]},`);
    expect(message).not.toMatch(/\d{8}/);
    // The next message is one key away.
    await page.keyboard.press('Enter');
    await page.getByText('2 dari 2 pesan sudah disalin.').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain(`Yth. ${names[1]},`);
    found.push(...(await barriers(page)));

    // One of the two is somebody else's.
    await office.house.sql(
      `UPDATE placement_cycle SET officer_id = CASE candidate_id WHEN $1 THEN (SELECT id FROM auth.app_user WHERE username = 'petugas') ELSE $3::uuid END
        WHERE candidate_id IN ($1, $2) AND is_current`,
      [...ids.slice(0, 2), CAST.hasan.id],
    );
    await page.goto('/cpmi?stage=in_preparation&sort=name');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await bar.getByRole('button', { name: 'Serahkan' }).click();
    const offer = page.getByRole('dialog', { name: 'Serahkan 2 orang ke rekan' });
    const receiver = offer.getByLabel('Rekan penerima');
    await receiver.locator('option').nth(1).waitFor({ state: 'attached' });
    await receiver.selectOption({ value: CAST.hasan.id });
    await offer.getByRole('button', { name: 'Kirim' }).click();
    const outcome = page.getByRole('dialog', { name: 'Hasil serah terima' });
    await outcome.getByText(/^1 kasus .* ditawarkan ke Hasan\.$/).waitFor();
    await outcome.getByRole('row').filter({ hasText: names[1] }).getByText('Bukan Anda yang menangani').waitFor();
    found.push(...(await barriers(page)));
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
