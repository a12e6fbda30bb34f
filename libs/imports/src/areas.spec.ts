import { AreaBook } from './areas.js';

const BOOK = new AreaBook(
  [
    { code: '32.01', level: 'regency', name: 'Kabupaten Bogor', kind: 'kabupaten' },
    { code: '32.71', level: 'regency', name: 'Kota Bogor', kind: 'kota' },
    { code: '32.01.01', level: 'district', name: 'Cibinong', kind: 'kecamatan' },
    { code: '32.71.01', level: 'district', name: 'Bogor Selatan', kind: 'kecamatan' },
  ],
  '32',
);

test('a town and the regency of the same name are told apart by what the list calls them', () => {
  const areaOf = (regency: string, district: string) => BOOK.domicileOf({ regency, district, village: null });
  expect(areaOf('Kota Bogor', 'Bogor Selatan')).toMatchObject({ areaCode: '32.71.01' });
  expect(areaOf('Kab. Bogor', 'Cibinong')).toMatchObject({ areaCode: '32.01.01' });
  expect(areaOf('Bogor', 'Cibinong')).toEqual({ found: 'nothing', unknown: 'regency' });
});
