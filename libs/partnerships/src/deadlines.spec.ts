import fc from 'fast-check';

import { addDays } from '#libs/rulebook';

import { agreementDeadline, commitmentDeadline } from './deadlines.js';
import { AGREEMENT_STATES, agreementMayBecome, COMMITMENT_STATES, commitmentMayBecome, isClosed } from './partnership-states.js';

const TODAY = '2026-01-16';

test('a promise is overdue from the day after its due day, not on it', () => {
  expect(commitmentDeadline({ state: 'stated', dueOn: '2026-01-16' }, TODAY)).toEqual({ isOverdue: false, daysOverdue: null });
  expect(commitmentDeadline({ state: 'stated', dueOn: '2026-01-15' }, TODAY)).toEqual({ isOverdue: true, daysOverdue: 1 });
});

test('a promise without a due day, kept or given up is never overdue', () => {
  expect(commitmentDeadline({ state: 'stated', dueOn: null }, TODAY).isOverdue).toBe(false);
  for (const state of COMMITMENT_STATES.filter(isClosed))
    expect(commitmentDeadline({ state, dueOn: '2020-01-01' }, TODAY).isOverdue).toBe(false);
});

test('days overdue are the calendar days since the due day, over months and leap years', () => {
  const days = fc.integer({ min: 0, max: 5000 });
  fc.assert(
    fc.property(days, days, (due, now) => {
      const [dueOn, today] = [addDays('2020-01-01', due), addDays('2020-01-01', now)];
      const slow = now - due;
      expect(commitmentDeadline({ state: 'agreed', dueOn }, today)).toEqual(
        slow > 0 ? { isOverdue: true, daysOverdue: slow } : { isOverdue: false, daysOverdue: null },
      );
    }),
  );
});

test('an active agreement is expiring in its last 90 days and expired from the day after', () => {
  const on = (expiresOn: string) => agreementDeadline({ state: 'active', expiresOn }, TODAY);
  expect(on('2026-04-17')).toEqual({ isExpiring: false, isExpired: false, daysLeft: 91 });
  expect(on('2026-04-16')).toEqual({ isExpiring: true, isExpired: false, daysLeft: 90 });
  expect(on('2026-01-16')).toEqual({ isExpiring: true, isExpired: false, daysLeft: 0 });
  expect(on('2026-01-15')).toEqual({ isExpiring: false, isExpired: true, daysLeft: -1 });
});

test('a draft does not expire, and neither does an agreement without an end', () => {
  expect(agreementDeadline({ state: 'drafting', expiresOn: '2026-01-01' }, TODAY).isExpired).toBe(false);
  expect(agreementDeadline({ state: 'active', expiresOn: null }, TODAY).daysLeft).toBeNull();
});

test('every state of an agreement can be reached from proposed, and only renewed and terminated are the end', () => {
  const reached = new Set<string>(['proposed']);
  for (const _ of AGREEMENT_STATES) {
    for (const from of AGREEMENT_STATES.filter((state) => reached.has(state)))
      AGREEMENT_STATES.filter((to) => agreementMayBecome(from, to)).forEach((to) => reached.add(to));
  }
  expect([...reached].toSorted()).toEqual([...AGREEMENT_STATES].toSorted());
  expect(AGREEMENT_STATES.filter((from) => AGREEMENT_STATES.every((to) => to === from || !agreementMayBecome(from, to)))).toEqual([
    'renewed',
    'terminated',
  ]);
});

test('nothing but its own verb closes a commitment, and nothing opens a closed one', () => {
  for (const from of COMMITMENT_STATES) {
    for (const to of COMMITMENT_STATES) if (isClosed(from) || isClosed(to)) expect(commitmentMayBecome(from, to)).toBe(false);
  }
});
