import type { IndicatorDefinition } from '../indicator.js';

export const kpiDocsVerified = {
  code: 'kpi_docs_verified',
  title: { id: 'Dokumen lengkap terverifikasi', en: 'All documents verified' },
  numerator: {
    id: 'Yang semua dokumen wajibnya terverifikasi dan masih berlaku pada rencana berangkat.',
    en: 'Those whose required documents are all verified and still valid on the planned departure.',
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
           count(*) FILTER (WHERE required_count > 0 AND verified_count >= required_count) AS x,
           count(*) AS y,
           count(*) FILTER (WHERE required_count = 0) AS unknown
      FROM placement_cycle
     WHERE is_current
       AND stage IN ('registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed', 'contracted',
                     'insured', 'visa_granted', 'opp_completed', 'cleared')
     GROUP BY 1`,
} as const satisfies IndicatorDefinition;
