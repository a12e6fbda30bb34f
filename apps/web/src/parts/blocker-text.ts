import type { Blocker } from '../api/problem.js';
import { useLanguage } from '../language.js';

/** The sentence of a blocker in the present language. */
export function useBlockerText(): (blocker: Blocker) => string {
  const { code } = useLanguage();
  return (blocker) => (code === 'en' && blocker.detailEn ? blocker.detailEn : blocker.detail);
}
