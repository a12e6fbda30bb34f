import { barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

/** What a screen reader says of the field with the keyboard, beside its name. */
const SAID = `(document.activeElement.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent).join(' ')`;

flow('Sari records a visit and a promise made there, office and person apart, and keeps what she typed over a reload', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  await signInAs(page, /Petugas BP3MI/);
  await page.getByRole('link', { name: 'Catat kunjungan' }).click();
  await page.getByRole('table').waitFor();
  found.push(...(await barriers(page)));
  await page.getByRole('button', { name: 'Catat kunjungan' }).click();
  const visit = page.getByRole('dialog', { name: 'Catat kunjungan' });
  await visit.getByLabel('Tempat').fill('Aula Kantor Camat Rumbia');
  await page.reload();
  await page.getByRole('button', { name: 'Catat kunjungan' }).click();
  expect(await visit.getByLabel('Tempat').inputValue()).toBe('Aula Kantor Camat Rumbia');
  await visit.getByLabel('Kabupaten/kota').selectOption({ label: 'Kabupaten Bombana' });
  await visit.getByLabel('Tuan rumah').fill('Ibu Camat, Camat Rumbia');
  found.push(...(await barriers(page)));
  await visit.getByRole('button', { name: 'Simpan' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kunjungan koordinasi, Kabupaten Bombana' }).waitFor();
  found.push(...(await barriers(page)));

  await page.getByRole('button', { name: 'Tambah komitmen' }).click();
  const promise = page.getByRole('dialog', { name: 'Tambah komitmen' });
  // Sent empty, each field says what it lacks in the office's own words, and the first one has the keyboard.
  await promise.getByRole('button', { name: 'Simpan' }).click();
  const promising = promise.getByLabel('Kantor yang berjanji');
  await promise.getByRole('alert').first().waitFor();
  expect(await promise.getByRole('alert').allTextContents()).toEqual([
    'Kolom ini wajib diisi.',
    'Kolom ini wajib diisi.',
    'Pilih salah satu.',
  ]);
  expect(await promising.evaluate((field) => field.matches(':focus'))).toBe(true);
  expect(await page.evaluate<string>(SAID)).toMatch(/Kolom ini wajib diisi\.$/);
  found.push(...(await barriers(page)));
  await promising.fill('Kecamatan Rumbia');
  expect(await promise.getByRole('alert').count()).toBe(2);
  await promise.getByLabel('Disampaikan oleh').fill('Camat Rumbia');
  await promise.getByLabel('Kata-kata janji').fill('kami menyediakan satu meja layanan setiap hari Rabu');
  await promise.getByLabel('Jenis').selectOption({ label: 'Sosialisasi' });
  await promise.getByLabel('Target terukur').fill('1 meja layanan, tiap Rabu');
  await promise.getByLabel('Tenggat').fill('2026-02-04');
  found.push(...(await barriers(page)));
  await promise.getByRole('button', { name: 'Simpan' }).click();
  await page.getByText('kami menyediakan satu meja layanan setiap hari Rabu').waitFor();
  await page.getByText('4 Februari 2026').waitFor();

  await page.goto('/kemitraan');
  await page.getByText('kami menyediakan satu meja layanan setiap hari Rabu').waitFor();
  found.push(...(await barriers(page)));

  // Hasan was faster: what stands now is shown, and what Sari wrote is saved on it.
  const [promised] = await office.house.sql<{ id: string; version: number }>(
    `SELECT id, version FROM commitment WHERE quote = 'kami menyediakan satu meja layanan setiap hari Rabu'`,
  );
  await page.getByRole('button', { name: 'Dipenuhi: kami menyediakan satu meja' }).click();
  const fulfil = page.getByRole('dialog', { name: 'Komitmen ini dipenuhi' });
  await fulfil.getByLabel('Bukti').fill('Foto meja layanan');
  const change = { target: '2 meja layanan' };
  const changed = await office.house.as('hasan').patch(`/commitments/${promised?.id ?? ''}`, change, { version: promised?.version });
  expect(changed.status).toBe(200);
  await fulfil.getByRole('button', { name: 'Dipenuhi' }).click();
  await fulfil.getByRole('alert').getByText('2 meja layanan').waitFor();
  expect(await fulfil.getByLabel('Bukti').inputValue()).toBe('Foto meja layanan');
  await fulfil.getByRole('button', { name: 'Dipenuhi' }).click();
  await fulfil.waitFor({ state: 'detached' });
  const [kept] = await office.house.sql<object>(`SELECT state, target, evidence FROM commitment WHERE id = $1`, [promised?.id]);
  expect(kept).toEqual({ state: 'fulfilled', target: '2 meja layanan', evidence: 'Foto meja layanan' });
  await page.goto('/kemitraan?bagian=kesepakatan');
  await page.getByRole('table').waitFor();
  found.push(...(await barriers(page)));
  await page.goto('/pengingat');
  await page.getByRole('heading', { level: 1, name: 'Pengingat' }).waitFor();
  found.push(...(await barriers(page)));
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});
