import type { LanguageCode } from './language.js';
import { words as indonesian } from './words.id.js';
import type { Words } from './words.id.js';

/** Indonesian is always there; English is fetched when somebody asks for it. */
export async function wordsFor(code: LanguageCode): Promise<Words> {
  if (code === 'id') return indonesian;
  const english = await import('./words.en.js').catch(() => null);
  return english?.words ?? indonesian;
}
