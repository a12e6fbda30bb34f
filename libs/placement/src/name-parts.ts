import { nameKey } from '#libs/rulebook';

const MAX_PARTS = 6;
/** Longer words are alike enough by their letters when two of them are swapped. */
const MAX_SWAPPED_LETTERS = 8;
const MIN_SWAPPED_LETTERS = 4;

/** A part of a name in every form it may be spelt. */
export type NamePart = readonly string[];

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

/** The parts as `auth.people_named` takes them: one pattern each, the same with neighbouring letters swapped, and the word
 *  that a name must be like. Forms hold letters and digits only, so nothing typed can act as a pattern. */
export function namePatterns(parts: readonly NamePart[]): { parts: string[]; swapped: string[]; words: string[] } {
  return {
    parts: parts.map((forms) => forms.join('|')),
    swapped: parts.map((forms) => [...new Set([...forms, ...forms.flatMap(swappedIn)])].join('|')),
    words: parts.map((forms) => forms.at(-1) ?? ''),
  };
}

/** "dwei" → "wdei", "dewi", "dwie": trigrams of so short a word have nothing in common after a swap. */
function swappedIn(word: string): string[] {
  const letters = [...word];
  if (letters.length < MIN_SWAPPED_LETTERS || letters.length > MAX_SWAPPED_LETTERS) return [];
  return letters.slice(1).map((_, at) =>
    letters
      .with(at, letters[at + 1] ?? '')
      .with(at + 1, letters[at] ?? '')
      .join(''),
  );
}
