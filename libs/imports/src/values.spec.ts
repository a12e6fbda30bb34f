import fc from 'fast-check';

import { dayOf, maritalStatusOf, phoneOf, placeAndDayOf, schemeOf, sexOf } from './values.js';

const list = { today: '2026-01-16', startsIn1904: false };
const day = (text: string, ahead = 0) => dayOf({ kind: 'text', text }, list, ahead);

test.each([
  ['28/01/1988', '1988-01-28'],
  ['28-1-88', '1988-01-28'],
  ['4 Januari 1992', '1992-01-04'],
  ['04 JAN 1992', '1992-01-04'],
  ['Sabtu, 4 Januari 1992', '1992-01-04'],
  ['17 Agt 2001', '2001-08-17'],
  ['3 Pebruari 1990', '1990-02-03'],
  ['12 Nopember 1999', '1999-11-12'],
  ['1999-05-12', '1999-05-12'],
  ['1999-05-12 00:00:00', '1999-05-12'],
  ['12.05.1999', '1999-05-12'],
  ['12 05 1999', '1999-05-12'],
  ['12051999', '1999-05-12'],
  ["'12/05/1999", '1999-05-12'],
  ['29/02/2024', '2024-02-29'],
  ['36292', '1999-05-12'],
])('the day "%s" reads as %s', (text, expected) => {
  expect(day(text)).toBe(expected);
});

test.each(['31/02/1998', '29/02/2023', '13/13/1990', '00/01/1990', 'besok', '1990', '1/2', '5 Januri 1990'])('"%s" is no day', (text) => {
  expect(day(text)).toBeNull();
});

test('two digits of a year are never a birth in the future, but may be a departure', () => {
  expect(day('01/02/27')).toBe('1927-02-01');
  expect(day('01/02/27', 10)).toBe('2027-02-01');
  expect(day('01/02/26')).toBe('2026-02-01');
});

test('serial numbers of Excel mean the day that Excel shows, in both of its calendars', () => {
  const serial = (text: string, startsIn1904: boolean) => dayOf({ kind: 'number', text }, { today: '2026-01-16', startsIn1904 }, 10);
  expect([serial('37440', false), serial('46113', false), serial('73050', false)]).toEqual(['2002-07-03', '2026-04-01', '2099-12-31']);
  expect(serial('44651', true)).toBe('2026-04-01');
});

test('every day of the calendar survives being written the Indonesian way', () => {
  const months = [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2025-12-31T00:00:00Z'), noInvalidDate: true }),
      (moment) => {
        const iso = moment.toISOString().slice(0, 10);
        const [year, month, date] = iso.split('-').map(Number);
        expect(day(`${date} ${months[(month ?? 1) - 1]} ${year}`)).toBe(iso);
        expect(day(`${date}/${month}/${year}`)).toBe(iso);
        const serial = Math.round((Date.parse(iso) - Date.parse('1899-12-30')) / 86_400_000);
        expect(day(String(serial).padStart(5, '0'))).toBe(iso);
      },
    ),
  );
});

test.each([
  ['081275262392', '+6281275262392'],
  ['0812-7526-2392', '+6281275262392'],
  ['+62 812 7526 2392', '+6281275262392'],
  ['6281275262392', '+6281275262392'],
  ['81275262392', '+6281275262392'],
  ["'081275262392", '+6281275262392'],
  ['tidak ada / 081275262392', '+6281275262392'],
  ['+60123456789', '+60123456789'],
])('the phone "%s" is kept as %s', (text, expected) => {
  expect(phoneOf(text)).toBe(expected);
});

test.each(['tidak ada', '08', '0812', '12345678901234567'])('"%s" is no phone number', (text) => {
  expect(phoneOf(text)).toBeNull();
});

test('sex, marital status and scheme are understood as offices write them', () => {
  expect(['L', 'Laki-laki', 'pria'].map(sexOf)).toEqual(['male', 'male', 'male']);
  expect(['P', 'Perempuan', 'WANITA', 'x'].map(sexOf)).toEqual(['female', 'female', 'female', null]);
  expect(['Belum Kawin', 'KAWIN', 'Cerai Hidup', 'cerai mati', '?'].map(maritalStatusOf)).toEqual([
    'single',
    'married',
    'divorced',
    'widowed',
    null,
  ]);
  expect(['G to G', 'P to P', 'SSW', 'Mandiri', 'p_to_p', 'Pelaut', 'entah'].map(schemeOf)).toEqual([
    'g_to_g',
    'p_to_p',
    'ssw',
    'independent',
    'p_to_p',
    'seafarer',
    null,
  ]);
});

test('place and day of birth in one cell are taken apart', () => {
  expect(placeAndDayOf('Kasipute, 12 Mei 1999')).toEqual({ place: 'Kasipute', day: '12 Mei 1999' });
  expect(placeAndDayOf('Raha/12-05-1999')).toEqual({ place: 'Raha', day: '12-05-1999' });
  expect(placeAndDayOf('12-05-1999')).toEqual({ place: null, day: '12-05-1999' });
});
