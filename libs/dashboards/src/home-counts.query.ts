import type { Role } from '#libs/access';
import { EXPIRY_NOTICE_DAYS } from '#libs/partnerships';
import { DEPARTS, IS_OPEN, IS_STALLED } from '#libs/placement';

export type HomeCode =
  | 'documents_waiting'
  | 'identity_mismatches'
  | 'duplicates_open'
  | 'departures_at_risk'
  | 'candidates_stalled'
  | 'reminders_open'
  | 'handovers_waiting'
  | 'imports_open'
  | 'batches_without_result'
  | 'batches_low_fill'
  | 'commitments_overdue'
  | 'commitments_due'
  | 'agreements_expiring'
  | 'registration_drafts';

const COMMITMENT_DUE_DAYS = 14;
const LOW_FILL_DAYS = 14;
const LOW_FILL_SHARE = 0.8;

const OPEN_COMMITMENT = `state IN ('stated', 'agreed', 'in_progress', 'partly_fulfilled')`;

// $1 is the office's day. Row-level security narrows every count to the caller's scope; each walks an index that holds open work only.
const COUNTS = {
  documents_waiting: `SELECT count(*) FROM document WHERE state = 'submitted'`,
  identity_mismatches: `
    SELECT count(*) FROM document WHERE differs <> '{}' AND identity_accepted_at IS NULL AND state IN ('submitted', 'verified')`,
  duplicates_open: `SELECT count(*) FROM duplicate_pair WHERE state = 'open'`,
  departures_at_risk: `SELECT count(*) FROM placement_cycle p WHERE ${IS_OPEN} AND ${DEPARTS.at_risk}`,
  candidates_stalled: `SELECT count(*) FROM placement_cycle p WHERE ${IS_OPEN} AND ${IS_STALLED}`,
  reminders_open: `
    SELECT count(*) FROM reminder
     WHERE recipient_id = auth.current_user_id() AND state IN ('pending', 'sending', 'sent')
       AND done_at IS NULL AND settled_at IS NULL AND (snoozed_until IS NULL OR snoozed_until <= $1::date)`,
  handovers_waiting: `SELECT count(*) FROM handover WHERE to_officer = auth.current_user_id() AND state = 'offered'`,
  imports_open: `SELECT count(*) FROM import_batch WHERE state IN ('checking', 'checked', 'importing')`,
  batches_without_result: `
    SELECT count(*) FROM training_batch b
     WHERE b.ends_on < $1::date AND b.state NOT IN ('completed', 'cancelled')
       AND EXISTS (SELECT FROM enrolment e WHERE e.training_batch_id = b.id AND e.seat = 'main' AND e.state = 'accepted' AND e.result IS NULL)`,
  batches_low_fill: `
    SELECT count(*) FROM training_batch
     WHERE starts_on BETWEEN $1::date AND $1::date + ${LOW_FILL_DAYS} AND state IN ('planned', 'registration_open', 'selection')
       AND seats_taken < ${LOW_FILL_SHARE} * capacity`,
  commitments_overdue: `SELECT count(*) FROM commitment WHERE due_on < $1::date AND ${OPEN_COMMITMENT}`,
  commitments_due: `SELECT count(*) FROM commitment WHERE due_on BETWEEN $1::date AND $1::date + ${COMMITMENT_DUE_DAYS} AND ${OPEN_COMMITMENT}`,
  agreements_expiring: `
    SELECT count(*) FROM agreement WHERE state = 'active' AND expires_on BETWEEN $1::date AND $1::date + ${EXPIRY_NOTICE_DAYS}`,
  // Row-level security opens a draft to its writer alone.
  registration_drafts: `SELECT count(*) FROM registration_draft`,
} as const satisfies Record<HomeCode, string>;

// The district official's inbox holds promises only and is reached through a function of the own rows.
const OWN_PROMISES = `
    SELECT count(*) FROM auth.my_partnership_reminders()
     WHERE state IN ('pending', 'sending', 'sent')
       AND done_at IS NULL AND settled_at IS NULL AND (snoozed_until IS NULL OR snoozed_until <= $1::date)`;

const office: readonly HomeCode[] = [
  'departures_at_risk',
  'documents_waiting',
  'identity_mismatches',
  'duplicates_open',
  'commitments_overdue',
  'handovers_waiting',
  'reminders_open',
  'candidates_stalled',
  'imports_open',
  'commitments_due',
  'agreements_expiring',
  'registration_drafts',
];

/** What each role's home shows, most pressing first. */
export const HOME_OF_ROLE = {
  bp3mi_officer: office,
  bp3mi_supervisor: office,
  labour_placement_officer: [
    'departures_at_risk',
    'documents_waiting',
    'identity_mismatches',
    'duplicates_open',
    'handovers_waiting',
    'reminders_open',
    'candidates_stalled',
    'imports_open',
    'commitments_overdue',
    'commitments_due',
    'registration_drafts',
  ],
  blk_staff: ['batches_without_result', 'batches_low_fill', 'reminders_open'],
  district_official: ['commitments_overdue', 'commitments_due', 'agreements_expiring', 'reminders_open'],
  admin: ['reminders_open'],
} as const satisfies Record<Role, readonly HomeCode[]>;

/** One statement with one column for each count of a role. */
export function homeCounts(role: Role): string {
  const columns = HOME_OF_ROLE[role].map(
    (code) => `(${role === 'district_official' && code === 'reminders_open' ? OWN_PROMISES : COUNTS[code]}) AS ${code}`,
  );
  // The day is named even when no count of the role uses it, so that every role binds the same value.
  return `SELECT ${columns.join(', ')} WHERE $1::date IS NOT NULL`;
}
