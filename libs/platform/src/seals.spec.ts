import fc from 'fast-check';

import { Seals } from './seals.js';

const key = (fill: number): Buffer => Buffer.alloc(32, fill);
const seals = new Seals({
  current: 2,
  byId: new Map([
    [1, key(1)],
    [2, key(2)],
  ]),
  index: key(9),
});
const place = { table: 'candidate', column: 'nik_sealed', rowId: '01900000-0000-7000-8000-000000000001' };

test('what is sealed opens again, and looks different each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = seals.seal(place, text);
      expect(seals.open(place, sealed)).toBe(text);
      expect(sealed.equals(seals.seal(place, text))).toBe(false);
    }),
  );
});

test('a flipped bit, another row, another column or another table does not open', () => {
  const sealed = seals.seal(place, '7406044507999001');
  for (let at = 2; at < sealed.length; at += 1) {
    const flipped = Buffer.from(sealed);
    flipped.writeUInt8((flipped[at] ?? 0) ^ 1, at);
    expect(() => seals.open(place, flipped)).toThrow();
  }
  for (const other of [
    { ...place, rowId: 'x' },
    { ...place, column: 'kk_sealed' },
    { ...place, table: 'document' },
  ])
    expect(() => seals.open(other, sealed)).toThrow();
});

test('what an older key sealed still opens after the key was replaced', () => {
  const before = new Seals({ current: 1, byId: new Map([[1, key(1)]]), index: key(9) });
  expect(seals.open(place, before.seal(place, 'lama'))).toBe('lama');
});

test('the blind index is the same for the same text and kind, and keyed', () => {
  const nik = '7406044507999001';
  expect(seals.blindIndex('nik', nik)).toEqual(seals.blindIndex('nik', nik));
  expect(seals.blindIndex('nik', nik)).not.toEqual(seals.blindIndex('kk', nik));
  const other = new Seals({ current: 1, byId: new Map([[1, key(1)]]), index: key(8) });
  expect(other.blindIndex('nik', nik)).not.toEqual(seals.blindIndex('nik', nik));
});
