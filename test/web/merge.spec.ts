import { suggestion, type Weighed } from '../../apps/web/src/pages/duplicates/suggestion.js';
import { differences, resolved, undecided } from '../../apps/web/src/parts/merge.js';

const NAMES = ['address', 'birthPlace', 'education', 'phone'];
const OPENED = { address: 'Jl. Lama 1', birthPlace: 'Kasipute', education: 'SMA', phone: '' };

test('what only I changed is mine, what only the colleague changed is theirs, and only what both changed is asked', () => {
  const theirs = { ...OPENED, birthPlace: 'Rumbia', education: 'D3' };
  const found = differences(NAMES, OPENED, theirs, { address: 'Jl. Baru 2', education: 'S1' });
  expect(found).toEqual([
    { name: 'address', original: 'Jl. Lama 1', theirs: 'Jl. Lama 1', mine: 'Jl. Baru 2', preselected: 'mine' },
    { name: 'birthPlace', original: 'Kasipute', theirs: 'Rumbia', mine: 'Kasipute', preselected: 'theirs' },
    { name: 'education', original: 'SMA', theirs: 'D3', mine: 'S1', preselected: null },
  ]);
  expect(undecided(found, {}).map(({ name }) => name)).toEqual(['education']);
  expect(undecided(found, { education: 'mine' })).toEqual([]);
  expect(resolved(found, { education: 'mine' })).toEqual({ address: 'Jl. Baru 2', birthPlace: 'Rumbia', education: 'S1' });
  expect(resolved(found, { education: 'theirs', address: 'theirs' })).toEqual({
    address: 'Jl. Lama 1',
    birthPlace: 'Rumbia',
    education: 'D3',
  });
});

test('two people who typed the same do not contradict each other, and an emptied field is a change like any other', () => {
  expect(differences(NAMES, OPENED, { ...OPENED, address: 'Jl. Baru 2' }, { address: 'Jl. Baru 2' })).toEqual([]);
  expect(differences(NAMES, OPENED, { ...OPENED, address: '' }, { address: 'Jl. Baru 2' })).toEqual([
    { name: 'address', original: 'Jl. Lama 1', theirs: '', mine: 'Jl. Baru 2', preselected: null },
  ]);
  expect(differences(NAMES, OPENED, OPENED, { address: '' })).toMatchObject([{ name: 'address', mine: '', preselected: 'mine' }]);
});

test('of two files of one person the one with more to do again is suggested, and the reason is named', () => {
  const plain: Weighed = { id: 'a', documentsVerified: 0, records: 1, isFurther: false, hasNik: false, createdAt: '2026-01-02' };
  const other: Weighed = { ...plain, id: 'b', createdAt: '2026-01-01' };
  const two: Weighed = { ...other, documentsVerified: 2 };
  expect(suggestion({ ...plain, isFurther: true, records: 9 }, two)).toEqual({ id: 'b', why: 'verified', most: 2, least: 0 });
  expect(suggestion({ ...plain, isFurther: true }, { ...other, records: 9 })).toMatchObject({ id: 'a', why: 'further' });
  expect(suggestion(plain, { ...other, records: 3 })).toEqual({ id: 'b', why: 'work', most: 3, least: 1 });
  expect(suggestion({ ...plain, hasNik: true }, other)).toMatchObject({ id: 'a', why: 'number' });
  expect(suggestion(plain, other)).toMatchObject({ id: 'b', why: 'older' });
});
