import path from 'node:path';

import expected from '../support/data/cpmi-bombana-2026.expected.json' with { type: 'json' };

import { answered, barriers, demoOffice, flow, signInAs, until } from './browser.js';

const LIST = path.resolve('test/support/data/cpmi-bombana-2026.xlsx');

const office = demoOffice();

flow(
  'Sari imports the list of Bombana: she maps a column, mends a row in the grid, agrees, takes the result home, and takes the list back',
  async () => {
    const { page, complaints } = await office.visit();
    const found: string[] = [];
    await page.goto('/masuk');
    found.push(...(await barriers(page)));
    await signInAs(page, /Petugas BP3MI/);
    found.push(...(await barriers(page)));

    await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Impor' }).click();
    await page.getByRole('heading', { level: 1, name: 'Impor daftar' }).waitFor();
    found.push(...(await barriers(page)));
    await page.getByLabel('Siapa yang mengirim?').fill('Dinas Nakertrans Bombana');
    await page.getByLabel('Pilih berkas').setInputFiles(LIST);
    await page.getByRole('heading', { level: 1, name: 'cpmi-bombana-2026.xlsx' }).waitFor();
    await office.house.drain();

    const here = page.locator('.wizard-steps [aria-current="step"]');
    await page.getByRole('heading', { name: 'Apa isi setiap kolom?' }).waitFor();
    expect(await here.innerText()).toContain('Petakan');
    found.push(...(await barriers(page)));
    await page.getByLabel('Kolom Ket dibaca sebagai').selectOption({ label: 'Alamat' });
    await answered(page, '/mapping', () => page.getByRole('button', { name: 'Periksa dengan pemetaan ini' }).click());
    await office.house.drain();

    await page.getByText('Pemeriksaan selesai. Belum ada yang ditulis.').waitFor();
    await page.getByRole('grid').waitFor();
    expect(await here.innerText()).toContain('Periksa & perbaiki');
    const counted = async (name: string) => Number(await page.locator(`.import-counts .is-${name} dd`).innerText());
    expect(await counted('rows')).toBe(expected.dataRows);
    expect(await counted('new')).toBe(expected.counts.created);
    expect(await counted('rejected')).toBe(expected.counts.rejected);
    found.push(...(await barriers(page)));

    // By keyboard alone: down to the first ruined NIK, Enter, type, Enter; Escape leaves a cell as it was.
    const ruined = page.getByTitle('Baris 10, NIK', { exact: true });
    await ruined.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('salah');
    await page.keyboard.press('Escape');
    expect(await counted('rejected')).toBe(expected.counts.rejected);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Baris 10, NIK' }).waitFor();
    found.push(...(await barriers(page)));
    await page.keyboard.type('7406041203919710');
    // The line is slow: the next cell is typed before the first has been checked, and neither is lost.
    let letThrough = (): void => undefined;
    const slowLine = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route('**/imports/*/rows/*', (route) => slowLine.then(() => route.continue()));
    await page.keyboard.press('Enter');
    await page.getByTitle('Baris 14, NIK', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('7406041203919711');
    await page.keyboard.press('Enter');
    letThrough();
    const written = expected.counts.created + 2;
    await until(async () => expect([await counted('rejected'), await counted('new')]).toEqual([expected.counts.rejected - 2, written]));

    const write = page.getByRole('button', { name: /^Tulis \d+ orang$/ });
    expect(await write.isDisabled()).toBe(true);
    await page.getByLabel(/^Tulis hanya baris yang sah/).check();
    await answered(page, '/confirm', () => write.click());
    await page.getByText('Sedang ditulis').waitFor();
    await office.house.drain();
    await page.getByText(`${written} orang baru`).waitFor();
    await until(async () =>
      expect(await page.evaluate<string>('document.activeElement?.textContent ?? ""')).toContain(`${written} orang baru`),
    );
    expect(await here.innerText()).toContain('Hasil');
    found.push(...(await barriers(page)));
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Unduh berkas hasil' }).click()]);
    expect(download.suggestedFilename()).toBe('hasil-impor.xlsx');
    await page.getByRole('link', { name: 'Buka daftar CPMI' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calon pekerja migran (CPMI)' }).waitFor();
    found.push(...(await barriers(page)));

    await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Impor' }).click();
    await page.getByRole('button', { name: 'Batalkan impor ini: cpmi-bombana-2026.xlsx' }).click();
    const undo = page.getByRole('dialog', { name: 'Batalkan impor ini' }).getByRole('button', { name: 'Batalkan impor ini' });
    await answered(page, '/undo', () => undo.click());
    await office.house.drain();
    await page.getByRole('link', { name: 'cpmi-bombana-2026.xlsx' }).click();
    await page.getByText('Impor ini sudah dibatalkan.').waitFor();

    await page.goto('/impor');
    await page.getByLabel('Pilih berkas').setInputFiles(LIST);
    await page.getByRole('heading', { level: 1, name: 'cpmi-bombana-2026.xlsx' }).waitFor();
    await office.house.drain();
    await page.getByText('Pemetaan tersimpan dipakai').waitFor();
    await page.getByRole('button', { name: 'Batalkan daftar ini' }).click();
    await page.getByRole('dialog', { name: 'Batalkan daftar ini' }).getByRole('button', { name: 'Batalkan daftar ini' }).click();
    await page.getByText('Daftar ini tidak jadi diimpor. Tidak ada yang ditulis.').waitFor();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
