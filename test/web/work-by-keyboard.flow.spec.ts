import path from 'node:path';

import type { Page } from 'playwright-core';

import expected from '../support/data/cpmi-bombana-2026.expected.json' with { type: 'json' };

import { answered, demoOffice, flow, signInAs, until } from './browser.js';

const LIST = path.resolve('test/support/data/cpmi-bombana-2026.xlsx');

const office = demoOffice(async (house) => {
  // The reminders of the day.
  await house.drain();
});
const MOST_STOPS = 120;

const FOCUS = `(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return 'nothing';
  const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
  return at.tagName.toLowerCase() + ' ' + name.replace(/\\s+/g, ' ').trim();
})()`;

const focus = (page: Page): Promise<string> => page.evaluate<string>(FOCUS);

/** Goes on with the Tab key until the focus stands there. */
async function tabTo(page: Page, wanted: RegExp): Promise<string> {
  const met: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const at = await focus(page);
    if (wanted.test(at)) return at;
    met.push(at);
  }
  throw new Error(`no ${String(wanted)} among ${met.join(' | ')}`);
}

async function pressOn(page: Page, wanted: RegExp, key = 'Enter'): Promise<string> {
  const at = await tabTo(page, wanted);
  await page.keyboard.press(key);
  return at;
}

const focused = (page: Page, wanted: RegExp): Promise<void> => until(async () => expect(await focus(page)).toMatch(wanted));

/** Somebody of the office's whose next stage has nothing in its way. */
async function somebodyWhoMayGoOn(): Promise<string> {
  const cycles = await office.house.sql<{ id: string; person: string }>(
    `SELECT y.id, y.candidate_id AS person FROM placement_cycle y JOIN auth.app_user u ON u.id = y.officer_id
      WHERE y.is_current AND y.stage IN ('registered', 'in_preparation') AND u.username = 'petugas' ORDER BY y.id LIMIT 40`,
  );
  for (const { id, person } of cycles) {
    const { body } = await office.house.as('sari').get<{ steps: { kind: string; blockers: unknown[] }[] }>(`/cycles/${id}/steps`);
    if (body.steps.some(({ kind, blockers }) => kind === 'forward' && blockers.length === 0)) return person;
  }
  throw new Error('nobody of the demo office may go on');
}

flow('Sari settles reminders, records a visit with a promise, hands over a case and takes a step, by keyboard alone', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  await focused(page, /^h1 Beranda/);

  await pressOn(page, /^a .*pengingat belum selesai/);
  await focused(page, /^h1 Pengingat/);
  const first = await tabTo(page, /^button Selesai: /);
  await answered(page, '/done', () => page.keyboard.press('Enter'));
  await page.getByRole('button', { name: first.replace('button ', ''), exact: true }).waitFor({ state: 'detached' });
  // The row is gone; the focus stands in the one that came up.
  await focused(page, /^(a|button) /);
  expect(await page.evaluate<boolean>(`document.activeElement.closest('.notice-line') !== null`)).toBe(true);
  const snooze = await pressOn(page, /^button Tunda: /);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await focused(page, new RegExp(`^${snooze.slice(0, 30).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  await pressOn(page, /^button Tampilkan \d+ lagi/);
  await focused(page, /^a /);

  await page.goto('/kemitraan?bagian=kunjungan');
  await page.getByRole('table').waitFor();
  await pressOn(page, /^button Catat kunjungan/);
  await focused(page, /^(input|select) /);
  await page.keyboard.press('Shift+Tab');
  const regencies = page.getByRole('dialog').getByLabel('Kabupaten/kota');
  await regencies.getByRole('option', { name: 'Kabupaten Bombana' }).waitFor({ state: 'attached' });
  await tabTo(page, /^select Kabupaten\/kota/);
  await page.keyboard.type('Kabupaten Bom');
  await tabTo(page, /^input Tempat/);
  await page.keyboard.type('Aula Kantor Camat Rumbia');
  await tabTo(page, /^(input|textarea) Tuan rumah/);
  await page.keyboard.type('Ibu Camat, Camat Rumbia');
  await pressOn(page, /^button Simpan/);
  await page.getByRole('heading', { level: 1, name: 'Kunjungan koordinasi, Kabupaten Bombana' }).waitFor();
  await focused(page, /^h1 Kunjungan koordinasi/);
  await pressOn(page, /^button Tambah komitmen/);
  await tabTo(page, /^input Kantor yang berjanji/);
  await page.keyboard.type('Kecamatan Rumbia');
  await tabTo(page, /^textarea Kata-kata janji/);
  await page.keyboard.type('kami menyediakan satu meja layanan');
  await tabTo(page, /^select Jenis/);
  await page.keyboard.type('Sos');
  await pressOn(page, /^button Simpan/);
  await page.getByText('kami menyediakan satu meja layanan').waitFor();
  await focused(page, /^button Tambah komitmen/);

  const [{ id } = { id: '' }] = await office.house.sql<{ id: string }>(
    `SELECT c.id FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current
       JOIN auth.app_user u ON u.id = y.officer_id WHERE u.username = 'petugas' AND y.stage = 'registered' ORDER BY c.id LIMIT 1`,
  );
  await page.goto(`/cpmi/${id}`);
  await page.getByRole('button', { name: 'Serahkan', exact: true }).waitFor();
  await pressOn(page, /^button Serahkan$/);
  const receiver = page.getByRole('dialog').getByLabel('Rekan penerima');
  await receiver.getByRole('option', { name: /^Hasan Tahir/ }).waitFor({ state: 'attached' });
  await focused(page, /^select Rekan penerima/);
  await page.keyboard.type('Hasan Tahir');
  await answered(page, '/handovers', () => pressOn(page, /^button Kirim/).then(() => undefined));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await until(async () => expect(await focus(page)).not.toBe('nothing'));

  await page.goto(`/cpmi/${await somebodyWhoMayGoOn()}?bagian=langkah`);
  await page.getByRole('heading', { name: 'Langkah berikutnya' }).waitFor();
  await pressOn(page, /^button Ambil langkah ini/);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await focused(page, /^button Ambil langkah ini/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await answered(page, '/advance', () => pressOn(page, /^button Ambil langkah ini/).then(() => undefined));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await until(async () => expect(await focus(page)).not.toBe('nothing'));
  expect(complaints).toEqual([]);
});

flow('Wayan records a result, and Ratna reads the figures of her regency, by keyboard alone', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Staf BLK/);
  await pressOn(page, /^a .*angkatan tanpa hasil lengkap/);
  await focused(page, /^h1 Pelatihan/);
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  await pressOn(page, /^a (?!Hapus).*(Pengelasan|Bahasa|Las)/);
  await page.getByRole('heading', { name: 'Peserta', exact: true }).waitFor();
  const person = (await pressOn(page, /^button Kompeten: /)).replace('button Kompeten: ', '');
  await tabTo(page, /^input Nomor sertifikat/);
  await page.keyboard.type('LSP/9001/2026');
  await answered(page, '/result', () => page.keyboard.press('Enter'));
  await page.getByRole('row').filter({ hasText: person }).getByText('LSP/9001/2026').waitFor();
  // Her buttons gave way to the result; the focus stays in her row.
  await until(async () => expect(await page.evaluate<string>(`document.activeElement.closest('tr')?.textContent ?? ''`)).toContain(person));

  const regency = await office.visit();
  await signInAs(regency.page, /Pejabat daerah · Kabupaten Bombana/);
  await pressOn(regency.page, /^a Dasbor/);
  await focused(regency.page, /^h1 Dasbor Kabupaten Bombana/);
  await regency.page.locator('.tile').first().waitFor();
  await pressOn(regency.page, /^summary Cara menghitung/, 'Space');
  expect(await regency.page.locator('details[open]').count()).toBe(1);
  // The places come after the figures.
  await regency.page.getByRole('combobox', { name: 'Ukuran pada peta' }).waitFor();
  await tabTo(regency.page, /^select /);
  await regency.page.keyboard.press('ArrowDown');
  await regency.page.waitForURL(/ukuran=/);
  await focused(regency.page, /^select /);
  expect([...complaints, ...regency.complaints]).toEqual([]);
});

flow('a button that sends is pressed twice while the server is slow, and one thing happens', async () => {
  const { page, complaints } = await office.visit();
  await signInAs(page, /Petugas BP3MI/);
  const sent: string[] = [];
  let mayAnswer = () => {};
  const slow = new Promise<void>((resolve) => (mayAnswer = resolve));
  await page.route('**/api/v1/**', async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    sent.push(new URL(route.request().url()).pathname.replace(/[0-9a-f-]{36}/, ':id'));
    await slow;
    return route.continue();
  });
  await page.goto('/pengingat');
  await page
    .getByRole('button', { name: /^Selesai: / })
    .first()
    .dblclick();

  const other = await page.context().newPage();
  await other.route('**/api/v1/**', async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    sent.push(new URL(route.request().url()).pathname);
    await slow;
    return route.continue();
  });
  await other.goto('/kemitraan');
  await other.getByRole('button', { name: 'Tambah komitmen' }).click();
  const form = other.getByRole('dialog');
  await form.getByLabel('Kabupaten/kota').selectOption({ label: 'Kabupaten Bombana' });
  await form.getByLabel('Kantor yang berjanji').fill('Kecamatan Rumbia');
  await form.getByLabel('Kata-kata janji').fill('janji yang ditekan dua kali');
  await form.getByLabel('Jenis').selectOption({ label: 'Sosialisasi' });
  await form.getByRole('button', { name: 'Simpan' }).dblclick();
  // Said for a few seconds only, so somebody looks at both pages.
  const told = page.getByText('Ditandai selesai.').waitFor();
  mayAnswer();
  await Promise.all([told, form.waitFor({ state: 'detached' })]);
  expect(sent).toEqual(['/api/v1/notices/:id/done', '/api/v1/commitments']);
  const [{ count } = { count: -1 }] = await office.house.sql<{ count: number }>(
    `SELECT count(*)::integer AS count FROM commitment WHERE quote = 'janji yang ditekan dua kali'`,
  );
  expect(count).toBe(1);
  expect(complaints).toEqual([]);
});

// Kept in the tab, so that a page that is opened by its address goes on counting.
const COUNT_PRESSES = `addEventListener('keydown', () => sessionStorage.setItem('presses', String(Number(sessionStorage.getItem('presses') ?? 0) + 1)), true)`;
const presses = (page: Page): Promise<number> => page.evaluate<number>(`Number(sessionStorage.getItem('presses') ?? 0)`);

flow('on the desk a file takes one key, or two when it is refused', async () => {
  const people = await office.house.sql<{ id: string }>(
    `SELECT c.id FROM candidate c JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current
      WHERE NOT EXISTS (SELECT FROM document d WHERE d.candidate_id = c.id AND d.document_code = 'photo') ORDER BY c.id LIMIT 4`,
  );
  const papers: string[] = [];
  for (const { id } of people) {
    const filed = await office.house.as('hasan').post<{ id: string }>(`/candidates/${id}/documents`, { documentCode: 'photo' });
    expect(filed.status).toBe(201);
    papers.push(filed.body.id);
  }
  const { page, complaints } = await office.visit();
  await page.addInitScript(COUNT_PRESSES);
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/verifikasi?dokumen=photo');
  const before = await presses(page);
  const ready = async (position: string): Promise<void> => {
    await page.getByText(position, { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Verifikasi/ }).waitFor();
    await page.locator('.desk-fields').waitFor();
  };
  await ready('1 dari 4');
  await page.keyboard.press('v');
  await ready('1 dari 3');
  await page.keyboard.press('r');
  await page.getByRole('region', { name: 'Mengapa ditolak?' }).waitFor();
  await page.keyboard.press('1');
  await ready('1 dari 2');
  await page.keyboard.press('n');
  await ready('2 dari 2');
  expect((await presses(page)) - before).toBe(4);
  const states = `SELECT state FROM document WHERE id = ANY ($1::uuid[]) ORDER BY submitted_at, id`;
  await until(async () =>
    expect((await office.house.sql<{ state: string }>(states, [papers])).map(({ state }) => state)).toEqual([
      'verified',
      'rejected',
      'submitted',
      'submitted',
    ]),
  );
  expect(complaints).toEqual([]);
});

/** Walks in the grid, which is one stop of the Tab key, down to the row and along to the cell. */
async function walkTo(page: Page, title: string): Promise<void> {
  const cell = page.getByTitle(title, { exact: true });
  const placeOf = async (selector: string): Promise<number[]> =>
    (await page.evaluate<string>(`${selector}.dataset.place ?? ''`)).split('.').map(Number);
  const [row = 0, column = 0] = ((await cell.getAttribute('data-place')) ?? '').split('.').map(Number);
  for (const [place, wanted, forth, back] of [
    [0, row, 'ArrowDown', 'ArrowUp'],
    [1, column, 'ArrowRight', 'ArrowLeft'],
  ] as const) {
    const [here = 0] = [(await placeOf('document.activeElement'))[place]];
    for (let step = 0; step < Math.abs(wanted - here); step += 1) await page.keyboard.press(wanted > here ? forth : back);
  }
  expect(await cell.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
}

flow('Sari imports a list, mends a cell, writes it and takes it back, by keyboard alone', async () => {
  const { page, complaints } = await office.visit();
  await page.addInitScript(COUNT_PRESSES);
  await signInAs(page, /Petugas BP3MI/);
  await pressOn(page, /^a Impor$/);
  await focused(page, /^h1 Impor daftar/);
  await tabTo(page, /^input Siapa yang mengirim/);
  await page.keyboard.type('Dinas Nakertrans Bombana');
  await tabTo(page, /^input Pilih berkas/);
  const asked = page.waitForEvent('filechooser');
  // The browser is told to ask us before the key comes.
  await focused(page, /^input Pilih berkas/);
  await page.keyboard.press('Enter');
  await (await asked).setFiles(LIST);
  await page.getByRole('heading', { level: 1, name: 'cpmi-bombana-2026.xlsx' }).waitFor();
  await office.house.drain();

  await page.getByRole('heading', { name: 'Apa isi setiap kolom?' }).waitFor();
  await tabTo(page, /^select Kolom Ket dibaca sebagai/);
  await page.keyboard.type('Alamat');
  await answered(page, '/mapping', () => pressOn(page, /^button Periksa dengan pemetaan ini/).then(() => undefined));
  await office.house.drain();

  await page.getByText('Pemeriksaan selesai. Belum ada yang ditulis.').waitFor();
  await page.getByRole('grid').waitFor();
  const counted = async (name: string): Promise<number> => Number(await page.locator(`.import-counts .is-${name} dd`).innerText());
  await tabTo(page, /^td /);
  await walkTo(page, 'Baris 10, NIK');
  await page.keyboard.press('Enter');
  await page.keyboard.type('7406041203919710');
  await page.keyboard.press('Enter');
  const written = expected.counts.created + 1;
  await until(async () => expect([await counted('rejected'), await counted('new')]).toEqual([expected.counts.rejected - 1, written]));

  await page.keyboard.press('Shift+Tab');
  await pressOn(page, /^input Tulis hanya baris yang sah/, 'Space');
  await answered(page, '/confirm', () => pressOn(page, /^button Tulis \d+ orang/).then(() => undefined));
  await page.getByText('Sedang ditulis').waitFor();
  await office.house.drain();
  await focused(page, new RegExp(`^p .*${written} orang baru`));
  await pressOn(page, /^button Batalkan impor ini/);
  await page.getByRole('dialog', { name: 'Batalkan impor ini' }).waitFor();
  await answered(page, '/undo', () => pressOn(page, /^button Batalkan impor ini/).then(() => undefined));
  await office.house.drain();
  await page.getByText('Impor ini sudah dibatalkan.').waitFor();
  await until(async () => expect(await focus(page)).not.toBe('nothing'));
  process.stdout.write(`a list imported, mended and taken back by ${await presses(page)} keys\n`);
  expect(complaints).toEqual([]);
});
