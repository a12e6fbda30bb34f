import { daysBetween } from '#libs/rulebook';

import { isClosed, type AgreementState, type CommitmentState } from './partnership-states.js';

/** Days before its end from which an active agreement counts as expiring: the reminder that also reaches the supervisor
 *  (rule agreement_expiring). The home page counts the same. */
export const EXPIRY_NOTICE_DAYS = 90;

/** `daysOverdue` is null unless overdue, else at least 1. */
export interface CommitmentDeadline {
  readonly isOverdue: boolean;
  readonly daysOverdue: number | null;
}

/** Only an active agreement expires. `daysLeft` counts to the last day it holds: 0 on that day, negative afterwards. */
export interface AgreementDeadline {
  readonly isExpiring: boolean;
  readonly isExpired: boolean;
  readonly daysLeft: number | null;
}

/** A promise is overdue from the day after its due date, as long as it is neither kept nor given up.
 *  @param today local calendar day (Asia/Makassar) */
export function commitmentDeadline(
  commitment: { readonly state: CommitmentState; readonly dueOn: string | null },
  today: string,
): CommitmentDeadline {
  const days = commitment.dueOn === null || isClosed(commitment.state) ? 0 : daysBetween(commitment.dueOn, today);
  return days > 0 ? { isOverdue: true, daysOverdue: days } : { isOverdue: false, daysOverdue: null };
}

/** @param today local calendar day (Asia/Makassar) */
export function agreementDeadline(
  agreement: { readonly state: AgreementState; readonly expiresOn: string | null },
  today: string,
): AgreementDeadline {
  if (agreement.state !== 'active' || agreement.expiresOn === null) return { isExpiring: false, isExpired: false, daysLeft: null };
  const daysLeft = daysBetween(today, agreement.expiresOn);
  return { isExpiring: daysLeft >= 0 && daysLeft <= EXPIRY_NOTICE_DAYS, isExpired: daysLeft < 0, daysLeft };
}
