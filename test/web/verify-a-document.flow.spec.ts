import { answered, barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

flow('Sari opens a file, notes that a paper was asked for, hands it in, verifies it, and the file counts one more', async () => {
  const { page, complaints } = await office.visit();
  const found: string[] = [];
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/cpmi?stage=registered&readiness=blocked');
  await page.getByRole('button', { name: 'Hapus saringan Dokumen belum lengkap' }).waitFor();
  found.push(...(await barriers(page)));
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Ringkasan' }).waitFor();
  found.push(...(await barriers(page)));

  await page.getByRole('link', { name: /^Dokumen/ }).click();
  await page.getByRole('heading', { name: 'Daftar dokumen' }).waitFor();
  const summary = page.locator('.card .readiness-long .readiness-text').last();
  const verifiedIn = (text: string) => Number(/^(\d+) terverifikasi/.exec(text)?.[1]);
  found.push(...(await barriers(page)));
  const before = verifiedIn(await summary.innerText());
  expect(before).toBeGreaterThanOrEqual(0);

  const row = page.getByRole('row').filter({ hasText: 'Pas foto' });
  // Asked for at the photographer's: told in the list and on the sheet to take home, taken back, and written down again.
  const request = page.getByRole('dialog', { name: 'Sudah diurus: Pas foto' });
  const ask = async (): Promise<void> => {
    await row.getByRole('button', { name: 'Sudah diurus: Pas foto' }).click();
    await request.getByLabel('Diurus di').fill('Studio Rekaan');
    await answered(page, '/requests', () => request.getByRole('button', { name: 'Simpan' }).click());
    await row.getByText('di Studio Rekaan').waitFor();
  };
  await row.getByRole('button', { name: 'Sudah diurus: Pas foto' }).click();
  await request.getByLabel('Diurus pada').fill('2026-01-14');
  expect(await request.getByLabel('Diharapkan jadi').inputValue()).toBe('2026-01-15');
  found.push(...(await barriers(page)));
  await answered(page, '/requests', () => request.getByRole('button', { name: 'Simpan' }).click());
  await row.getByText('Belum datang; diharapkan 15 Jan 2026').waitFor();
  expect(verifiedIn(await summary.innerText())).toBe(before);
  await page.getByRole('link', { name: 'Daftar untuk dibawa' }).click();
  await page.getByRole('heading', { name: /^Sudah Anda urus, belum jadi/ }).waitFor();
  await page.getByText(/^Pas foto: seharusnya jadi 15 Januari 2026\. Tanyakan di /).waitFor();
  await page.getByRole('link', { name: 'Kembali ke berkas' }).click();
  await answered(page, '/remove-request', () => row.getByRole('button', { name: 'Belum diurus: Pas foto' }).click());
  await row.getByText('Belum datang').waitFor({ state: 'detached' });
  await ask();

  await row.getByRole('button', { name: 'Serahkan: Pas foto' }).click();
  const handIn = page.getByRole('dialog', { name: 'Serahkan: Pas foto' });
  await handIn.getByLabel('Tanggal terbit').fill('2026-01-12');
  found.push(...(await barriers(page)));
  await handIn.getByRole('button', { name: 'Serahkan' }).click();
  await row.getByText('Menunggu verifikasi').waitFor();
  await row.getByText('di Studio Rekaan').waitFor({ state: 'detached' });

  await row.getByRole('button', { name: 'Verifikasi: Pas foto' }).click();
  await page.getByRole('dialog', { name: 'Verifikasi: Pas foto' }).getByRole('button', { name: 'Verifikasi' }).click();
  await row.getByText('Terverifikasi').waitFor();
  await summary.filter({ hasText: `${before + 1} terverifikasi` }).waitFor();

  await page.getByRole('link', { name: 'Langkah' }).click();
  await page.getByRole('heading', { name: 'Langkah berikutnya' }).waitFor();
  found.push(...(await barriers(page)));
  await page.getByRole('link', { name: 'Linimasa' }).click();
  await page.getByText('Dokumen diverifikasi').first().waitFor();
  found.push(...(await barriers(page)));
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});

flow('a number is shown only after a warning, and that it was seen stands in the timeline', async () => {
  const { page } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/cpmi?stage=registered');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Tampilkan NIK' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tampilkan NIK?' });
  await dialog.getByText('dicatat dalam linimasa').waitFor();
  await dialog.getByRole('button', { name: 'Tampilkan dan catat' }).click();
  await page.getByText(/^\d{16}$/).waitFor();
  await page.getByRole('link', { name: 'Linimasa' }).click();
  await page.getByText('Nomor ditampilkan').first().waitFor();
});

flow(
  'a colleague was faster: who and what now stands is shown, the reason stays typed, and the decision is made on what stands',
  async () => {
    const { page, complaints } = await office.visit();
    await signInAs(page, /Petugas BP3MI/);
    const [{ id } = { id: '' }] = await office.house.sql<{ id: string }>(
      `SELECT c.id FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current
      WHERE c.area_code LIKE '74.06%' AND y.stage = 'registered' AND NOT EXISTS (SELECT FROM document d WHERE d.candidate_id = c.id AND d.document_code = 'photo')
      ORDER BY c.id LIMIT 1`,
    );
    const row = page.getByRole('row').filter({ hasText: 'Pas foto' });
    const refusal = page.getByRole('dialog', { name: /Tolak/ });
    const refuseAPhoto = async (note: string): Promise<{ path: string; version: number }> => {
      const made = await office.house
        .as('sari')
        .post<{ id: string; version: number }>(`/candidates/${id}/documents`, { documentCode: 'photo' });
      await page.goto(`/cpmi/${id}?bagian=dokumen`);
      await row.getByRole('button', { name: 'Tolak: Pas foto' }).click();
      await refusal.getByLabel('Alasan').selectOption('other');
      await refusal.getByLabel('Catatan').fill(note);
      return { path: `/documents/${made.body.id}`, version: made.body.version };
    };

    const mended = await refuseAPhoto('Latar belakang bukan merah');
    const hasan = office.house.as('hasan');
    expect((await hasan.patch(mended.path, { issuedOn: '2026-01-14' }, { version: mended.version })).status).toBe(200);
    await refusal.getByRole('button', { name: 'Tolak' }).click();
    await refusal.getByText(/^Hasan membetulkan isinya pada/).waitFor();
    await refusal.getByText('14 Januari 2026').waitFor();
    const found = await barriers(page);
    await refusal.getByRole('button', { name: 'Lanjutkan dengan yang sekarang' }).click();
    expect(await refusal.getByLabel('Catatan').inputValue()).toBe('Latar belakang bukan merah');
    await refusal.getByRole('button', { name: 'Tolak' }).click();
    await row.getByText('Ditolak').waitFor();

    const verified = await refuseAPhoto('Wajah tertutup');
    expect((await hasan.post(`${verified.path}/verify`, {}, { version: verified.version })).status).toBe(200);
    await refusal.getByRole('button', { name: 'Tolak' }).click();
    await refusal.getByText(/^Hasan memverifikasinya pada/).waitFor();
    await refusal.getByText('Yang Anda tulis: Wajah tertutup').waitFor();
    await refusal.locator('form').getByRole('button', { name: 'Tutup' }).click();
    await row.getByText('Terverifikasi').waitFor();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
