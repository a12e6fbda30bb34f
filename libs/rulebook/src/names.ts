/** Written forms of one given name; the key is what is kept. */
const GIVEN_NAMES: Readonly<Record<string, readonly string[]>> = {
  muhammad: [
    'muh',
    'moh',
    'moch',
    'much',
    'mohd',
    'muhd',
    'mhd',
    'mohamad',
    'mohammad',
    'mohamed',
    'mohammed',
    'muhamad',
    'muhamed',
    'muhammed',
    'mochamad',
    'mochammad',
    'muchamad',
    'muchammad',
    'mokhamad',
    'mukhamad',
    'mukhammad',
  ],
  abdul: ['abd', 'abdoel'],
  siti: ['sitti', 'sity'],
};
const WRITTEN_AS = new Map(Object.entries(GIVEN_NAMES).flatMap(([kept, forms]) => forms.map((form) => [form, kept] as const)));
/** Only as the first of several words: alone or later they are names or initials of their own. */
const FIRST_WORDS = new Map([
  ['m', 'muhammad'],
  ['st', 'siti'],
]);
const HONORIFICS = new Set(['h', 'hj', 'haji', 'hajjah', 'hajah', 'drs', 'dra', 'ir', 'dr', 'alm', 'almh', 'ny', 'tn', 'sdr', 'sdri']);

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/g, '$1'],
  [/oe/g, 'u'],
  [/dj/g, 'j'],
  [/tj/g, 'c'],
  [/s[jy]/g, 's'],
  [/iy/g, 'i'],
  [/([aeiou])ch/g, '$1h'],
  [/kh/g, 'h'],
];

/** A name as it is compared and searched: lower case, no accents or punctuation, Indonesian spelling variants folded
 *  (Muh./Moh./M. = Muhammad, La Ode = Laode, oe = u, dj = j, tj = c, sy = s, ch and kh = h, double letters single), honorifics and
 *  degrees after a comma left out. Two people may share a key: it finds, it never proves. Folding twice changes nothing.
 *  @returns an empty string when the name has no letter or digit. @throws never */
export function nameKey(fullName: string): string {
  let key = fold(fullName);
  // Each pass only shortens or settles the text, so this ends after a few rounds.
  for (let next = fold(key); next !== key; next = fold(key)) key = next;
  return key;
}

function fold(name: string): string {
  const plain = withoutDegrees(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const words = withoutHonorifics(plain.split(' ').filter((word) => word !== ''));
  return words
    .map(meant)
    .join(' ')
    .replace(/\b(la|wa) ode\b/g, '$1ode')
    .split(' ')
    .map(spelt)
    .join(' ')
    .trim();
}

function withoutDegrees(name: string): string {
  const comma = name.indexOf(',');
  return comma > 0 && name.slice(comma).includes('.') ? name.slice(0, comma) : name;
}

function withoutHonorifics(words: readonly string[]): readonly string[] {
  const firstName = words.findIndex((word) => !HONORIFICS.has(word));
  return firstName === -1 ? words : words.slice(firstName);
}

function meant(word: string, position: number, words: readonly string[]): string {
  const first = position === 0 && words.length > 1 ? FIRST_WORDS.get(word) : undefined;
  return first ?? WRITTEN_AS.get(word) ?? word;
}

function spelt(word: string): string {
  return SPELLINGS.reduce((text, [written, kept]) => text.replace(written, kept), word);
}
