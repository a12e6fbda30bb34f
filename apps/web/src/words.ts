import type { LanguageCode } from './stored-language.js';
import { first as indonesian } from './words/first.id.js';
import type { FirstWords } from './words/first.id.js';
import type { Words } from './words.id.js';

const whole = new Map<LanguageCode, Words>();

/** Words of the first screens. Indonesian is always there; English is fetched when somebody asks for it. */
export async function firstWordsFor(code: LanguageCode): Promise<FirstWords> {
  if (code === 'id') return indonesian;
  const english = await import('./words/first.en.js').catch(() => null);
  return english?.first ?? indonesian;
}

/** Fetches all words of a language, beside the page that needs them. English that cannot be fetched is said in Indonesian. */
export async function fetchWords(code: LanguageCode): Promise<void> {
  if (whole.has(code)) return;
  const fetched = code === 'en' ? await import('./words.en.js').catch(() => null) : null;
  if (fetched) whole.set('en', fetched.words);
  else whole.set('id', (await import('./words.id.js')).words);
}

/** All words of a language. @throws when a page was drawn that did not wait for them */
export function wordsIn(code: LanguageCode): Words {
  const words = whole.get(code) ?? whole.get('id');
  if (!words) throw new Error('this page did not wait for its words');
  return words;
}
