import type { Rows } from '#libs/access';
import type { CandidatesService, CandidateView } from '#libs/candidates';

import { cyclesOfCandidate, type CycleView } from './cycle-view.query.js';

/** One person's file: who it is, what the person attempts now, and what went before. */
export interface CandidateFile extends CandidateView {
  readonly cycle: CycleView | null;
  readonly pastCycles: readonly CycleView[];
}

/** Reads a person's file in one round trip and names the person in the audit row. A training centre sees no cycles.
 *  @throws Problem not-found, the same for absent and for out of scope */
export async function candidateFile(rows: Rows, candidates: CandidatesService, candidateId: string): Promise<CandidateFile> {
  const seesCycles = rows.actor?.role !== 'blk_staff';
  const [person, cycles] = await Promise.all([candidates.view(rows, candidateId), seesCycles ? cyclesOfCandidate(rows, candidateId) : []]);
  rows.about({ candidateId, areaCode: person.area.code });
  return { ...person, cycle: cycles.find((cycle) => cycle.isCurrent) ?? null, pastCycles: cycles.filter((cycle) => !cycle.isCurrent) };
}
