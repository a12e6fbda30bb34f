import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, problem } from '#libs/platform';

import { areaCells, areaDashboard, type AreaLevel, type AreaRow, type CellRow } from './area-dashboard.query.js';
import { definitionText, figureOf, findIndicator, INDICATOR_CODES, INDICATORS } from './catalogue.js';
import type { Figure, IndicatorDefinition, Language } from './indicator.js';

/** One figure of an area in a period. `value` is null when it is suppressed (1 to 4 people, or hidden to protect them). */
export interface IndicatorView {
  readonly code: string;
  readonly title: string;
  readonly area: string;
  readonly period: string;
  readonly value: Figure | null;
  readonly unknown: number | null;
  readonly suppressed: boolean;
  readonly asOf: string;
  readonly definition: string;
}

export interface CellView {
  readonly x: number | null;
  readonly y: number | null;
  readonly suppressed: boolean;
}

export interface DefinitionView {
  readonly code: string;
  readonly title: string;
  readonly definition: string;
  readonly kind: 'flow' | 'stock';
  readonly hasDenominator: boolean;
  readonly isSensitive: boolean;
}

export interface Question {
  readonly area: string;
  /** `2026-01` or `2026`; the present month when left out. */
  readonly period?: string | undefined;
  readonly language: Language;
}

const OF_TWO: readonly string[] = INDICATORS.filter(({ denominator }) => denominator !== null).map(({ code }) => code);
const NEXT_LEVEL: Readonly<Record<number, AreaLevel>> = { 2: 'regency', 5: 'district' };

/** Figures by area. PostgreSQL decides which areas the caller may ask about and which cells are too small to show;
 *  an area that is absent, foreign or a village (figures stop at the district) is answered with the same not-found. */
@Injectable()
export class DashboardsService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** All tiles of an area, and every indicator in each area directly beneath it.
   *  @returns JSON text `{ area, period, asOf, tiles, byDistrict }` @throws Problem not-found, invalid */
  async areaDashboard(actor: Actor, question: Question): Promise<string> {
    const period = this.periodOf(question.period);
    const level = NEXT_LEVEL[question.area.length] ?? null;
    const found = await this.access.readAtOnce(actor, 'dashboard.view', (rows) =>
      areaDashboard(rows, question.area, period, level, INDICATOR_CODES, OF_TWO),
    );
    if (!found) throw problem('not-found');
    const frame = { area: question.area, period, asOf: this.clock.shownMoment() };
    const tiles = INDICATORS.flatMap((indicator) => {
      const tile = found.tiles?.find((row) => row.indicator === indicator.code);
      return tile ? [indicatorView(indicator, tile, frame, question.language)] : [];
    });
    const own = JSON.stringify({ area: { code: found.code, name: found.name }, period, asOf: frame.asOf, tiles });
    return `${own.slice(0, -1)},"byDistrict":${found.beneath}}`;
  }

  /** One indicator of an area, and on wish of every district or regency in it. @throws Problem not-found, invalid */
  async indicator(
    actor: Actor,
    code: string,
    question: Question,
    by: AreaLevel | null,
  ): Promise<IndicatorView & { readonly by: readonly (CellView & { readonly area: AreaRow })[] }> {
    const indicator = findIndicator(code);
    if (!indicator) throw problem('not-found');
    const period = this.periodOf(question.period);
    const { found, cellOf } = await this.ask(actor, question.area, period, by, [code]);
    const tile = found.tiles?.find((row) => row.indicator === code);
    if (!tile) throw problem('not-found');
    return {
      ...indicatorView(indicator, tile, { area: question.area, period, asOf: this.clock.shownMoment() }, question.language),
      by: (found.areas ?? []).map((area) => ({ area, ...cellOf(indicator, area.code) })),
    };
  }

  /** What each indicator means. */
  definitions(language: Language): DefinitionView[] {
    return INDICATORS.map((indicator) => ({
      code: indicator.code,
      title: indicator.title[language],
      definition: definitionText(indicator, language),
      kind: indicator.kind,
      hasDenominator: indicator.denominator !== null,
      isSensitive: indicator.isSensitive,
    }));
  }

  private async ask(actor: Actor, area: string, period: string, level: AreaLevel | null, codes: readonly string[]) {
    const found = await this.access.readAtOnce(actor, 'dashboard.view', (rows: Rows) => areaCells(rows, area, period, level, codes));
    if (!found) throw problem('not-found');
    const cells = new Map((found.cells ?? []).map((cell) => [`${cell.areaCode} ${cell.indicator}`, cell]));
    const cellOf = (indicator: IndicatorDefinition, areaCode: string): CellView => {
      const cell = cells.get(`${areaCode} ${indicator.code}`);
      return { x: cell?.x ?? null, y: indicator.denominator ? (cell?.y ?? null) : null, suppressed: cell?.suppressed ?? false };
    };
    return { found, cellOf };
  }

  private periodOf(wanted: string | undefined): string {
    const thisMonth = this.clock.today().slice(0, 7);
    if (wanted === undefined) return thisMonth;
    if (/^\d{4}(-(0[1-9]|1[0-2]))?$/.test(wanted) && wanted <= thisMonth) return wanted;
    throw problem('invalid', {
      errors: [
        { pointer: '/period', code: 'period-invalid', detail: 'Isi bulan atau tahun yang sudah berjalan, misalnya 2026-01 atau 2025.' },
      ],
    });
  }
}

function indicatorView(
  indicator: IndicatorDefinition,
  row: CellRow,
  frame: { area: string; period: string; asOf: string },
  language: Language,
): IndicatorView {
  return {
    code: indicator.code,
    title: indicator.title[language],
    ...frame,
    value: row.suppressed || row.x === null ? null : figureOf(indicator, row.x, row.y),
    unknown: row.unknown,
    suppressed: row.suppressed,
    definition: definitionText(indicator, language),
  };
}
