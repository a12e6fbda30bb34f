import type { IndicatorDefinition } from '../indicator.js';

export const kpiNonprocKnown = {
  code: 'kpi_nonproc_known',
  title: { id: 'Pulang nonprosedural yang diketahui', en: 'Known non-procedural returns' },
  numerator: {
    id: 'Siklus yang pulang dalam periode ini dan berangkatnya nonprosedural, menurut domisili terakhir. Hanya bagian yang terlihat, bukan seluruhnya.',
    en: 'Cycles that returned in the period after leaving outside the registered route, by present domicile. Only the visible part, never the total.',
  },
  denominator: null,
  kind: 'flow',
  unknown: {
    id: 'Pulang dalam periode ini, tetapi belum dicatat apakah prosedural.',
    en: 'Returned in the period, but the route they left by is not recorded.',
  },
  isSensitive: true,
  basis: {
    id: 'Tujuan kunjungan 16 Januari 2026: memutus rantai penempatan nonprosedural. Angka 1–4 disamarkan (UU 27/2022).',
    en: 'Aim of the visit of 16 January 2026: to break the chain of non-procedural placement. 1 to 4 people are hidden (UU 27/2022).',
  },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, date_trunc('month', returned_on::timestamp)::date AS month,
           count(*) FILTER (WHERE NOT was_procedural) AS x, 0 AS y, count(*) FILTER (WHERE was_procedural IS NULL) AS unknown
      FROM placement_cycle
     WHERE returned_on IS NOT NULL AND stage <> 'merged'
     GROUP BY 1, 2`,
} as const satisfies IndicatorDefinition;
