import type { Page } from 'playwright-core';

import { barriers, demoOffice, flow, signInAs } from './browser.js';

const office = demoOffice();

async function openForm(page: Page, id: string) {
  await page.goto(`/cpmi/${id}`);
  await page.getByRole('button', { name: 'Ubah data' }).click();
  const form = page.getByRole('dialog', { name: 'Ubah data diri' });
  await form.getByLabel('Alamat').waitFor();
  return form;
}

flow('two tabs change one file: the second is shown both versions, decides on what both changed, and nothing typed is lost', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  const [{ id } = { id: '' }] = await office.house.sql<{ id: string }>(
    `SELECT c.id FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current WHERE c.area_code LIKE '74.06%' ORDER BY c.id LIMIT 1`,
  );
  await office.house.sql(`UPDATE candidate SET address = 'Jl. Lama 1', birth_place = 'Kasipute', education = 'SMA' WHERE id = $1`, [id]);
  const other = await page.context().newPage();
  const mine = await openForm(page, id);
  const theirs = await openForm(other, id);

  await theirs.getByLabel('Alamat').fill('Jl. Rekan 9');
  await theirs.getByLabel('Tempat lahir').fill('Rumbia');
  await theirs.getByRole('button', { name: 'Simpan' }).click();
  await theirs.waitFor({ state: 'detached' });

  await mine.getByLabel('Alamat').fill('Jl. Saya 5');
  await mine.getByLabel('Pendidikan').fill('S1 Keperawatan');
  await mine.getByRole('button', { name: 'Simpan' }).click();
  const address = mine.getByRole('group', { name: /Alamat/ });
  await address.getByText('Pilih salah satu').waitFor();
  await address.getByText('Jl. Lama 1').waitFor();
  expect(
    await mine
      .getByRole('group', { name: /Tempat lahir/ })
      .getByLabel('Rekan')
      .isChecked(),
  ).toBe(true);
  expect(
    await mine
      .getByRole('group', { name: /Pendidikan/ })
      .getByLabel('Anda')
      .isChecked(),
  ).toBe(true);
  expect(await barriers(page)).toEqual([]);
  // Undecided, nothing is sent.
  await mine.getByRole('button', { name: 'Simpan pilihan' }).click();
  await address.getByLabel('Anda').focus();
  await page.keyboard.press('Space');
  await mine.getByRole('button', { name: 'Simpan pilihan' }).click();
  await mine.waitFor({ state: 'detached' });

  const saved = await office.house.sql(`SELECT address, birth_place, education FROM candidate WHERE id = $1`, [id]);
  expect(saved).toEqual([{ address: 'Jl. Saya 5', birth_place: 'Rumbia', education: 'S1 Keperawatan' }]);
  await page.goto(`/cpmi/${id}?bagian=linimasa`);
  await page.getByRole('button', { name: 'Perubahan data' }).click();
  await page.getByText('Jl. Rekan 9').first().waitFor();
  expect(await page.locator('del', { hasText: 'Jl. Rekan 9' }).count()).toBe(1);
  expect(await page.locator('ins', { hasText: 'Jl. Saya 5' }).count()).toBe(1);
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
