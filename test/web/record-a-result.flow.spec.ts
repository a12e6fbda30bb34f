import { barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

flow('Wayan records that a participant is competent, and the certificate waits on the checklist at BP3MI', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  await signInAs(page, /Staf BLK/);
  found.push(...(await barriers(page)));
  await page.getByRole('link', { name: /angkatan tanpa hasil lengkap/ }).click();
  await page.getByRole('button', { name: 'Hapus saringan Lewat tanggal selesai tanpa hasil' }).waitFor();
  found.push(...(await barriers(page)));
  await page.getByRole('heading', { level: 3 }).getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Peserta', exact: true }).waitFor();
  found.push(...(await barriers(page)));

  const record = page.getByRole('button', { name: /^Kompeten: / }).first();
  const person = ((await record.getAttribute('aria-label')) ?? '').replace('Kompeten: ', '');
  const row = page.getByRole('row').filter({ hasText: person });
  const href = (await row.getByRole('link').first().getAttribute('href')) ?? '';
  await record.click();
  const dialog = page.getByRole('dialog', { name: `Kompeten: ${person}` });
  await dialog.getByLabel('Nomor sertifikat').fill('LSP/9000/2026');
  await dialog.getByRole('button', { name: 'Catat hasil' }).click();
  await row.getByText('LSP/9000/2026').waitFor();
  await page.goto('/dasbor');
  await page.getByRole('heading', { level: 1, name: /^Dasbor Kabupaten Bombana/ }).waitFor();
  found.push(...(await barriers(page)));

  const bp3mi = await office.visit();
  await signInAs(bp3mi.page, /Petugas BP3MI/);
  await bp3mi.page.goto(`${href}?bagian=dokumen`);
  await bp3mi.page.getByRole('row').filter({ hasText: 'Sertifikat kompetensi' }).getByText('Menunggu verifikasi').waitFor();
  expect(found).toEqual([]);
  expect([...complaints, ...bp3mi.complaints]).toEqual([]);
});
