import { type Trigger } from '../trigger.js';

/** Cases were offered to a colleague who has not answered. The receiver counts as the officer in charge of the offer. */
export const handoverWaiting: Trigger = {
  code: 'handover_waiting',
  isPartnership: false,
  facts: `jsonb_build_object('cases', h.case_count, 'colleague', (SELECT n.display_name FROM auth.colleague_names(ARRAY[h.from_officer]) n),
      'answerBy', h.due_on)`,
  select: (narrow, facts) => `
    SELECT h.id AS subject_id, NULL::uuid AS candidate_id, h.area_code, h.to_officer AS officer_id, NULL::uuid AS training_center_id,
           h.due_on, h.offered_on AS counts_from,
           ${facts} AS facts
      FROM handover h
     WHERE h.state = 'offered'
       AND ${narrow({ subject: 'h.id', countsFrom: 'h.offered_on' })}`,
};
