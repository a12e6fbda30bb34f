import type { ChecklistItem } from '../../api/types.js';

export interface PaperGroups {
  /** To be brought: the required ones first that must be begun soonest. */
  readonly toBring: readonly ChecklistItem[];
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
      .filter((item) => !isDone(item) && item.state !== 'submitted')
      .toSorted((a, b) => (a.actBy ?? '9999').localeCompare(b.actBy ?? '9999')),
    inHand: required.filter((item) => item.state === 'submitted'),
    inOrder: required.filter(isDone),
    optional: items.filter((item) => item.requirement === 'optional' && !isDone(item) && item.state !== 'submitted'),
  };
}
