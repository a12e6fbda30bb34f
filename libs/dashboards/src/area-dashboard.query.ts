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

// Both functions look the caller's scope up themselves and answer nothing outside it (migration answer-dashboards).
const DASHBOARD = `
  WITH cells AS MATERIALIZED (
    SELECT d.area_code, d.indicator, d.x, d.y, d.unknown, d.suppressed FROM auth.dashboard_by($1, $2, $3, $4) d)
  SELECT a.code, a.name,
         (SELECT json_agg(json_build_object('areaCode', a.code, 'indicator', t.indicator, 'x', t.x, 'y', t.y, 'unknown', t.unknown, 'suppressed', t.suppressed))
            FROM auth.dashboard_tiles($1, $2) t) AS tiles,
         (SELECT json_agg(json_build_object('areaCode', c.area_code, 'indicator', c.indicator, 'x', c.x, 'y', c.y, 'unknown', c.unknown, 'suppressed', c.suppressed))
            FROM cells c) AS cells,
         (SELECT json_agg(json_build_object('code', p.code, 'name', p.name, 'tileColumn', p.tile_column, 'tileRow', p.tile_row) ORDER BY p.name)
            FROM area p WHERE p.code IN (SELECT c.area_code FROM cells c)) AS areas
    FROM area a
   WHERE a.code = $1`;

export type AreaLevel = 'province' | 'regency' | 'district';

/** Figures of one area and of the areas of one level beneath it, in one statement; null when absent or out of scope. */
export async function areaDashboard(
  rows: Rows,
  area: string,
  period: string,
  level: AreaLevel | null,
  indicators: readonly string[],
): Promise<DashboardRow | null> {
  const [found] = await rows.query<DashboardRow>(DASHBOARD, [area, period, level, indicators]);
  return found?.tiles ? found : null;
}
