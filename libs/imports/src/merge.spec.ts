import type { ListedPerson } from './check-row.js';
import { mergeOf, type NumberIndexes } from './merge.js';
import type { Registered } from './registered.query.js';

const PHONE = Buffer.from('phone');
const PASSPORT = Buffer.from('passport');
const NO_NUMBERS: NumberIndexes = { nik: null, kk: null, phone: null, passport: null };

const DEWI: Registered = {
  id: '01900000-0000-7000-8000-000000000001',
  areaCode: '74.06.14.2003',
  nikIndex: Buffer.from('nik'),
  fullName: 'Dewi Contoh',
  nameKey: 'dewi contoh',
  sex: 'female',
  birthDate: '2005-07-10',
  birthPlace: null,
  maritalStatus: 'single',
  education: 'SMA',
  address: null,
  phoneIndex: PHONE,
  kkIndex: null,
  passportIndexes: [PASSPORT],
  hasCycles: true,
  cycleId: '01900000-0000-7000-8000-000000000002',
  stage: 'lead',
  scheme: 'ssw',
  destinationCountry: 'JP',
  jobTitle: null,
  plannedDepartureOn: '2026-10-01',
};

// prettier-ignore
const SILENT: ListedPerson = {
  fullName: 'Dewi Contoh', nameKey: 'dewi contoh', nik: null, kk: null, sex: null, birthDate: null, birthPlace: null, areaCode: '74.06.14',
  address: null, phone: null, maritalStatus: null, education: null, destinationCountry: null, jobTitle: null, scheme: null,
  plannedDepartureOn: null, passportNumber: null, birthDateByNik: '2005-07-11', sexByNik: 'male',
};

test('a list that is silent changes nothing, and a district does not make a known village vague', () => {
  expect(mergeOf(SILENT, DEWI, NO_NUMBERS)).toEqual({
    fields: [],
    opensCycle: false,
    changesCycle: false,
    addsPassport: false,
    conflicts: [],
  });
});

test('what the register already knows is no change', () => {
  const same = {
    ...SILENT,
    sex: 'female',
    birthDate: '2005-07-10',
    maritalStatus: 'single',
    education: 'SMA',
    scheme: 'ssw',
    destinationCountry: 'JP',
  } as const;
  expect(mergeOf(same, DEWI, { ...NO_NUMBERS, phone: PHONE, passport: PASSPORT }).fields).toEqual([]);
});

test('contact, domicile, plan and a second passport are brought up to date', () => {
  const moved = {
    ...SILENT,
    areaCode: '74.06.04',
    maritalStatus: 'married',
    education: 'D3',
    address: 'Jl. Contoh 1',
    plannedDepartureOn: '2026-12-01',
    jobTitle: 'Perawat',
  } as const;
  expect(mergeOf(moved, DEWI, { ...NO_NUMBERS, phone: Buffer.from('other'), passport: Buffer.from('other') })).toMatchObject({
    fields: ['maritalStatus', 'education', 'address', 'phone', 'areaCode', 'jobTitle', 'plannedDepartureOn', 'passport'],
    changesCycle: true,
    addsPassport: true,
  });
});

test('an identity is filled in when it is open, and never changed', () => {
  const other = { ...SILENT, nameKey: 'orang lain', sex: 'male', birthDate: '1990-01-01' } as const;
  const merge = mergeOf(other, DEWI, NO_NUMBERS);
  expect(merge.fields).toEqual([]);
  expect(merge.conflicts).toEqual([
    { field: 'fullName', code: 'identity-differs', registered: 'Dewi Contoh' },
    { field: 'sex', code: 'identity-differs', registered: 'perempuan' },
    { field: 'birthDate', code: 'identity-differs', registered: '10/07/2005' },
  ]);
  expect(
    mergeOf({ ...SILENT, sex: 'female' }, { ...DEWI, sex: null, nikIndex: null }, { ...NO_NUMBERS, nik: Buffer.from('nik') }).fields,
  ).toEqual(['nik', 'sex']);
});

test('once a placement is under way a list fills gaps of the plan but moves nothing', () => {
  const merge = mergeOf({ ...SILENT, scheme: 'p_to_p', jobTitle: 'Perawat' }, { ...DEWI, stage: 'contracted' }, NO_NUMBERS);
  expect(merge.fields).toEqual(['jobTitle']);
  expect(merge.conflicts).toEqual([{ field: 'scheme', code: 'cycle-underway', registered: 'ssw' }]);
});

test('somebody who never had a cycle gets the first one, somebody whose cycles are closed gets none', () => {
  expect(
    mergeOf({ ...SILENT, scheme: 'ssw' }, { ...DEWI, hasCycles: false, cycleId: null, stage: null, scheme: null }, NO_NUMBERS),
  ).toMatchObject({
    fields: ['cycle', 'scheme'],
    opensCycle: true,
    changesCycle: false,
  });
  expect(mergeOf({ ...SILENT, scheme: 'p_to_p' }, { ...DEWI, cycleId: null, stage: null, scheme: null }, NO_NUMBERS)).toMatchObject({
    fields: [],
    opensCycle: false,
  });
});
