import fc from 'fast-check';

import {
  addDays,
  checklistFor,
  daysBetween,
  DOCUMENT_CODES,
  isToAsk,
  readinessPlan,
  SCHEMES,
  summaryOf,
  type CaseFacts,
  type HeldDocument,
} from '#libs/rulebook';

import { digestOf, lastDayToAsk, nextChangeOn, storedItems } from './stored-checklist.js';

const START = '2026-01-16';

const day = fc.integer({ min: -200, max: 200 }).map((offset) => addDays(START, offset));
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const facts: fc.Arbitrary<CaseFacts> = fc.record({
  today: fc.constant(START),
  cycleId: fc.constant('c1'),
  scheme: orNull(fc.constantFrom(...SCHEMES)),
  stage: fc.constantFrom('lead' as const, 'in_preparation' as const, 'cleared' as const, 'departed' as const, 'returned' as const),
  resumeStage: fc.constant(null),
  sex: orNull(fc.constantFrom('female' as const, 'male' as const)),
  birthDate: fc.constant('1999-07-05'),
  maritalStatus: orNull(fc.constantFrom('single' as const, 'married' as const, 'divorced' as const)),
  destinationCountry: orNull(fc.constantFrom('JP', 'KR', 'MY', 'DE')),
  jobCode: fc.constant(null),
  hasJob: fc.boolean(),
  employerKind: fc.constant(null),
  hasEmployer: fc.boolean(),
  hasPlacementAgency: fc.boolean(),
  isReentry: fc.boolean(),
  trainedAtCenter: fc.boolean(),
  plannedDepartureOn: orNull(day),
  departedOn: orNull(day),
  hasName: fc.constant(true),
  hasNik: fc.boolean(),
  areaCode: fc.constant('74.06'),
  noticeGiven: fc.boolean(),
});

const paper: fc.Arbitrary<HeldDocument> = fc.record({
  id: fc.uuid(),
  documentCode: fc.constantFrom(...DOCUMENT_CODES, 'passport', 'medical_certificate', 'work_visa', 'pregnancy_test'),
  cycleId: orNull(fc.constantFrom('c1', 'c0')),
  state: fc.constantFrom('submitted' as const, 'verified' as const, 'verified' as const, 'rejected' as const, 'void' as const),
  issuedOn: orNull(day),
  expiresOn: orNull(day),
  verdict: orNull(fc.constantFrom('fit', 'unfit', 'pregnant')),
  submittedAt: day.map((on) => `${on}T01:00:00.000Z`),
  closedReason: fc.constant(null),
});

const waivers = fc.array(fc.record({ documentCode: fc.constantFrom(...DOCUMENT_CODES), reason: fc.constant('alasan') }), { maxLength: 2 });

const requests = fc.array(
  fc
    .record({ documentCode: fc.constantFrom(...DOCUMENT_CODES), asked: fc.nat(60), takes: fc.nat(120) })
    .map(({ documentCode, asked, takes }) => ({
      documentCode,
      askedOn: addDays(START, -asked),
      expectedOn: addDays(START, takes - asked),
    })),
  { maxLength: 6 },
);

test('a stored checklist stays true on every day before the day on which it says that it may change', () => {
  fc.assert(
    fc.property(facts, fc.array(paper, { maxLength: 20 }), waivers, requests, fc.nat(600), (known, held, lifted, asked, between) => {
      const on = (today: string): ReturnType<typeof checklistFor> => checklistFor({ ...known, today }, held, lifted, today, asked);
      const items = on(START);
      const changesOn = nextChangeOn(items, known, START) ?? addDays(START, 600);
      // What changed on some day stays changed, so the last day and one between show it.
      for (const ahead of [between, daysBetween(START, changesOn) - 1]) {
        const day = addDays(START, ahead % daysBetween(START, changesOn));
        const later = on(day);
        expect(lastDayToAsk(later, known, day)).toEqual(lastDayToAsk(items, known, START));
        expect(storedItems(later, 'c1', 'e')).toEqual(storedItems(items, 'c1', 'e'));
        expect(summaryOf(later)).toEqual(summaryOf(items));
      }
    }),
    { numRuns: 400 },
  );
});

test('the next day of change lies ahead, so a nightly run never finds the same one again', () => {
  fc.assert(
    fc.property(facts, fc.array(paper, { maxLength: 20 }), (known, held) => {
      const changesOn = nextChangeOn(checklistFor(known, held, [], START), known, START);
      expect(changesOn === null || changesOn > START).toBe(true);
    }),
  );
});

test('a passport without a plan begins to warn its lead time before the last useful day', () => {
  const known = { plannedDepartureOn: null, departedOn: null };
  const item = { ...passportItem(), lapsesOn: '2026-12-31', lastUsefulOn: '2026-06-30', leadTimeDays: 14 };
  expect(nextChangeOn([item], known, '2026-01-16')).toBe('2026-06-17');
  expect(nextChangeOn([item], { ...known, plannedDepartureOn: '2026-03-01' }, '2026-01-16')).toBe('2026-07-01');
  expect(nextChangeOn([item], { ...known, departedOn: '2026-02-01' }, '2026-01-16')).toBeNull();
});

test('a passport past its last useful day changes once more, when it lapses', () => {
  const item = { ...passportItem(), state: 'expiring' as const, lapsesOn: '2026-03-31', lastUsefulOn: '2025-09-30' };
  expect(nextChangeOn([item], { plannedDepartureOn: '2026-03-01', departedOn: null }, '2026-01-16')).toBe('2026-04-01');
});

test('the last day to ask is that of the readiness plan, whatever was planned for others with the same open papers', () => {
  fc.assert(
    fc.property(facts, fc.array(paper, { maxLength: 20 }), waivers, requests, orNull(day), (known, held, lifted, asked, otherDay) => {
      const refused = held.map((each) => ({ ...each, state: 'rejected' as const }));
      for (const plannedDepartureOn of [known.plannedDepartureOn, otherDay]) {
        const planned = { ...known, plannedDepartureOn, departedOn: null };
        for (const [papers, requested] of [
          [held, []],
          [refused, []],
          [held, asked],
        ] as const) {
          const items = checklistFor(planned, papers, lifted, START, requested);
          expect(lastDayToAsk(items, planned, START)).toEqual(inThePlan(items, plannedDepartureOn));
        }
      }
    }),
  );
});

function inThePlan(items: ReturnType<typeof checklistFor>, plannedDepartureOn: string | null): ReturnType<typeof lastDayToAsk> {
  const plan = plannedDepartureOn === null ? null : readinessPlan(items, START, plannedDepartureOn);
  const by = plan?.firstToAsk?.by ?? null;
  if (plan === null || by === null) return { askBy: null, askPapers: null };
  const first = plan.papers.filter((each) => isToAsk(each) && each.lastDayToAsk === by);
  return {
    askBy: by,
    askPapers: first
      .map((each) => each.documentCode)
      .toSorted()
      .join(','),
  };
}

test('two checklists have the same digest exactly when their stored lines are the same', () => {
  fc.assert(
    fc.property(facts, fc.array(paper, { maxLength: 6 }), fc.array(paper, { maxLength: 2 }), orNull(day), (known, held, more, otherDay) => {
      const items = checklistFor(known, held, [], START);
      expect(digestOf(checklistFor(known, held, [], START))).toBe(digestOf(items));
      for (const other of [
        checklistFor(known, [...held, ...more], [], START),
        checklistFor({ ...known, plannedDepartureOn: otherDay }, held, [], START),
      ]) {
        const isSame = JSON.stringify(storedItems(items, 'c1', 'e')) === JSON.stringify(storedItems(other, 'c1', 'e'));
        expect(digestOf(items) === digestOf(other)).toBe(isSame);
      }
    }),
  );
});

function passportItem(): ReturnType<typeof checklistFor>[number] {
  return {
    documentCode: 'passport',
    requirement: 'required',
    state: 'verified',
    ruleId: 'doc.passport',
    legalBasis: { text: 'UU 18/2017 Pasal 13', confidence: 'verified' },
    issuer: 'Imigrasi',
    neededFor: 'visa_granted',
    coverDepartureFrom: 'visa_granted',
    leadTimeDays: 14,
    lapsesOn: null,
    lastUsefulOn: null,
    documentId: null,
    reason: null,
    requested: null,
  };
}
