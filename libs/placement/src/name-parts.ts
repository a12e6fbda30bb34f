import { nameKey } from '#libs/rulebook';

import type { NamePart } from './candidate-list.query.js';

const MAX_PARTS = 6;

/** What somebody typed of a name, part by part, each as typed and in the search form of names: "moh" finds Muhammad by the
 *  second form and Mohune by the first. At most six parts count. @returns an empty list when nothing readable was typed */
export function partsOfName(text: string): readonly NamePart[] {
  const typed = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  return typed.slice(0, MAX_PARTS).map((part) => [...new Set([part, nameKey(part)])].filter((form) => form !== ''));
}
