import { earliestReadyOn, EDITION, isInOrder, summaryOf, type ChecklistItem } from '#libs/rulebook';

import type { Assessment } from './assessment.js';

/** One line of a checklist with the paper that answers it; its number masked. */
export interface ChecklistLine extends ChecklistItem {
  readonly documentVersion: number | null;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

/** What the rulebook asks of a cycle and what is there, as of one day under one edition of the rules. */
export interface ChecklistView {
  readonly cycleId: string;
  readonly edition: string;
  readonly asOf: string;
  readonly plannedDepartureOn: string | null;
  readonly required: number;
  readonly submitted: number;
  readonly verified: number;
  readonly items: readonly ChecklistLine[];
}

/** When a cycle could be ready at the earliest, if everything open is begun today; and what is open. */
export interface ReadinessView {
  readonly cycleId: string;
  readonly asOf: string;
  readonly plannedDepartureOn: string | null;
  readonly isReady: boolean;
  readonly earliestReadyOn: string;
  readonly open: readonly ChecklistLine[];
}

export function checklistView(assessment: Assessment, today: string): ChecklistView {
  const { cycleId, facts } = assessment.placementCase;
  return {
    cycleId,
    edition: EDITION,
    asOf: today,
    plannedDepartureOn: facts.plannedDepartureOn,
    ...summaryOf(assessment.items),
    items: assessment.items.map((item) => line(item, assessment)),
  };
}

export function readinessView(assessment: Assessment, today: string): ReadinessView {
  const { cycleId, facts } = assessment.placementCase;
  const open = assessment.items.filter((item) => item.requirement === 'required' && !isInOrder(item));
  return {
    cycleId,
    asOf: today,
    plannedDepartureOn: facts.plannedDepartureOn,
    isReady: open.length === 0,
    earliestReadyOn: earliestReadyOn(assessment.items, today),
    open: open.map((item) => line(item, assessment)),
  };
}

function line(item: ChecklistItem, { held }: Assessment): ChecklistLine {
  const paper = held.find((candidate) => candidate.id === item.documentId);
  return {
    ...item,
    documentVersion: paper?.version ?? null,
    number: paper?.numberMasked ?? null,
    issuedOn: paper?.issuedOn ?? null,
    expiresOn: paper?.expiresOn ?? null,
  };
}
