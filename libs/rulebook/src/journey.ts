import type { ChecklistItem } from './checklist-item.js';
import { isInOrder } from './checklist.js';
import { applies } from './conditions.js';
import { ruleFactsOf, type Facts } from './facts.js';
import {
  adult,
  ageFitsDestination,
  countryOpen,
  departurePlanned,
  destinationKnown,
  documentBlockers,
  domicileKnown,
  employerIsLegalEntity,
  employerKnown,
  nameKnown,
  nikKnown,
  noticeGiven,
  personComplete,
  schemeChosen,
  type Blocker,
  type Guard,
} from './guards.js';
import { FALL_BACK, JOURNEYS, OFF_RAMPS, SHORTCUTS, TRANSITIONS, type Journey, type StepNeed } from './journey-rules.js';
import type { RuleRole } from './rule-file.js';
import { MAIN_STAGES, type MainStage, type Scheme, type Stage } from './stages.js';

/** What must be true to enter a stage, besides its documents. Stages not named here have no guard of their own. */
const ENTRY: Readonly<Partial<Record<MainStage, readonly Guard[]>>> = {
  lead: [nameKnown, domicileKnown],
  registered: [adult, nikKnown, schemeChosen, noticeGiven],
  selected: [destinationKnown, countryOpen, ageFitsDestination],
  contracted: [destinationKnown, employerKnown, employerIsLegalEntity],
  cleared: [departurePlanned, personComplete, adult, destinationKnown, countryOpen, ageFitsDestination],
};

/** A stage that may follow, with everything that stands in the way now. No blockers: it may be taken. */
export interface OfferedStep {
  readonly to: Stage;
  /** `forward` on the way, `off_ramp` beside it, `return` back onto it. */
  readonly kind: 'forward' | 'off_ramp' | 'return';
  readonly blockers: readonly Blocker[];
  /** Fields that must come with the step. */
  readonly needs: readonly StepNeed[];
  /** Allowed values of `reasonCode`; empty when the step has none. */
  readonly reasonCodes: readonly string[];
  readonly roles: readonly RuleRole[];
}

/** Every stage that may follow, each with all its blockers. Screen and decision read the same answer.
 *  A forward step checks again the guards and documents of all earlier stages, on the planned day of departure.
 *  @param facts with the checklist of today in `items` @throws Error when a date is not a calendar day
 *  Rules: rules/journeys.json (order, roles, reasons), rules/documents.json (`neededFor`) */
export function stepsFrom(scheme: Scheme | null, stage: Stage, facts: Facts): readonly OfferedStep[] {
  const here: Facts = { ...facts, scheme, stage };
  return [...forwardSteps(here), ...returnSteps(here), ...offRampSteps(here)];
}

/** The stages of this person's way in order; the country (EPS Korea) and re-entry can change it. */
export function journeyFor(facts: Facts): Journey {
  const ruleFacts = ruleFactsOf(facts);
  const journey = JOURNEYS.find((candidate) => applies(candidate.appliesWhen, ruleFacts));
  if (journey === undefined) throw new Error(`No journey for scheme ${facts.scheme ?? 'none'}`);
  return journey;
}

/** Must a cleared person go back to preparation by itself, because a required paper lapsed, was voided or no longer covers
 *  the departure? The step is `FALL_BACK` and is made by the system. Papers of the last days (ticket, pregnancy test) do not count. */
export function mustFallBack(stage: Stage, items: readonly ChecklistItem[]): boolean {
  return (
    stage === FALL_BACK.from && items.some((item) => item.requirement === 'required' && item.neededFor !== 'departed' && !isInOrder(item))
  );
}

/** Is this attempt over, so that a new one may follow it? */
export function mayBeFollowed(stage: Stage): boolean {
  return (
    stage === 'returned' ||
    stage === 'closed' ||
    OFF_RAMPS.some((offRamp) => offRamp.stage === stage && offRamp.comeback.kind === 'new_cycle')
  );
}

function forwardSteps(facts: Facts): readonly OfferedStep[] {
  const order = journeyFor(facts).order;
  const next = nextStage(order, facts.stage);
  const shortcuts = SHORTCUTS.filter((shortcut) => shortcut.from === facts.stage).map((shortcut) => shortcut.to);
  return [...(next === null ? [] : [next]), ...shortcuts].map((to) => forwardStep(to, order, facts));
}

function forwardStep(to: MainStage, order: readonly MainStage[], facts: Facts): OfferedStep {
  return { ...stepTo(to, 'forward'), blockers: blockersOf(to, order, facts) };
}

// A stage that is no longer on the way (the scheme was changed) goes on at the next one of the legal order.
function nextStage(order: readonly MainStage[], stage: Stage): MainStage | null {
  const place = order.findIndex((candidate) => candidate === stage);
  if (place !== -1) return order[place + 1] ?? null;
  const number = MAIN_STAGES.findIndex((candidate) => candidate === stage);
  return number === -1 ? null : (order.find((candidate) => MAIN_STAGES.indexOf(candidate) > number) ?? null);
}

function returnSteps(facts: Facts): readonly OfferedStep[] {
  const offRamp = OFF_RAMPS.find((candidate) => candidate.stage === facts.stage);
  if (offRamp === undefined) return [];
  const { kind, to, roles } = offRamp.comeback;
  const order = journeyFor(facts).order;
  const targets = kind === 'resume' ? resumeTargets(facts.resumeStage, to) : to;
  const onTheWay = targets.map((target) => (order.includes(target) ? target : (nextStage(order, target) ?? target)));
  return [...new Set(onTheWay)].map((target) => ({ ...stepTo(target, 'return'), roles }));
}

function resumeTargets(resumeStage: Stage | null, fallback: readonly MainStage[]): readonly MainStage[] {
  const resumed = MAIN_STAGES.find((stage) => stage === resumeStage);
  return resumed === undefined ? fallback : [resumed];
}

function offRampSteps(facts: Facts): readonly OfferedStep[] {
  const open = OFF_RAMPS.filter((offRamp) => offRamp.isOffered && offRamp.from.includes(facts.stage));
  return open.map((offRamp) => ({
    to: offRamp.stage,
    kind: 'off_ramp',
    blockers: [],
    needs: offRamp.needs,
    reasonCodes: offRamp.reasonCodes,
    roles: offRamp.roles,
  }));
}

function stepTo(to: MainStage, kind: 'forward' | 'return'): OfferedStep {
  const transition = TRANSITIONS.find((candidate) => candidate.to === to);
  return { to, kind, blockers: [], needs: transition?.needs ?? [], reasonCodes: [], roles: transition?.roles ?? [] };
}

// After departure the papers have done their work; what is asked then are facts of the step itself.
function blockersOf(to: MainStage, order: readonly MainStage[], facts: Facts): readonly Blocker[] {
  const target = order.indexOf(to);
  if (target > order.indexOf('departed') || !order.includes('departed')) return [];
  const guards = new Set(order.slice(0, target + 1).flatMap((stage) => ENTRY[stage] ?? []));
  const documents = facts.items.filter((item) => item.requirement === 'required' && isNeeded(item, to, target, order));
  return [
    ...[...guards].flatMap((guard) => guard(facts)),
    ...documents.flatMap((item) => documentBlockers(item, facts, mustCover(item, target, order, facts))),
  ];
}

// Clearance asks for every required paper but those of the last days; earlier stages for their own and the earlier ones.
function isNeeded(item: ChecklistItem, to: MainStage, target: number, order: readonly MainStage[]): boolean {
  if (to === 'departed') return true;
  if (to === 'cleared') return item.neededFor !== 'departed';
  return item.neededFor !== null && placeOn(order, item.neededFor) <= target;
}

function mustCover(item: ChecklistItem, target: number, order: readonly MainStage[], facts: Facts): boolean {
  const hasPlan = facts.plannedDepartureOn !== null;
  return hasPlan && placeOn(order, item.coverDepartureFrom ?? 'cleared') <= target;
}

function placeOn(order: readonly MainStage[], stage: Stage): number {
  const place = order.findIndex((candidate) => candidate === stage);
  if (place !== -1) return place;
  const number = MAIN_STAGES.findIndex((candidate) => candidate === stage);
  return order.findIndex((candidate) => MAIN_STAGES.indexOf(candidate) > number);
}
