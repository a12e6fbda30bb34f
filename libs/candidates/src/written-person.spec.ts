import fc from 'fast-check';

import { Problem } from '#libs/platform';

import { readPerson, type PersonInput } from './written-person.js';

const TODAY = '2026-01-16';

function faultsOf(input: object): string[] {
  try {
    readPerson(input as PersonInput, TODAY);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.extras.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

test('a NIK is read as it stands on the card, and says sex and birth date', () => {
  expect(readPerson({ nik: '7406044507999001' }, TODAY)).toMatchObject({
    nik: '7406044507999001',
    saidByNik: { sex: 'female', birthDate: '1999-07-05' },
  });
});

const REFUSED_NIKS: readonly (readonly [string, unknown, string])[] = [
  ['a JSON number, whose last digits change', Number('9471010101909003'), 'nik-not-text'],
  ['15 digits', '740604450799900', 'nik-length'],
  ['17 digits', '74060445079990011', 'nik-length'],
  ['a line break at the end', '7406044507999001\n', 'nik-length'],
  ['an apostrophe from a spreadsheet', "'7406044507999001", 'nik-length'],
  ['Arabic-Indic digits', '٧٤٠٦٠٤٤٥٠٧٩٩٩٠٠١', 'nik-length'],
  ['full-width digits', '７４０６０４４５０７９９９００１', 'nik-length'],
  ['a hard space', '7406044507999001\u00A0', 'nik-length'],
  ['the empty text', '', 'nik-length'],
  ['31 February', '7406043102999001', 'nik-invalid-date'],
  ['month 13', '7406040513999001', 'nik-invalid-date'],
  ['serial 0000', '7406044507990000', 'nik-serial-zero'],
  ['all zero', '0000000000000000', 'nik-invalid-area'],
];
for (const [what, nik, code] of REFUSED_NIKS) {
  test(`a NIK with ${what} is refused as ${code}`, () => expect(faultsOf({ nik })).toEqual([`/nik ${code}`]));
}

test('a NIK from Papua keeps all its digits', () => {
  expect(readPerson({ nik: '9471010101909003' }, TODAY).nik).toBe('9471010101909003');
});

test.each([
  ['081234567801', '+6281234567801'],
  ['0812-3456-7801', '+6281234567801'],
  ['+62 812 3456 7801', '+6281234567801'],
  ['62 812 3456 7801', '+6281234567801'],
  ['+81 90-1234-5678', '+819012345678'],
  ['(0401) 3121234', '+624013121234'],
])('the phone number %s is kept as %s', (written, kept) => {
  expect(readPerson({ phone: written }, TODAY).phone).toBe(kept);
});

test.each(['123', 'tidak ada', '08', '0812345678901234567', '0812 3456 7801 ext 5'])(
  'the phone number %s is refused with a sentence that helps',
  (phone) => {
    expect(faultsOf({ phone })).toEqual(['/phone phone-unreadable']);
  },
);

test.each([
  'Dewi',
  'I',
  "Ma'ruf",
  'La Ode Muh. Irwan, S.Pd.',
  'Wa Ode d/h Siti',
  'Nguyễn',
  'محمد',
  'ꦢꦺꦮꦶ',
  'Null',
  'NULL',
  'O\u2019Brien',
  'a'.repeat(100),
  '😀 Dewi',
])('the name %s is kept as it is written', (fullName) => expect(readPerson({ fullName: ` ${fullName} ` }, TODAY).fullName).toBe(fullName));

test('a name is kept in composed form, so that the same name is the same text', () => {
  expect(readPerson({ fullName: 'Jose\u0301' }, TODAY).fullName).toBe('Jos\u00E9');
});

test.each([
  ['turns its direction', 'Dewi \u202Ednalsi', 'text-hidden-characters'],
  ['hides a space of no width', 'De\u200Bwi', 'text-hidden-characters'],
  ['has a line break', 'Dewi\nAnggraini', 'text-hidden-characters'],
  ['has a null character', 'Dewi\u0000', 'text-hidden-characters'],
  ['has half of a character', 'Dewi \uD83D', 'text-hidden-characters'],
  ['is longer than a hundred letters', 'a'.repeat(101), 'text-too-long'],
  ['has no letter', '123 -', 'name-missing'],
  ['is empty', '   ', 'name-missing'],
])('a name that %s is refused', (_, fullName, code) => {
  expect(faultsOf({ fullName })).toEqual([`/fullName ${code}`]);
});

test('every faulty field is told at once', () => {
  expect(
    faultsOf({ fullName: ' ', nik: '1', kk: '1', phone: 'x', areaCode: '74', birthDate: '2026-02-30', sex: 'L', maritalStatus: 'kawin' }),
  ).toEqual([
    '/nik nik-length',
    '/fullName name-missing',
    '/areaCode area-unknown',
    '/kk kk-length',
    '/phone phone-unreadable',
    '/sex choice-unknown',
    '/birthDate date-invalid',
    '/maritalStatus choice-unknown',
  ]);
});

test('nobody is born tomorrow', () => {
  expect(faultsOf({ birthDate: '2026-01-17' })).toEqual(['/birthDate date-in-future']);
  expect(faultsOf({ birthDate: '2026-01-16' })).toEqual([]);
});

test('an absent field is left alone, null empties it, but a name and a domicile stay', () => {
  const read = readPerson({ phone: null }, TODAY);
  expect(read.phone).toBeNull();
  expect(read.address).toBeUndefined();
  expect(faultsOf({ fullName: null, areaCode: null })).toEqual(['/fullName name-missing', '/areaCode area-missing']);
});

test('whatever is typed is kept in one form or refused as a whole, never a crash', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary-ascii' }),
    fc.string().map((text) => `${text}\uD800`),
  );
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom('fullName', 'nik', 'kk', 'phone', 'birthPlace', 'address', 'areaCode', 'birthDate'),
      (text, field) => {
        if (faultsOf({ [field]: text }).length > 0) return;
        const kept = readPerson({ [field]: text }, TODAY)[field];
        expect(readPerson({ [field]: kept }, TODAY)[field]).toEqual(kept);
        // What PostgreSQL cannot store, or what hides in a list, never gets through.
        // oxlint-disable-next-line no-control-regex
        expect(kept ?? '').not.toMatch(/[\u0000-\u001F\u202A-\u202E\u2066-\u2069]|[\uD800-\uDFFF]/u);
      },
    ),
    { numRuns: 3000 },
  );
});
