import type { Actor, Rows } from '#libs/access';
import type { Stage } from '#libs/rulebook';

import { lastVerifiers, stepsOfOne, type ShownBlocker } from './assessment.js';
import type { BulkChange, BulkKind } from './bulk-job.query.js';
import { currentCases, papersOf } from './case.query.js';

/** What a job would do to one cycle, decided by the same rules as a single change. */
export interface PreviewedRow {
  readonly cycleId: string | null;
  readonly areaCode: string;
  readonly baseVersion: number | null;
  readonly state: 'ready' | 'blocked' | 'refused';
  readonly code: string | null;
  readonly blockers: readonly ShownBlocker[];
}

interface Subject {
  readonly cycleId: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly version: number;
  readonly stage: Stage;
  readonly officerId: string | null;
}

type Verdict = Pick<PreviewedRow, 'state' | 'code' | 'blockers'>;

const READY: Verdict = { state: 'ready', code: null, blockers: [] };
const blockedBy = (code: string, blockers: readonly ShownBlocker[] = []): Verdict => ({ state: 'blocked', code, blockers });

/** Previews a change of the current cycles of these people, in the given order. Who is not in the caller's scope, or has no
 *  current cycle, is refused without a word about whether the person exists. */
export async function previewOf(
  rows: Rows,
  actor: Actor,
  wish: { readonly kind: BulkKind; readonly change: BulkChange },
  candidateIds: readonly string[],
): Promise<PreviewedRow[]> {
  const subjects = new Map((await subjectsOf(rows, candidateIds)).map((subject) => [subject.candidateId, subject]));
  const judge = wish.kind === 'assign_officer' ? assigns(wish.change) : await advances(rows, actor, wish.change, [...subjects.keys()]);
  return candidateIds.map((id) => {
    const subject = subjects.get(id);
    if (!subject)
      return { cycleId: null, areaCode: actor.areaCode ?? '', baseVersion: null, state: 'refused', code: 'not-found', blockers: [] };
    return { cycleId: subject.cycleId, areaCode: subject.areaCode, baseVersion: subject.version, ...judge(subject) };
  });
}

function subjectsOf(rows: Rows, candidateIds: readonly string[]): Promise<Subject[]> {
  return rows.query<Subject>(
    `SELECT p.id AS "cycleId", p.candidate_id AS "candidateId", p.area_code AS "areaCode", p.version, p.stage, p.officer_id AS "officerId"
       FROM placement_cycle p WHERE p.is_current AND p.candidate_id = ANY ($1::uuid[])`,
    [candidateIds],
  );
}

function assigns({ officerId = null }: BulkChange): (subject: Subject) => Verdict {
  return (subject) => (subject.officerId === officerId ? blockedBy('unchanged') : READY);
}

async function advances(
  rows: Rows,
  actor: Actor,
  change: BulkChange,
  candidateIds: readonly string[],
): Promise<(subject: Subject) => Verdict> {
  const [cases, papers, verifiers] = await Promise.all([
    currentCases(rows, candidateIds),
    papersOf(rows, candidateIds),
    lastVerifiers(rows, candidateIds),
  ]);
  const byCycle = new Map(cases.map((one) => [one.cycleId, one]));
  return (subject) => {
    const one = byCycle.get(subject.cycleId);
    if (!one) return blockedBy('wrong-state');
    if (subject.stage === change.to) return blockedBy('unchanged');
    const steps = stepsOfOne(actor, one, papers.of(subject.candidateId), verifiers.get(subject.candidateId));
    const step = steps.find((offered) => offered.to === change.to && offered.kind === 'forward');
    if (!step) return blockedBy('wrong-state');
    if (step.blockers.length > 0) return blockedBy('step-blocked', step.blockers);
    // A day or a reason that differs from person to person is told one by one.
    const needed = step.needs.filter((need) => !Object.hasOwn(change, need));
    return needed.length > 0 ? blockedBy('needs-own-facts') : READY;
  };
}
