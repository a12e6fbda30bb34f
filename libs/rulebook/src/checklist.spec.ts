import fc from 'fast-check';

import { addDays } from './calendar.js';
import type { ChecklistItem, HeldDocument } from './checklist-item.js';
import { checklistFor, isInOrder, summaryOf } from './checklist.js';
import { DOCUMENT_CODES, DOCUMENT_RULES, datesNeededFor, isInForce, isPerCycle } from './document-rules.js';
import type { CaseFacts } from './facts.js';
import { SCHEMES, STAGES } from './stages.js';

const TODAY = '2026-01-16';

const dewi: CaseFacts = {
  today: TODAY,
  cycleId: 'cycle-2',
  scheme: 'ssw',
  stage: 'in_preparation',
  resumeStage: null,
  sex: 'female',
  birthDate: '1999-07-05',
  maritalStatus: 'married',
  destinationCountry: 'JP',
  jobCode: '5322',
  hasJob: true,
  employerKind: 'legal_entity',
  hasEmployer: true,
  hasPlacementAgency: false,
  isReentry: false,
  trainedAtCenter: true,
  plannedDepartureOn: '2026-03-02',
  departedOn: null,
  hasName: true,
  hasNik: true,
  areaCode: '74.06.04',
  noticeGiven: true,
};

function paper(documentCode: string, more: Partial<HeldDocument> = {}): HeldDocument {
  return {
    id: `${documentCode}-1`,
    documentCode,
    cycleId: null,
    state: 'verified',
    issuedOn: '2026-01-05',
    expiresOn: null,
    verdict: null,
    submittedAt: '2026-01-05T01:00:00.000Z',
    closedReason: null,
    ...more,
  };
}

function itemOf(documentCode: string, held: readonly HeldDocument[], facts: CaseFacts = dewi, onDate = TODAY): ChecklistItem {
  const item = checklistFor(facts, held, [], onDate).find((candidate) => candidate.documentCode === documentCode);
  if (item === undefined) throw new Error(`${documentCode} is not asked for`);
  return item;
}

test('a passport that lapses too soon after departure is expiring, not verified, and says until when it helps', () => {
  const item = itemOf('passport', [paper('passport', { expiresOn: '2026-08-20' })]);
  expect(item).toMatchObject({ state: 'expiring', lapsesOn: '2026-08-20', lastUsefulOn: '2026-02-20' });
  expect(itemOf('passport', [paper('passport', { expiresOn: '2026-09-02' })]).state).toBe('verified');
});

test('without a planned departure a paper is expiring once its lead time no longer fits', () => {
  const facts = { ...dewi, plannedDepartureOn: null };
  const held = [paper('medical_certificate', { issuedOn: '2025-10-23', verdict: 'fit' })];
  expect(itemOf('medical_certificate', held, facts, '2026-01-16').state).toBe('verified');
  expect(itemOf('medical_certificate', held, facts, '2026-01-17')).toMatchObject({ state: 'expiring', lapsesOn: '2026-01-23' });
  expect(itemOf('medical_certificate', held, facts, '2026-01-24').state).toBe('expired');
});

test('a departure that did not happen on its day does not make a valid paper lapse', () => {
  const facts = { ...dewi, plannedDepartureOn: '2026-01-10' };
  expect(itemOf('medical_certificate', [paper('medical_certificate', { issuedOn: '2025-10-20' })], facts).state).toBe('verified');
  // But whoever leaves now must still have six months left now.
  expect(itemOf('passport', [paper('passport', { expiresOn: '2026-07-12' })], facts).state).toBe('expiring');
});

test('after departure the checklist stays as it was on that day', () => {
  const facts = { ...dewi, stage: 'placed' as const, plannedDepartureOn: '2025-12-20', departedOn: '2025-12-20' };
  expect(itemOf('medical_certificate', [paper('medical_certificate', { issuedOn: '2025-10-01' })], facts, '2026-06-01').state).toBe(
    'verified',
  );
});

test('an unfit result, a found pregnancy and a rejection say why', () => {
  expect(itemOf('medical_certificate', [paper('medical_certificate', { verdict: 'unfit' })])).toMatchObject({
    state: 'rejected',
    reason: expect.stringContaining('unfit'),
  });
  const voided = [
    paper('medical_certificate', { verdict: 'fit' }),
    paper('pregnancy_test', { issuedOn: '2026-01-10', verdict: 'pregnant' }),
  ];
  expect(itemOf('medical_certificate', voided)).toMatchObject({ state: 'rejected', reason: expect.stringContaining('hamil') });
  expect(itemOf('pregnancy_test', voided).state).toBe('rejected');
  const laterExam = [
    paper('medical_certificate', { verdict: 'fit', issuedOn: '2026-01-14' }),
    paper('pregnancy_test', { issuedOn: '2026-01-10', verdict: 'pregnant' }),
  ];
  expect(itemOf('medical_certificate', laterExam).state).toBe('verified');
  expect(itemOf('family_card', [paper('family_card', { state: 'rejected', closedReason: 'Buram' })])).toMatchObject({
    state: 'rejected',
    reason: 'Buram',
  });
});

test('of several papers the one that brings the person furthest speaks', () => {
  const old = paper('passport', { id: 'old', expiresOn: '2026-03-05' });
  const renewed = paper('passport', { id: 'new', state: 'submitted', expiresOn: '2036-01-05' });
  expect(itemOf('passport', [old, renewed])).toMatchObject({ state: 'submitted', documentId: 'new' });
  expect(itemOf('passport', [old, { ...renewed, state: 'verified' }])).toMatchObject({ state: 'verified', documentId: 'new' });
  expect(itemOf('passport', [old, { ...renewed, state: 'void' }])).toMatchObject({ state: 'expiring', documentId: 'old' });
  const first = paper('family_card', { id: 'first', state: 'rejected', closedReason: 'Buram' });
  const second = paper('family_card', {
    id: 'second',
    state: 'rejected',
    closedReason: 'Nama beda',
    submittedAt: '2026-01-09T01:00:00.000Z',
  });
  for (const held of [
    [first, second],
    [second, first],
  ])
    expect(itemOf('family_card', held).documentId).toBe('second');
});

test('a contract of an earlier cycle does not serve this one, a passport does', () => {
  expect(itemOf('employment_contract', [paper('employment_contract', { cycleId: 'cycle-1' })]).state).toBe('missing');
  expect(itemOf('employment_contract', [paper('employment_contract', { cycleId: 'cycle-2' })]).state).toBe('verified');
  expect(itemOf('passport', [paper('passport', { cycleId: 'cycle-1', expiresOn: '2036-01-01' })]).state).toBe('verified');
  expect(isPerCycle('work_visa')).toBe(true);
  expect(isPerCycle('passport')).toBe(false);
});

test('a verified paper whose date nobody wrote down is not counted as in order, and says so', () => {
  expect(itemOf('passport', [paper('passport')])).toMatchObject({
    state: 'submitted',
    lapsesOn: null,
    reason: expect.stringContaining('Tanggal'),
  });
  expect(datesNeededFor('passport')).toEqual(['expiresOn']);
  expect(datesNeededFor('medical_certificate')).toEqual(['issuedOn']);
  expect(datesNeededFor('identity_card')).toEqual([]);
});

test('a waiver settles an open item with its reason, and leaves a verified one alone', () => {
  const waivers = [
    { documentCode: 'psychology_certificate', reason: 'Tidak tersedia di pulau' },
    { documentCode: 'family_card', reason: 'Tidak perlu' },
  ];
  const items = checklistFor(dewi, [paper('family_card')], waivers, TODAY);
  expect(items.find((item) => item.documentCode === 'psychology_certificate')).toMatchObject({
    state: 'waived',
    reason: 'Tidak tersedia di pulau',
  });
  expect(items.find((item) => item.documentCode === 'family_card')).toMatchObject({ state: 'verified', reason: null });
});

const anyDay = fc.integer({ min: 0, max: 2_000 }).map((days) => addDays('2022-06-01', days));
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const anyHeld: fc.Arbitrary<HeldDocument> = fc.record({
  id: fc.uuid(),
  documentCode: fc.constantFrom(...DOCUMENT_CODES),
  cycleId: fc.constantFrom(null, 'cycle-1', 'cycle-2'),
  state: fc.constantFrom('submitted', 'verified', 'rejected', 'void'),
  issuedOn: maybe(anyDay),
  expiresOn: maybe(anyDay),
  verdict: fc.constantFrom(null, 'fit', 'unfit', 'pregnant', 'not_pregnant'),
  submittedAt: anyDay.map((day) => `${day}T02:00:00.000Z`),
  closedReason: fc.constantFrom(null, 'Buram'),
});
const anyFacts: fc.Arbitrary<CaseFacts> = fc.record({
  today: fc.constant(TODAY),
  cycleId: fc.constant('cycle-2'),
  scheme: fc.constantFrom(null, ...SCHEMES),
  stage: fc.constantFrom(...STAGES),
  resumeStage: fc.constant(null),
  sex: fc.constantFrom(null, 'female', 'male'),
  birthDate: maybe(anyDay),
  maritalStatus: fc.constantFrom(null, 'single', 'married', 'divorced', 'widowed'),
  destinationCountry: fc.constantFrom(null, 'JP', 'KR', 'DE', 'MY', 'PG', 'ZZ'),
  jobCode: fc.constantFrom(null, '5322', '9111.01'),
  hasJob: fc.boolean(),
  employerKind: fc.constantFrom(null, 'legal_entity', 'individual'),
  hasEmployer: fc.boolean(),
  hasPlacementAgency: fc.boolean(),
  isReentry: fc.boolean(),
  trainedAtCenter: fc.boolean(),
  plannedDepartureOn: maybe(anyDay),
  departedOn: maybe(anyDay),
  hasName: fc.boolean(),
  hasNik: fc.boolean(),
  areaCode: fc.constantFrom(null, '74.06'),
  noticeGiven: fc.boolean(),
});

test('whoever the person is: one rule in force for each document, counts that nest, and no more than was asked', () => {
  fc.assert(
    fc.property(anyFacts, fc.array(anyHeld, { maxLength: 25 }), anyDay, (facts, held, onDate) => {
      const items = checklistFor(facts, held, [], onDate);
      const { required, submitted, verified } = summaryOf(items);
      expect(new Set(items.map((item) => item.documentCode)).size).toBe(items.length);
      expect(verified <= submitted && submitted <= required && required <= items.length).toBe(true);
      const day = facts.departedOn !== null && facts.departedOn < onDate ? facts.departedOn : onDate;
      for (const item of items) {
        expect(DOCUMENT_RULES.some((rule) => rule.id === item.ruleId && rule.document === item.documentCode && isInForce(rule, day))).toBe(
          true,
        );
        const document = held.find((candidate) => candidate.id === item.documentId);
        if (item.state === 'verified')
          expect([document?.state, item.lapsesOn === null || item.lapsesOn >= day]).toEqual(['verified', true]);
        if (item.state === 'expired') expect(item.lapsesOn !== null && item.lapsesOn < day).toBe(true);
        expect(item.state === 'missing').toBe(document === undefined);
        expect(document?.state === 'void').toBe(false);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a line of a paper that nobody has handed in tells its rule and whether it was asked for, whoever was looked at before', () => {
  const asked = fc.record({ documentCode: fc.constantFrom(...DOCUMENT_CODES), askedOn: anyDay, expectedOn: anyDay });
  fc.assert(
    fc.property(anyFacts, fc.array(asked, { maxLength: 3 }), (facts, requests) => {
      for (const known of [[], requests, []]) {
        for (const item of checklistFor(facts, [], [], TODAY, known)) {
          const rule = DOCUMENT_RULES.find(({ id }) => id === item.ruleId);
          const request = known.find(({ documentCode }) => documentCode === item.documentCode);
          expect(item).toEqual({
            documentCode: rule?.document,
            requirement: rule?.requirement,
            state: 'missing',
            ruleId: rule?.id,
            legalBasis: rule?.legalBasis,
            issuer: rule?.issuer,
            neededFor: rule?.neededFor,
            coverDepartureFrom: rule?.coverDepartureFrom,
            leadTimeDays: rule?.leadTimeDays,
            lapsesOn: null,
            lastUsefulOn: null,
            documentId: null,
            reason: null,
            requested: request === undefined ? null : { askedOn: request.askedOn, expectedOn: request.expectedOn },
          });
        }
      }
    }),
  );
});

test('handing in one more paper never makes the checklist worse, save a found pregnancy', () => {
  fc.assert(
    fc.property(anyFacts, fc.array(anyHeld, { maxLength: 10 }), anyHeld, (facts, held, extra) => {
      fc.pre(extra.verdict !== 'pregnant');
      const before = summaryOf(checklistFor(facts, held, [], TODAY));
      const after = summaryOf(checklistFor(facts, [...held, extra], [], TODAY));
      expect(after.verified).toBeGreaterThanOrEqual(before.verified);
      expect(after.submitted).toBeGreaterThanOrEqual(before.submitted);
    }),
    { numRuns: 1000 },
  );
});

test('the order in which papers are listed changes nothing', () => {
  fc.assert(
    fc.property(anyFacts, fc.array(anyHeld, { maxLength: 12 }), (facts, held) => {
      const states = (list: readonly HeldDocument[]) =>
        checklistFor(facts, list, [], TODAY).map((item) => [item.documentCode, item.state, isInOrder(item)]);
      expect(states(held.toReversed())).toEqual(states(held));
    }),
  );
});
