import type { IndicatorDefinition } from '../indicator.js';

export const kpiDocsSubmitted = {
  code: 'kpi_docs_submitted',
  title: { id: 'Dokumen lengkap diserahkan', en: 'All documents handed in' },
  numerator: {
    id: 'Yang semua dokumen wajibnya sudah diserahkan, sudah atau belum diverifikasi.',
    en: 'Those who handed in every required document, verified or not.',
  },
  denominator: {
    id: 'Siklus berjalan dari tahap terdaftar sampai siap berangkat.',
    en: 'Current cycles from registered up to ready to depart.',
  },
  kind: 'stock',
  unknown: {
    id: 'Belum punya daftar dokumen karena skemanya belum dipilih; ikut dalam penyebut.',
    en: 'Without a checklist yet, because no scheme is chosen; part of the denominator.',
  },
  isSensitive: false,
  basis: {
    id: 'UU 18/2017 pasal 13; sasaran kunjungan 16 Januari 2026: berangkat dengan dokumen lengkap. Diserahkan dan diverifikasi dihitung terpisah.',
    en: 'UU 18/2017 article 13; aim of the visit of 16 January 2026: to leave with complete documents. Submitted and verified stay apart.',
  },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, NULL::date AS month,
           count(*) FILTER (WHERE required_count > 0 AND submitted_count >= required_count) AS x,
           count(*) AS y,
           count(*) FILTER (WHERE required_count = 0) AS unknown
      FROM placement_cycle
     WHERE is_current
       AND stage IN ('registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed', 'contracted',
                     'insured', 'visa_granted', 'opp_completed', 'cleared')
     GROUP BY 1`,
} as const satisfies IndicatorDefinition;
