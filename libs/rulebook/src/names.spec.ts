import fc from 'fast-check';

import { nameKey } from './names.js';

test.each([
  ['Muh. Arif', ['Muhammad Arif', 'Moh Arif', 'MOHAMMAD ARIF', 'M. Arif', 'Mohamad Arif', 'Mochammad  Arif', 'Much. Ariff']],
  ['La Ode Hamid', ['Laode Hamid', 'LA ODE  HAMID', 'La-Ode Hamid', 'laode hammid']],
  ['Wa Ode Sitti Nurul', ['Waode Siti Nurul', 'Wa Ode Siti Noerul']],
  ['Soerjono Djaja', ['Surjono Jaja']],
  ['Tjokro', ['Cokro']],
  ["Nur'aini", ['Nuraini', 'Nur’aini', 'Noeraini']],
  ['Syamsul Rijal', ['Samsul Rijal', 'Sjamsul Ridjal']],
  ['Fitriyani', ['Fitriani']],
  ['Abd. Rahman', ['Abdul Rahman', 'Abdoel Rachman']],
  ['Achmad Khairul', ['Ahmad Hairul', 'AKHMAD KHAIRUL']],
  ['Hj. St. Aminah, S.Pd.', ['Siti Aminah', 'Sitti Aminah']],
  ['Éko Prasetyo', ['Eko Prasetyo']],
])('%s is found however it is written', (name, variants) => {
  for (const variant of variants) expect([variant, nameKey(variant)]).toEqual([variant, nameKey(name)]);
});

test('different people keep different keys', () => {
  const names = ['Sari', 'Sarah', 'Sarif', 'Wa Ode Sari', 'La Ode Sarif', 'Muhammad', 'Mahmud', 'Dewi', 'Dewa', 'Budi', 'Made Budi'];
  expect(new Set(names.map(nameKey)).size).toBe(names.length);
});

test('a single letter or an honorific alone stays what it is', () => {
  expect(nameKey('M')).toBe('m');
  expect(nameKey('Haji')).toBe('haji');
  expect(nameKey('Arif M')).toBe('arif m');
  expect(nameKey('...')).toBe('');
});

test('folding a key again changes nothing, whatever the name', () => {
  const syllables = fc.array(
    fc.constantFrom(
      'sj',
      'j',
      'd',
      'dd',
      'tj',
      't',
      'oe',
      'o',
      'e',
      'iy',
      'i',
      'y',
      's',
      ' ',
      'm',
      'la',
      'ode',
      '.',
      ',',
      "'",
      'h',
      'st',
      'muh',
    ),
    {
      maxLength: 14,
    },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        syllables.map((parts) => parts.join('')),
      ),
      (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      },
    ),
    { numRuns: 3000 },
  );
});
