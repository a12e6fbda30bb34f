export type Language = 'id' | 'en';
export type Words = Readonly<Record<Language, string>>;

/** The definition of one indicator. It is shown beside every figure, printed in docs/indicators.md, and counted by
 *  `slowCount`: an obvious statement over the facts themselves, with which the counters must always agree.
 *  `slowCount` answers area_code (district, or the coarser area that is all we know), month (null for a stock), x, y, unknown. */
export interface IndicatorDefinition {
  readonly code: string;
  readonly title: Words;
  /** What x counts. */
  readonly numerator: Words;
  /** What y counts; null when the indicator is a plain count. */
  readonly denominator: Words | null;
  /** A flow is what happened in the period, by the day on which it happened; a stock is what stands at its end. */
  readonly kind: 'flow' | 'stock';
  /** Whom we cannot place because a fact is missing; null when nothing can be missing. */
  readonly unknown: Words | null;
  /** 1 to 4 people are hidden from everybody who may not see the persons themselves. */
  readonly isSensitive: boolean;
  /** Who asked for the figure or defines it, and how sure we are. */
  readonly basis: Words;
  readonly slowCount: string;
}

/** One figure; `y` only when the indicator has a denominator. */
export interface Figure {
  readonly x: number;
  readonly y?: number;
}
