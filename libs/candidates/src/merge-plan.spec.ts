import { chooseCycle, chooseFields, isAbroad, MERGE_FIELDS, warningsOf, type CurrentCycle, type PersonValues } from './merge-plan.js';

const NOBODY = Object.fromEntries(MERGE_FIELDS.map((field) => [field, null])) as PersonValues;
const DEWI: PersonValues = {
  ...NOBODY,
  fullName: 'Dewi Anggraini',
  areaCode: '74.06.04',
  birthDate: '1999-07-05',
  nik: '7406044507999001',
};
const AGAIN: PersonValues = {
  ...NOBODY,
  fullName: 'Dewi Anggraeni',
  areaCode: '74.06.01',
  phone: '+6281234567801',
  nik: '7406044507999002',
};

const cycle = (change: Partial<CurrentCycle> = {}): CurrentCycle => ({
  id: 'one',
  cycleNo: 1,
  stage: 'registered',
  resumeStage: null,
  destinationCountry: null,
  openedOn: '2026-01-02',
  departedOn: null,
  returnedOn: null,
  ...change,
});

test('the survivor keeps what it says, lacks nothing that the other knows, and takes what is chosen', () => {
  const kept = (take: Parameters<typeof chooseFields>[2]) =>
    chooseFields(DEWI, AGAIN, take).flatMap(({ field, kept: from }) => (from === 'merged' ? [field] : []));
  expect(kept([])).toEqual(['phone']);
  expect(kept(['fullName', 'nik'])).toEqual(['fullName', 'nik', 'phone']);
  expect(kept(['birthDate'])).toEqual(['phone']);
});

test('differences of NIK, sex and birth date are told before, an empty field is no difference', () => {
  expect(warningsOf(chooseFields(DEWI, AGAIN, [])).map(({ code }) => code)).toEqual(['nik-differs']);
  expect(warningsOf(chooseFields(DEWI, { ...AGAIN, nik: null, birthDate: '1999-05-07' }, [])).map(({ code }) => code)).toEqual([
    'birth-date-differs',
  ]);
});

test.each([
  ['only one has an attempt', null, cycle(), 'merged', false],
  ['the other is further on', cycle(), cycle({ stage: 'visa_granted' }), 'merged', true],
  ['both stand at one place', cycle(), cycle(), 'survivor', true],
  ['one is over', cycle({ stage: 'closed' }), cycle({ stage: 'lead' }), 'merged', false],
  ['one waits far on the way', cycle({ stage: 'on_hold', resumeStage: 'insured' }), cycle({ stage: 'selected' }), 'survivor', true],
  ['both are over', cycle({ stage: 'withdrawn' }), cycle({ stage: 'returned', openedOn: '2026-01-03' }), 'merged', false],
] as const)('of two attempts the one that goes on is known: %s', (_, survivor, merged, from, becomesMerged) => {
  expect(chooseCycle(survivor, merged)).toMatchObject({ from, becomesMerged, goesOn: from === 'merged' ? merged : survivor });
});

test('abroad is who left and has not come back', () => {
  expect(isAbroad(cycle({ stage: 'placed', departedOn: '2025-06-01' }))).toBe(true);
  expect(isAbroad(cycle({ stage: 'returned', departedOn: '2025-06-01', returnedOn: '2026-01-01' }))).toBe(false);
  expect(isAbroad(null)).toBe(false);
});
