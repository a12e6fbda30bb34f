/** States of an agreement. Expiring and expired are not among them: they follow from the last day, see `agreementDeadline`. */
export const AGREEMENT_STATES = [
  'proposed',
  'drafting',
  'legal_review',
  'ready_to_sign',
  'active',
  'blocked',
  'renewed',
  'terminated',
] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** Before the signature every step may also be blocked (Buton, March 2024: no definitive regent) and taken up
 *  again at any of them; drafts may go back. What ran out is renewed or terminated, and both are the end. */
const NEXT_AGREEMENT_STATES = {
  proposed: ['drafting', 'legal_review', 'ready_to_sign', 'blocked', 'terminated'],
  drafting: ['legal_review', 'ready_to_sign', 'blocked', 'terminated'],
  legal_review: ['drafting', 'ready_to_sign', 'blocked', 'terminated'],
  ready_to_sign: ['legal_review', 'active', 'blocked', 'terminated'],
  active: ['renewed', 'terminated'],
  blocked: ['proposed', 'drafting', 'legal_review', 'ready_to_sign', 'terminated'],
  renewed: [],
  terminated: [],
} as const satisfies Record<AgreementState, readonly AgreementState[]>;

/** States of a promise. Overdue is not among them: it follows from the due day, see `commitmentDeadline`. */
export const COMMITMENT_STATES = ['stated', 'agreed', 'in_progress', 'fulfilled', 'partly_fulfilled', 'dropped'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

/** What a plain change may do. `fulfilled` needs evidence and `dropped` a reason, so both have verbs of their own. */
export const OPEN_COMMITMENT_STATES = ['stated', 'agreed', 'in_progress', 'partly_fulfilled'] as const satisfies readonly CommitmentState[];
export type OpenCommitmentState = (typeof OPEN_COMMITMENT_STATES)[number];

const NEXT_COMMITMENT_STATES = {
  stated: ['agreed', 'in_progress', 'partly_fulfilled'],
  agreed: ['in_progress', 'partly_fulfilled'],
  in_progress: ['partly_fulfilled'],
  partly_fulfilled: ['in_progress'],
  fulfilled: [],
  dropped: [],
} as const satisfies Record<CommitmentState, readonly OpenCommitmentState[]>;

/** May an agreement go from one state to the other? Staying is always allowed. */
export function agreementMayBecome(from: AgreementState, to: AgreementState): boolean {
  const next: readonly AgreementState[] = NEXT_AGREEMENT_STATES[from];
  return from === to || next.includes(to);
}

/** May a commitment go from one state to the other by a plain change? Staying is allowed while it is open. */
export function commitmentMayBecome(from: CommitmentState, to: CommitmentState): boolean {
  const next: readonly CommitmentState[] = NEXT_COMMITMENT_STATES[from];
  return (from === to && !isClosed(from)) || next.includes(to);
}

/** A closed commitment is kept or given up; nothing about it changes any more. */
export function isClosed(state: CommitmentState): boolean {
  return state === 'fulfilled' || state === 'dropped';
}
