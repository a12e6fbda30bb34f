import type { IndicatorDefinition } from '../indicator.js';

export const kpiPlaced = {
  code: 'kpi_placed',
  title: { id: 'Berangkat secara prosedural', en: 'Departed by the registered route' },
  numerator: {
    id: 'Siklus penempatan yang berangkat dalam periode ini dan berstatus prosedural, menurut domisili terakhir.',
    en: 'Placement cycles that departed in the period by the registered route, by present domicile.',
  },
  denominator: null,
  kind: 'flow',
  unknown: {
    id: 'Berangkat dalam periode ini, tetapi belum dicatat apakah prosedural.',
    en: 'Departed in the period, but whether by the registered route is not recorded.',
  },
  isSensitive: false,
  basis: {
    id: 'Sama dengan hitungan penempatan KP2MI per bulan berangkat; asal = domisili, bukan kode NIK.',
    en: "Follows KP2MI's placement count by month of departure; origin is the domicile, not the NIK code.",
  },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, date_trunc('month', departed_on::timestamp)::date AS month,
           count(*) FILTER (WHERE was_procedural) AS x, 0 AS y, count(*) FILTER (WHERE was_procedural IS NULL) AS unknown
      FROM placement_cycle
     WHERE departed_on IS NOT NULL AND stage <> 'merged'
     GROUP BY 1, 2`,
} as const satisfies IndicatorDefinition;
