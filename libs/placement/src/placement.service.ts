import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import {
  Candidate,
  CandidatesService,
  ConsentsService,
  FamilyService,
  RegistrationDrafts,
  type NewConsent,
  type NewFamilyContact,
  type NewPerson,
} from '#libs/candidates';
import { DocumentsService } from '#libs/documents';
import { newId, problem, Seals } from '#libs/platform';
import { documentName, EDITION, journeyFor, mayBeFollowed, stageName, type EmployerKind, type Stage } from '#libs/rulebook';
import { TrainingService } from '#libs/training';

import {
  assess,
  isNeverWaived,
  ROLE_NOT_PERMITTED,
  stepsForActor,
  type Assessment,
  type ShownBlocker,
  type ShownStep,
} from './assessment.js';
import { candidateFile } from './candidate-file.query.js';
import { refreshStale } from './checklist-refresh.js';
import { ChecklistSweep } from './checklist-sweep.js';
import { checklistView, readinessView, type ChecklistView, type ReadinessView } from './checklist-view.js';
import { cyclesOfCandidate, cycleView, type CycleView } from './cycle-view.query.js';
import { addCycle, refuseWrongWish, type CycleWish, type ReturnFacts } from './new-cycle.js';
import { lockCurrent } from './current-cycle.js';
import { refuseUnknownOfficer } from './officers.query.js';
import { PlacementCycle } from './placement-cycle.entity.js';
import { markDue } from './refresh.query.js';
import { StageEvent } from './stage-event.entity.js';
import { freesTrainingSeat, refuseImpossibleStep, take, type StepInput } from './step.js';

/** A person to be registered, with what the person wants, or with how the person came home. */
export interface Registration extends NewPerson {
  readonly wish: CycleWish;
  readonly returned: ReturnFacts | null;
  readonly consent?: NewConsent | undefined;
  readonly contacts?: readonly NewFamilyContact[] | undefined;
  /** The draft that this registration was kept in; it ends with it. */
  readonly draftId?: string | undefined;
}

/** What may be changed about a cycle; a field that is absent stays, null empties it. */
export interface CycleChange extends CycleWish {
  readonly jobCode?: string | null | undefined;
  readonly employerName?: string | null | undefined;
  readonly employerKind?: EmployerKind | null | undefined;
  readonly placementAgency?: string | null | undefined;
  readonly contractEndsOn?: string | null | undefined;
  readonly officerId?: string | null | undefined;
  /** On leave and going back to the same work: the short checklist of re-entry applies. */
  readonly isReentry?: boolean | undefined;
}

export interface StepsView {
  readonly cycleId: string;
  readonly stage: Stage;
  readonly version: number;
  /** The stages of this person's way in order; scheme, country and re-entry decide it. */
  readonly route: readonly Stage[];
  readonly steps: readonly ShownStep[];
}

/** Everything of a cycle that a step changes; put back as it was when a step is taken back. */
export type StageFacts = Pick<
  PlacementCycle,
  'stage' | 'resumeStage' | 'stageSince' | 'departedOn' | 'arrivedOn' | 'returnedOn' | 'returnReason' | 'wasProcedural'
>;

interface Lift {
  readonly reason: string;
}

const REFRESH_BATCH = 500;

const CHANGEABLE = [
  'scheme', 'destinationCountry', 'jobTitle', 'plannedDepartureOn', 'jobCode', 'employerName', 'employerKind', 'placementAgency',
  'contractEndsOn', 'officerId', 'isReentry',
] as const satisfies readonly (keyof CycleChange)[]; // prettier-ignore

/** Placement cycles: who wants to go, how far they are, what stands in the way, and every step with who took it.
 *  It asks the rooms below for facts and the rulebook for the decision; it has no second opinion. */
@Injectable()
export class PlacementService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(DocumentsService) private readonly documents: DocumentsService,
    @Inject(TrainingService) private readonly training: TrainingService,
    @Inject(ConsentsService) private readonly consents: ConsentsService,
    @Inject(FamilyService) private readonly family: FamilyService,
    @Inject(RegistrationDrafts) private readonly drafts: RegistrationDrafts,
  ) {}

  /** Registers a person with the first cycle, the consent and the family, all or nothing, and ends the draft it was kept in.
   *  The cycle is `lead`, or `returned` for somebody first seen on the way home. @returns the new file as JSON text
   *  @throws Problem invalid, already-exists (see CandidatesService.add) */
  register(actor: Actor, registration: Registration): Promise<string> {
    return this.access.write(actor, 'candidate.register', null, async (rows) => {
      const { wish, returned, consent, contacts = [], draftId, ...person } = registration;
      const noticeVersion = consent?.noticeVersion ?? person.noticeVersion;
      const { candidate, added } = this.candidates.add(rows, { ...person, noticeVersion });
      const { id: candidateId, areaCode, officerId } = candidate;
      const opened = addCycle(rows, { candidateId, areaCode, cycleNo: 1, isReentry: false, officerId, wish, returned });
      opened.catch(() => undefined);
      const hasMore = consent !== undefined || contacts.length > 0 || draftId !== undefined;
      const file = hasMore ? null : candidateFile(rows, this.seals, candidateId);
      file?.catch(() => undefined);
      // Asked together; that the person is known already is told first.
      await added;
      await opened;
      if (file) return file;
      if (consent) await this.consents.add(rows, candidate, consent, '/consent');
      for (const [place, contact] of contacts.entries()) await this.family.add(rows, candidate, contact, `/contacts/${place}`);
      if (draftId) await this.drafts.drop(rows, draftId);
      return candidateFile(rows, this.seals, candidateId);
    });
  }

  /** Every cycle of a person, the newest first. @throws Problem not-found */
  cycles(actor: Actor, candidateId: string): Promise<CycleView[]> {
    return this.access.view(actor, 'cycle.view', candidateId, async (rows) => {
      const { areaCode } = await rows.get(Candidate, candidateId);
      rows.about({ candidateId, areaCode });
      return cyclesOfCandidate(rows, candidateId);
    });
  }

  /** Opens the next cycle of a person whose last one is over (came home, closed, withdrew). Only who went on leave and goes back
   *  is a re-entry: everybody else needs the whole checklist again. @throws Problem not-found, wrong-state, invalid */
  openCycle(actor: Actor, candidateId: string, wish: CycleWish & { readonly isReentry?: boolean | undefined }): Promise<CycleView> {
    return this.access.write(actor, 'cycle.open', candidateId, async (rows) => {
      const candidate = await rows.get(Candidate, candidateId);
      const last = await this.endLastCycle(rows, candidateId);
      const cycleNo = (last?.cycleNo ?? 0) + 1;
      const isReentry = wish.isReentry ?? (last !== null && wentOnLeave(last));
      const cycleId = await addCycle(rows, {
        candidateId,
        areaCode: candidate.areaCode,
        cycleNo,
        isReentry,
        officerId: officerFor(actor, last),
        wish,
        returned: null,
      });
      rows.about({ subjectId: cycleId, candidateId, areaCode: candidate.areaCode });
      return cycleView(rows, cycleId);
    });
  }

  /** Changes what is known about a cycle and names the changed fields in the audit row.
   *  @throws Problem not-found, changed-meanwhile, wrong-state for an earlier cycle, invalid */
  changeCycle(actor: Actor, cycleId: string, version: number, change: CycleChange): Promise<CycleView> {
    return this.access.write(actor, 'cycle.change', cycleId, (rows) => this.changeCycleIn(rows, cycleId, version, change));
  }

  /** As `changeCycle`, in a transaction that is open already. */
  async changeCycleIn(rows: Rows, cycleId: string, version: number, change: CycleChange): Promise<CycleView> {
    const cycle = await lockCurrent(rows, cycleId, version);
    if (change.plannedDepartureOn !== cycle.plannedDepartureOn) refuseWrongWish(change, rows.today);
    if (change.officerId) await refuseUnknownOfficer(rows, change.officerId);
    const changed = CHANGEABLE.filter((field) => change[field] !== undefined && change[field] !== cycle[field]);
    Object.assign(cycle, Object.fromEntries(changed.map((field) => [field, change[field]])));
    if (changed.length > 0) await rows.save(cycle);
    rows.about({ candidateId: cycle.candidateId, areaCode: cycle.areaCode, fields: changed });
    return cycleView(rows, cycleId);
  }

  /** What the rulebook asks of this cycle and what is there, computed fresh. @throws Problem not-found */
  checklist(actor: Actor, cycleId: string): Promise<ChecklistView> {
    return this.access.view(actor, 'cycle.view', cycleId, async (rows) => checklistView(await this.seen(rows, cycleId), rows.today));
  }

  /** When everything could be in order at the earliest, and what is still open. @throws Problem not-found */
  readiness(actor: Actor, cycleId: string): Promise<ReadinessView> {
    return this.access.view(actor, 'cycle.view', cycleId, async (rows) => readinessView(await this.seen(rows, cycleId), rows.today));
  }

  /** Every stage that may follow, each with all its blockers; the same answer that `advance` decides by. @throws Problem not-found */
  steps(actor: Actor, cycleId: string): Promise<StepsView> {
    return this.access.view(actor, 'cycle.view', cycleId, async (rows) => {
      const assessment = await this.seen(rows, cycleId);
      const { facts, version, isCurrent } = assessment.placementCase;
      const route = journeyFor({ ...facts, items: [] }).order;
      return { cycleId, stage: facts.stage, version, route, steps: isCurrent ? await stepsForActor(rows, actor, assessment) : [] };
    });
  }

  /** Takes a step. @throws Problem step-blocked with all blockers; wrong-state when the stage may not follow; not-permitted when
   *  the step is another role's; invalid when a fact is missing or cannot be; changed-meanwhile, not-found */
  advance(actor: Actor, cycleId: string, version: number, input: StepInput): Promise<CycleView> {
    return this.access.write(actor, 'journey.advance', cycleId, (rows) => this.advanceIn(rows, actor, cycleId, version, input));
  }

  /** As `advance`, in a transaction that is open already. */
  advanceIn(rows: Rows, actor: Actor, cycleId: string, version: number, input: StepInput): Promise<CycleView> {
    return this.move(rows, actor, cycleId, version, input, null);
  }

  /** Takes the last step of a cycle back, in a transaction that is open already. What was stays in the events, and so does this.
   *  @throws Problem not-found; changed-meanwhile when anything touched the cycle since that step */
  async takeBackIn(rows: Rows, cycleId: string, version: number, before: StageFacts, note: string): Promise<CycleView> {
    const cycle = await lockCurrent(rows, cycleId, version);
    const fromStage = cycle.stage;
    Object.assign(cycle, before);
    await rows.save(cycle);
    await rows.add(eventOf(rows, cycle, fromStage, rows.today, { to: before.stage, note }, null, []));
    rows.about({ subjectId: cycle.id, candidateId: cycle.candidateId, areaCode: cycle.areaCode, fields: ['stage'] });
    return cycleView(rows, cycleId);
  }

  /** A supervisor takes a step in spite of its blockers, with a written reason. What is never lifted (age, contract, visa) stays.
   *  @throws Problem step-blocked with the blockers that remain; else as `advance` */
  override(actor: Actor, cycleId: string, version: number, input: StepInput & Lift): Promise<CycleView> {
    const { reason, ...step } = input;
    return this.access.write(actor, 'journey.override', cycleId, (rows) => this.move(rows, actor, cycleId, version, step, { reason }));
  }

  /** A supervisor lifts one requirement for one cycle, with a written reason. Contract and visa are never lifted.
   *  @throws Problem invalid when the checklist does not ask for it or it may not be lifted; already-exists, changed-meanwhile */
  waive(
    actor: Actor,
    cycleId: string,
    version: number,
    waiver: { readonly documentCode: string; readonly reason: string },
  ): Promise<ChecklistView> {
    return this.access.write(actor, 'journey.waive', cycleId, async (rows) => {
      const cycle = await lockCurrent(rows, cycleId, version);
      const { documentCode, reason } = waiver;
      refuseWaiver(await assess(rows, this.documents, cycleId), documentCode);
      await rows.query(
        `INSERT INTO document_waiver (cycle_id, candidate_id, area_code, document_code, reason, waived_by) VALUES ($1, $2, $3, $4, $5, $6)`,
        [cycleId, cycle.candidateId, cycle.areaCode, documentCode, reason, rows.actorId],
      );
      await rows.save(cycle);
      rows.about({ candidateId: cycle.candidateId, areaCode: cycle.areaCode, fields: [documentCode] });
      return checklistView(await assess(rows, this.documents, cycleId), rows.today);
    });
  }

  /** Brings stored checklists up to date for people whose facts changed, at most `limit`; the worker's loop.
   *  @returns how many people were settled; 0 when nothing is left or all of it is being changed right now */
  refreshChecklists(limit: number): Promise<number> {
    return this.access.system('checklist.refresh', (rows) => refreshStale(rows, limit), { audited: false });
  }

  /** Brings stored checklists up to date that may have changed because a day came or the rules changed; the worker's nightly clock.
   *  @param today the office's day @param isStopping asked between batches: whoever is marked and not reached keeps the mark
   *  @returns how many people were settled. Safe to run twice */
  async refreshAllDue(today: string, isStopping: () => boolean = () => false): Promise<number> {
    await this.access.system('checklist.due', (rows) => markDue(rows, today), { audited: false });
    let total = await this.settleMarks(isStopping);
    const sweep = await ChecklistSweep.of(this.access);
    try {
      for (let isGoing = true; isGoing && !isStopping();) {
        // Two lanes: while one looks at the next people, the other writes the answers of those who were marked before.
        const [seen, settled] = await Promise.all([sweep.go(), this.settleMarks(isStopping)]);
        total += settled + (seen === null ? 0 : seen.seen - seen.marked);
        isGoing = seen !== null;
      }
    } finally {
      await sweep.leave();
    }
    return total + (await this.settleMarks(isStopping));
  }

  private async settleMarks(isStopping: () => boolean): Promise<number> {
    let total = 0;
    for (let settled = 1; settled > 0 && !isStopping(); total += settled) settled = await this.refreshChecklists(REFRESH_BATCH);
    return total;
  }

  // What is seen of one person's papers and blockers stands in the trail under that person's name (UU 27/2022 art 31).
  private async seen(rows: Rows, cycleId: string): Promise<Assessment> {
    const assessment = await assess(rows, this.documents, cycleId);
    const { candidateId, areaCode } = assessment.placementCase;
    rows.about({ candidateId, areaCode });
    return assessment;
  }

  private async move(rows: Rows, actor: Actor, cycleId: string, version: number, input: StepInput, lift: Lift | null): Promise<CycleView> {
    const cycle = await lockCurrent(rows, cycleId, version);
    const step = await this.offered(rows, actor, cycle, input.to);
    const lifted = refuseBlocked(step.blockers, lift);
    refuseImpossibleStep(cycle, step, input, rows.today);
    const fromStage = cycle.stage;
    const effectiveOn = take(cycle, input, rows.today);
    await rows.save(cycle);
    await rows.add(eventOf(rows, cycle, fromStage, effectiveOn, input, lift, lifted));
    if (freesTrainingSeat(cycle.stage))
      await this.training.releaseSeats(rows, cycle.candidateId, 'Calon tidak melanjutkan proses penempatan.');
    rows.about({ subjectId: cycle.id, candidateId: cycle.candidateId, areaCode: cycle.areaCode, fields: ['stage'] });
    return cycleView(rows, cycleId);
  }

  private async offered(rows: Rows, actor: Actor, cycle: PlacementCycle, to: Stage): Promise<ShownStep> {
    const steps = await stepsForActor(rows, actor, await assess(rows, this.documents, cycle.id));
    const step = steps.find((candidate) => candidate.to === to);
    if (!step)
      throw problem('wrong-state', { detail: `Dari tahap "${stageName(cycle.stage)}" tidak dapat langsung ke tahap "${stageName(to)}".` });
    if (step.blockers.some((blocker) => blocker.code === ROLE_NOT_PERMITTED)) throw problem('not-permitted');
    return step;
  }

  private async endLastCycle(rows: Rows, candidateId: string): Promise<PlacementCycle | null> {
    const [current] = await rows.query<{ id: string }>(`SELECT id FROM placement_cycle WHERE candidate_id = $1 AND is_current`, [
      candidateId,
    ]);
    if (!current) return null;
    const last = await lockCurrent(rows, current.id);
    if (!mayBeFollowed(last.stage))
      throw problem('wrong-state', { detail: `Proses yang berjalan masih pada tahap "${stageName(last.stage)}".` });
    last.isCurrent = false;
    return rows.save(last);
  }
}

/** @returns the codes of the blockers that were lifted */
function refuseBlocked(blockers: readonly ShownBlocker[], lift: Lift | null): string[] {
  const remaining = lift ? blockers.filter((blocker) => !blocker.overridable) : blockers;
  if (remaining.length > 0) throw problem('step-blocked', { blockers: remaining });
  return blockers.map(({ code, documentCode }) => (documentCode ? `${code}:${documentCode}` : code));
}

function refuseWaiver(assessment: Assessment, documentCode: string): void {
  const item = assessment.items.find((candidate) => candidate.documentCode === documentCode);
  const fault = (code: string, detail: string): never => {
    throw problem('invalid', { errors: [{ pointer: '/documentCode', code, detail }] });
  };
  if (!item || item.requirement !== 'required') return fault('document-not-required', 'Dokumen ini tidak diwajibkan untuk proses ini.');
  if (isNeverWaived(assessment, documentCode))
    return fault('never-waived', `${documentName(documentCode)} tidak pernah dapat dikecualikan.`);
  if (item.state === 'waived') throw problem('already-exists', { detail: 'Dokumen ini sudah dikecualikan.' });
}

function wentOnLeave(last: PlacementCycle): boolean {
  return last.departedOn !== null && last.wasProcedural !== false && last.returnReason === 'leave';
}

function officerFor(actor: Actor, last: PlacementCycle | null): string | null {
  return actor.role === 'bp3mi_officer' ? actor.userId : (last?.officerId ?? null);
}

function eventOf(
  rows: Rows,
  cycle: PlacementCycle,
  fromStage: Stage,
  effectiveOn: string,
  input: StepInput,
  lift: Lift | null,
  overridden: string[],
): StageEvent {
  return Object.assign(new StageEvent(), {
    id: newId(),
    cycleId: cycle.id,
    candidateId: cycle.candidateId,
    areaCode: cycle.areaCode,
    fromStage,
    toStage: cycle.stage,
    effectiveOn,
    actorId: rows.actorId,
    reasonCode: input.reasonCode ?? null,
    note: lift ? lift.reason : (input.note ?? null),
    overridden,
    edition: EDITION,
  });
}
