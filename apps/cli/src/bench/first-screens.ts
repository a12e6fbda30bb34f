import { existsSync } from 'node:fs';
import path from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

import type { Line } from './report.js';
import { startScript } from './start-up.js';

const PHONE = { width: 360, height: 740 };
const ROUNDS = 3;
const SETTLED_MS = 1_500;

/** Bytes a second, milliseconds for each trip, and how many times slower the processor is: 1.6 Mbit/s and 400 kbit/s. */
const SLOW_4G = { line: { downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 }, slower: 4 };
const SLOW_3G = { line: { downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8, latency: 400 }, slower: 1 };

type Phone = typeof SLOW_4G;

interface Screen {
  readonly name: string;
  readonly username: string;
  readonly address: string;
  /** The first thing on it that somebody came for. */
  readonly useful: string;
  /** What is pressed to learn how fast the page answers. */
  readonly press: string;
  readonly mostScriptKb: number;
}

const SCREENS: readonly Screen[] = [
  {
    name: 'beranda petugas / home of an officer',
    username: 'petugas',
    address: '/',
    useful: '.count',
    press: '.bottom-bar button',
    mostScriptKb: 200,
  },
  {
    name: 'dasbor kabupaten / dashboard of a regency',
    username: 'bombana',
    address: '/dasbor',
    useful: '.tile',
    press: '.tile summary',
    mostScriptKb: 250,
  },
];

interface Seen {
  readonly scriptKb: number;
  readonly largestPaintMs: number;
  readonly usefulMs: number;
  readonly pressMs: number;
  readonly shift: number;
}

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How soon the first pages of an office stand on a phone: slow 4G with a processor four times slower, and slow 3G. Nothing is kept
 *  from an earlier visit; medians of three visits of the demo office. Nothing is measured on a machine without a browser. */
export async function screenLines(): Promise<Line[]> {
  const executablePath = [process.env.CHROMIUM_PATH, ...BROWSERS].find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) return [];
  const { DATABASE_URL: _url, ...env } = process.env;
  const folder = path.join(env.SINERGI_DATA ?? '.sinergi', 'bench', 'office');
  const office = await startScript(['apps/cli/launch/start.mjs'], { ...env, SINERGI_DATA: folder }, '/health/live');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const lines: Line[] = [];
    for (const screen of SCREENS) lines.push(...(await linesOf(browser, office.url, screen)));
    return lines;
  } finally {
    await browser.close();
    await office.stop();
  }
}

async function linesOf(browser: Browser, url: string, screen: Screen): Promise<Line[]> {
  const fast = await visits(browser, url, screen, SLOW_4G);
  const slow = await visits(browser, url, screen, SLOW_3G);
  const of = (seen: readonly Seen[], what: keyof Seen): number => median(seen.map((one) => one[what]));
  const [paint, press, useful] = [of(fast, 'largestPaintMs'), of(fast, 'pressMs'), of(slow, 'usefulMs')];
  const kb = of(fast, 'scriptKb');
  const line = (goal: string, measured: string, isReached: boolean): Line => ({
    code: 'P14',
    workload: screen.name,
    goal,
    ratio: null,
    measured,
    isReached,
  });
  return [
    line(`≤ ${screen.mostScriptKb} kB script`, `${kb.toFixed(0)} kB`, kb <= screen.mostScriptKb),
    line('LCP ≤ 2.5 s, slow 4G', `${seconds(paint)}; layout shift ${of(fast, 'shift').toFixed(3)}`, paint <= 2_500),
    line('INP ≤ 200 ms, slow 4G', `${press.toFixed(0)} ms`, press <= 200),
    line('useful < 4 s, slow 3G', seconds(useful), useful < 4_000),
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function visits(browser: Browser, url: string, screen: Screen, phone: Phone): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let round = 0; round < ROUNDS; round += 1) seen.push(await visit(browser, url, screen, phone));
  return seen;
}

// Written by the page itself, so that what reads the figures does not change them.
const WATCH = (useful: string): string => `
  window.seen = { paint: 0, press: 0, useful: 0, shift: 0 };
  const watch = (type, see, more) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', ({ startTime }) => { seen.paint = startTime; });
  watch('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value; });
  watch('event', ({ interactionId, duration }) => { if (interactionId) seen.press = Math.max(seen.press, duration); }, { durationThreshold: 16 });
  new MutationObserver((_, watcher) => {
    if (!document.querySelector(${JSON.stringify(useful)})) return;
    watcher.disconnect();
    requestAnimationFrame(() => { seen.useful = performance.now(); });
  }).observe(document, { childList: true, subtree: true });`;

async function visit(browser: Browser, url: string, screen: Screen, phone: Phone): Promise<Seen> {
  const context = await browser.newContext({ baseURL: url, viewport: PHONE, isMobile: true, hasTouch: true, locale: 'id-ID' });
  try {
    await context.request.post('/api/v1/session', { data: { username: screen.username, password: 'demo' } });
    const page = await context.newPage();
    const scriptBytes = await slowDown(page, phone);
    await page.addInitScript(WATCH(screen.useful));
    await page.goto(screen.address, { waitUntil: 'commit' });
    await page.locator(screen.useful).first().waitFor();
    await page.waitForLoadState('networkidle');
    const { paint, useful, shift } = await page.evaluate<Record<'paint' | 'useful' | 'shift', number>>('({ ...seen })');
    await page.locator(screen.press).first().tap();
    await page.waitForTimeout(SETTLED_MS);
    const pressMs = await page.evaluate<number>('seen.press');
    return { scriptKb: scriptBytes() / 1000, largestPaintMs: paint, usefulMs: useful, pressMs, shift };
  } finally {
    await context.close();
  }
}

/** @returns how many bytes of scripts have come so far, as they travelled */
async function slowDown(page: Page, phone: Phone): Promise<() => number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', { offline: false, ...phone.line });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: phone.slower });
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname.endsWith('.js')) scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  return () => bytes;
}
