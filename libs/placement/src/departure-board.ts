import { checklistFor, readinessPlan, type ChecklistItem, type ItemState, type PlannedPaper, type Stage } from '#libs/rulebook';

import type { Papers, PlacementCase } from './case.query.js';

/** Papers that are needed for the same stage, counted for one person. */
export interface BoardCell {
  readonly neededFor: Stage;
  readonly required: number;
  readonly inOrder: number;
  /** The open papers of the group with their state. */
  readonly open: readonly { readonly documentCode: string; readonly state: ItemState }[];
}

/** The paper with which the longest chain of a person's open papers begins, and who has to act on it now. */
export interface BlockingPaper {
  readonly documentCode: string;
  readonly state: ItemState;
  readonly finishesOn: string;
  readonly lastDayToAsk: string | null;
  /** `officer`: somebody has to get the paper; `issuer`: it was asked for and is waited for; else the role that has to check what
   *  was handed in. */
  readonly actor: 'officer' | 'issuer' | 'bp3mi_officer' | 'labour_placement_officer' | 'blk_staff';
}

export interface BoardPerson {
  readonly candidateId: string;
  readonly isReady: boolean;
  readonly earliestReadyOn: string;
  /** Null without a plan. */
  readonly planHolds: boolean | null;
  readonly blocking: BlockingPaper | null;
  readonly cells: readonly BoardCell[];
}

export interface Board {
  /** First day on which everybody could leave together. */
  readonly earliestReadyOn: string;
  readonly ready: number;
  /** Stages for which somebody of the group needs papers, in the order of the journey. */
  readonly columns: readonly Stage[];
  /** Whoever holds the others back stands first. */
  readonly people: readonly BoardPerson[];
}

const IN_ORDER: readonly ItemState[] = ['verified', 'waived'];

/** How ready a group is to leave together: each person by the same rules as on the own file. @throws Error for a day that is none */
export function boardOf(cases: readonly PlacementCase[], papers: Papers, stages: readonly Stage[], today: string): Board {
  const people = cases
    .map((each) => personOf(each, checklistFor(each.facts, papers.of(each.candidateId), each.waivers, today, each.requests), stages, today))
    .toSorted((a, b) => b.earliestReadyOn.localeCompare(a.earliestReadyOn) || a.candidateId.localeCompare(b.candidateId));
  const used = new Set(people.flatMap(({ cells }) => cells.map(({ neededFor }) => neededFor)));
  return {
    earliestReadyOn: people[0]?.earliestReadyOn ?? today,
    ready: people.filter(({ isReady }) => isReady).length,
    columns: stages.filter((stage) => used.has(stage)),
    people,
  };
}

function personOf(
  { candidateId, facts }: PlacementCase,
  items: readonly ChecklistItem[],
  stages: readonly Stage[],
  today: string,
): BoardPerson {
  const plan = readinessPlan(items, today, facts.plannedDepartureOn);
  const first = firstOfLongestChain(plan.papers);
  const state = items.find(({ documentCode }) => documentCode === first?.documentCode)?.state;
  return {
    candidateId,
    isReady: plan.papers.length === 0,
    earliestReadyOn: plan.earliestReadyOn,
    planHolds: plan.planHolds,
    blocking:
      first && state
        ? {
            documentCode: first.documentCode,
            state,
            finishesOn: first.finishesOn,
            lastDayToAsk: first.lastDayToAsk,
            actor: actorOf(state, first),
          }
        : null,
    cells: stages.flatMap((stage) => cellOf(stage, items)),
  };
}

function actorOf(state: ItemState, { isRequested, verifierRole }: PlannedPaper): BlockingPaper['actor'] {
  if (state === 'submitted') return verifierRole;
  return isRequested ? 'issuer' : 'officer';
}

// The paper that is there last waits for others; what has to be done today is the first of that chain.
function firstOfLongestChain(papers: readonly PlannedPaper[]): PlannedPaper | undefined {
  let paper = latest(papers);
  while (paper && paper.after.length > 0) {
    const { after }: PlannedPaper = paper;
    paper = latest(papers.filter(({ documentCode }) => after.includes(documentCode)));
  }
  return paper;
}

function latest(papers: readonly PlannedPaper[]): PlannedPaper | undefined {
  return papers.toSorted((a, b) => b.finishesOn.localeCompare(a.finishesOn))[0];
}

function cellOf(stage: Stage, items: readonly ChecklistItem[]): BoardCell[] {
  const asked = items.filter(({ requirement, neededFor }) => requirement === 'required' && neededFor === stage);
  if (asked.length === 0) return [];
  const open = asked.filter(({ state }) => !IN_ORDER.includes(state)).map(({ documentCode, state }) => ({ documentCode, state }));
  return [{ neededFor: stage, required: asked.length, inOrder: asked.length - open.length, open }];
}
