import type { Sex } from '#libs/candidates';

/** What is known of somebody at the counter, and what is recorded of somebody who may be the same. */
export interface PersonFacts {
  /** As `nameKey` folds it. */
  readonly nameKey: string;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly areaCode: string | null;
}

export const LIKENESS_REASONS = ['nik', 'name', 'name_similar', 'birth_date', 'birth_year', 'village', 'district', 'regency'] as const;
/** Why two people may be one. */
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

export interface Likeness {
  /** 0 to 1; from `LIKELY` on an officer should compare. */
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
}

/** From here on an officer is asked to compare. Name and birth date alone reach it, so does a name in the same village while a
 *  birth date is unknown; the same name in the same village with another birth date does not. */
export const LIKELY = 0.72;

const SIMILAR_NAME = 0.75;
const WEIGHT = { name: 0.5, birth: 0.3, place: 0.2 } as const;
const OTHER_SEX = 0.15;
/** Two cards that both look right: seldom one person, but cards are copied wrongly. */
const OTHER_NIK = 0.2;

/** How alike two people are by name, birth and place. A different NIK or sex speaks against, it never decides.
 *  @throws never */
export function likeness(one: PersonFacts, other: PersonFacts, hasOtherNik: boolean): Likeness {
  const name = nameLikeness(one.nameKey, other.nameKey);
  const birth = birthLikeness(one.birthDate, other.birthDate);
  const place = placeLikeness(one.areaCode, other.areaCode);
  const against = (isOther(one.sex, other.sex) ? OTHER_SEX : 0) + (hasOtherNik ? OTHER_NIK : 0);
  const total = name * WEIGHT.name + birth.share * WEIGHT.birth + place.share * WEIGHT.place - against;
  const reasons = [name === 1 ? 'name' : name >= SIMILAR_NAME ? 'name_similar' : null, birth.reason, place.reason] as const;
  return {
    score: name < SIMILAR_NAME ? 0 : Math.round(Math.max(total, 0) * 100) / 100,
    reasons: reasons.filter((reason) => reason !== null),
  };
}

/** 1 for the same key; 0.8 when one name is part of the other ("siti" and "siti aminah"); else the share of letters kept, with
 *  the words in any order. */
export function nameLikeness(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const [first, second] = [one.split(' '), other.split(' ')];
  const [fewer, more] = first.length <= second.length ? [first, second] : [second, first];
  const isPart = fewer.length < more.length && fewer.join('').length >= 4 && fewer.every((word) => more.includes(word));
  const [left, right] = [first.toSorted().join(' '), second.toSorted().join(' ')];
  if (left === right) return 0.95;
  const kept = 1 - distance(left, right) / Math.max(left.length, right.length);
  return Math.max(kept, isPart ? 0.8 : 0);
}

interface Share {
  readonly share: number;
  readonly reason: LikenessReason | null;
}

function birthLikeness(one: string | null, other: string | null): Share {
  if (one === null || other === null) return { share: 0.3, reason: null };
  if (one === other) return { share: 1, reason: 'birth_date' };
  return one.slice(0, 4) === other.slice(0, 4) ? { share: 0.4, reason: 'birth_year' } : { share: 0, reason: null };
}

const PLACES = [
  { length: 13, share: 1, reason: 'village' },
  { length: 8, share: 0.7, reason: 'district' },
  { length: 5, share: 0.4, reason: 'regency' },
] as const;

function placeLikeness(one: string | null, other: string | null): Share {
  if (one === null || other === null) return { share: 0, reason: null };
  const same = PLACES.find(
    ({ length }) => one.length >= length && other.length >= length && one.slice(0, length) === other.slice(0, length),
  );
  return same ?? { share: 0, reason: null };
}

function isOther(one: Sex | null, other: Sex | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** Edits of one letter (Levenshtein) between two short texts. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const replaced = (above[column - 1] ?? 0) + (isSame ? 0 : 1);
      line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
