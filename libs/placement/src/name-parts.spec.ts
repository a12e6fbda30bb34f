import { partsOfName } from './name-parts.js';

test('a part of a name is looked for as typed and in its search form', () => {
  expect(partsOfName('Moh. Soekarno')).toEqual([
    ['moh', 'muhamad'],
    ['soekarno', 'sukarno'],
  ]);
});

test('what is no letter or digit cannot reach the pattern, and more than six parts are not looked at', () => {
  expect(partsOfName("%_\\'; DROP")).toEqual([['drop']]);
  expect(partsOfName('...')).toEqual([]);
  expect(partsOfName('a b c d e f g h')).toHaveLength(6);
});
