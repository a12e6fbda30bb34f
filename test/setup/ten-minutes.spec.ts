import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Browser } from 'playwright-core';

import { freePort, until } from '../support/processes.js';
import { browserPath, flow, openBrowser, openPage, signInAs } from '../web/browser.js';

/** Ten minutes from an empty folder to a paper verified, of which half are for a slow line. */
const WITHIN_MS = 10 * 60_000;
const folder = mkdtempSync(path.join(os.tmpdir(), 'sinergi-ten-'));
let office: ChildProcess | undefined;
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
  if (office && office.exitCode === null) {
    const gone = new Promise((resolve) => office?.once('exit', resolve));
    office.kill('SIGINT');
    await Promise.race([gone, sleep(30_000)]);
    for (const stream of [office.stdout, office.stderr]) stream?.destroy();
  }
  const pidFile = path.join(folder, '.sinergi/pg/postmaster.pid');
  if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
  rmSync(folder, { recursive: true, force: true });
});

/** What a clone holds: the files of this checkout as they stand, without anything installed or built. */
function copySources(): void {
  const { stdout, status } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const named = status === 0 ? stdout.split('\0').filter((name) => name !== '' && existsSync(name)) : null;
  if (named) for (const name of named) copyInto(name);
  else cpSync('.', folder, { recursive: true, filter: (source) => !/(^|\/)(node_modules|dist|\.sinergi)(\/|$)/.test(source) });
}

function copyInto(name: string): void {
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  cpSync(name, path.join(folder, name));
}

async function start(port: number): Promise<void> {
  const kept = ['PATH', 'HOME', 'LANG'].map((name) => [name, process.env[name]]);
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...Object.fromEntries(kept), PORT: String(port), SINERGI_TODAY: '2026-01-16' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  office = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (let waited = 0; !output.includes('Ctrl-C'); waited += 100) {
    if (child.exitCode !== null || waited > WITHIN_MS) throw new Error(`npm start did not come up:\n${output}`);
    await sleep(100);
  }
}

flow(
  'a newcomer with nothing but a clone imports an own list and verifies a first paper in under ten minutes',
  async () => {
    expect(browserPath).toBeDefined();
    const startedAt = performance.now();
    copySources();
    const own = path.join(folder, 'daftar kami.csv');
    writeFileSync(
      own,
      '\uFEFFDaftar calon\n\nNo;Nama Lengkap;NIK;Tgl Lahir;L/P;Desa;Kecamatan;Kabupaten;HP\n' +
        '1;Wa Ode Rekaan Satu;7406044205989101;2 Mei 1998;P;Lameroro;Rumbia;Bombana;0812 0000 9101\n' +
        '2;La Ode Rekaan Dua;7406040311959102;03-11-1995;L;Lameroro;Rumbia;Bombana;\n',
    );
    const port = await freePort();
    await start(port);
    const readyS = (performance.now() - startedAt) / 1000;

    browser = await openBrowser();
    const { page, complaints } = await openPage(browser, `http://127.0.0.1:${port}`);
    page.setDefaultTimeout(60_000);
    await signInAs(page, /Petugas BP3MI/);
    await page.goto('/impor');
    await page.getByLabel('Pilih berkas').setInputFiles(own);
    await page.getByRole('heading', { level: 1, name: 'daftar kami.csv' }).waitFor();
    await page.getByRole('button', { name: 'Lanjut: periksa' }).click();
    await page.getByRole('button', { name: /^Tulis \d+ orang$/ }).click();
    await page.getByText('2 orang baru').waitFor();
    await page.goto('/cpmi?q=Rekaan');
    await page.getByRole('link', { name: 'Wa Ode Rekaan Satu' }).first().waitFor();
    const importedS = (performance.now() - startedAt) / 1000;

    await page.goto('/verifikasi');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const waiting = async (): Promise<number> => {
      const answer = await page.request.get('/api/v1/verification-queue?limit=1');
      return ((await answer.json()) as { total: number }).total;
    };
    const before = await waiting();
    await page.locator('.desk-fields').waitFor();
    await page.keyboard.press('v');
    await until(async () => expect(await waiting()).toBe(before - 1));
    const verifiedS = (performance.now() - startedAt) / 1000;
    process.stdout.write(
      `ready ${readyS.toFixed(0)} s, own list imported ${importedS.toFixed(0)} s, first paper verified ${verifiedS.toFixed(0)} s\n`,
    );
    expect(verifiedS * 1000).toBeLessThan(WITHIN_MS);
    expect(complaints).toEqual([]);
  },
  WITHIN_MS + 60_000,
);
