import type { Actor, Rows } from '#libs/access';
import type { DocumentsService, HeldPaper } from '#libs/documents';
import { checklistFor, stepsFrom, type Blocker, type ChecklistItem, type HeldDocument, type OfferedStep, type Stage } from '#libs/rulebook';

import { caseOf, type PlacementCase } from './case.query.js';
import { requestsOf, type RecordedRequest } from './document-request.query.js';

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
  readonly requests: readonly RecordedRequest[];
}

/** Collects the facts of a cycle from the rooms below and computes its checklist for today. Guards never ask; they get this.
 *  @throws Problem not-found */
export async function assess(rows: Rows, documents: DocumentsService, cycleId: string): Promise<Assessment> {
  const placementCase = await caseOf(rows, cycleId);
  const held = await documents.heldBy(rows, placementCase.candidateId);
  const items = checklistFor(placementCase.facts, held, placementCase.waivers, rows.today, placementCase.requests);
  const requests = placementCase.requests.length === 0 ? [] : await requestsOf(rows, cycleId);
  return { placementCase, held, items, requests };
}

/** Every step that may follow, each with all its blockers: those of the rulebook and the two that depend on who asks. */
export async function stepsForActor(rows: Rows, actor: Actor, { placementCase, items }: Assessment): Promise<readonly ShownStep[]> {
  const steps = offeredSteps(placementCase, items);
  const asksForFourEyes = steps.some((step) => isClearance(step)) && actor.role !== 'bp3mi_supervisor';
  const verifiers = asksForFourEyes ? await lastVerifiers(rows, [placementCase.candidateId]) : new Map<string, string>();
  return shownSteps(actor, steps, verifiers.get(placementCase.candidateId));
}

/** The same answer for one of many people whose facts, papers and last verifiers were fetched together. */
export function stepsOfOne(
  actor: Actor,
  placementCase: PlacementCase,
  held: readonly HeldDocument[],
  lastVerifier: string | undefined,
): readonly ShownStep[] {
  const items = checklistFor(placementCase.facts, held, placementCase.waivers, placementCase.facts.today, placementCase.requests);
  return shownSteps(actor, offeredSteps(placementCase, items), lastVerifier);
}

function offeredSteps({ facts }: PlacementCase, items: readonly ChecklistItem[]): readonly OfferedStep[] {
  return stepsFrom(facts.scheme, facts.stage, { ...facts, items });
}

function shownSteps(actor: Actor, steps: readonly OfferedStep[], lastVerifier: string | undefined): readonly ShownStep[] {
  return steps.map((step) => ({
    to: step.to,
    kind: step.kind,
    needs: step.needs,
    reasonCodes: step.reasonCodes,
    blockers: [...roleBlockers(step, actor), ...step.blockers, ...(isClearance(step) ? fourEyesBlockers(actor, lastVerifier) : [])],
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

/** Who verified the last paper of each person, by person. */
export async function lastVerifiers(rows: Rows, candidateIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows.query<{ candidateId: string; verifiedBy: string }>(
    `SELECT DISTINCT ON (d.candidate_id) d.candidate_id AS "candidateId", d.verified_by AS "verifiedBy"
       FROM document d
      WHERE d.candidate_id = ANY ($1::uuid[]) AND d.state = 'verified'
        AND (d.cycle_id IS NULL OR d.cycle_id IN (SELECT p.id FROM placement_cycle p WHERE p.candidate_id = d.candidate_id AND p.is_current))
      ORDER BY d.candidate_id, d.verified_at DESC, d.id DESC`,
    [candidateIds],
  );
  return new Map(found.map((one) => [one.candidateId, one.verifiedBy]));
}

// Clearance is seen by four eyes. Whoever verified the last paper does not clear alone; a supervisor may.
function fourEyesBlockers(actor: Actor, lastVerifier: string | undefined): ShownBlocker[] {
  if (actor.role === 'bp3mi_supervisor' || lastVerifier !== actor.userId) return [];
  return [
    {
      code: 'four-eyes',
      detail: 'Anda memverifikasi dokumen terakhir; penetapan siap berangkat harus oleh petugas lain atau Kepala.',
      detailEn: 'You verified the last document; another officer or the supervisor must clear the departure.',
      overridable: true,
    },
  ];
}
