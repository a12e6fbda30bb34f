import type { IndicatorDefinition } from '../indicator.js';

export const kpiCompetent = {
  code: 'kpi_competent',
  title: { id: 'Kompeten sebelum berangkat', en: 'Competent before departure' },
  numerator: {
    id: 'Yang memegang sertifikat kompetensi terverifikasi dan masih berlaku.',
    en: 'Those who hold a verified certificate of competence that is still valid.',
  },
  denominator: {
    id: 'Siklus berjalan dari tahap persiapan sampai siap berangkat.',
    en: 'Current cycles from preparation up to ready to depart.',
  },
  kind: 'stock',
  unknown: null,
  isSensitive: false,
  basis: {
    id: 'UU 18/2017 pasal 5 dan 13 huruf c; sasaran kunjungan 16 Januari 2026: berangkat dengan kompetensi yang mumpuni.',
    en: 'UU 18/2017 articles 5 and 13 c; aim of the visit of 16 January 2026: to leave with solid competence.',
  },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, NULL::date AS month, count(*) FILTER (WHERE is_competent) AS x, count(*) AS y, 0 AS unknown
      FROM placement_cycle
     WHERE is_current
       AND stage IN ('in_preparation', 'health_cleared', 'placement_agreed', 'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')
     GROUP BY 1`,
} as const satisfies IndicatorDefinition;
