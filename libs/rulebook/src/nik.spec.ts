import fc from 'fast-check';

import { addDays } from './calendar.js';
import { nikFault, parseNik } from './nik.js';

const TODAY = '2026-01-16';

test.each([
  ['7406044507990001', { birthDate: '1999-07-05', sex: 'female', areaPrefix: '740604', serial: '0001' }],
  ['7471011708010003', { birthDate: '2001-08-17', sex: 'male', areaPrefix: '747101', serial: '0003' }],
  ['7406046902009001', { birthDate: '2000-02-29', sex: 'female', areaPrefix: '740604', serial: '9001' }],
  ['1101010101269001', { birthDate: '2026-01-01', sex: 'male', areaPrefix: '110101', serial: '9001' }],
  ['9701013112269001', { birthDate: '1926-12-31', sex: 'male', areaPrefix: '970101', serial: '9001' }],
])('%s is read', (nik, expected) => {
  expect(parseNik(nik, TODAY)).toEqual({ ok: true, ...expected });
});

test.each([
  ['740604450799000', 'nik-length'],
  ['74060445079900011', 'nik-length'],
  ['7406O44507990001', 'nik-length'],
  ['7406044507990001 ', 'nik-length'],
  ['７４０６０４４５０７９９０００１', 'nik-length'],
  ['1006044507990001', 'nik-invalid-area'],
  ['9806044507990001', 'nik-invalid-area'],
  ['7406044513990001', 'nik-invalid-date'],
  ['7406044500990001', 'nik-invalid-date'],
  ['7406043202990001', 'nik-invalid-date'],
  ['7406044002990001', 'nik-invalid-date'],
  ['7406047202990001', 'nik-invalid-date'],
  ['7406040002990001', 'nik-invalid-date'],
  ['7406042902999001', 'nik-invalid-date'],
  ['7406044507990000', 'nik-serial-zero'],
])('%s is refused as %s', (nik, code) => {
  expect(parseNik(nik, TODAY)).toEqual({ ok: false, code });
});

test('a NIK built from a person gives back the person', () => {
  const birthDates = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays(TODAY, -days));
  fc.assert(
    fc.property(
      birthDates,
      fc.boolean(),
      fc.integer({ min: 11, max: 97 }),
      fc.integer({ min: 9000, max: 9999 }),
      (birthDate, isFemale, province, serial) => {
        const day = String(Number(birthDate.slice(8)) + (isFemale ? 40 : 0)).padStart(2, '0');
        const nik = `${province}0101${day}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}${serial}`;
        expect(parseNik(nik, TODAY)).toMatchObject({ ok: true, birthDate, sex: isFemale ? 'female' : 'male' });
      },
    ),
  );
});

test('no text makes the reading fail by itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{16}$/)), (text) => {
      const parsed = parseNik(text, TODAY);
      expect(parsed.ok ? parsed.birthDate <= TODAY : parsed.code.startsWith('nik-')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('whether sixteen characters can be a NIK does not depend on the day it is asked', () => {
  const digits = fc.stringMatching(/^[0-9]{16}$/);
  const plausible = fc
    .tuple(
      fc.integer({ min: 10, max: 98 }),
      fc.integer({ min: 0, max: 72 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 99 }),
    )
    .map(
      ([province, day, month, year]) => `${province}0604${[day, month, year].map((part) => String(part).padStart(2, '0')).join('')}9001`,
    );
  fc.assert(
    fc.property(fc.oneof(digits, plausible), fc.integer({ min: 0, max: 20_000 }), (nik, later) => {
      const parsed = parseNik(nik, addDays(TODAY, later));
      expect(nikFault(nik)).toBe(parsed.ok ? null : parsed.code);
    }),
    { numRuns: 2000 },
  );
});
