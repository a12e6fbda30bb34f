import { namePatterns, partsOfName } from './name-parts.js';

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

test('two letters of a short word may be swapped, and a pattern is made of letters and digits alone', () => {
  expect(namePatterns(partsOfName('dwei (.*)'))).toEqual({ parts: ['dwei'], swapped: ['dwei|wdei|dewi|dwie'], words: ['dwei'] });
  expect(namePatterns(partsOfName('la sulistiyowati')).swapped).toEqual(['la', 'sulistiyowati|sulistiowati']);
});
