import { INDICATORS } from './catalogue.js';

/** docs/indicators.md, written from the definitions; a test fails when the page and the definitions differ. */
export function indicatorPage(): string {
  const parts = INDICATORS.map((indicator) =>
    [
      `## ${indicator.title.id} (\`${indicator.code}\`)`,
      '',
      `*${indicator.title.en}*`,
      '',
      '| | Indonesia | English |',
      '|---|---|---|',
      row('x', indicator.numerator),
      ...(indicator.denominator ? [row('y', indicator.denominator)] : []),
      ...(indicator.unknown ? [row('unknown', indicator.unknown)] : []),
      row(
        'period',
        indicator.kind === 'flow'
          ? { id: 'peristiwa dalam bulan atau tahun', en: 'events in the month or year' }
          : { id: 'keadaan pada akhir periode', en: 'what stands at the end of the period' },
      ),
      row(
        '1–4',
        indicator.isSensitive
          ? { id: 'disamarkan bagi yang tidak berhak melihat orangnya', en: 'hidden from everybody who may not see the persons' }
          : { id: 'ditampilkan', en: 'shown' },
      ),
      row('basis', indicator.basis),
      '',
      '```sql',
      indicator.slowCount.replace(/^\n/, '').replace(/^ {4}/gm, ''),
      '```',
      '',
    ].join('\n'),
  );
  return `${HEAD}\n${parts.join('\n')}`;
}

const HEAD = `# Indicators

Written by \`npm run cli -- indicators\` from libs/dashboards/src/indicators; do not edit here.

A figure counts people by their domicile today, down to the district (kecamatan), never by the area code of the NIK. Counters
are changed in the transaction that changes the fact; the statement under each indicator is the slow, obvious count with which
they must agree (\`npm run cli -- reconcile\`).

Under ten, a figure is read as "x of y". Of a sensitive indicator, 1 to 4 people are hidden in the database from district
officials and training centres, together with as many other cells as it takes so that the hidden ones follow neither from a total
nor from the sub-areas nor from two periods. Officers who may open the persons' files see every figure.
`;

function row(name: string, words: { readonly id: string; readonly en: string }): string {
  return `| ${name} | ${words.id} | ${words.en} |`;
}
