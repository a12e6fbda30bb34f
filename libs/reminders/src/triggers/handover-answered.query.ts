import { type Trigger } from '../trigger.js';

/** Two weeks: long enough for a holiday, short enough to leave the inbox by itself. */
const TOLD_FOR_DAYS = 14;

/** An offer was answered: whoever did not answer it is told. That is the giver, and the receiver when a supervisor moved the
 *  cases of a closed account. The area is that of who is told, because the two sides may serve different ones. */
export const handoverAnswered: Trigger = {
  code: 'handover_answered',
  isPartnership: false,
  facts: `jsonb_build_object('cases', coalesce(h.moved_count, h.case_count), 'answer', h.state,
      'colleague', (SELECT n.display_name FROM auth.colleague_names(ARRAY[h.answered_by]) n))`,
  select: (narrow, facts) => `
    SELECT h.id AS subject_id, NULL::uuid AS candidate_id, told.area_code, told.id AS officer_id, NULL::uuid AS training_center_id,
           h.answered_on AS due_on, h.answered_on AS counts_from,
           ${facts} AS facts
      FROM handover h
      JOIN auth.people_in_office() told ON told.id = CASE WHEN h.answered_by = h.to_officer THEN h.from_officer ELSE h.to_officer END
     WHERE h.state IN ('accepted', 'declined')
       AND h.answered_on > (SELECT auth.today()) - ${TOLD_FOR_DAYS}
       AND ${narrow({ subject: 'h.id', countsFrom: 'h.answered_on' })}`,
};
