import { barriers, demoOffice, flow, LAPTOP, PHONE, signInAs } from './browser.js';

const office = demoOffice();

flow('Ctrl+K opens a box that finds people and commands by keyboard alone; a NIK in it never stands in an address', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  const [{ name, id } = { name: '', id: '' }] = await office.house.sql<{ name: string; id: string }>(
    `SELECT full_name AS name, id FROM candidate WHERE area_code LIKE '74.%' ORDER BY id DESC LIMIT 1`,
  );
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // The box is fetched at its first use. Nobody waits for it before typing, and no letter may be lost.
  let letBoxCome = () => {};
  const boxMayCome = new Promise<void>((resolve) => (letBoxCome = resolve));
  await page.route('**/assets/palette-*.js', async (route) => {
    await boxMayCome;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name.slice(0, Math.max(4, name.length - 2)));
  letBoxCome();
  const box = page.getByRole('dialog', { name: 'Cari di Sinergi' });
  const input = box.getByPlaceholder('Nama, NIK, No. HP, No. berkas, angkatan, perintah');
  await box
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.setViewportSize(LAPTOP);
  await input.press('Enter');
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Beranda' }).waitFor();
  expect(page.url()).toMatch(/\/cpmi\/[0-9a-f-]{36}$/);

  await page.goto(`/cpmi/${id}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.keyboard.press('Control+k');
  await box
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .waitFor();
  await page.keyboard.type('7406044507999001');
  expect(await input.inputValue()).toBe('7406044507999001');
  await box.getByText('Tidak ada yang cocok').waitFor();
  await page.keyboard.press('Escape');
  await box.waitFor({ state: 'hidden' });
  expect(asked.filter((url) => url.includes('7406044507999001'))).toEqual([]);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('daftarkan');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cpmi/baru');
  expect(complaints).toEqual([]);
});

flow('on a phone a button opens the same box', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Kepala BP3MI/);
  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: 'Cari' }).click();
  await page.getByRole('dialog', { name: 'Cari di Sinergi' }).getByRole('button', { name: 'Daftarkan CPMI' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
