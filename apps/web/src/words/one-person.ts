import { useLanguage, useWords } from '../language.js';
import type { Words } from '../words.id.js';

import { duplicates as duplicatesEn } from './duplicates.en.js';
import { duplicates as duplicatesId } from './duplicates.id.js';
import { merging as mergingEn } from './merging.en.js';
import { merging as mergingId } from './merging.id.js';

type OnePersonWords = Words & typeof duplicatesId & typeof mergingId;

/** All words, and with them those about one person with two files. Only pages that are fetched later need these, so they come
 *  with those pages and not with the first one. */
export function useOnePersonWords(): OnePersonWords {
  const words = useWords();
  const { code } = useLanguage();
  return code === 'en' ? { ...words, ...duplicatesEn, ...mergingEn } : { ...words, ...duplicatesId, ...mergingId };
}
