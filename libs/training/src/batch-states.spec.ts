import { BATCH_STATES, batchStepRefusal, resultRefusal, takesPeople, type BatchFacts } from './batch-states.js';

const TODAY = '2026-01-16';
const batch = (facts: Partial<BatchFacts>): BatchFacts => ({ state: 'planned', startsOn: '2026-01-05', withoutResult: 0, ...facts });

test('every state of a batch can be reached from planned, and only completed and cancelled are the end', () => {
  const reached = new Set<string>(['planned']);
  for (const _ of BATCH_STATES) {
    for (const from of BATCH_STATES.filter((state) => reached.has(state))) {
      BATCH_STATES.filter((to) => batchStepRefusal(batch({ state: from }), to, TODAY) === null).forEach((to) => reached.add(to));
    }
  }
  expect([...reached].toSorted()).toEqual([...BATCH_STATES].toSorted());
  const deadEnds = BATCH_STATES.filter((from) => BATCH_STATES.every((to) => batchStepRefusal(batch({ state: from }), to, TODAY) !== null));
  expect(deadEnds).toEqual(['completed', 'cancelled']);
});

test('a batch does not run before its first day, and says from when it may', () => {
  expect(batchStepRefusal(batch({ state: 'selection', startsOn: '2026-01-17' }), 'running', TODAY)).toContain('2026-01-17');
  expect(batchStepRefusal(batch({ state: 'selection', startsOn: '2026-01-16' }), 'running', TODAY)).toBeNull();
});

test('a batch is not completed while results are missing, and says how many', () => {
  expect(batchStepRefusal(batch({ state: 'assessment', withoutResult: 3 }), 'completed', TODAY)).toContain('3 peserta');
  expect(batchStepRefusal(batch({ state: 'assessment' }), 'completed', TODAY)).toBeNull();
});

test('nobody is enrolled once the assessment has begun', () => {
  expect(BATCH_STATES.filter(takesPeople)).toEqual(['planned', 'registration_open', 'selection', 'running']);
});

test('a result is dated from the first day of the batch to today', () => {
  const started = { state: 'running', startsOn: '2026-01-05' } as const;
  expect(resultRefusal(started, '2026-01-04', TODAY)).toBe('before-start');
  expect(resultRefusal(started, '2026-01-05', TODAY)).toBeNull();
  expect(resultRefusal(started, '2026-01-16', TODAY)).toBeNull();
  expect(resultRefusal(started, '2026-01-17', TODAY)).toBe('in-future');
  expect(resultRefusal({ ...started, startsOn: '2026-01-17' }, '2026-01-17', TODAY)).toBe('not-started');
  expect(resultRefusal({ ...started, state: 'cancelled' }, '2026-01-10', TODAY)).toBe('not-held');
});
