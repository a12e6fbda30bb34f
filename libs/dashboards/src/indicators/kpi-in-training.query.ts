import type { IndicatorDefinition } from '../indicator.js';

export const kpiInTraining = {
  code: 'kpi_in_training',
  title: { id: 'Peserta pelatihan', en: 'In training' },
  numerator: {
    id: 'Pendaftaran yang memegang kursi utama di suatu angkatan dan belum ada hasilnya, menurut domisili peserta.',
    en: "Enrolments that hold a main seat of a batch and have no result yet, by the trainee's domicile.",
  },
  denominator: null,
  kind: 'stock',
  unknown: null,
  isSensitive: false,
  basis: {
    id: 'Definisi kantor; UU 18/2017 pasal 41 (pelatihan oleh pemerintah daerah).',
    en: "The office's definition; UU 18/2017 article 41 (training by the region).",
  },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, NULL::date AS month, count(*) AS x, 0 AS y, 0 AS unknown
      FROM enrolment
     WHERE seat = 'main' AND state = 'accepted' AND result IS NULL
     GROUP BY 1`,
} as const satisfies IndicatorDefinition;
