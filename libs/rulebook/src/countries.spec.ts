import { COUNTRIES, countryName, countryOf } from './countries.js';

test.each([
  ['Korea Selatan', 'KR'], ['korsel', 'KR'], ['KOREA', 'KR'], ['Papua Nugini', 'PG'], ['P.N.G.', 'PG'], ['Jepang', 'JP'], [' japan ', 'JP'],
  ['Hongkong', 'HK'], ['Hong Kong', 'HK'], ['Arab Saudi', 'SA'], ['UEA', 'AE'], ['Türkiye', 'TR'], ['Turki', 'TR'], ['Brunei', 'BN'],
  ['Negara Malaysia', 'MY'], ['MY', 'MY'], ['Kepulauan Solomon', 'SB'], ['Kamboja', 'KH'], ['Selandia Baru', 'NZ'],
])('"%s" is %s', (text, code) => {
  expect(countryOf(text)).toBe(code);
}); // prettier-ignore

test('what names no known destination is not guessed', () => {
  for (const text of ['', '-', 'Atlantis', 'Kendari', '123']) expect(countryOf(text)).toBeNull();
});

test('every country is found by its code and both names, and no word means two countries', () => {
  const words = COUNTRIES.flatMap((country) =>
    [country.code, country.nameId, country.nameEn, ...country.aliases].map((word) => [word, country.code] as const),
  );
  for (const [word, code] of words) expect([word, countryOf(word)]).toEqual([word, code]);
  expect(countryName('PG')).toBe('Papua Nugini');
  expect(countryName('PG', 'en')).toBe('Papua New Guinea');
});
