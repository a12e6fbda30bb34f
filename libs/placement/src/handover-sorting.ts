import type { Actor } from '#libs/access';

import type { CaseInCharge, CaseWorker } from './handover.query.js';

/** Why a case of a selection is not offered: not in sight, somebody else's, the receiver's already, outside the receiver's area,
 *  or in an offer that waits for an answer. */
export const LEFT_CODES = ['not-found', 'not-yours', 'already-theirs', 'not-served', 'already-offered'] as const;
export type LeftCode = (typeof LEFT_CODES)[number];

/** What stands in the way of offering this one case; null when nothing does. */
export function whyLeft(
  actor: Pick<Actor, 'userId' | 'role'>,
  receiver: Pick<CaseWorker, 'id' | 'areaCode'>,
  { officerId, areaCode, isOffered }: CaseInCharge,
): Exclude<LeftCode, 'not-found'> | null {
  if (!mayGive(actor, officerId)) return 'not-yours';
  if ((officerId ?? actor.userId) === receiver.id) return 'already-theirs';
  if (!serves(receiver.areaCode, areaCode)) return 'not-served';
  return isOffered ? 'already-offered' : null;
}

/** An officer gives own cases only; the supervisor anybody's. */
export function mayGive(actor: Pick<Actor, 'userId' | 'role'>, officerId: string | null): boolean {
  return actor.role === 'bp3mi_supervisor' || officerId === actor.userId;
}

export function serves(officerArea: string, area: string): boolean {
  return area === officerArea || area.startsWith(`${officerArea}.`);
}
