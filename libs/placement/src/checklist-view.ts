import {
  EDITION,
  lastDayToBegin,
  readinessPlan,
  summaryOf,
  type ChecklistItem,
  type PlannedPaper,
  type ReadinessPlan,
} from '#libs/rulebook';

import type { Assessment } from './assessment.js';
import type { RecordedRequest } from './document-request.query.js';

/** One line of a checklist with the paper that answers it; its number masked. */
export interface ChecklistLine extends Omit<ChecklistItem, 'requested'> {
  /** Asked for at this issuer, and who wrote it down; null when nothing is waited for. */
  readonly requested: Omit<RecordedRequest, 'documentCode'> | null;
  /** Last day to begin getting the paper, as the readiness plan says; null when nothing is to be begun or no day is known. */
  readonly actBy: string | null;
  /** Open papers that must be there before this one can be asked for. */
  readonly after: readonly string[];
  readonly documentVersion: number | null;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
  /** The paper names its holder otherwise than the file does. */
  readonly hasMismatch: boolean;
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

/** An open paper: what it is, and when it can and must be asked for. */
export interface OpenPaper extends ChecklistLine, Omit<PlannedPaper, 'isRequested'> {}

/** When a cycle could be ready at the earliest, if everything open is begun as soon as it can be; and what is open, in the
 *  order in which it can be begun. */
export interface ReadinessView extends Pick<ReadinessPlan, 'earliestReadyOn' | 'planHolds' | 'firstToAsk'> {
  readonly cycleId: string;
  readonly asOf: string;
  readonly plannedDepartureOn: string | null;
  readonly isReady: boolean;
  readonly open: readonly OpenPaper[];
}

export function checklistView(assessment: Assessment, today: string): ChecklistView {
  const { cycleId, facts } = assessment.placementCase;
  const plan = readinessPlan(assessment.items, today, facts.plannedDepartureOn);
  return {
    cycleId,
    edition: EDITION,
    asOf: today,
    plannedDepartureOn: facts.plannedDepartureOn,
    ...summaryOf(assessment.items),
    items: assessment.items.map((item) => line(item, assessment, plan)),
  };
}

export function readinessView(assessment: Assessment, today: string): ReadinessView {
  const { cycleId, facts } = assessment.placementCase;
  const plan = readinessPlan(assessment.items, today, facts.plannedDepartureOn);
  const { papers, ...dates } = plan;
  return {
    cycleId,
    asOf: today,
    plannedDepartureOn: facts.plannedDepartureOn,
    isReady: papers.length === 0,
    ...dates,
    open: papers.flatMap((paper) =>
      assessment.items
        .filter((item) => item.documentCode === paper.documentCode)
        .map((item) => ({ ...line(item, assessment, plan), ...paper })),
    ),
  };
}

function line(item: ChecklistItem, { held, placementCase, requests }: Assessment, plan: ReadinessPlan): ChecklistLine {
  const paper = held.find((candidate) => candidate.id === item.documentId);
  const request = requests.find(({ documentCode }) => documentCode === item.documentCode);
  return {
    ...item,
    requested: item.requested && request ? shown(request) : null,
    actBy: lastDayToBegin(item, plan, placementCase.facts.plannedDepartureOn),
    after: plan.papers.find(({ documentCode }) => documentCode === item.documentCode)?.after ?? [],
    documentVersion: paper?.version ?? null,
    number: paper?.numberMasked ?? null,
    hasMismatch: paper?.hasMismatch ?? false,
    issuedOn: paper?.issuedOn ?? null,
    expiresOn: paper?.expiresOn ?? null,
  };
}

function shown({ askedOn, expectedOn, issuer, recordedByName }: RecordedRequest): ChecklistLine['requested'] {
  return { askedOn, expectedOn, issuer, recordedByName };
}
