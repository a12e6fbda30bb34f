import type { Browser } from 'playwright-core';

import { openHouse, type House } from '../support/house.js';

import { barriers, browserPath, flow, openBrowser, openPage, signInAs } from './browser.js';

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

flow('Ratna sees the figures and promises of Bombana, no other regency and no name of anybody', async () => {
  const { page, complaints } = await openPage(browser, house.url);
  const found: string[] = [];
  const seen: string[] = [];
  const look = async () => {
    await page.waitForLoadState('networkidle');
    seen.push(await page.locator('body').innerText());
    found.push(...(await barriers(page)));
  };
  await signInAs(page, /Pejabat daerah · Kabupaten Bombana/);
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  expect(await menu.getByRole('link', { name: 'CPMI' }).count()).toBe(0);
  await look();

  await menu.getByRole('link', { name: 'Dasbor' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dasbor Kabupaten Bombana' }).waitFor();
  await page.getByRole('img', { name: /^Peta petak Kabupaten Bombana/ }).waitFor();
  expect(await page.getByRole('table', { name: 'Angka menurut wilayah' }).getByRole('row').count()).toBe(23);
  await page.getByRole('button', { name: 'Bulan sebelumnya' }).click();
  await page.waitForURL(/period=2025-12/);
  await look();

  await menu.getByRole('link', { name: 'Kemitraan' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kemitraan daerah' }).waitFor();
  await look();
  await page.goto('/dasbor/74.07');
  await page.getByRole('alert').waitFor();
  await look();
  await page.goto('/cpmi');
  await page.getByRole('link', { name: 'Ke beranda' }).waitFor();
  await look();

  const people = await house.sql<{ full_name: string }>('SELECT DISTINCT full_name FROM candidate');
  expect(people.length).toBeGreaterThan(100);
  const named = people.map(({ full_name }) => full_name).filter((name) => name.includes(' ') && seen.some((text) => text.includes(name)));
  expect(named).toEqual([]);
  expect(seen.join(' ')).not.toMatch(/\d{12,16}/);
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});
