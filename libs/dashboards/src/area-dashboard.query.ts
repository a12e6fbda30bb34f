import type { Rows } from '#libs/access';

export interface CellRow {
  readonly areaCode: string;
  readonly indicator: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly unknown: number | null;
  readonly suppressed: boolean;
}

export interface AreaRow {
  readonly code: string;
  readonly name: string;
  readonly tileColumn: number | null;
  readonly tileRow: number | null;
}

interface CellsRow {
  readonly code: string;
  readonly name: string;
  readonly tiles: readonly CellRow[] | null;
}

/** Figures of one area and of the areas of one level beneath it. */
export interface AreaCells extends CellsRow {
  readonly cells: readonly CellRow[] | null;
  readonly areas: readonly AreaRow[] | null;
}

/** Figures of one area, and as JSON text `[{ area, values }]` those of the areas of one level beneath it. */
export interface AreaDashboard extends CellsRow {
  readonly beneath: string;
}

const WIDTHS = { province: 2, regency: 5, district: 8 } as const;
export type AreaLevel = keyof typeof WIDTHS;

const PLACE = `json_build_object('code', p.code, 'name', p.name, 'tileColumn', p.tile_column, 'tileRow', p.tile_row)`;

// The function looks the caller's scope up itself and answers nothing outside it (migration answer-dashboards).
const answer = (beneath: string): string => `
  WITH cells AS MATERIALIZED (
    SELECT d.area_code AS "areaCode", d.indicator, d.x, d.y, d.unknown, d.suppressed FROM auth.dashboard($1, $2, $3, $4) d)
  SELECT a.code, a.name,
         (SELECT json_agg(row_to_json(c)) FROM cells c WHERE c."areaCode" = $1) AS tiles,
         ${beneath}
    FROM area a
   WHERE a.code = $1`;

const CELLS = answer(`
         (SELECT json_agg(row_to_json(c)) FROM cells c WHERE length(c."areaCode") = $5) AS cells,
         (SELECT json_agg(${PLACE} ORDER BY p.name) FROM area p
           WHERE p.code IN (SELECT c."areaCode" FROM cells c WHERE length(c."areaCode") = $5)) AS areas`);

const DASHBOARD = answer(`
         (SELECT coalesce(json_agg(json_build_object('area', ${PLACE}, 'values', v.figures) ORDER BY p.name), '[]')::text
            FROM (SELECT c."areaCode" AS code,
                         json_object_agg(c.indicator, json_build_object(
                           'x', c.x, 'y', CASE WHEN c.indicator = ANY ($6) THEN c.y END, 'suppressed', c.suppressed)) AS figures
                    FROM cells c WHERE length(c."areaCode") = $5 GROUP BY 1) v
            JOIN area p ON p.code = v.code) AS beneath`);

/** Some indicators of an area and of a level beneath it, in one statement; null when absent or out of scope. */
export async function areaCells(
  rows: Rows,
  area: string,
  period: string,
  level: AreaLevel | null,
  indicators: readonly string[],
): Promise<AreaCells | null> {
  const [found] = await rows.query<AreaCells>(CELLS, [area, period, level, indicators, level && WIDTHS[level]]);
  return found?.tiles ? found : null;
}

/** All that a dashboard shows, in one statement; null when absent or out of scope. @param ofTwo indicators that are x of y */
export async function areaDashboard(
  rows: Rows,
  area: string,
  period: string,
  level: AreaLevel | null,
  indicators: readonly string[],
  ofTwo: readonly string[],
): Promise<AreaDashboard | null> {
  const [found] = await rows.query<AreaDashboard>(DASHBOARD, [area, period, level, indicators, level && WIDTHS[level], ofTwo]);
  return found?.tiles ? found : null;
}
