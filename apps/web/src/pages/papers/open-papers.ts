import type { ChecklistItem } from '../../api/types.js';

export interface RequestedItem extends ChecklistItem {
  readonly requested: NonNullable<ChecklistItem['requested']>;
}

export interface PaperGroups {
  /** To be brought: the required ones first that must be begun soonest. */
  readonly toBring: readonly ChecklistItem[];
  /** Asked for at the issuer and waited for: what is expected soonest stands first. */
  readonly requested: readonly RequestedItem[];
  /** Handed in; the office looks at them. */
  readonly inHand: readonly ChecklistItem[];
  readonly inOrder: readonly ChecklistItem[];
  /** Not required; helpful where they exist. */
  readonly optional: readonly ChecklistItem[];
}

/** A checklist as the person sees it: what I must bring, what is being checked, what is done. */
export function groupsOf(items: readonly ChecklistItem[]): PaperGroups {
  const required = items.filter((item) => item.requirement === 'required');
  const isDone = (item: ChecklistItem) => item.state === 'verified' || item.state === 'waived';
  return {
    toBring: required
      .filter((item) => !isDone(item) && item.state !== 'submitted' && item.requested === null)
      .toSorted((a, b) => (a.actBy ?? '9999').localeCompare(b.actBy ?? '9999')),
    requested: items.filter(isRequested).toSorted((a, b) => a.requested.expectedOn.localeCompare(b.requested.expectedOn)),
    inHand: required.filter((item) => item.state === 'submitted'),
    inOrder: required.filter(isDone),
    optional: items.filter(
      (item) => item.requirement === 'optional' && !isDone(item) && item.state !== 'submitted' && item.requested === null,
    ),
  };
}

function isRequested(item: ChecklistItem): item is RequestedItem {
  return item.requested !== null;
}
