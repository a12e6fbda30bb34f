import { createContext, use } from 'react';

import type { Words } from './words.id.js';

export type LanguageCode = 'id' | 'en';

interface Language {
  readonly code: LanguageCode;
  readonly words: Words;
  readonly change: (code: LanguageCode) => void;
}

export const LanguageContext = createContext<Language | null>(null);

const STORED = 'sinergi.language';

export function storedLanguage(): LanguageCode {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'id';
}

export function rememberLanguage(code: LanguageCode): void {
  localStorage.setItem(STORED, code);
}

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (!language) throw new Error('LanguageContext is missing');
  return language;
}

/** Every text on screen comes from here. */
export function useWords(): Words {
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
