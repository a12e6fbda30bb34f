import { nameKey } from '#libs/rulebook';

import { likeness, LIKELY, nameLikeness, type PersonFacts } from './likeness.js';

const siti: PersonFacts = { nameKey: nameKey('Siti Aminah'), birthDate: '1999-07-05', sex: 'female', areaCode: '74.06.04.2001' };
const like = (other: Partial<PersonFacts>, hasOtherNik = false) => likeness(siti, { ...siti, ...other }, hasOtherNik);
const isLikely = (other: Partial<PersonFacts>, hasOtherNik = false) => like(other, hasOtherNik).score >= LIKELY;

test('the same name, birth date and village is as sure as it gets without a NIK, and says why', () => {
  expect(like({})).toEqual({ score: 1, reasons: ['name', 'birth_date', 'village'] });
});

test.each([
  ['Sitti Aminah', true],
  ['St. Aminah', true],
  ['Aminah Siti', true],
  ['Siti', true],
  ['Siti Aminna', true],
  ['Hj. Siti Aminah, S.Pd.', true],
  ['Budi Hartono', false],
  ['Wa Ode Sitna', false],
])('born on the same day in the same district, %s is worth comparing: %s', (fullName, expected) => {
  expect(isLikely({ nameKey: nameKey(fullName), areaCode: '74.06.04.2002' })).toBe(expected);
});

test('the same name in the same village with another birth date is no reason to stop', () => {
  expect(isLikely({ birthDate: '1985-01-01' })).toBe(false);
  expect(isLikely({ birthDate: null })).toBe(true);
  expect(isLikely({ birthDate: '1999-05-07' })).toBe(true);
});

test('another place alone does not hide somebody: people move', () => {
  expect(isLikely({ areaCode: '74.71.01.1001' })).toBe(true);
});

test('another NIK or another sex speaks against, and together they decide', () => {
  expect(like({}, true).score).toBe(0.8);
  expect(like({ sex: 'male' }).score).toBe(0.85);
  expect(isLikely({ sex: 'male' }, true)).toBe(false);
  expect(isLikely({ sex: null })).toBe(true);
});

test('a name without letters is like nobody', () => {
  expect(nameLikeness('', '')).toBe(0);
  expect(nameLikeness('la', 'la baco')).toBeLessThan(0.75);
});
