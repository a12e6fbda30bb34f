import type { Trigger } from './trigger.js';
import { agreementExpiring } from './triggers/agreement-expiring.query.js';
import { candidateStalled } from './triggers/candidate-stalled.query.js';
import { commitmentDue } from './triggers/commitment-due.query.js';
import { commitmentOverdue } from './triggers/commitment-overdue.query.js';
import { departureNotConfirmed } from './triggers/departure-not-confirmed.query.js';
import { departurePlanImpossible } from './triggers/departure-plan-impossible.query.js';
import { documentSubmittedUnverified } from './triggers/document-submitted-unverified.query.js';
import { enrolmentWithoutResult } from './triggers/enrolment-without-result.query.js';
import { handoverAnswered } from './triggers/handover-answered.query.js';
import { handoverWaiting } from './triggers/handover-waiting.query.js';
import { medicalExpiring } from './triggers/medical-expiring.query.js';
import { medicalWillLapseBeforeDeparture } from './triggers/medical-will-lapse-before-departure.query.js';
import { missingBeforeDeparture } from './triggers/missing-before-departure.query.js';
import { paperMustBeRequested } from './triggers/paper-must-be-requested.query.js';
import { passportExpiring } from './triggers/passport-expiring.query.js';
import { requestedPaperOverdue } from './triggers/requested-paper-overdue.query.js';
import { visitFollowup } from './triggers/visit-followup.query.js';

/** One selection for each rule of the rulebook. */
export const TRIGGERS: readonly Trigger[] = [
  passportExpiring,
  medicalExpiring,
  medicalWillLapseBeforeDeparture,
  missingBeforeDeparture,
  paperMustBeRequested,
  requestedPaperOverdue,
  departurePlanImpossible,
  documentSubmittedUnverified,
  candidateStalled,
  departureNotConfirmed,
  enrolmentWithoutResult,
  agreementExpiring,
  commitmentDue,
  commitmentOverdue,
  visitFollowup,
  handoverWaiting,
  handoverAnswered,
];

/** @throws Error when a rule has no selection: a rule without one would never fire */
export function triggerOf(rule: string): Trigger {
  const trigger = TRIGGERS.find((known) => known.code === rule);
  if (!trigger) throw new Error(`reminder rule ${rule} has no selection`);
  return trigger;
}
