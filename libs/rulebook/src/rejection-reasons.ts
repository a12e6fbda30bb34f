import reasonsFile from '../rules/rejection-reasons.json' with { type: 'json' };
import { Entry } from './rule-file.js';

/** Why a paper is not accepted, in words for the person who brought it: what is wrong, what to bring, and whether the paper is
 *  mended at its issuer or simply brought to the office again. Short plain sentences; texts change without a new edition. */
export interface RejectionReason {
  readonly code: string;
  readonly whereTo: 'issuer' | 'office';
  readonly nameId: string;
  readonly nameEn: string;
  readonly textId: string;
  readonly textEn: string;
  readonly bringId: string;
  readonly bringEn: string;
}

/** All reasons, in the order of the number keys at the desk. A code is stored with the document and is never taken away. */
export const REJECTION_REASONS: readonly RejectionReason[] = Entry.list(reasonsFile, 'rejection reason').map((entry) => ({
  code: entry.text('code'),
  whereTo: entry.oneOf('whereTo', ['issuer', 'office']),
  nameId: entry.text('nameId'),
  nameEn: entry.text('nameEn'),
  textId: entry.text('textId'),
  textEn: entry.text('textEn'),
  bringId: entry.text('bringId'),
  bringEn: entry.text('bringEn'),
}));

/** Their codes only, in the same order. `other` says nothing by itself and wants a note. */
export const REJECTION_CODES: readonly string[] = REJECTION_REASONS.map((reason) => reason.code);

/** The reason of a code; null when there is none. */
export function findRejectionReason(code: string): RejectionReason | null {
  return REJECTION_REASONS.find((reason) => reason.code === code) ?? null;
}
