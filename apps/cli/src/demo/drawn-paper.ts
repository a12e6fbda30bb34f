import sharp from 'sharp';

import { dayInWords } from '#libs/rulebook';

/** What stands on an invented paper. */
export interface DrawnFacts {
  readonly title: string;
  readonly issuer: string;
  readonly number: string | null;
  readonly holderName: string;
  readonly birthDate: string | null;
  readonly sex: 'female' | 'male' | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

const WIDTH = 900;
const HEIGHT = 1270;
const QUALITY = 80;
const INVENTED = 'CONTOH / REKAAN';

/** An invented paper as a photograph of a scan would show it: big letters say three times that it is invented, and nothing in
 *  it imitates a state emblem or a real form. @returns JPEG */
export function drawnPaper(facts: DrawnFacts): Promise<Buffer> {
  return sharp(Buffer.from(svgOf(facts)))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

function svgOf(facts: DrawnFacts): string {
  const day = (value: string | null) => (value === null ? null : dayInWords(value));
  const rows: readonly (readonly [string, string | null])[] = [
    ['Nama', facts.holderName],
    ['Tanggal lahir', day(facts.birthDate)],
    ['Jenis kelamin', { female: 'Perempuan', male: 'Laki-laki' }[facts.sex ?? 'female']],
    ['Nomor', facts.number],
    ['Tanggal terbit', day(facts.issuedOn)],
    ['Berlaku sampai', day(facts.expiresOn)],
  ];
  const lines = rows
    .filter(([, value]) => value !== null)
    .map(
      ([name, value], at) =>
        `<text x="90" y="${430 + at * 74}" font-size="26" fill="#5b6b70">${name}</text><text x="340" y="${430 + at * 74}" font-size="30" font-weight="600" fill="#1c2b30">${escaped(value ?? '')}</text>`,
    )
    .join('');
  const marks = [250, 640, 1040]
    .map(
      (y) =>
        `<text x="450" y="${y}" font-size="92" font-weight="700" fill="#b3261e" fill-opacity="0.18" text-anchor="middle" transform="rotate(-24 450 ${y})">${INVENTED}</text>`,
    )
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans, Arial, sans-serif">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="#fbfaf4"/>
    <rect x="40" y="40" width="${WIDTH - 80}" height="${HEIGHT - 80}" fill="none" stroke="#c9c2a8" stroke-width="3"/>
    <text x="450" y="130" font-size="26" fill="#5b6b70" text-anchor="middle">${escaped(facts.issuer)} (rekaan)</text>
    ${titleLines(facts.title)}
    <line x1="90" y1="340" x2="810" y2="340" stroke="#c9c2a8" stroke-width="2"/>
    ${lines}
    <circle cx="660" cy="1030" r="86" fill="none" stroke="#3a4a8c" stroke-width="5" stroke-opacity="0.55"/>
    <text x="660" y="1040" font-size="24" fill="#3a4a8c" fill-opacity="0.7" text-anchor="middle">CAP CONTOH</text>
    <path d="M560 1000c30-70 60 60 90 0s50-50 80 10 40 20 70-20" fill="none" stroke="#20324a" stroke-width="4"/>
    ${marks}
  </svg>`;
}

function titleLines(title: string): string {
  const words = title.split(' ');
  const half = Math.ceil(words.length / 2);
  const lines = title.length > 34 ? [words.slice(0, half).join(' '), words.slice(half).join(' ')] : [title];
  return lines
    .map(
      (line, at) =>
        `<text x="450" y="${210 + at * 54}" font-size="42" font-weight="700" fill="#1c2b30" text-anchor="middle">${escaped(line)}</text>`,
    )
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
