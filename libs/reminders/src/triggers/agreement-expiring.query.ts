import { type Trigger } from '../trigger.js';

/** An agreement in force that comes to its end. */
export const agreementExpiring: Trigger = {
  code: 'agreement_expiring',
  isPartnership: true,
  facts: `jsonb_build_object('title', a.title, 'areaName', r.name, 'expiresOn', a.expires_on)`,
  select: (narrow, facts) => `
    SELECT a.id AS subject_id, NULL::uuid AS candidate_id, a.area_code, NULL::uuid AS officer_id, NULL::uuid AS training_center_id,
           a.expires_on AS due_on, a.expires_on AS counts_from,
           ${facts} AS facts
      FROM agreement a
      JOIN area r ON r.code = a.area_code
     WHERE a.state = 'active'
       AND a.expires_on IS NOT NULL
       AND ${narrow({ subject: 'a.id', countsFrom: 'a.expires_on' })}`,
};
