import type { IndicatorDefinition } from '../indicator.js';

export const kpiCommitment = {
  code: 'kpi_commitment',
  title: { id: 'Komitmen ditepati tepat waktu', en: 'Promises kept in time' },
  numerator: { id: 'Komitmen yang dipenuhi paling lambat pada tenggatnya.', en: 'Commitments fulfilled no later than their due date.' },
  denominator: {
    id: 'Komitmen yang tenggatnya jatuh dalam periode ini, kecuali yang digugurkan.',
    en: 'Commitments due in the period, except dropped ones.',
  },
  kind: 'flow',
  unknown: {
    id: 'Komitmen terbuka yang belum punya tenggat (pada periode apa pun).',
    en: 'Open commitments without a due date (whatever the period).',
  },
  isSensitive: false,
  basis: {
    id: 'Komitmen kunjungan kerja, seperti diucapkan; tindak lanjut pertama ialah memberinya tenggat.',
    en: 'Promises of visits as they were said; the first follow-up is to give them a due date.',
  },
  slowCount: `
    SELECT left(area_code, 8) AS area_code, date_trunc('month', due_on::timestamp)::date AS month,
           count(*) FILTER (WHERE state = 'fulfilled' AND fulfilled_on <= due_on) AS x, count(*) AS y, 0 AS unknown
      FROM commitment
     WHERE due_on IS NOT NULL AND state <> 'dropped'
     GROUP BY 1, 2`,
} as const satisfies IndicatorDefinition;
