import { Seals } from '#libs/platform';

import { maskNumber, openNumber, sealNumber } from './numbers.js';

const key = Buffer.alloc(32, 7);
const seals = new Seals({ current: 1, byId: new Map([[1, key]]), index: key });

test('a number opens only in the row it was sealed for', () => {
  const { numberSealed } = sealNumber(seals, 'one', 'passport', 'C1234567');
  expect(openNumber(seals, 'one', numberSealed)).toBe('C1234567');
  expect(() => openNumber(seals, 'another', numberSealed)).toThrow();
});

test('only the number of a passport can be searched for', () => {
  expect(sealNumber(seals, 'one', 'passport', 'C1234567').numberIndex).toEqual(seals.blindIndex('passport', 'C1234567'));
  expect(sealNumber(seals, 'one', 'passport', 'c 123-4567').numberIndex).toEqual(seals.blindIndex('passport', 'C1234567'));
  expect(sealNumber(seals, 'one', 'family_card', '7406040101090001').numberIndex).toBeNull();
});

test.each([
  ['C1234567', '****4567'],
  ['A12', '****2'],
  ['X', '****'],
  ['ABCDE', '****DE'],
])('of the number %s at most half is shown: %s', (number, shown) => {
  expect(maskNumber(sealNumber(seals, 'one', 'photo', number).numberLast4)).toBe(shown);
});

test('no number, no mask', () => {
  expect(maskNumber(sealNumber(seals, 'one', 'photo', null).numberLast4)).toBeNull();
});
