import { addDays, addMonths } from './calendar.js';
import type { Validity } from './document-rules.js';

/** The dates on a paper. */
export interface PaperDates {
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

/** Last day on which a paper is valid. Months are calendar months (31 January + 1 = 28 February); where the paper also
 *  prints an end, the earlier of the two counts.
 *  @returns null when it does not lapse, or when the date it is counted from is not recorded (see `isDateUnknown`)
 *  @throws Error when a date is not a calendar day */
export function lapsesOn(paper: PaperDates, validity: Validity): string | null {
  const counted = countedEnd(paper, validity);
  if (validity.kind === 'none') return paper.expiresOn;
  return earlier(counted, paper.expiresOn);
}

/** The rule counts from a date that nobody wrote down, so nobody can say whether the paper is valid. */
export function isDateUnknown(paper: PaperDates, validity: Validity): boolean {
  return validity.kind !== 'none' && lapsesOn(paper, validity) === null;
}

/** Is the paper valid on that day? The day it lapses still counts; a paper whose date is unknown is never valid.
 *  @throws Error when a date is not a calendar day */
export function isValidOn(paper: PaperDates, validity: Validity, day: string): boolean {
  if (isDateUnknown(paper, validity)) return false;
  const end = lapsesOn(paper, validity);
  return end === null || day <= end;
}

/** Last day on which one may still depart with this paper: its end, less the months that must remain (passport: six).
 *  @returns null when the paper does not lapse or its date is unknown */
export function lastUsefulDay(paper: PaperDates, validity: Validity): string | null {
  return lastUsefulBefore(lapsesOn(paper, validity), validity);
}

/** As `lastUsefulDay`, when the last day on which the paper is valid is known already. */
export function lastUsefulBefore(end: string | null, validity: Validity): string | null {
  if (end === null || validity.kind !== 'date_on_document') return end;
  const months = validity.minRemainingMonthsAtDeparture;
  let last = addMonths(end, -months);
  // Short months: several days can reach the same end, e.g. 28 to 31 August + 6 months = 28 February.
  for (let next = addDays(last, 1); addMonths(next, months) <= end; next = addDays(next, 1)) last = next;
  return last;
}

function countedEnd(paper: PaperDates, validity: Validity): string | null {
  if (paper.issuedOn === null) return null;
  if (validity.kind === 'months_from_issue') return addMonths(paper.issuedOn, validity.months);
  if (validity.kind === 'days_before_departure') return addDays(paper.issuedOn, validity.days);
  return null;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
