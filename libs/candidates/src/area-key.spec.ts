import { readFileSync } from 'node:fs';

import { areaKey } from './area-key.js';

test('a district is found however its kind is written', () => {
  for (const written of ['Rumbia', 'RUMBIA ', 'Kec. Rumbia', 'kecamatan Rumbia', 'Kec Rumbia']) expect(areaKey(written)).toBe('rumbia');
  expect(areaKey('Kepulauan Masaloka Raya')).toBe(areaKey('Kep. Masaloka Raya'));
});

test('a district that is called Kota keeps its name', () => {
  expect(areaKey('Kota')).toBe('kota');
});

test('the key of every published area is the one stored with it', () => {
  const [, ...lines] = readFileSync('migrations/data/areas.csv', 'utf8').trim().split('\n');
  const differing = lines.map((line) => line.split(',')).filter(([, , , name, , key]) => areaKey(name ?? '') !== key);
  expect(differing).toEqual([]);
});
