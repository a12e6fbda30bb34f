import fc from 'fast-check';

import { addDays, daysBetween } from './calendar.js';
import type { ChecklistItem, ItemState } from './checklist-item.js';
import { DOCUMENT_CODES } from './document-rules.js';
import { PREREQUISITES, prerequisiteFaults, type Prerequisite } from './prerequisites.js';
import { earliestReadyOn, lastDayToBegin, readinessPlan } from './readiness.js';

const TODAY = '2026-01-16';
const BASIS = { text: 'Contoh', confidence: 'practice' } as const;

function item(documentCode: string, leadTimeDays: number, state: ItemState = 'missing'): ChecklistItem {
  return {
    documentCode,
    requirement: 'required',
    state,
    ruleId: `doc.${documentCode}`,
    legalBasis: BASIS,
    issuer: 'Penerbit',
    neededFor: null,
    coverDepartureFrom: null,
    leadTimeDays,
    lapsesOn: null,
    lastUsefulOn: null,
    documentId: null,
    reason: null,
    requested: null,
  };
}

test('a visa waits for the passport, and the plan says until when the passport must be asked for', () => {
  const items = [item('work_visa', 30), item('passport', 14), item('photo', 1)];
  const plan = readinessPlan(items, TODAY, '2026-03-20');
  expect(plan).toMatchObject({
    earliestReadyOn: '2026-03-01',
    planHolds: true,
    firstToAsk: { documentCode: 'passport', by: '2026-02-04' },
  });
  expect(
    plan.papers.map(({ documentCode, startsOn, finishesOn, lastDayToAsk, after }) => [
      documentCode,
      startsOn,
      finishesOn,
      lastDayToAsk,
      after,
    ]),
  ).toEqual([
    ['photo', TODAY, '2026-01-17', '2026-03-19', []],
    ['passport', TODAY, '2026-01-30', '2026-02-04', []],
    ['work_visa', '2026-01-30', '2026-03-01', '2026-02-18', ['passport']],
  ]);
});

test('a plan is lost the day after the last day to ask', () => {
  const items = [item('work_visa', 30), item('passport', 14)];
  const last = readinessPlan(items, TODAY, '2026-03-20').firstToAsk?.by ?? '';
  expect(readinessPlan(items, last, '2026-03-20')).toMatchObject({ planHolds: true, earliestReadyOn: '2026-03-20' });
  expect(readinessPlan(items, addDays(last, 1), '2026-03-20')).toMatchObject({ planHolds: false, earliestReadyOn: '2026-03-21' });
});

test('a paper that is handed in takes no time and waits for nothing; an optional or settled one is left out', () => {
  const items = [
    item('work_visa', 30, 'submitted'),
    item('passport', 14, 'expiring'),
    item('photo', 1, 'waived'),
    { ...item('birth_certificate', 99), requirement: 'optional' as const },
  ];
  const plan = readinessPlan(items, TODAY, null);
  expect(plan.papers.map((paper) => [paper.documentCode, paper.finishesOn, paper.lastDayToAsk])).toEqual([
    ['work_visa', TODAY, null],
    ['passport', '2026-01-30', null],
  ]);
  expect(plan).toMatchObject({ earliestReadyOn: '2026-01-30', planHolds: null, firstToAsk: null });
  expect(readinessPlan([], TODAY, '2026-01-15')).toMatchObject({ earliestReadyOn: TODAY, planHolds: false, papers: [] });
});

test('a paper that was asked for is counted from the day on which it is expected, and nobody is told to ask for it again', () => {
  const asked = { askedOn: '2026-01-10', expectedOn: '2026-01-24' };
  const items = [item('work_visa', 30), { ...item('passport', 14), requested: asked }];
  const plan = readinessPlan(items, TODAY, '2026-03-20');
  expect(plan).toMatchObject({
    earliestReadyOn: '2026-02-23',
    planHolds: true,
    firstToAsk: null,
    papers: [
      { documentCode: 'passport', startsOn: '2026-01-10', finishesOn: '2026-01-24', neededOn: '2026-02-18', isRequested: true, after: [] },
      { documentCode: 'work_visa', startsOn: '2026-01-24', lastDayToAsk: '2026-02-18', after: ['passport'] },
    ],
  });
  expect(items.map((each) => lastDayToBegin(each, plan, '2026-03-20'))).toEqual(['2026-02-18', null]);
  // Expected days pass without the paper: from then on it could be there any day.
  expect(readinessPlan(items, '2026-02-01', '2026-03-20').papers[0]).toMatchObject({ finishesOn: '2026-02-01' });
});

test('a paper that was asked for too late, or stays away too long, costs the plan and says when it had to be asked for', () => {
  const items = (expectedOn: string) => [{ ...item('passport', 14), requested: { askedOn: '2026-01-10', expectedOn } }];
  expect(readinessPlan(items('2026-02-10'), TODAY, '2026-02-05')).toMatchObject({
    planHolds: false,
    firstToAsk: { documentCode: 'passport', by: '2026-01-05' },
  });
  expect(readinessPlan(items('2026-01-24'), '2026-02-05', '2026-02-05')).toMatchObject({ planHolds: true, firstToAsk: null });
  expect(readinessPlan(items('2026-01-24'), '2026-02-06', '2026-02-05')).toMatchObject({
    planHolds: false,
    firstToAsk: { by: '2026-01-09' },
  });
});

test('circles, unknown papers and a paper named twice are found in the order of papers', () => {
  const rule = (document: string, ...after: string[]): Prerequisite => ({ document, after, legalBasis: BASIS });
  expect(prerequisiteFaults(PREREQUISITES)).toEqual([]);
  expect(prerequisiteFaults([...PREREQUISITES, rule('identity_card', 'e_kpmi')])).toEqual([expect.stringContaining('wait for each other')]);
  expect(prerequisiteFaults([rule('photo', 'photo')])).toEqual(['prerequisite: photo wait for each other']);
  expect(prerequisiteFaults([rule('photo', 'selfie'), rule('photo')])).toEqual([
    'prerequisite: unknown document selfie',
    'prerequisite twice: photo',
  ]);
});

const anyItems = fc.uniqueArray(
  fc
    .record({
      code: fc.constantFrom(...DOCUMENT_CODES),
      days: fc.integer({ min: 0, max: 120 }),
      state: fc.constantFrom<ItemState>('missing', 'rejected', 'expired', 'expiring', 'submitted', 'verified', 'waived'),
    })
    .map(({ code, days, state }) => item(code, days, state)),
  { selector: (each) => each.documentCode, maxLength: 40 },
);
const isOpen = (each: ChecklistItem): boolean => !['submitted', 'verified', 'waived'].includes(each.state);

// The slow way: the length of every chain of prerequisites, without remembering anything.
function longestChain(items: readonly ChecklistItem[], code: string): number {
  const found = items.find((each) => each.documentCode === code && isOpen(each));
  if (found === undefined) return 0;
  const before = PREREQUISITES.find((each) => each.document === code)?.after ?? [];
  return found.leadTimeDays + Math.max(0, ...before.map((each) => longestChain(items, each)));
}

test('the earliest ready day is the longest chain of prerequisites and never before any single lead time', () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const days = daysBetween(TODAY, earliestReadyOn(items, TODAY));
      expect(days).toBe(Math.max(0, ...items.map((each) => longestChain(items, each.documentCode))));
      for (const each of items.filter(isOpen)) expect(days).toBeGreaterThanOrEqual(each.leadTimeDays);
    }),
  );
});

test('one more missing paper never makes anybody ready earlier', () => {
  fc.assert(
    fc.property(anyItems, fc.nat(), (items, at) => {
      const fewer = items.filter((_, place) => place !== at % Math.max(1, items.length));
      expect(earliestReadyOn(items, TODAY) >= earliestReadyOn(fewer, TODAY)).toBe(true);
    }),
  );
});

const anyRequested = fc
  .tuple(
    anyItems,
    fc.array(fc.record({ asked: fc.integer({ min: 0, max: 60 }), takes: fc.integer({ min: 0, max: 120 }) }), { maxLength: 6 }),
  )
  .map(([items, requests]) =>
    items.map((each, n): ChecklistItem => {
      const request = requests[n];
      if (!isOpen(each) || request === undefined) return each;
      const askedOn = addDays(TODAY, -request.asked);
      return { ...each, requested: { askedOn, expectedOn: addDays(askedOn, request.takes) } };
    }),
  );

test('a plan holds exactly when no last day to ask has passed, and nothing is begun before what it waits for', () => {
  fc.assert(
    fc.property(anyRequested, fc.integer({ min: 0, max: 400 }), (items, ahead) => {
      const { papers, planHolds } = readinessPlan(items, TODAY, addDays(TODAY, ahead));
      expect(planHolds).toBe(papers.every((paper) => (paper.lastDayToAsk ?? '') >= paper.startsOn));
      for (const paper of papers)
        for (const other of papers.filter((each) => paper.after.includes(each.documentCode)))
          expect(other.finishesOn <= paper.startsOn).toBe(true);
    }),
  );
});
