import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page, type Request } from 'playwright-core';

import { openHouse, type House } from '../support/house.js';

export { until } from '../support/processes.js';

/** Where a browser is looked for when CHROMIUM_PATH does not name one. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const browserPath = [process.env.CHROMIUM_PATH, ...PLACES].find((place) => place !== undefined && existsSync(place));

export const LAPTOP = { width: 1366, height: 768 };
export const PHONE = { width: 360, height: 740 };

// Wide enough for a machine several times slower than the one on which it was written: a limit ends what hangs, no more.
const FLOW_WITHIN_MS = 300_000;
const STEP_WITHIN_MS = 60_000;
const OPEN_WITHIN_MS = 180_000;
const REST_WITHIN_MS = 15_000;

/** A page and everything that it complained about in its console. */
export interface Visit {
  readonly page: Page;
  readonly complaints: string[];
}

/** The demo office with its web app, and a browser before it. */
export interface DemoOffice {
  readonly house: House;
  /** A fresh visitor, who has not signed in. */
  visit(): Promise<Visit>;
}

const visits: Visit[] = [];
const underWay = new WeakMap<Page, Set<Request>>();

/** Opens the demo office once for all flows of a file. */
export function demoOffice(prepare: (house: House) => Promise<void> = async () => undefined): DemoOffice {
  let opened: { readonly house: House; readonly browser: Browser } | undefined;
  beforeAll(async () => {
    if (!browserPath) return;
    opened = { house: await openHouse({ demo: true, web: true }), browser: await openBrowser() };
    await prepare(opened.house);
  }, OPEN_WITHIN_MS);
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.house.close();
  }, OPEN_WITHIN_MS);
  const office = () => {
    if (!opened) throw new Error('the office opens before the first flow');
    return opened;
  };
  return {
    get house() {
      return office().house;
    },
    visit: () => openPage(office().browser, office().house.url),
  };
}

/** A story told through a browser. On a machine without one it is skipped and says so by its name; when it fails, it also
 *  says what every page showed at that moment. */
export function flow(name: string, story: () => Promise<void>, withinMs = FLOW_WITHIN_MS): void {
  const tell = browserPath ? test : test.skip;
  tell(
    name,
    async () => {
      const ended = new AbortController();
      const tooLate = async () => {
        await sleep(withinMs, undefined, { signal: ended.signal });
        throw new Error(`not over after ${withinMs / 1000} s`);
      };
      try {
        await Promise.race([story(), tooLate()]);
      } catch (error) {
        throw withScene(error, await Promise.all(visits.map(sceneOf)));
      } finally {
        ended.abort();
        await Promise.all(visits.splice(0).map(({ page }) => page.context().close()));
      }
    },
    withinMs + STEP_WITHIN_MS,
  );
}

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

export async function openPage(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: LAPTOP,
    locale: 'id-ID',
    timezoneId: 'Asia/Makassar',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(STEP_WITHIN_MS);
  const complaints: string[] = [];
  context.on('page', (page) => listen(page, complaints));
  const visit = { page: await context.newPage(), complaints };
  visits.push(visit);
  return visit;
}

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.message));
  // A refused request is logged by the browser itself; whether it was right is what the flows look at.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  const requests = new Set<Request>();
  underWay.set(page, requests);
  page.on('request', (request) => requests.add(request));
  page.on('requestfinished', (request) => requests.delete(request));
  page.on('requestfailed', (request) => requests.delete(request));
}

/** One click on a persona of the login page. */
export async function signInAs(page: Page, name: RegExp): Promise<void> {
  await page.goto('/masuk');
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name: 'Beranda' }).waitFor();
}

/** Does something and waits for the office's answer to it: what a click sends has not arrived when the click is over.
 *  @param path end of the address that the deed is sent to */
export async function answered(page: Page, path: string, deed: () => Promise<void>): Promise<void> {
  const isIt = (request: Request) => request.method() !== 'GET' && new URL(request.url()).pathname.endsWith(path);
  const answer = page.waitForResponse((response) => isIt(response.request()));
  await Promise.all([answer, deed()]);
  await (await answer).finished();
}

const DRAWN = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))))`;

/** Waits until nothing is being fetched any more and what came is drawn. Says nothing about what a click is yet to fetch: a
 *  flow first waits for what its deed shows. */
export async function atRest(page: Page): Promise<void> {
  const deadline = performance.now() + REST_WITHIN_MS;
  await page.waitForLoadState('load');
  for (let quiet = 0; quiet < 2 && performance.now() < deadline;) {
    await page.evaluate(DRAWN);
    quiet = underWay.get(page)?.size ? 0 : quiet + 1;
    if (quiet === 0) await sleep(20);
  }
}

/** What a machine finds wrong for people with a disability, on a laptop and on a phone, and whether the phone must scroll sideways. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const size of [PHONE, LAPTOP]) {
    await page.setViewportSize(size);
    await atRest(page);
    const { violations } = await machineLook(page);
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    found.push(...serious.map(({ id, nodes }) => `${size.width}px ${page.url()}: ${id} at ${String(nodes[0]?.target)}`));
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    if (overflow > 0) found.push(`${size.width}px ${page.url()}: ${overflow}px too wide`);
    const headings = await page.getByRole('heading', { level: 1 }).count();
    if (headings !== 1) found.push(`${size.width}px ${page.url()}: ${headings} headings of level 1`);
  }
  return found;
}

/** All rules, but only what they find wrong is described: describing what is right takes ten times as long. Half a megabyte
 *  of rules is brought into a document once. */
export async function machineLook(page: Page): ReturnType<AxeBuilder['analyze']> {
  const isKnown = await page.evaluate<boolean>(`'axe' in window`);
  return new AxeBuilder({ page, ...(isKnown && { axeSource: '0' }) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], reporter: 'no-passes' })
    .analyze();
}

const SCENE = `(() => {
  const shown = [...document.querySelectorAll('h1, h2, [role=alert], [role=status], dialog, [role=dialog]')].filter((one) => one.checkVisibility());
  const said = shown.map((one) => one.tagName.toLowerCase() + ' "' + one.innerText.replace(/\\s+/g, ' ').trim().slice(0, 300) + '"');
  const at = document.activeElement;
  return [...said, 'focus on ' + (at ? at.outerHTML.slice(0, 160) : 'nothing')].join('\\n    ');
})()`;

async function sceneOf({ page, complaints }: Visit): Promise<string> {
  const scenes = page
    .context()
    .pages()
    .map(async (one) => {
      const looked = one.evaluate<string>(SCENE).catch((error: unknown) => String(error));
      const seen = await Promise.race([looked, sleep(5_000, 'the page does not answer')]);
      return `  at ${one.url()}\n    ${seen}`;
    });
  return [...(await Promise.all(scenes)), ...complaints.map((text) => `  complained: ${text}`)].join('\n');
}

/** The same failure, with the scene between its message and the place where it happened. */
function withScene(error: unknown, scenes: readonly string[]): unknown {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return error;
  error.stack = String(error.stack).replace(/\n\s+at /, (at) => `\n\nThe pages showed:\n${scenes.join('\n')}\n${at}`);
  return error;
}
