import type { Actor, Rows } from '#libs/access';
import type { DocumentsService, HeldPaper } from '#libs/documents';
import { checklistFor, stepsFrom, type Blocker, type ChecklistItem, type OfferedStep, type Stage } from '#libs/rulebook';

import { caseOf, type PlacementCase } from './case.query.js';

/** A blocker as screens and refusals show it. */
export interface ShownBlocker {
  readonly code: string;
  readonly ruleId?: string;
  readonly documentCode?: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly overridable: boolean;
}

/** A step that may follow, with everything in its way for the person who asks. */
export interface ShownStep extends Pick<OfferedStep, 'to' | 'kind' | 'needs' | 'reasonCodes'> {
  readonly blockers: readonly ShownBlocker[];
}

/** One cycle as the rulebook sees it today. */
export interface Assessment {
  readonly placementCase: PlacementCase;
  readonly held: readonly HeldPaper[];
  readonly items: readonly ChecklistItem[];
}

/** Collects the facts of a cycle from the rooms below and computes its checklist for today. Guards never ask; they get this.
 *  @throws Problem not-found */
export async function assess(rows: Rows, documents: DocumentsService, cycleId: string): Promise<Assessment> {
  const placementCase = await caseOf(rows, cycleId);
  const held = await documents.heldBy(rows, placementCase.candidateId);
  const items = checklistFor(placementCase.facts, held, placementCase.waivers, rows.today);
  return { placementCase, held, items };
}

/** Every step that may follow, each with all its blockers: those of the rulebook and the two that depend on who asks. */
export async function stepsForActor(rows: Rows, actor: Actor, assessment: Assessment): Promise<readonly ShownStep[]> {
  const { facts } = assessment.placementCase;
  const steps = stepsFrom(facts.scheme, facts.stage, { ...facts, items: assessment.items });
  const fourEyes = steps.some((step) => isClearance(step)) ? await fourEyesBlockers(rows, actor, assessment.placementCase) : [];
  return steps.map((step) => ({
    to: step.to,
    kind: step.kind,
    needs: step.needs,
    reasonCodes: step.reasonCodes,
    blockers: [...roleBlockers(step, actor), ...step.blockers, ...(isClearance(step) ? fourEyes : [])],
  }));
}

/** Would the lack of this document stop a departure whatever a supervisor says (contract, visa)? Then it cannot be waived either. */
export function isNeverWaived(assessment: Assessment, documentCode: string): boolean {
  const { facts } = assessment.placementCase;
  const without = assessment.items.map((item): ChecklistItem =>
    item.documentCode === documentCode ? { ...item, state: 'missing' } : item,
  );
  const departure = stepsFrom(facts.scheme, 'cleared', { ...facts, items: without }).find((step) => step.to === 'departed');
  return departure?.blockers.some((blocker: Blocker) => blocker.documentCode === documentCode && !blocker.overridable) ?? false;
}

export const ROLE_NOT_PERMITTED = 'role-not-permitted';

function roleBlockers(step: OfferedStep, actor: Actor): ShownBlocker[] {
  if (step.roles.some((role) => role === actor.role)) return [];
  return [
    {
      code: ROLE_NOT_PERMITTED,
      detail: 'Peran Anda tidak berwenang mengambil langkah ini.',
      detailEn: 'Your role may not take this step.',
      overridable: false,
    },
  ];
}

function isClearance(step: { readonly to: Stage; readonly kind: string }): boolean {
  return step.to === 'cleared' && step.kind === 'forward';
}

// Clearance is seen by four eyes. Whoever verified the last paper does not clear alone; a supervisor may.
async function fourEyesBlockers(rows: Rows, actor: Actor, { candidateId, cycleId }: PlacementCase): Promise<ShownBlocker[]> {
  if (actor.role === 'bp3mi_supervisor') return [];
  const [last] = await rows.query<{ verifiedBy: string }>(
    `SELECT verified_by AS "verifiedBy"
       FROM document
      WHERE candidate_id = $1 AND state = 'verified' AND (cycle_id IS NULL OR cycle_id = $2)
      ORDER BY verified_at DESC, id DESC LIMIT 1`,
    [candidateId, cycleId],
  );
  if (last?.verifiedBy !== actor.userId) return [];
  return [
    {
      code: 'four-eyes',
      detail: 'Anda memverifikasi dokumen terakhir; penetapan siap berangkat harus oleh petugas lain atau Kepala.',
      detailEn: 'You verified the last document; another officer or the supervisor must clear the departure.',
      overridable: true,
    },
  ];
}
