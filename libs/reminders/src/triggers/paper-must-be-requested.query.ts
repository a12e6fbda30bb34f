import { papersToAsk } from '../papers-to-ask.js';
import { isOnTheWay, personColumns, type Trigger } from '../trigger.js';

/** A planned departure that still holds when its first open papers are asked for, or checked, by their last day. That day is
 *  stored with the checklist and comes from the same plan as the one in the person's file. */
export const paperMustBeRequested: Trigger = {
  code: 'paper_must_be_requested',
  isPartnership: false,
  facts: papersToAsk('c'),
  select: (narrow, facts) => `
    SELECT c.id AS subject_id, ${personColumns('c')},
           c.ask_by AS due_on, c.ask_by AS counts_from,
           ${facts} AS facts
      FROM placement_cycle c
     WHERE c.ask_by >= (SELECT auth.today())
       AND ${isOnTheWay('c')}
       AND ${narrow({ subject: 'c.id', candidate: 'c.candidate_id', countsFrom: 'c.ask_by' })}`,
};
