import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';

import type { ScanView } from '#libs/documents';

import { lockedPdf, pdf, photo } from '../support/scans.js';

import { barriers, demoOffice, flow, signInAs, until } from './browser.js';

const SENT_PHOTO_BYTES = 600_000;

const office = demoOffice();

/** Opens the file of somebody whose photograph is still missing, hands it in, and opens its scans. */
async function scansOfSomebody(page: Page): Promise<Locator> {
  await signInAs(page, /Petugas BP3MI/);
  await page.goto('/cpmi?stage=registered&readiness=blocked');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('link', { name: /^Dokumen/ }).click();
  const row = page.getByRole('row').filter({ hasText: 'Pas foto' });
  const handIn = row.getByRole('button', { name: 'Serahkan: Pas foto' });
  const open = row.getByRole('button', { name: 'Pindaian: Pas foto' });
  await handIn.or(open).first().waitFor();
  if (await handIn.isVisible()) {
    await handIn.click();
    const dialog = page.getByRole('dialog', { name: 'Serahkan: Pas foto' });
    await dialog.getByLabel('Tanggal terbit').fill('2026-01-12');
    await dialog.getByRole('button', { name: 'Serahkan' }).click();
  }
  await open.click();
  return page.getByRole('dialog', { name: 'Pindaian: Pas foto' });
}

const file = (name: string, buffer: Buffer) => ({ name, mimeType: name.endsWith('pdf') ? 'application/pdf' : 'image/jpeg', buffer });

/** A photograph as a telephone makes it: several megabytes of noise. */
async function heavyPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 140, sigma: 40 } as const;
  return sharp({ create: { width: 3_000, height: 4_000, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

// The button of the file, and the one of the camera behind it.
const inputOf = (dialog: Locator): Locator => dialog.getByLabel('Pilih berkas: Pas foto');

async function untilChecked(dialog: Locator, count: number): Promise<void> {
  await dialog.getByText('Memeriksa berkas…').first().waitFor();
  await until(async () => {
    await office.house.drain();
    expect(await dialog.getByText('Selesai, siap dilihat.').count()).toBe(count);
  });
}

const untilNothingIsUnderWay = (): Promise<void> =>
  until(async () => expect(await office.house.sql(`SELECT id FROM scan WHERE state = 'uploading'`)).toEqual([]));

// Asked anew each time: the page's own rules forbid it to look again by itself with what we hand it as text.
const pictureIs = (page: Page, what: string): Promise<void> =>
  until(async () => expect(await page.evaluate<boolean>(`Boolean(document.querySelector('.scan-sheet img')?.${what})`)).toBe(true));

flow('Sari sends a photograph and a PDF, looks at the pages by keyboard, and takes away what was wrong', async () => {
  const { page, complaints } = await office.visit();
  const dialog = await scansOfSomebody(page);
  const found: string[] = [];
  await dialog.getByText('Belum ada pindaian.').waitFor();
  found.push(...(await barriers(page)));

  const original = await heavyPhoto();
  await inputOf(dialog).setInputFiles([file('KTP Dewi.jpg', original), file('surat.pdf', pdf({ pages: 2 }))]);
  await untilChecked(dialog, 2);
  const [sent] = await office.house.sql<Pick<ScanView, 'size'>>(`SELECT size FROM scan WHERE kind = 'jpeg' ORDER BY id DESC LIMIT 1`);
  expect(original.length).toBeGreaterThan(3_000_000);
  expect(sent?.size).toBeLessThanOrEqual(SENT_PHOTO_BYTES);
  const [shown] = await office.house.sql<{ longSide: number }>(
    `SELECT greatest(f.width, f.height) AS "longSide" FROM scan_file f JOIN scan s ON s.id = f.scan_id WHERE s.kind = 'jpeg' ORDER BY s.id DESC LIMIT 1`,
  );
  expect(shown?.longSide).toBeGreaterThanOrEqual(1_600);

  const viewer = dialog.getByRole('region', { name: /^Penampil pindaian: Pas foto/ });
  const picture = viewer.getByRole('img');
  await viewer.getByText('Halaman 1 dari 2').waitFor();
  await pictureIs(page, 'naturalWidth > 0');
  expect(await picture.getAttribute('alt')).toMatch(/^Pas foto, .*: halaman 1 dari 2$/);
  expect(await picture.getAttribute('src')).toMatch(/^\/api\/v1\/scan-pages\//);
  found.push(...(await barriers(page)));

  await viewer.getByRole('group', { name: /^Halaman; gulir/ }).focus();
  await page.keyboard.press('PageDown');
  await viewer.getByText('Halaman 2 dari 2').waitFor();
  await page.keyboard.press('+');
  await viewer.getByText('150%').waitFor();
  await page.keyboard.press('p');
  await pictureIs(page, `style.transform.includes('90deg')`);
  await page.keyboard.press('0');
  await viewer.getByText('100%').waitFor();
  await pictureIs(page, 'naturalWidth > 0');

  await dialog.getByRole('button', { name: 'Hapus: Pindaian 2' }).click();
  await dialog.getByRole('button', { name: 'Ya, hapus pindaian ini: Pindaian 2' }).click();
  await page.getByText('Pindaian dihapus.').waitFor();
  await dialog.getByText('Pindaian 2', { exact: true }).waitFor({ state: 'detached' });
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});

flow('each refusal says what to do, and an outage is waited out without losing what was sent', async () => {
  const { page, complaints } = await office.visit();
  const dialog = await scansOfSomebody(page);
  await inputOf(dialog).setInputFiles([file('surat.pdf.exe', Buffer.from('MZ bukan dokumen'))]);
  await dialog.getByRole('alert').filter({ hasText: 'Ini bukan PDF, JPEG, PNG, atau HEIC' }).waitFor();
  await untilNothingIsUnderWay();
  await inputOf(dialog).setInputFiles([file('kosong.pdf', Buffer.alloc(0))]);
  await dialog.getByRole('alert').filter({ hasText: 'Berkas kosong' }).waitFor();
  await inputOf(dialog).setInputFiles([file('terkunci.pdf', lockedPdf())]);
  await dialog.getByText('Memeriksa berkas…').waitFor();
  await office.house.drain();
  await dialog.getByRole('alert').filter({ hasText: 'PDF terkunci kata sandi' }).waitFor();

  const parts: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/parts/')) parts.push(request.url().split('/').at(-1) ?? '');
  });
  // Bytes that no compression makes smaller: three parts.
  const filled = Buffer.concat([pdf().subarray(0, -6), Buffer.from(`%${'x'.repeat(700_000)}\n%%EOF`)]);
  await page.route('**/parts/262144', (route) => route.abort('internetdisconnected'));
  await inputOf(dialog).setInputFiles([file('panjang.pdf', filled)]);
  await dialog.getByText('Sambungan terputus.').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.unroute('**/parts/262144');
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await dialog.getByText('Memeriksa berkas…').waitFor();
  await office.house.drain();
  await dialog.getByText('Selesai, siap dilihat.').waitFor();
  expect(parts.filter((offset) => offset === '0')).toHaveLength(1);
  expect(parts.filter((offset) => offset === '262144').length).toBeGreaterThanOrEqual(2);
  expect(complaints).toEqual([]);
});

flow('a photograph can be dropped, and an upload that is cancelled is gone from the server', async () => {
  const { page } = await office.visit();
  const dialog = await scansOfSomebody(page);
  await page.route('**/parts/*', (route) => route.abort('internetdisconnected'));
  const bytes = [...(await photo({ width: 300, height: 400 }))];
  const drop = dialog.locator('.drop-zone');
  const data = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array([${String(bytes)}])], 'foto.jpg', { type: 'image/jpeg' }));
    return transfer;
  })()`);
  await drop.dispatchEvent('drop', { dataTransfer: data });
  await dialog.getByText('Sambungan terputus.').waitFor();
  const [open] = await office.house.sql<{ id: string }>(`SELECT id FROM scan WHERE state = 'uploading'`);
  expect(open).toBeDefined();
  await dialog.getByRole('button', { name: 'Batalkan: foto.jpg' }).click();
  await dialog.getByText('foto.jpg').waitFor({ state: 'detached' });
  await untilNothingIsUnderWay();
});
