import journeysFile from '../rules/journeys.json' with { type: 'json' };
import type { AppliesWhen } from './conditions.js';
import { CONFIDENCES, Entry, RULE_ROLES, type LegalBasis, type RuleRole } from './rule-file.js';
import { MAIN_STAGES, OFF_RAMP_STAGES, SCHEMES, STAGES, type MainStage, type Scheme, type Stage } from './stages.js';

/** Fields that a step asks for besides its target. `effectiveOn` may always be given. */
export const STEP_NEEDS = [
  'effectiveOn',
  'reasonCode',
  'note',
  'departedOn',
  'arrivedOn',
  'returnedOn',
  'returnReason',
  'wasProcedural',
] as const;
export type StepNeed = (typeof STEP_NEEDS)[number];

/** The order of stages for those who match `appliesWhen`. */
export interface Journey {
  readonly id: string;
  readonly appliesWhen: AppliesWhen;
  readonly order: readonly MainStage[];
  readonly legalBasis: LegalBasis;
}

/** Who may enter a stage and what must be told. */
export interface Transition {
  readonly to: MainStage;
  readonly roles: readonly RuleRole[];
  readonly needs: readonly StepNeed[];
}

/** A stage beside the way: from where, why, and how one comes back. */
export interface OffRamp {
  readonly stage: Stage;
  readonly from: readonly Stage[];
  readonly reasonCodes: readonly string[];
  readonly roles: readonly RuleRole[];
  readonly needs: readonly StepNeed[];
  /** False when another verb leads there (merging duplicates). */
  readonly isOffered: boolean;
  readonly comeback: {
    /** `resume` = the stage it came from, `stage` = one of `to`, `new_cycle` = only by a new cycle, `none` = never. */
    readonly kind: 'resume' | 'stage' | 'new_cycle' | 'none';
    readonly to: readonly MainStage[];
    readonly roles: readonly RuleRole[];
  };
}

/** A code with its names, as shown in lists. */
export interface NamedCode<Code extends string> {
  readonly code: Code;
  readonly nameId: string;
  readonly nameEn: string;
}

const file = Entry.of(journeysFile, 'journeys');

/** The placement schemes with their names. */
export const SCHEME_NAMES: readonly NamedCode<Scheme>[] = named(file.entries('schemes'), SCHEMES);
/** All stages with their names, the way first, then the stages beside it. */
export const STAGE_NAMES: readonly NamedCode<Stage>[] = named(file.entries('stages'), STAGES);

/** The orders of stages; exactly one matches a person. Rules: rules/journeys.json. */
export const JOURNEYS: readonly Journey[] = file.entries('journeys').map((entry) => ({
  id: entry.text('id'),
  appliesWhen: entry.appliesWhen(),
  order: entry.listOf('order', MAIN_STAGES),
  legalBasis: entry.legalBasis(),
}));

/** Every stage of the way but the first, with who may enter it. */
export const TRANSITIONS: readonly Transition[] = file.entries('transitions').map((entry) => ({
  to: entry.oneOf('to', MAIN_STAGES),
  roles: entry.listOf('roles', RULE_ROLES),
  needs: entry.listOf('needs', STEP_NEEDS),
}));

/** Forward steps besides "the next stage of the order". */
export const SHORTCUTS = file.entries('shortcuts').map((entry) => ({
  from: entry.oneOf('from', STAGES),
  to: entry.oneOf('to', MAIN_STAGES),
  confidence: entry.entry('legalBasis').oneOf('confidence', CONFIDENCES),
}));

/** The stages beside the way. */
export const OFF_RAMPS: readonly OffRamp[] = file.entries('offRamps').map((entry) => ({
  stage: entry.oneOf('stage', OFF_RAMP_STAGES),
  from: entry.listOf('from', STAGES),
  reasonCodes: entry.texts('reasonCodes'),
  roles: entry.listOf('roles', RULE_ROLES),
  needs: entry.listOf('needs', STEP_NEEDS),
  isOffered: entry.yes('isOffered'),
  comeback: readComeback(entry.entry('comeback')),
}));

/** The one step that the system takes by itself: a clearance lapses when a required paper no longer covers the departure. */
export const FALL_BACK: { readonly from: MainStage; readonly to: MainStage; readonly reasonCode: string } = readFallBack(
  file.entry('fallBack'),
);

/** Why somebody came home. */
export const RETURN_REASONS: readonly string[] = file.texts('returnReasons');

/** Indonesian or English name of a stage. */
export function stageName(stage: Stage, language: 'id' | 'en' = 'id'): string {
  const name = STAGE_NAMES.find((candidate) => candidate.code === stage);
  if (name === undefined) return stage;
  return language === 'id' ? name.nameId : name.nameEn;
}

function named<Code extends string>(entries: readonly Entry[], codes: readonly Code[]): readonly NamedCode<Code>[] {
  return entries.map((entry) => ({ code: entry.oneOf('code', codes), nameId: entry.text('nameId'), nameEn: entry.text('nameEn') }));
}

function readComeback(entry: Entry): OffRamp['comeback'] {
  return {
    kind: entry.oneOf('kind', ['resume', 'stage', 'new_cycle', 'none']),
    to: entry.listOf('to', MAIN_STAGES),
    roles: entry.listOf('roles', RULE_ROLES),
  };
}

function readFallBack(entry: Entry): { from: MainStage; to: MainStage; reasonCode: string } {
  return { from: entry.oneOf('from', MAIN_STAGES), to: entry.oneOf('to', MAIN_STAGES), reasonCode: entry.text('reasonCode') };
}
