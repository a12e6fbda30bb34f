import { birthDateVariants, likeness, POSSIBLE, type Comparable } from './alike.js';

const DEWI: Comparable = { fullName: 'Dewi Anggraini', birthDate: '1999-07-05', sex: 'female', areaCode: '74.06.04.2001' };
const like = (change: Partial<Comparable>, person: Comparable = DEWI) => likeness(person, { ...person, ...change });

test.each([
  ['La Ode Hamid', 'Laode Hamid'],
  ['Wa Ode Nurhayati', 'Wd. Nurhayati'],
  ['Muh. Arif', 'Mohamad Arif'],
  ['Siti Aminah', 'Hj. Sitti Aminah, S.Pd.'],
  ['Soerjono Djafar', 'Suryono Jafar'],
  ['Budi Hartono', 'Hartono Budi'],
  ['Dewi Anggraini', 'Dewi A.'],
  ['Samsuddin Kadir', 'Samsudin'],
  ['Taiwo Edito', 'Taiwo Edoto'],
])('%s and %s of one birth date in one village may be one person', (one, other) => {
  expect(like({ fullName: other }, { ...DEWI, fullName: one }).score).toBeGreaterThanOrEqual(POSSIBLE);
});

test('day and month that changed places, or a year beside it, still make a person possible, and say so', () => {
  expect(like({ birthDate: '1999-05-07' })).toMatchObject({ reasons: expect.arrayContaining(['birth-date-swapped', 'name-same']) });
  for (const birthDate of ['1999-05-07', '2000-07-05', '1989-07-05', '1999-07-06']) {
    expect([birthDate, like({ birthDate }).score >= POSSIBLE]).toEqual([birthDate, true]);
  }
});

test('a namesake of another day, a sister, and a person of the other sex are not the person', () => {
  expect(like({ birthDate: '1991-02-11' }).score).toBeLessThan(POSSIBLE);
  expect(like({ fullName: 'Rina Anggraini' }).score).toBeLessThan(POSSIBLE);
  expect(like({ fullName: 'Dewi', sex: 'male' }).score).toBeLessThan(POSSIBLE);
});

test('equal NIKs decide alone, and twins with serials beside each other stay two', () => {
  const nik = '7406044507999001';
  expect(likeness({ ...DEWI, nik }, { fullName: 'X', nik })).toEqual({ score: 1, reasons: ['nik-same'] });
  expect(likeness({ ...DEWI, nik }, { ...DEWI, fullName: 'Dewa Anggraini', nik: '7406044507999002' }).score).toBeLessThan(POSSIBLE);
});

test('variants of a birth date exist in the calendar, and the date itself comes first', () => {
  expect(birthDateVariants('1999-01-31')[0]).toBe('1999-01-31');
  expect(birthDateVariants('1999-01-31')).not.toContain('1999-02-31');
  expect(birthDateVariants('1999-07-05')[1]).toBe('1999-05-07');
});
