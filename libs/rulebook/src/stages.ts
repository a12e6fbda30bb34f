/** Stages of the way abroad in their legal order (the numbers 1 to 15 of the office's own list). */
export const MAIN_STAGES = [
  'lead',
  'registered',
  'selected',
  'in_preparation',
  'health_cleared',
  'placement_agreed',
  'contracted',
  'insured',
  'visa_granted',
  'opp_completed',
  'cleared',
  'departed',
  'placed',
  'returned',
  'closed',
] as const;
/** Stages beside the way: waiting, given up, ended. */
export const OFF_RAMP_STAGES = [
  'on_hold',
  'withdrawn',
  'unfit',
  'rejected',
  'cancelled',
  'suspected_non_procedural',
  'deceased',
  'missing_contact',
  'merged',
] as const;
/** Every stage a cycle can be in; the values of `placement_cycle.stage`. */
export const STAGES = [...MAIN_STAGES, ...OFF_RAMP_STAGES] as const;
export type MainStage = (typeof MAIN_STAGES)[number];
export type Stage = (typeof STAGES)[number];

/** Placement schemes. `training_abroad` (magang) lies outside UU 18/2017 art 4 (2): it is recorded, never placed. */
export const SCHEMES = ['g_to_g', 'g_to_p', 'p_to_p', 'ukps', 'independent', 'ssw', 'seafarer', 'training_abroad'] as const;
export type Scheme = (typeof SCHEMES)[number];

export type Sex = 'female' | 'male';
export type MaritalStatus = 'single' | 'married' | 'divorced' | 'widowed';
export type EmployerKind = 'legal_entity' | 'individual';
