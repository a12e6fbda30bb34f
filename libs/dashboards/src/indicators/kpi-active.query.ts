import type { IndicatorDefinition } from '../indicator.js';

export const kpiActive = {
  code: 'kpi_active',
  title: { id: 'CPMI/PMI dalam pendampingan', en: 'Active candidates and workers' },
  numerator: {
    id: 'Siklus berjalan yang tahapnya bukan selesai, mundur, ditolak, batal, digabung, meninggal, atau pulang.',
    en: 'Current cycles whose stage is not closed, withdrawn, rejected, cancelled, merged, deceased or returned.',
  },
  denominator: null,
  kind: 'stock',
  unknown: null,
  isSensitive: false,
  basis: { id: 'Definisi kantor.', en: "The office's definition." },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, NULL::date AS month, count(*) AS x, 0 AS y, 0 AS unknown
      FROM placement_cycle
     WHERE is_current AND stage NOT IN ('closed', 'withdrawn', 'rejected', 'cancelled', 'merged', 'deceased', 'returned')
     GROUP BY 1`,
} as const satisfies IndicatorDefinition;
