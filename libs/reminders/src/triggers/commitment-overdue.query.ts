import { type Trigger } from '../trigger.js';
import { COMMITMENT_FACTS, openCommitments } from './commitment-due.query.js';

/** A promise whose day has passed without its being kept or dropped. */
export const commitmentOverdue: Trigger = {
  code: 'commitment_overdue',
  isPartnership: true,
  facts: COMMITMENT_FACTS,
  select: (narrow, facts) => openCommitments(narrow({ subject: 'm.id', countsFrom: 'm.due_on' }), facts),
};
