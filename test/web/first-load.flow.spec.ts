import { type Page } from 'playwright-core';

import { atRest, demoOffice, flow, PHONE, signInAs } from './browser.js';

const office = demoOffice();

const MAX_SCRIPT_BYTES = 200_000;

// A village on slow 3G: 400 kbit/s, 400 ms for each trip. Two trips, the page and what it names, and the bytes of both.
const BYTES_PER_SECOND = 400_000 / 8;
const TRIP_SECONDS = 0.4;
const USEFUL_WITHIN_SECONDS = 3.6;
const SLOW_3G = { offline: false, latency: TRIP_SECONDS * 1000, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND };

interface Loaded {
  readonly path: string;
  readonly bytes: number;
}

interface FirstLoad {
  readonly loaded: readonly Loaded[];
  /** Every path that was asked for, as often as it was. */
  readonly asked: readonly string[];
  /** What had been asked for when the office's script was there. */
  readonly firstTrips: ReadonlySet<string>;
}

flow("the officer's home is useful within four seconds on slow 3G, and loads less than 200 kB of scripts", async () => {
  const { page } = await office.visit();
  await page.setViewportSize(PHONE);
  await signInAs(page, /Sari Wulandari/);
  const { loaded, asked, firstTrips } = await loadSlowly(page, '/', '.count');

  const scripts = loaded.filter(({ path }) => path.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(sum(scripts)).toBeLessThan(MAX_SCRIPT_BYTES);

  // The figures must be asked for before the scripts have come, or they would cost a third trip; and once only.
  const answers = ['/api/v1/session', '/api/v1/home', '/api/v1/notices'];
  expect([...firstTrips]).toEqual(expect.arrayContaining(answers));
  expect(asked.filter((path) => answers.includes(path)).toSorted()).toEqual(answers.toSorted());
  expect(secondsOf(loaded, firstTrips)).toBeLessThan(USEFUL_WITHIN_SECONDS);
});

flow("a regency's dashboard is too, with its figures and its page asked for beside the office, in the language of the reader", async () => {
  const { page } = await office.visit();
  await page.setViewportSize(PHONE);
  await page.request.post('/api/v1/session', { data: { username: 'bombana', password: 'demo' } });
  // Not the language of the browser, which the office must then say itself.
  await page.addInitScript(`localStorage.setItem('sinergi.language', 'en')`);
  const { loaded, asked, firstTrips } = await loadSlowly(page, '/dasbor', '.tile');
  await page.getByRole('heading', { name: 'Active candidates' }).waitFor();

  const figures = asked.filter((path) => path.startsWith('/api/v1/dashboards/'));
  expect(figures).toHaveLength(1);
  expect([...firstTrips]).toEqual(expect.arrayContaining(figures));
  expect([...firstTrips].some((path) => path.startsWith('/assets/dashboard.page-'))).toBe(true);
  expect(secondsOf(loaded, firstTrips)).toBeLessThan(USEFUL_WITHIN_SECONDS);
});

/** Opens an address as somebody in the village does who was never here, and waits until what is useful on it stands there. */
async function loadSlowly(page: Page, address: string, useful: string): Promise<FirstLoad> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  // On the line of the village, or scripts that come at once would hide what is asked for before they have come.
  await devtools.send('Network.emulateNetworkConditions', SLOW_3G);
  const paths = new Map<string, string>();
  const loaded: Loaded[] = [];
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => paths.set(requestId, new URL(request.url).pathname));
  let firstTrips = new Set<string>();
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId) ?? '';
    loaded.push({ path, bytes: encodedDataLength });
    if (path.startsWith('/assets/office-')) firstTrips = new Set(paths.values());
  });
  await page.goto(address);
  await page.locator(useful).first().waitFor();
  await atRest(page);
  return { loaded, asked: [...paths.values()], firstTrips };
}

function secondsOf(loaded: readonly Loaded[], firstTrips: ReadonlySet<string>): number {
  // Without a cache the same picture comes once for each place that shows it; a browser with one fetches it once.
  const once = new Map(loaded.map((part) => [part.path, part]));
  return 2 * TRIP_SECONDS + sum([...once.values()].filter(({ path }) => firstTrips.has(path))) / BYTES_PER_SECOND;
}

function sum(parts: readonly Loaded[]): number {
  return parts.reduce((bytes, part) => bytes + part.bytes, 0);
}
