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

interface DashboardRow {
  readonly code: string;
  readonly name: string;
  readonly tiles: readonly CellRow[] | null;
  readonly cells: readonly CellRow[] | null;
  readonly areas: readonly AreaRow[] | null;
}

// The function looks the caller's scope up itself and answers nothing outside it (migration answer-dashboards).
const DASHBOARD = `
  WITH cells AS MATERIALIZED (
    SELECT d.area_code AS "areaCode", d.indicator, d.x, d.y, d.unknown, d.suppressed FROM auth.dashboard($1, $2, $3, $4) d)
  SELECT a.code, a.name,
         (SELECT json_agg(row_to_json(c)) FROM cells c WHERE c."areaCode" = $1) AS tiles,
         (SELECT json_agg(row_to_json(c)) FROM cells c WHERE length(c."areaCode") = $5) AS cells,
         (SELECT json_agg(json_build_object('code', p.code, 'name', p.name, 'tileColumn', p.tile_column, 'tileRow', p.tile_row) ORDER BY p.name)
            FROM area p WHERE p.code IN (SELECT c."areaCode" FROM cells c WHERE length(c."areaCode") = $5)) AS areas
    FROM area a
   WHERE a.code = $1`;

const WIDTHS = { province: 2, regency: 5, district: 8 } as const;
export type AreaLevel = keyof typeof WIDTHS;

/** Figures of one area and of the areas of one level beneath it, in one statement; null when absent or out of scope. */
export async function areaDashboard(
  rows: Rows,
  area: string,
  period: string,
  level: AreaLevel | null,
  indicators: readonly string[],
): Promise<DashboardRow | null> {
  const [found] = await rows.query<DashboardRow>(DASHBOARD, [area, period, level, indicators, level && WIDTHS[level]]);
  return found?.tiles ? found : null;
}
