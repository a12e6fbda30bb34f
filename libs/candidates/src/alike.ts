import { isDay, nameKey } from '#libs/rulebook';

/** What is compared of two people; null and absent mean "not known". */
export interface Comparable {
  readonly fullName: string;
  readonly nik?: string | null | undefined;
  readonly birthDate?: string | null | undefined;
  readonly sex?: string | null | undefined;
  readonly areaCode?: string | null | undefined;
}

export const ALIKE_REASONS = [
  'nik-same',
  'nik-near',
  'nik-differs',
  'name-same',
  'name-near',
  'name-part',
  'birth-date-same',
  'birth-date-swapped',
  'birth-date-near',
  'birth-date-unknown',
  'birth-date-differs',
  'sex-differs',
  'village-same',
  'district-same',
] as const;
export type AlikeReason = (typeof ALIKE_REASONS)[number];

/** How much two people are one person: 0 to 1, and why. */
export interface Likeness {
  readonly score: number;
  readonly reasons: AlikeReason[];
}

/** From here on an officer should look at both. Measured by likeness.spec.ts on labelled pairs. */
export const POSSIBLE = 0.75;

const WEIGHT = { name: 0.55, birthDate: 0.35, place: 0.1 } as const;
/** Without a birth date only the same name in the same village is enough. */
const WEIGHT_WITHOUT_DATE = { name: 0.62, place: 0.15 } as const;
const AGAINST = { sex: 0.2, nik: 0.25 } as const;
/** Words that thousands carry say little; they are also what people drop first. */
const COMMON_WORDS = new Set([
  'muhammad',
  'siti',
  'laode',
  'waode',
  'abdul',
  'nur',
  'ni',
  'i',
  'andi',
  'made',
  'wayan',
  'putu',
  'ketut',
  'nyoman',
  'sri',
]);
const COMMON_WEIGHT = 0.4;
const INITIAL_LIKENESS = 0.6;
/** Each name has a word that the other lacks: brothers and sisters rather than one person. */
const BOTH_HAVE_MORE = 0.75;

/** Compares two people by the habits of Indonesian names and the slips of those who write them down.
 *  Equal NIKs decide alone; everything else only makes a person possible. @throws never */
export function likeness(one: Comparable, other: Comparable): Likeness {
  const nik = nikLikeness(one.nik, other.nik);
  if (nik === 'nik-same') return { score: 1, reasons: ['nik-same'] };
  const name = nameLikeness(one.fullName, other.fullName);
  const date = dateLikeness(one.birthDate, other.birthDate);
  const place = placeLikeness(one.areaCode, other.areaCode);
  const sexDiffers = Boolean(one.sex && other.sex && one.sex !== other.sex);
  const known =
    date.value === null
      ? WEIGHT_WITHOUT_DATE.name * name.value + WEIGHT_WITHOUT_DATE.place * place.value
      : WEIGHT.name * name.value + WEIGHT.birthDate * date.value + WEIGHT.place * place.value;
  const against = (sexDiffers ? AGAINST.sex : 0) + (nik === 'nik-differs' ? AGAINST.nik : 0);
  const reasons = [nik, name.reason, date.reason, sexDiffers ? ('sex-differs' as const) : null, place.reason];
  return {
    score: Math.round(100 * Math.max(0, known - against)) / 100,
    reasons: reasons.filter((reason) => reason !== null),
  };
}

/** The days that a birth date may have been written as: itself, day and month swapped, a digit or a year beside it.
 *  The given day comes first. @returns existing days only */
export function birthDateVariants(birthDate: string): string[] {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const written = [
    [year, month, day],
    [year, day, month],
    ...[-1, 1, -10, 10].map((slip) => [year + slip, month, day]),
    [transposedYear(year), month, day],
    ...[-2, -1, 1, 2, -10, 10].map((slip) => [year, month, day + slip]),
    ...[-1, 1, -10, 10].map((slip) => [year, month + slip, day]),
    [year, month, swappedDigits(day)],
  ];
  return [...new Set(written.flatMap(([y = 0, m = 0, d = 0]) => dayOf(y, m, d) ?? []))];
}

function nikLikeness(one: string | null | undefined, other: string | null | undefined): 'nik-same' | 'nik-near' | 'nik-differs' | null {
  if (!one || !other) return null;
  if (one === other) return 'nik-same';
  // People of one day and district differ in the serial only, twins by one: that is no slip.
  return one.slice(0, 12) !== other.slice(0, 12) && edits(one, other, 2) <= 2 ? 'nik-near' : 'nik-differs';
}

interface Part<R> {
  readonly value: number;
  readonly reason: R | null;
}

function nameLikeness(one: string, other: string): Part<'name-same' | 'name-near' | 'name-part'> {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length === 0 || right.length === 0) return { value: 0, reason: null };
  const joined = soundOf(left.join('')) === soundOf(right.join(''));
  const pairs = bestPairs(left, right);
  const shared = pairs.reduce((sum, { weight, value }) => sum + weight * value, 0);
  const [heavy, light] = [weightOf(left), weightOf(right)];
  const whole = (2 * shared) / (heavy + light);
  const contained = shared / Math.min(heavy, light);
  const bothHaveMore = pairs.length < left.length && pairs.length < right.length;
  const saysSomething = pairs.some(({ weight, value }) => weight === 1 && value > INITIAL_LIKENESS);
  const value = joined ? 1 : Math.max(whole, saysSomething ? 0.9 * contained : 0) * (bothHaveMore ? BOTH_HAVE_MORE : 1);
  if (value >= 0.999) return { value: 1, reason: 'name-same' };
  if (value >= 0.8 && left.length === right.length) return { value, reason: 'name-near' };
  return { value, reason: value >= 0.5 ? 'name-part' : null };
}

interface WordPair {
  readonly weight: number;
  readonly value: number;
}

// The best pairs first, whatever their order in the name.
function bestPairs(left: readonly string[], right: readonly string[]): WordPair[] {
  const all = left.flatMap((a, i) =>
    right.map((b, j) => ({ i, j, weight: (wordWeight(a) + wordWeight(b)) / 2, value: wordLikeness(a, b) })),
  );
  all.sort((a, b) => b.value - a.value || b.weight - a.weight);
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  return all.filter(({ i, j, value }) => {
    if (value === 0 || usedLeft.has(i) || usedRight.has(j)) return false;
    usedLeft.add(i);
    usedRight.add(j);
    return true;
  });
}

function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? INITIAL_LIKENESS : 0;
  const [a, b] = [soundOf(one), soundOf(other)];
  if (a === b) return 0.97;
  const shorter = Math.min(a.length, b.length);
  if (shorter >= 4 && (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= 2) return 0.85;
  if (shorter < 3) return 0;
  const distance = edits(a, b, 2);
  if (distance === 1) return shorter >= 5 ? 0.9 : 0.75;
  return distance === 2 && shorter >= 7 ? 0.75 : 0;
}

/** How a word of a folded name sounds: what people in Sulawesi write in two ways becomes one. */
export function soundOf(word: string): string {
  return word
    .replace(/y/g, 'i')
    .replace(/[vp]h?/g, 'f')
    .replace(/z/g, 's')
    .replace(/q/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/h/g, '')
    .replace(/ie/g, 'i')
    .replace(/(.)\1+/g, '$1');
}

function wordsOf(fullName: string): string[] {
  const words = nameKey(fullName).split(' ').filter(Boolean);
  return words.map((word, position) => (position === 0 && words.length > 1 ? (BALLOT_FORMS.get(word) ?? word) : word));
}

/** How lists in Southeast Sulawesi shorten titles of birth. */
const BALLOT_FORMS = new Map([
  ['ld', 'laode'],
  ['wd', 'waode'],
  ['wde', 'waode'],
  ['lde', 'laode'],
]);

function weightOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + wordWeight(word), 0);
}

function wordWeight(word: string): number {
  return COMMON_WORDS.has(word) || word.length === 1 ? COMMON_WEIGHT : 1;
}

function dateLikeness(
  one: string | null | undefined,
  other: string | null | undefined,
): { readonly value: number | null; readonly reason: AlikeReason } {
  if (!one || !other) return { value: null, reason: 'birth-date-unknown' };
  if (one === other) return { value: 1, reason: 'birth-date-same' };
  const [year, month, day] = one.split('-');
  if (other === `${year}-${day}-${month}`) return { value: 0.9, reason: 'birth-date-swapped' };
  // Either may be the one that slipped.
  const isNear = birthDateVariants(one).includes(other) || birthDateVariants(other).includes(one);
  return isNear ? { value: 0.75, reason: 'birth-date-near' } : { value: 0, reason: 'birth-date-differs' };
}

function placeLikeness(one: string | null | undefined, other: string | null | undefined): Part<'village-same' | 'district-same'> {
  if (!one || !other) return { value: 0.4, reason: null };
  if (one === other) return { value: 1, reason: one.length === VILLAGE ? 'village-same' : null };
  const contains = one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
  if (contains || one.slice(0, DISTRICT) === other.slice(0, DISTRICT)) return { value: 0.8, reason: 'district-same' };
  return { value: one.slice(0, REGENCY) === other.slice(0, REGENCY) ? 0.5 : 0.1, reason: null };
}

const [REGENCY, DISTRICT, VILLAGE] = [5, 8, 13];

function dayOf(year: number, month: number, day: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year >= 1900 && isDay(text) ? text : null;
}

function transposedYear(year: number): number {
  return Math.floor(year / 100) * 100 + swappedDigits(year % 100);
}

function swappedDigits(twoDigits: number): number {
  return (twoDigits % 10) * 10 + Math.floor(twoDigits / 10);
}

/** Edits between two words (a letter more, less, other, or two swapped), counted no further than `most` + 1. */
function edits(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
