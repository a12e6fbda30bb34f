import type { LegalBasis } from './rule-file.js';
import type { Stage } from './stages.js';

/** Where an item of the checklist stands. */
export type ItemState = 'missing' | 'submitted' | 'verified' | 'rejected' | 'expiring' | 'expired' | 'waived';
/** Required papers block and are counted; optional ones are only shown. */
export type Requirement = 'required' | 'optional';

/** A paper that the person handed in, as the rules need to know it. Days are YYYY-MM-DD, `submittedAt` is an ISO moment. */
export interface HeldDocument {
  readonly id: string;
  readonly documentCode: string;
  readonly cycleId: string | null;
  readonly state: 'submitted' | 'verified' | 'rejected' | 'void';
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  readonly verdict: string | null;
  readonly submittedAt: string;
  readonly closedReason: string | null;
}

/** A requirement that a supervisor lifted for one cycle. */
export interface Waiver {
  readonly documentCode: string;
  readonly reason: string;
}

/** A paper that the person has asked for at the issuer and that is not in yet. Days are YYYY-MM-DD. */
export interface PaperRequest {
  readonly documentCode: string;
  readonly askedOn: string;
  readonly expectedOn: string;
}

/** One line of a checklist: what the rules ask for and what is there, on one day. */
export interface ChecklistItem {
  readonly documentCode: string;
  readonly requirement: Requirement;
  /** `verified` covers the planned departure (without a plan: today and the lead time); `expiring` is valid today, but not then. */
  readonly state: ItemState;
  readonly ruleId: string;
  readonly legalBasis: LegalBasis;
  readonly issuer: string;
  /** First stage that may not be entered without this paper; null when no stage waits for it. */
  readonly neededFor: Stage | null;
  /** First stage from which it must also cover the planned departure; usually the same as `neededFor`. */
  readonly coverDepartureFrom: Stage | null;
  readonly leadTimeDays: number;
  /** Last day on which the chosen paper is valid; null when it does not lapse or no date is recorded. */
  readonly lapsesOn: string | null;
  /** Last planned departure that the chosen paper still covers. */
  readonly lastUsefulOn: string | null;
  readonly documentId: string | null;
  /** Why it is rejected, waived or not counted, as an Indonesian sentence or as the officer wrote it. */
  readonly reason: string | null;
  /** Asked for at the issuer and not in yet: neither a state nor a count, it only moves the plan. Null when nothing is open. */
  readonly requested: Omit<PaperRequest, 'documentCode'> | null;
}
