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
  expect(await barriers(page)).toEqual([]);

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
