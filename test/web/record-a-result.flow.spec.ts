import { barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

flow('Wayan records that a participant is competent, and the certificate waits on the checklist at BP3MI', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  await signInAs(page, /Staf BLK/);
  await page.getByText(/^Selamat bekerja, .* UPTD BLK Bombana$/).waitFor();
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

flow('a second click of the same hand takes no place on the waiting list', async () => {
  const { page } = await office.visit();
  const [batch] = await office.house.sql<{ id: string }>(
    `UPDATE training_batch b SET capacity = greatest(1, seats_taken), reserve_seats = reserves_taken
      WHERE b.id = (SELECT id FROM training_batch WHERE seats_taken > 0 AND state = 'registration_open' ORDER BY id LIMIT 1) RETURNING b.id`,
  );
  const enrolled = async (): Promise<number> =>
    (await office.house.sql(`SELECT id FROM enrolment WHERE training_batch_id = $1`, [batch?.id])).length;
  const before = await enrolled();
  await signInAs(page, /Kepala BP3MI/);
  await page.goto(`/pelatihan/${batch?.id ?? ''}`);
  await page.getByRole('button', { name: 'Daftarkan peserta' }).click();
  const dialog = page.getByRole('dialog');
  const [person] = await office.house.sql<{ name: string }>(
    `SELECT full_name AS name FROM candidate c WHERE NOT EXISTS (SELECT FROM enrolment e WHERE e.candidate_id = c.id) ORDER BY id LIMIT 1`,
  );
  await dialog.getByLabel('Cari orangnya').fill(person?.name ?? '');
  await page.keyboard.press('Enter');
  await dialog
    .getByRole('button', { name: new RegExp(person?.name ?? '') })
    .first()
    .click();
  await dialog.getByRole('button', { name: 'Daftarkan', exact: true }).click();
  const join = dialog.getByRole('button', { name: 'Masuk daftar tunggu' });
  await join.waitFor();
  expect(await join.isDisabled()).toBe(true);
  await join.click({ force: true });
  expect(await enrolled()).toBe(before);
  await dialog.getByLabel('Ya, tempatkan di daftar tunggu').check();
  await join.click();
  await dialog.waitFor({ state: 'detached' });
  expect(await enrolled()).toBe(before + 1);
});
