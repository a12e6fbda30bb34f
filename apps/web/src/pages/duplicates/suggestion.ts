export type SuggestionReason = 'verified' | 'further' | 'work' | 'number' | 'older';

/** What speaks for going on with a file. */
export interface Weighed {
  readonly id: string;
  readonly documentsVerified: number;
  readonly records: number;
  /** Of the two, its current case is the one that goes on. */
  readonly isFurther: boolean;
  readonly hasNik: boolean;
  readonly createdAt: string;
}

export interface Suggestion {
  readonly id: string;
  readonly why: SuggestionReason;
  readonly most: number;
  readonly least: number;
}

// What the office would have to do again weighs most.
const WEIGHTS: readonly (readonly [SuggestionReason, (file: Weighed) => number])[] = [
  ['verified', (file) => file.documentsVerified],
  ['further', (file) => Number(file.isFurther)],
  ['work', (file) => file.records],
  ['number', (file) => Number(file.hasNik)],
];

/** Which of two files of one person had better go on, and why; the officer may choose otherwise. */
export function suggestion(one: Weighed, other: Weighed): Suggestion {
  for (const [why, weightOf] of WEIGHTS) {
    const lead = weightOf(one) - weightOf(other);
    if (lead !== 0) {
      const [better, worse] = lead > 0 ? [one, other] : [other, one];
      return { id: better.id, why, most: weightOf(better), least: weightOf(worse) };
    }
  }
  return { id: one.createdAt <= other.createdAt ? one.id : other.id, why: 'older', most: 0, least: 0 };
}
