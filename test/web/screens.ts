import type { Page } from 'playwright-core';

import { words as english } from '../../apps/web/src/words.en.js';
import { words as indonesian } from '../../apps/web/src/words.id.js';
import { dashboard as dashboardEn } from '../../apps/web/src/words/dashboard.en.js';
import { dashboard as dashboardId } from '../../apps/web/src/words/dashboard.id.js';
import { duplicates as duplicatesEn } from '../../apps/web/src/words/duplicates.en.js';
import { duplicates as duplicatesId } from '../../apps/web/src/words/duplicates.id.js';
import { guide as guideEn } from '../../apps/web/src/words/guide.en.js';
import { guide as guideId } from '../../apps/web/src/words/guide.id.js';
import { imports as importsEn } from '../../apps/web/src/words/imports.en.js';
import { imports as importsId } from '../../apps/web/src/words/imports.id.js';
import { merging as mergingEn } from '../../apps/web/src/words/merging.en.js';
import { merging as mergingId } from '../../apps/web/src/words/merging.id.js';

import { atRest, LAPTOP, machineLook, PHONE, type DemoOffice } from './browser.js';

export type Language = 'id' | 'en';

/** Somebody at work in one language. */
export interface Worker {
  readonly page: Page;
  readonly language: Language;
  readonly complaints: readonly string[];
}

/** Reads nothing from the server; every other page is opened from here, so that what stands on the screen afterwards is new. */
const AWAY = '/bantuan';

/** Signs somebody in on the help page; `nobody` stands before the login page. */
export async function comeIn(office: DemoOffice, username: string, language: Language): Promise<Worker> {
  const { page, complaints } = await office.visit();
  await page.addInitScript(`localStorage.setItem('sinergi.language', '${language}')`);
  if (username !== 'nobody') await page.request.post('/api/v1/session', { data: { username, password: 'demo' } });
  await page.goto(username === 'nobody' ? '/masuk' : AWAY);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, language, complaints };
}

/** Opens an address as a link inside the application would, looks at it in both widths and says what is wrong with it. */
export async function look(worker: Worker, address: string): Promise<string[]> {
  const { page, language } = worker;
  if (address !== '/masuk') await open(page, address);
  const found: string[] = [];
  for (const [size, axeIn] of [
    [PHONE, 'id'],
    [LAPTOP, 'en'],
  ] as const) {
    await page.setViewportSize(size);
    await settle(page);
    found.push(...(await wrongShape(page)));
    if (axeIn === language) found.push(...(await barriersHere(page)));
    found.push(...(await wrongWords(page, language)).map((text) => `wrong words: ${text}`));
  }
  if (language === 'id') found.push(...(await lostKeyboard(page)));
  return [...new Set(found)].map((what) => `${address} (${language}): ${what}`);
}

async function open(page: Page, address: string): Promise<void> {
  const [path = ''] = address.split('?');
  if (new URL(page.url()).pathname === path) await go(page, path === AWAY ? '/' : AWAY);
  await go(page, address);
  await settle(page);
}

/** The shell draws its main part anew for each path, so a new one is the new page. */
async function go(page: Page, address: string): Promise<void> {
  await page.evaluate(
    `document.querySelector('main')?.setAttribute('data-old', ''); history.pushState({}, '', ${JSON.stringify(address)})`,
  );
  await page.locator('main:not([data-old]) h1').waitFor();
}

/** Nothing is on its way and nothing is said to be. */
async function settle(page: Page): Promise<void> {
  await page.locator('.loading').first().waitFor({ state: 'detached' });
  await atRest(page);
}

async function wrongShape(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const found = [];
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(wide + ' px too wide at ' + innerWidth);
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) found.push(headings + ' headings of level 1');
    for (const one of document.querySelectorAll('[role=alert]')) found.push('says ' + one.textContent.slice(0, 80));
    for (const one of document.querySelectorAll('main *, header *, nav *')) {
      if (one.scrollWidth <= one.clientWidth + 1 || one.clientWidth <= 1 || !one.textContent) continue;
      const { overflowX, textOverflow } = getComputedStyle(one);
      if ((overflowX === 'hidden' || overflowX === 'clip') && textOverflow !== 'ellipsis')
        found.push('cut off at ' + innerWidth + ': ' + one.textContent.trim().slice(0, 60));
    }
    return found;
  })()`);
}

async function barriersHere(page: Page): Promise<string[]> {
  const { violations } = await machineLook(page);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${String(nodes[0]?.target)}`);
}

type WordTree = { readonly [key: string]: unknown };

function textsOf(words: WordTree): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (part: unknown, place: string): void => {
    if (typeof part === 'string') texts.set(place, part);
    else if (typeof part === 'object' && part !== null) for (const [key, value] of Object.entries(part)) walk(value, `${place}.${key}`);
  };
  walk(words, '');
  return texts;
}

/** What only the one language says, as whole texts. */
function onlyIn(own: Map<string, string>, other: Map<string, string>): string[] {
  const others = new Set(other.values());
  return [...own.values()].filter((text) => text.trim() !== '' && !others.has(text));
}

// Some words come with their own pages only.
const ID = textsOf({ ...indonesian, ...dashboardId, duplicates: duplicatesId, guide: guideId, imports: importsId, merging: mergingId });
const EN = textsOf({ ...english, ...dashboardEn, duplicates: duplicatesEn, guide: guideEn, imports: importsEn, merging: mergingEn });
const FOREIGN: Readonly<Record<Language, ReadonlySet<string>>> = { id: new Set(onlyIn(EN, ID)), en: new Set(onlyIn(ID, EN)) };

// candidate.view, bp3mi_officer, kpi_placed: names that the code uses and nobody reads.
const RAW = /^[a-z]+([._][a-z]+)+$|\bundefined\b|\bNaN\b|\[object |Invalid Date|=>/;

/** Texts that the other language says, and codes that have no word. */
async function wrongWords(page: Page, language: Language): Promise<string[]> {
  const shown = await page.evaluate<string[]>(`(() => {
    const texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement;
      const lang = around.closest('[lang]').lang;
      if (lang === document.documentElement.lang && !around.closest('script, style, noscript, textarea, [translate=no]')) texts.add(node.data.trim());
    }
    for (const one of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) texts.add(one.getAttribute(name)?.trim() ?? '');
    return [...texts];
  })()`);
  return shown.filter((text) => FOREIGN[language].has(text) || RAW.test(text));
}

const TAB_STOPS = 40;

/** Everything that can be reached shows where the focus is, and the Tab key always goes on to something new. */
async function lostKeyboard(page: Page): Promise<string[]> {
  await page.evaluate(
    `document.activeElement?.blur(); window.stops = []; window.stop = ({ target }) => stops.push(target); addEventListener('focusin', stop)`,
  );
  for (let stop = 0; stop < TAB_STOPS; stop += 1) await page.keyboard.press('Tab');
  return page.evaluate<string[]>(`(() => {
    removeEventListener('focusin', stop);
    const found = [];
    const here = (one) => one.outerHTML.slice(0, 100);
    stops.forEach((one, at) => { if (one === stops[at - 1]) found.push('the keyboard is held by ' + here(one)); });
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
    const reachable = all.filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
    const first = stops.find((one) => reachable.includes(one));
    if (reachable.length > 0 && !first) found.push('the Tab key reaches nothing');
    for (const one of reachable) {
      one.focus({ preventScroll: true, focusVisible: true });
      const marks = [one, one.parentElement, one.nextElementSibling, one.closest('label')].filter(Boolean).map((mark) => getComputedStyle(mark));
      if (!marks.some((mark) => mark.outlineStyle !== 'none' && parseFloat(mark.outlineWidth) > 0)) found.push('the focus is not seen on ' + here(one));
    }
    document.activeElement?.blur();
    return found;
  })()`);
}
