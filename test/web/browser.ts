import { existsSync } from 'node:fs';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where a browser is looked for when CHROMIUM_PATH does not name one. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const browserPath = [process.env.CHROMIUM_PATH, ...PLACES].find((place) => place !== undefined && existsSync(place));

/** A flow needs a browser; on a machine without one it is skipped and says so by its name. */
export const flow = browserPath ? test : test.skip;

export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 360, height: 740 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A fresh visitor; everything that the page complains about in its console is collected. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: LAPTOP,
    locale: 'id-ID',
    timezoneId: 'Asia/Makassar',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // A refused request is logged by the browser itself; whether it was right is what the flows look at.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return { page, complaints };
}

/** One click on a persona of the login page. */
export async function signInAs(page: Page, name: RegExp): Promise<void> {
  await page.goto('/masuk');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name: 'Beranda' }).waitFor();
}

/** What a machine finds wrong for people with a disability, on a laptop and on a phone, and whether the phone must scroll sideways. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of [PHONE, LAPTOP]) {
    await page.setViewportSize(size);
    await page.waitForLoadState('networkidle');
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    found.push(...serious.map(({ id, nodes }) => `${size.width}px ${page.url()}: ${id} at ${String(nodes[0]?.target)}`));
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    if (overflow > 0) found.push(`${size.width}px ${page.url()}: ${overflow}px too wide`);
    const headings = await page.getByRole('heading', { level: 1 }).count();
    if (headings !== 1) found.push(`${size.width}px ${page.url()}: ${headings} headings of level 1`);
  }
  return found;
}
