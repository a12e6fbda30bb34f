import { createContext, use } from 'react';

import type { LanguageCode } from './stored-language.js';
import type { FirstWords } from './words/first.id.js';
import type { Words } from './words.id.js';
import { wordsIn } from './words.js';

interface Language {
  readonly code: LanguageCode;
  /** Of the first screens. */
  readonly words: FirstWords;
  readonly change: (code: LanguageCode) => void;
}

export const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error('LanguageContext is missing');
  return language;
}

/** Every text on screen comes from here: on pages that are fetched together with their words. */
export function useWords(): Words {
  return wordsIn(useLanguage().code);
}

/** What the shell, its first page and the parts on them say; all that is there before anything else is fetched. */
export function useFirstWords(): FirstWords {
  return useLanguage().words;
}

/** Name of a code in the present language; an unknown code shows itself rather than nothing. */
export function nameOf(names: Readonly<Record<string, string>>, code: string | null | undefined): string {
  if (!code) return '–';
  return names[code] ?? code;
}

/** `Sari Wulandari, petugas BP3MI` → `Sari Wulandari`; the role is shown from its code. */
export function shortName(displayName: string): string {
  return displayName.split(',')[0] ?? displayName;
}
