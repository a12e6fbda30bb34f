import type { Page } from 'playwright-core';

import { DuplicateCheck } from '#libs/candidates';

import { barriers, demoOffice, flow, signInAs } from './browser.js';

interface Person {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
}

const office = demoOffice();

/** Only this one job; a worker would first do everything else that waits in the demo office. */
const compare = (): Promise<number> => office.house.api.get(DuplicateCheck, { strict: false }).checkWaiting(1_000);

async function register(page: Page, person: { fullName: string; birthDate: string; phone?: string; address?: string }): Promise<Person> {
  const answer = await page.request.post('/api/v1/candidates', { data: { areaCode: '74.06.04', ...person } });
  expect(answer.status()).toBe(201);
  return answer.json();
}

flow('Sari finds that two files are two sisters, says why, and is not asked again', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  const one = await register(page, { fullName: 'Nurlaila Sahrir', birthDate: '1998-03-14' });
  const other = await register(page, { fullName: 'Nurlela Sahrir', birthDate: '1998-03-14' });
  await compare();

  await page.goto(`/cpmi/${one.id}`);
  await page.getByRole('link', { name: `Bandingkan dengan ${other.fullName} (${other.caseNo})` }).click();
  const name = page.getByRole('row', { name: /Nama/ });
  await name.getByText(one.fullName, { exact: true }).waitFor();
  await name.getByText(other.fullName, { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Bukan duplikat' }).click();
  const question = page.getByRole('dialog', { name: 'Dua orang yang berbeda?' });
  await question.getByLabel('Alasan').fill('Saudara kembar, dua akta kelahiran.');
  await question.getByRole('button', { name: 'Bukan duplikat' }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByText('“Saudara kembar, dua akta kelahiran.”').waitFor();
  expect(await page.getByRole('button', { name: 'Bukan duplikat' }).count()).toBe(0);

  await office.house.sql(`INSERT INTO duplicate_check (candidate_id) VALUES ($1)`, [one.id]);
  await compare();
  await page.goto('/ganda?keadaan=not_duplicate');
  await page.getByRole('link', { name: `Bandingkan ${one.fullName} dan ${other.fullName}` }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.goto(`/cpmi/${one.id}`);
  await page.getByRole('heading', { level: 1, name: one.fullName }).waitFor();
  expect(await page.getByText('Orang ini mungkin tercatat dua kali.').count()).toBe(0);
  expect(complaints).toEqual([]);
});

flow('Sari merges two files of one person with the keyboard, sees where everything went, and takes it back', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  const kept = await register(page, {
    fullName: 'Wa Ode Hasnawati',
    birthDate: '1997-02-11',
    phone: '081234569001',
    address: 'Jl. Poros 1',
  });
  const gone = await register(page, { fullName: 'Waode Hasnawati', birthDate: '1997-02-11', address: 'Jl. Mawar 5' });
  for (const documentCode of ['photo', 'family_card']) {
    const answer = await page.request.post(`/api/v1/candidates/${kept.id}/documents`, { data: { documentCode, issuer: 'CPMI' } });
    expect(answer.status()).toBe(201);
  }
  const contact = { name: 'Hasna', relation: 'parent', isEmergency: true, givesPermission: true };
  expect((await page.request.post(`/api/v1/candidates/${gone.id}/family-contacts`, { data: contact })).status()).toBe(201);
  await compare();

  await page.goto(`/cpmi/${gone.id}`);
  await page.getByRole('link', { name: `Bandingkan dengan ${kept.fullName} (${kept.caseNo})` }).press('Enter');
  const confirm = page.getByRole('button', { name: `Gabungkan ${gone.caseNo} ke ${kept.caseNo}` });
  await confirm.waitFor();
  await page.getByText('lebih banyak catatan: 3 banding 2').waitFor();
  await page.getByText('Orang tua', { exact: true }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('radio', { name: `Alamat: Jl. Poros 1 (${kept.caseNo})` }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('radio', { name: `Alamat: Jl. Mawar 5 (${gone.caseNo})` }).isChecked()).toBe(true);
  await page.getByLabel('Alasan').fill('KTP-nya sama.');
  await page.getByRole('radio', { name: `Alamat: Jl. Mawar 5 (${gone.caseNo})` }).press('Enter');

  // A colleague changes one of the files while this page is open.
  await office.house.sql(`UPDATE candidate SET birth_place = 'Kasipute', version = version + 1 WHERE id = $1`, [gone.id]);
  await confirm.press('Enter');
  await page.getByText('Salah satu berkas baru saja diubah.').waitFor();
  await page.getByRole('row', { name: /^Tempat lahir .*Kasipute/ }).waitFor();
  expect(await page.getByLabel('Alasan').inputValue()).toBe('KTP-nya sama.');
  await confirm.dblclick();

  const holds = page.getByRole('complementary', { name: 'Memuat berkas' });
  await holds.getByRole('link', { name: gone.caseNo }).waitFor();
  await page.getByText('Jl. Mawar 5').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.goto(`/cpmi/${kept.id}?bagian=linimasa`);
  await page.getByText('Berkas lain digabung ke sini').waitFor();
  expect(await office.house.sql(`SELECT merged_into FROM candidate WHERE id = $1`, [gone.id])).toEqual([{ merged_into: kept.id }]);

  await page.goto('/ganda?keadaan=merged');
  await page.getByRole('link', { name: new RegExp(gone.fullName) }).click();
  await page.getByRole('columnheader', { name: `${gone.caseNo} Digabung` }).waitFor();
  await page.getByText('“KTP-nya sama.”').waitFor();
  await page.getByRole('link', { name: kept.caseNo }).click();

  await holds.getByRole('link', { name: gone.caseNo }).click();
  await page
    .getByRole('complementary')
    .getByRole('link', { name: `${kept.caseNo} ${kept.fullName}` })
    .waitFor();
  expect(await page.getByRole('button', { name: 'Ubah data' }).count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('link', { name: `${kept.caseNo} ${kept.fullName}` }).click();

  await holds.getByRole('button', { name: 'Batalkan penggabungan' }).click();
  const question = page.getByRole('dialog', { name: `Batalkan penggabungan ${gone.caseNo}?` });
  await question.getByText('Kontak keluarga: 1').waitFor();
  expect(await barriers(page)).toEqual([]);
  await question.getByLabel('Alasan').fill('Ternyata dua orang.');
  await question.getByRole('button', { name: 'Batalkan penggabungan' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: `${gone.caseNo} dibuka lagi` })
    .waitFor();
  await holds.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: `Buka ${gone.caseNo}` }).click();
  await page.getByRole('heading', { level: 1, name: gone.fullName }).waitFor();
  await page.getByRole('button', { name: 'Ubah data' }).waitFor();
  const contacts = await office.house.sql(`SELECT name FROM family_contact WHERE candidate_id = $1`, [gone.id]);
  expect(contacts).toEqual([{ name: 'Hasna' }]);
  expect(complaints).toEqual([]);
});
