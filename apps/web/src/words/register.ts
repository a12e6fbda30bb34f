import { useLanguage, useWords } from '../language.js';
import type { Words } from '../words.id.js';

import { unsent as unsentEn } from './unsent.en.js';
import { unsent as unsentId } from './unsent.id.js';

/** All words, and with them those about registrations that wait to be sent, which come with the page of registering. */
export function useRegisterWords(): Words & typeof unsentId {
  const words = useWords();
  const { code } = useLanguage();
  return code === 'en' ? { ...words, ...unsentEn } : { ...words, ...unsentId };
}
