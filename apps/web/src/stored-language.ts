export type LanguageCode = 'id' | 'en';

const STORED = 'sinergi.language';

export function storedLanguage(): LanguageCode {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'id';
}

export function rememberLanguage(code: LanguageCode): void {
  localStorage.setItem(STORED, code);
}

/** The language that is being spoken now; another tab may have changed the stored one. */
export function spokenLanguage(): LanguageCode {
  return document.documentElement.lang === 'en' ? 'en' : 'id';
}
