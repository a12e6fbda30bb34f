import { atRest, demoOffice, flow, PHONE, signInAs } from './browser.js';

const office = demoOffice();

const MAX_SCRIPT_BYTES = 200_000;

// A village on slow 3G: 400 kbit/s, 400 ms for each trip. Two trips, the page and what it names, and the bytes of both.
const BYTES_PER_SECOND = 400_000 / 8;
const TRIP_SECONDS = 0.4;
const USEFUL_WITHIN_SECONDS = 4;
const SLOW_3G = { offline: false, latency: TRIP_SECONDS * 1000, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND };

interface Loaded {
  readonly path: string;
  readonly bytes: number;
}

flow("the officer's home is useful within four seconds on slow 3G, and loads less than 200 kB of scripts", async () => {
  const { page } = await office.visit();
  await page.setViewportSize(PHONE);
  await signInAs(page, /Sari Wulandari/);
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
    if (path.startsWith('/assets/index-') && path.endsWith('.js')) firstTrips = new Set(paths.values());
  });
  await page.goto('/');
  await page.locator('.count').first().waitFor();
  await atRest(page);

  const scripts = loaded.filter(({ path }) => path.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(sum(scripts)).toBeLessThan(MAX_SCRIPT_BYTES);

  // The figures must be asked for before the scripts have come, or they would cost a third trip; and once only.
  expect([...firstTrips]).toEqual(expect.arrayContaining(['/api/v1/session', '/api/v1/home']));
  expect([...paths.values()].filter((path) => path === '/api/v1/session' || path === '/api/v1/home')).toHaveLength(2);
  // Without a cache the same picture comes once for each place that shows it; a browser with one fetches it once.
  const once = new Map(loaded.map((part) => [part.path, part]));
  const first = [...once.values()].filter(({ path }) => firstTrips.has(path));
  expect(2 * TRIP_SECONDS + sum(first) / BYTES_PER_SECOND).toBeLessThan(USEFUL_WITHIN_SECONDS);
});

function sum(parts: readonly Loaded[]): number {
  return parts.reduce((bytes, part) => bytes + part.bytes, 0);
}
