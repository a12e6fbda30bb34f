import { problem, type FieldError } from '#libs/platform';
import { FALL_BACK, MAIN_STAGES, RETURN_REASONS, type Stage, type StepNeed } from '#libs/rulebook';

import type { ShownStep } from './assessment.js';
import type { PlacementCycle } from './placement-cycle.entity.js';

/** What comes with a step. `effectiveOn` is the legal day it counts from; without it the day of the fact told, else today. */
export interface StepInput {
  readonly to: Stage;
  readonly effectiveOn?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly note?: string | undefined;
  readonly departedOn?: string | undefined;
  readonly arrivedOn?: string | undefined;
  readonly returnedOn?: string | undefined;
  readonly returnReason?: string | undefined;
  readonly wasProcedural?: boolean | undefined;
}

const NEED_DETAILS = {
  effectiveOn: 'Isi tanggal kejadian.',
  reasonCode: 'Pilih alasannya.',
  note: 'Tuliskan catatan singkat.',
  departedOn: 'Isi tanggal berangkat.',
  arrivedOn: 'Isi tanggal tiba.',
  returnedOn: 'Isi tanggal pulang.',
  returnReason: 'Pilih sebab kepulangan.',
  wasProcedural: 'Pilih apakah keberangkatannya prosedural.',
} as const satisfies Record<StepNeed, string>;

/** Refuses a step whose facts are missing or cannot be: days of the future, arrival before departure, an unknown reason.
 *  @throws Problem invalid with every fault */
export function refuseImpossibleStep(cycle: PlacementCycle, step: ShownStep, input: StepInput, today: string): void {
  const faults = [
    ...step.needs.filter((need) => input[need] === undefined).map((need) => fault(need, `${need}-missing`, NEED_DETAILS[need])),
    ...futureDays(input, today),
    ...daysOutOfOrder(cycle, input),
    ...unknownReasons(step, input),
  ];
  if (faults.length > 0) throw problem('invalid', { errors: faults });
}

/** Moves the cycle. A pause remembers the stage it came from; coming back forgets it.
 *  @returns the legal day of the step */
export function take(cycle: PlacementCycle, input: StepInput, today: string): string {
  const effectiveOn = input.effectiveOn ?? dayTold(input) ?? today;
  cycle.resumeStage = resumeStageAfter(cycle, input.to);
  cycle.stage = input.to;
  cycle.stageSince = effectiveOn;
  if (isBeforeDeparture(input.to)) forgetDeparture(cycle);
  if (input.to === 'departed') {
    cycle.departedOn = input.departedOn ?? effectiveOn;
    // Everybody who departs by this way has passed every guard of it.
    cycle.wasProcedural = true;
  }
  if (input.to === 'placed') cycle.arrivedOn = input.arrivedOn ?? cycle.arrivedOn;
  if (input.to === 'returned') {
    cycle.returnedOn = input.returnedOn ?? effectiveOn;
    cycle.returnReason = input.returnReason ?? null;
    cycle.wasProcedural = input.wasProcedural ?? cycle.wasProcedural;
  }
  return effectiveOn;
}

/** The step that only the system takes, because a required paper no longer covers the departure. */
export const LAPSED_CLEARANCE = FALL_BACK;

/** Who leaves the way gives back the training seat; a pause keeps it. */
export function freesTrainingSeat(to: Stage): boolean {
  return ['withdrawn', 'unfit', 'rejected', 'cancelled', 'deceased', 'merged'].includes(to);
}

function isBeforeDeparture(stage: Stage): boolean {
  const place = MAIN_STAGES.findIndex((main) => main === stage);
  return place !== -1 && place < MAIN_STAGES.indexOf('departed');
}

// Who starts again after a departure that failed has not departed; the checklist must count from today again. The events keep what was.
function forgetDeparture(cycle: PlacementCycle): void {
  if (cycle.departedOn === null) return;
  cycle.departedOn = null;
  cycle.arrivedOn = null;
  if (cycle.returnedOn === null) cycle.wasProcedural = null;
}

function dayTold(input: StepInput): string | undefined {
  const told = { departed: input.departedOn, placed: input.arrivedOn, returned: input.returnedOn };
  return Object.entries(told).find(([stage]) => stage === input.to)?.[1];
}

function resumeStageAfter(cycle: PlacementCycle, to: Stage): Stage | null {
  const isOnTheWay = (stage: Stage): boolean => MAIN_STAGES.some((main) => main === stage);
  if (isOnTheWay(to)) return null;
  return isOnTheWay(cycle.stage) ? cycle.stage : cycle.resumeStage;
}

function futureDays(input: StepInput, today: string): FieldError[] {
  const days = ['effectiveOn', 'departedOn', 'arrivedOn', 'returnedOn'] as const;
  return days.filter((name) => (input[name] ?? '') > today).map((name) => fault(name, 'date-in-future', 'Tanggal ini belum terjadi.'));
}

function daysOutOfOrder(cycle: PlacementCycle, input: StepInput): FieldError[] {
  const departedOn = input.departedOn ?? cycle.departedOn;
  const later = ['arrivedOn', 'returnedOn'] as const;
  return later
    .filter((name) => departedOn !== null && input[name] !== undefined && input[name] < departedOn)
    .map((name) => fault(name, 'date-before-departure', 'Tanggal ini mendahului tanggal berangkat.'));
}

function unknownReasons(step: ShownStep, input: StepInput): FieldError[] {
  const wrongCode = input.reasonCode !== undefined && !step.reasonCodes.includes(input.reasonCode);
  const wrongReturn = input.to === 'returned' && input.returnReason !== undefined && !RETURN_REASONS.includes(input.returnReason);
  return [
    ...(wrongCode ? [fault('reasonCode', 'reason-unknown', 'Alasan ini tidak tersedia untuk langkah tersebut.')] : []),
    ...(wrongReturn ? [fault('returnReason', 'reason-unknown', 'Sebab kepulangan tidak dikenal.')] : []),
  ];
}

function fault(field: string, code: string, detail: string): FieldError {
  return { pointer: `/${field}`, code, detail };
}
