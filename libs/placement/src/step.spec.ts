import { PlacementCycle } from './placement-cycle.entity.js';
import { take } from './step.js';

const TODAY = '2026-01-16';

function cycleAt(facts: Partial<PlacementCycle>): PlacementCycle {
  return Object.assign(new PlacementCycle(), {
    stage: 'cleared',
    resumeStage: null,
    departedOn: null,
    arrivedOn: null,
    returnedOn: null,
    wasProcedural: null,
    ...facts,
  });
}

test('a step counts from the day of the fact that it tells, else from the day given, else from today', () => {
  expect(take(cycleAt({}), { to: 'departed', departedOn: '2026-01-10' }, TODAY)).toBe('2026-01-10');
  expect(take(cycleAt({}), { to: 'on_hold', reasonCode: 'family', effectiveOn: '2026-01-12' }, TODAY)).toBe('2026-01-12');
  expect(take(cycleAt({}), { to: 'on_hold', reasonCode: 'family' }, TODAY)).toBe(TODAY);
});

test('a pause on top of a pause still knows the stage on the way that it came from', () => {
  const cycle = cycleAt({ stage: 'insured' });
  take(cycle, { to: 'on_hold', reasonCode: 'family' }, TODAY);
  take(cycle, { to: 'suspected_non_procedural' }, TODAY);
  expect(cycle).toMatchObject({ stage: 'suspected_non_procedural', resumeStage: 'insured' });
});

test('who starts again after a departure that failed has not departed', () => {
  const cycle = cycleAt({ stage: 'cancelled', departedOn: '2026-01-02', wasProcedural: true });
  take(cycle, { to: 'selected' }, TODAY);
  expect(cycle).toMatchObject({ departedOn: null, wasProcedural: null });
});

test('who came home keeps the facts of the return when the way begins again', () => {
  const cycle = cycleAt({ stage: 'suspected_non_procedural', departedOn: '2025-01-02', returnedOn: '2026-01-02', wasProcedural: false });
  take(cycle, { to: 'lead' }, TODAY);
  expect(cycle).toMatchObject({ returnedOn: '2026-01-02', wasProcedural: false });
});
