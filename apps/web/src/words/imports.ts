import { useLanguage, useWords } from '../language.js';
import type { Words } from '../words.id.js';

import { imports as importsEn } from './imports.en.js';
import { imports as importsId } from './imports.id.js';

/** All words, and with them those of importing a list, which come with its pages. */
export function useImportWords(): Words & typeof importsId {
  const words = useWords();
  const { code } = useLanguage();
  return code === 'en' ? { ...words, ...importsEn } : { ...words, ...importsId };
}
