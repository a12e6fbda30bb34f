import { useLanguage, useWords } from '../language.js';
import type { Words } from '../words.id.js';

import { guide as guideEn } from './guide.en.js';
import { guide as guideId } from './guide.id.js';

/** All words, and with them those of the pages for help and accounts, which come with those pages. */
export function useGuideWords(): Words & typeof guideId {
  const words = useWords();
  const { code } = useLanguage();
  return code === 'en' ? { ...words, ...guideEn } : { ...words, ...guideId };
}
