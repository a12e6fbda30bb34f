import type { Figure, IndicatorDefinition, Language } from './indicator.js';
import { kpiActive } from './indicators/kpi-active.query.js';
import { kpiCommitment } from './indicators/kpi-commitment.query.js';
import { kpiCompetent } from './indicators/kpi-competent.query.js';
import { kpiDocsSubmitted } from './indicators/kpi-docs-submitted.query.js';
import { kpiDocsVerified } from './indicators/kpi-docs-verified.query.js';
import { kpiInTraining } from './indicators/kpi-in-training.query.js';
import { kpiNonprocKnown } from './indicators/kpi-nonproc-known.query.js';
import { kpiPlaced } from './indicators/kpi-placed.query.js';

const catalogue = [
  kpiActive,
  kpiPlaced,
  kpiNonprocKnown,
  kpiDocsSubmitted,
  kpiDocsVerified,
  kpiCompetent,
  kpiInTraining,
  kpiCommitment,
] as const;

/** Every indicator, in the order in which a dashboard shows them. */
export const INDICATORS: readonly IndicatorDefinition[] = catalogue;
export type IndicatorCode = (typeof catalogue)[number]['code'];
export const INDICATOR_CODES: readonly IndicatorCode[] = catalogue.map(({ code }) => code);

/** The definition of a known code, or undefined. */
export function findIndicator(code: string): IndicatorDefinition | undefined {
  return INDICATORS.find((indicator) => indicator.code === code);
}

const WORDS = {
  of: { id: 'Dari', en: 'Out of' },
  flow: { id: 'Menurut tanggal kejadian dalam periode.', en: 'By the day of the event within the period.' },
  stock: { id: 'Keadaan pada akhir periode.', en: 'As it stands at the end of the period.' },
  unknown: { id: 'Tidak diketahui', en: 'Unknown' },
} as const;

/** The definition as one paragraph, as it stands beside a figure. */
export function definitionText(indicator: IndicatorDefinition, language: Language): string {
  const { numerator, denominator, kind, unknown, basis } = indicator;
  const outOf = denominator ? ` ${WORDS.of[language]}: ${lowerFirst(denominator[language])}` : '';
  const missing = unknown ? ` ${WORDS.unknown[language]}: ${lowerFirst(unknown[language])}` : '';
  return `${numerator[language]}${outOf} ${WORDS[kind][language]}${missing} ${basis[language]}`;
}

/** `x` alone for a count, `x` of `y` when the indicator has a denominator. */
export function figureOf(indicator: IndicatorDefinition, x: number, y: number | null): Figure {
  return indicator.denominator && y !== null ? { x, y } : { x };
}

// Only a common word is lowered, so that abbreviations stay as they are.
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
