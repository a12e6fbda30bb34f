import path from 'node:path';

import type { Browser } from 'playwright-core';

import { openHouse, type House } from '../support/house.js';
import expected from '../support/data/cpmi-bombana-2026.expected.json' with { type: 'json' };

import { barriers, browserPath, flow, openBrowser, openPage, signInAs } from './browser.js';

const LIST = path.resolve('test/support/data/cpmi-bombana-2026.xlsx');

let house: House;
let browser: Browser;

beforeAll(async () => {
  if (!browserPath) return;
  house = await openHouse({ demo: true, web: true });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await house?.close();
});

flow('Sari imports the list of Bombana: she reads the report, mends a row, agrees, finds the people, and takes the list back', async () => {
  const { page, complaints } = await openPage(browser, house.url);
  const found: string[] = [];
  await page.goto('/masuk');
  found.push(...(await barriers(page)));
  await signInAs(page, /Petugas BP3MI/);
  found.push(...(await barriers(page)));

  await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Impor' }).click();
  await page.getByRole('heading', { level: 1, name: 'Impor daftar' }).waitFor();
  found.push(...(await barriers(page)));
  await page.getByLabel('Pilih berkas').setInputFiles(LIST);
  await page.getByRole('heading', { level: 1, name: 'cpmi-bombana-2026.xlsx' }).waitFor();
  await house.drain();
  await page.getByText('Pemeriksaan selesai. Belum ada yang ditulis.').waitFor();
  const counted = async (name: string) => Number(await page.locator(`.import-counts .is-${name} dd`).innerText());
  expect(await counted('rows')).toBe(expected.dataRows);
  expect(await counted('new')).toBe(expected.counts.created);
  expect(await counted('rejected')).toBe(expected.counts.rejected);
  found.push(...(await barriers(page)));

  await page.getByRole('button', { name: 'Perbaiki di sini: Baris 10' }).click();
  const correction = page.getByRole('dialog', { name: 'Perbaiki di sini: Baris 10' });
  await correction.getByLabel('NIK').fill('7406041203919710');
  found.push(...(await barriers(page)));
  await correction.getByRole('button', { name: 'Periksa lagi' }).click();
  await page
    .locator('.import-counts .is-rejected dd')
    .filter({ hasText: String(expected.counts.rejected - 1) })
    .waitFor();
  const written = expected.counts.created + 1;
  expect(await counted('new')).toBe(written);

  await page.getByRole('button', { name: /^Tulis \d+ orang$/ }).click();
  await page.getByText('Sedang ditulis').waitFor();
  await house.drain();
  await page.getByText(`${written} orang baru`).waitFor();
  await page.getByRole('link', { name: 'Buka daftar CPMI' }).click();
  await page.getByRole('heading', { level: 1, name: 'Calon pekerja migran (CPMI)' }).waitFor();
  found.push(...(await barriers(page)));

  await page.goBack();
  await page.getByRole('button', { name: 'Batalkan impor ini' }).click();
  await page.getByRole('dialog', { name: 'Batalkan impor ini' }).getByRole('button', { name: 'Batalkan impor ini' }).click();
  await page.getByText('Sedang dibatalkan').waitFor();
  await house.drain();
  await page.getByText('Impor ini sudah dibatalkan.').waitFor();
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});
