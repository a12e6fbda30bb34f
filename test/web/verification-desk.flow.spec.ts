import type { Page } from 'playwright-core';

import { Access } from '#libs/access';
import { Document, DocumentsService, ScansService } from '#libs/documents';

import { drawnPaper } from '../../apps/cli/src/demo/drawn-paper.js';
import type { House } from '../support/house.js';
import { barriers, demoOffice, flow, signInAs, until } from './browser.js';

const FILES = 20;

const office = demoOffice(fillPile);

/** The demo office has twelve papers that wait; the desk is measured with more. */
async function fillPile(house: House): Promise<void> {
  const [access, documents, scans] = [Access, DocumentsService, ScansService].map((service) =>
    house.api.get(service, { strict: false }),
  ) as [Access, DocumentsService, ScansService];
  const people = await house.sql<{ id: string; name: string }>(
    `SELECT c.id, c.full_name AS name FROM candidate c
      WHERE NOT EXISTS (SELECT FROM document d WHERE d.candidate_id = c.id AND d.document_code = 'photo') ORDER BY c.id LIMIT $1`,
    [FILES + 2],
  );
  expect(people).toHaveLength(FILES + 2);
  for (const { id, name } of people) {
    const facts = {
      title: 'Pas foto',
      issuer: 'CPMI',
      number: null,
      holderName: name,
      birthDate: null,
      sex: null,
      issuedOn: null,
      expiresOn: null,
    };
    const file = await drawnPaper(facts);
    await access.system('demo.fill', async (rows) => {
      const paper: Document = await documents.submitFor(rows, { candidateId: id, documentCode: 'photo', source: 'officer' });
      await scans.store(rows, paper.id, file);
    });
  }
}

/** Presses the key that settles a paper once the page of the one behind it has been loaded, unseen; says how many milliseconds
 *  pass in the browser until that very picture is shown. Another picture, or one that is loaded again, is never shown in time. */
async function pressAndMeasure(page: Page, key: string): Promise<number> {
  await until(async () =>
    expect(
      await page.evaluate<boolean>(`(() => {
        window.behind = document.querySelector('.desk-scan[hidden] img');
        return Boolean(window.behind?.complete && window.behind.naturalWidth > 0);
      })()`),
    ).toBe(true),
  );
  await page.evaluate(
    `window.keyAt = 0; addEventListener('keydown', () => { window.keyAt = performance.now(); }, { capture: true, once: true });`,
  );
  const seen = page.evaluate<number>(`new Promise((resolve) => {
    const look = () => {
      const picture = document.querySelector('.desk-scan:not([hidden]) img');
      if (picture === window.behind) resolve(performance.now() - window.keyAt);
      else requestAnimationFrame(look);
    };
    look();
  })`);
  await page.keyboard.press(key);
  return seen;
}

const shownPaper = (page: Page): Promise<string> =>
  page.evaluate<string>(`document.querySelector('.desk-scan:not([hidden])')?.dataset.paper ?? ''`);

const settledBy = async (paperId: string): Promise<string | undefined> =>
  (await office.house.sql<{ state: string }>(`SELECT state FROM document WHERE id = $1`, [paperId]))[0]?.state;

const becomes = (paperId: string, state: string): Promise<void> => until(async () => expect(await settledBy(paperId)).toBe(state));

flow('Sari works off twenty files with the keyboard alone, and the next file is there when she looks up', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/verifikasi?dokumen=photo');
  await page.getByText(`1 dari ${FILES + 2}`).waitFor();
  const found = await barriers(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Tombol papan ketik' });
  await keys.waitFor();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });

  const startedAt = Date.now();
  const waits: number[] = [];
  const papers: string[] = [];
  for (let file = 0; file < FILES; file += 1) {
    await page.getByRole('button', { name: /^Verifikasi/ }).waitFor();
    await page.locator('.desk-fields').waitFor();
    papers.push(await shownPaper(page));
    if (file % 5 === 4) {
      await page.keyboard.press('r');
      await page.getByRole('region', { name: 'Mengapa ditolak?' }).waitFor();
      waits.push(await pressAndMeasure(page, '1'));
    } else waits.push(await pressAndMeasure(page, 'v'));
  }
  const seconds = (Date.now() - startedAt) / 1000;
  waits.sort((a, b) => a - b);
  const typical = waits[Math.floor(waits.length * 0.95)] ?? Infinity;
  process.stdout.write(
    `20 files in ${seconds.toFixed(1)} s; next file: median ${waits[10]?.toFixed(0)} ms, 19 of 20 within ${typical.toFixed(0)} ms\n`,
  );

  for (const [file, id] of papers.entries()) await becomes(id, file % 5 === 4 ? 'rejected' : 'verified');
  await page.getByText('1 dari 2').waitFor();
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});

flow(
  'a slip is taken back before it is sent; what a colleague changed comes back with what was typed, what one decided is skipped',
  async () => {
    const { page } = await office.visit();
    // A slip can be taken back for five seconds, which a busy machine may need for two keys.
    await page.clock.install();
    await signInAs(page, /Petugas BP3MI/);
    await page.goto('/verifikasi?dokumen=photo');
    await page.locator('.desk-fields').waitFor();
    const mine = await shownPaper(page);
    await page.clock.pauseAt(Date.now() + 1000);
    await page.keyboard.press('v');
    await page.getByRole('button', { name: /Batalkan/ }).waitFor();
    await page.keyboard.press('z');
    await page.locator(`.desk-scan[data-paper="${mine}"]:not([hidden])`).waitFor();
    expect(await settledBy(mine)).toBe('submitted');
    await page.clock.resume();

    await page.getByLabel('Nama pada dokumen').fill('vrnz');
    expect(await shownPaper(page)).toBe(mine);
    await office.house.sql(`UPDATE document SET version = version + 1 WHERE id = $1`, [mine]);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('v');
    await page.getByRole('alert').filter({ hasText: 'Dokumen ini baru saja diubah orang lain' }).waitFor();
    expect(await settledBy(mine)).toBe('submitted');
    expect(await shownPaper(page)).toBe(mine);
    expect(await page.getByLabel('Nama pada dokumen').inputValue()).toBe('vrnz');

    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('r');
    const why = page.getByRole('region', { name: 'Mengapa ditolak?' });
    await why.waitFor();
    const hasan = office.house.as('hasan');
    const { document } = (await hasan.get<{ document: { version: number } }>(`/documents/${mine}`)).body;
    const refused = await hasan.post(`/documents/${mine}/reject`, { reasonCode: 'unreadable' }, { version: document.version });
    expect(refused.status).toBe(200);
    await why.getByLabel('Catatan').fill('foto lama');
    await why.getByRole('button', { name: /^1 / }).click();
    const skipped = page.getByRole('alert').filter({ hasText: 'sudah diputuskan orang lain' });
    await skipped.getByText(/^Hasan menolaknya pada/).waitFor();
    await skipped.getByText('Yang Anda tulis: foto lama').waitFor();
  },
);

flow('an empty desk says so and shows where to go on', async () => {
  const { page } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/verifikasi?dokumen=seafarer_book');
  await page.getByText('Tidak ada dokumen yang menunggu.').waitFor();
  expect(await barriers(page)).toEqual([]);
});
