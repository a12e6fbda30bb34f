import { useLanguage, useWords } from '../language.js';
import type { Words } from '../words.id.js';

import { requests as requestsEn } from './requests.en.js';
import { requests as requestsId } from './requests.id.js';

/** All words, and with them those about papers that were asked for, which come with the pages that tell them. */
export function useRequestWords(): Words & typeof requestsId {
  const words = useWords();
  const { code } = useLanguage();
  return code === 'en' ? { ...words, ...requestsEn } : { ...words, ...requestsId };
}
