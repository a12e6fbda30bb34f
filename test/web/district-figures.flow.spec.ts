import { barriers, demoOffice, flow, signInAs, until } from './browser.js';

const office = demoOffice();

flow('Ratna sees the figures and promises of Bombana, no other regency and no name of anybody', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  const seen: string[] = [];
  const look = async () => {
    found.push(...(await barriers(page)));
    seen.push(await page.locator('body').innerText());
  };
  await signInAs(page, /Pejabat daerah · Kabupaten Bombana/);
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  expect(await menu.getByRole('link', { name: 'CPMI' }).count()).toBe(0);
  await look();

  await menu.getByRole('link', { name: 'Dasbor' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dasbor Kabupaten Bombana' }).waitFor();
  await page.getByRole('img', { name: /^Peta petak Kabupaten Bombana/ }).waitFor();
  await until(async () => expect(await page.getByRole('table', { name: 'Angka menurut wilayah' }).getByRole('row').count()).toBe(23));
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

  const people = await office.house.sql<{ full_name: string }>('SELECT DISTINCT full_name FROM candidate');
  expect(people.length).toBeGreaterThan(100);
  const named = people.map(({ full_name }) => full_name).filter((name) => name.includes(' ') && seen.some((text) => text.includes(name)));
  expect(named).toEqual([]);
  expect(seen.join(' ')).not.toMatch(/\d{12,16}/);
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});
