import {
  addDays,
  addMonths,
  journeyFor,
  STAGES,
  type CaseFacts,
  type EmployerKind,
  type MainStage,
  type Scheme,
  type Sex,
  type Stage,
} from '#libs/rulebook';

import type { DemoCycle, DemoStep } from './demo-office.js';
import type { Dice } from './dice.js';

interface Job {
  readonly title: string;
  /** KBJI 2014, four digits. */
  readonly code: string;
}

// Schemes 45 % independent and SSW, 30 % P to P, 10 % each crew and G to G, 5 % UKPS; destinations as the region's own: Japan first.
const SCHEMES: readonly (readonly [Scheme, number])[] = [
  ['ssw', 27],
  ['independent', 18],
  ['p_to_p', 30],
  ['seafarer', 10],
  ['g_to_g', 10],
  ['ukps', 5],
];
const COUNTRIES: Readonly<Partial<Record<Scheme, readonly (readonly [string, number])[]>>> = {
  ssw: [['JP', 1]],
  independent: [
    ['SB', 5],
    ['TO', 3],
    ['PG', 4],
    ['BN', 4],
    ['MY', 2],
    ['SA', 1],
  ],
  p_to_p: [
    ['MY', 16],
    ['TW', 6],
    ['BN', 5],
    ['HK', 5],
    ['PG', 2],
  ],
  seafarer: [
    ['TW', 6],
    ['KR', 4],
  ],
  g_to_g: [
    ['KR', 6],
    ['JP', 3],
    ['DE', 1],
  ],
  ukps: [
    ['MY', 3],
    ['PG', 2],
  ],
};
const JOBS: Readonly<Record<string, readonly Job[]>> = {
  JP: [
    { title: 'Perawat lansia (kaigo)', code: '5322' },
    { title: 'Pekerja pertanian', code: '9211' },
    { title: 'Operator mesin makanan', code: '8160' },
    { title: 'Tukang las', code: '7212' },
  ],
  MY: [
    { title: 'Pekerja perkebunan sawit', code: '9211' },
    { title: 'Operator pabrik', code: '9329' },
    { title: 'Buruh konstruksi', code: '9313' },
  ],
  BN: [
    { title: 'Pekerja tambak udang', code: '6221' },
    { title: 'Juru masak', code: '5120' },
    { title: 'Tukang bangunan', code: '7111' },
  ],
  TW: [
    { title: 'Perawat lansia', code: '5322' },
    { title: 'Operator pabrik', code: '9329' },
  ],
  KR: [
    { title: 'Operator pabrik', code: '9329' },
    { title: 'Tukang las', code: '7212' },
  ],
  HK: [{ title: 'Pekerja rumah tangga', code: '9111' }],
  PG: [
    { title: 'Pekerja perkebunan', code: '9211' },
    { title: 'Tukang bangunan', code: '7111' },
  ],
  SB: [
    { title: 'Nelayan', code: '6222' },
    { title: 'Tukang bangunan', code: '7111' },
  ],
  TO: [{ title: 'Tukang bangunan', code: '7111' }],
  SA: [{ title: 'Pengemudi', code: '8322' }],
  DE: [{ title: 'Perawat', code: '2221' }],
};
const CREW: Job = { title: 'Awak dek kapal', code: '8350' };
const EMPLOYERS = [
  'Contoh Kaigo Center',
  'Contoh Farm',
  'Contoh Plantation',
  'Contoh Foods',
  'Contoh Marine',
  'Contoh Builders',
  'Contoh Steel',
];
const AGENCIES = ['PT Contoh Bahari Nusantara', 'PT Contoh Karya Anoa', 'PT Contoh Mitra Sultra'];
const HOUSEHOLD = ['9111', '5322'];

const WANDERING = { JP: 1, MY: 14, SA: 2, BN: 1 };
const RETURN_REASONS = {
  procedural: ['contract_finished', 'contract_finished', 'leave', 'family', 'terminated'],
  other: ['deportation', 'deportation', 'deportation', 'repatriation', 'illness'],
} as const;

export interface Wish {
  readonly stage: Stage;
  readonly sex: Sex;
  readonly today: string;
  /** Known only for returned people. */
  readonly wasProcedural?: boolean;
  readonly returnedOn?: string;
  readonly stageSince?: string;
  readonly plannedDepartureOn?: string;
  readonly scheme?: Scheme;
}

/** A way abroad up to the wished stage: scheme, destination, job, and every step with its day. */
export function inventedCycle(dice: Dice, wish: Wish): DemoCycle {
  if (wish.stage === 'returned' && wish.wasProcedural !== true) return cycleOfReturnee(dice, wish);
  const reached = reachedStage(dice, wish.stage);
  const scheme = wish.stage === 'lead' && dice.percent(55) ? null : (wish.scheme ?? schemeThrough(dice, reached));
  const country = scheme === null ? null : dice.weighted(COUNTRIES[scheme] ?? [['MY', 1]]);
  const job = jobOf(dice, scheme, country);
  const order = orderOf(scheme, country);
  const days = daysOfSteps(dice, order, reached, wish);
  const at = (stage: MainStage): string | null => days.get(stage) ?? null;
  const departedOn = at('departed');
  const stageSince = wish.stage === reached ? (days.get(reached) ?? wish.today) : sideStepOn(dice, days.get(reached) ?? wish.today, wish);
  const isSettled = scheme !== null && order.findIndex((known) => known === reached) >= order.indexOf('contracted');
  return {
    id: dice.id([...days.values()][0] ?? wish.today),
    scheme,
    destinationCountry: country,
    jobTitle: job?.title ?? null,
    jobCode: job?.code ?? null,
    employerName: isSettled ? dice.pick(EMPLOYERS) : null,
    employerKind: isSettled ? employerKind(job) : null,
    placementAgency: scheme === 'p_to_p' || scheme === 'seafarer' ? dice.pick(AGENCIES) : null,
    stage: wish.stage,
    resumeStage: ['on_hold', 'missing_contact'].includes(wish.stage) ? reached : null,
    reached,
    openedOn: [...days.values()][0] ?? wish.today,
    stageSince,
    plannedDepartureOn: departedOn ?? wish.plannedDepartureOn ?? plannedDeparture(dice, order, reached, wish.today),
    departedOn,
    arrivedOn: at('placed'),
    returnedOn: at('returned'),
    returnReason: at('returned') ? dice.pick(RETURN_REASONS.procedural) : null,
    wasProcedural: departedOn === null ? null : true,
    contractEndsOn: departedOn === null ? null : addMonths(departedOn, dice.pick([24, 36])),
    steps: stepsOf(days, wish.stage, reached, stageSince, dice),
  };
}

// People who left outside the registered route are first met when they come home: one step, and little is known.
function cycleOfReturnee(dice: Dice, { today, returnedOn, wasProcedural = false }: Wish): DemoCycle {
  const day = returnedOn ?? addDays(today, -dice.between(5, 700));
  const country = dice.weighted(Object.entries(WANDERING));
  const job = dice.pick(JOBS[country] ?? []);
  return {
    id: dice.id(day),
    scheme: null,
    destinationCountry: country,
    jobTitle: job.title,
    jobCode: job.code,
    employerName: null,
    employerKind: null,
    placementAgency: null,
    stage: 'returned',
    resumeStage: null,
    reached: 'returned',
    openedOn: day,
    stageSince: day,
    plannedDepartureOn: null,
    departedOn: dice.percent(60) ? addDays(day, -dice.between(120, 1500)) : null,
    arrivedOn: null,
    returnedOn: day,
    returnReason: dice.pick(RETURN_REASONS.other),
    wasProcedural,
    contractEndsOn: null,
    steps: [{ from: null, to: 'returned', on: day, reasonCode: null }],
  };
}

// Where a side step was taken from.
const LEFT_AT: Readonly<Partial<Record<Stage, readonly MainStage[]>>> = {
  on_hold: ['registered', 'in_preparation', 'contracted'],
  withdrawn: ['lead', 'registered', 'in_preparation'],
  unfit: ['in_preparation'],
  rejected: ['registered', 'selected'],
  cancelled: ['contracted', 'visa_granted'],
  suspected_non_procedural: ['lead', 'registered'],
  missing_contact: ['placed'],
};

function reachedStage(dice: Dice, stage: Stage): Stage {
  const from = LEFT_AT[stage];
  return from ? dice.pick(from) : stage;
}

function schemeThrough(dice: Dice, stage: Stage): Scheme {
  for (;;) {
    const scheme = dice.weighted(SCHEMES);
    if (orderOf(scheme, COUNTRIES[scheme]?.[0]?.[0] ?? null).some((known) => known === stage)) return scheme;
  }
}

function jobOf(dice: Dice, scheme: Scheme | null, country: string | null): Job | null {
  if (scheme === null) return null;
  return scheme === 'seafarer' ? CREW : dice.pick(JOBS[country ?? ''] ?? [CREW]);
}

// Household work is for a person; care in Japan is for a company.
function employerKind(job: Job | null): EmployerKind {
  return job !== null && HOUSEHOLD.includes(job.code) && job.title !== 'Perawat lansia (kaigo)' ? 'individual' : 'legal_entity';
}

function orderOf(scheme: Scheme | null, country: string | null): readonly MainStage[] {
  if (scheme === null) return ['lead'];
  return journeyFor({ ...NOTHING_KNOWN, scheme, destinationCountry: country, items: [] }).order;
}

/** A case of which nothing is known yet; facts are laid over it. */
export const NOTHING_KNOWN: CaseFacts = {
  today: '2026-01-16',
  cycleId: null,
  scheme: null,
  stage: 'lead',
  resumeStage: null,
  sex: null,
  birthDate: null,
  maritalStatus: null,
  destinationCountry: null,
  jobCode: null,
  hasJob: false,
  employerKind: null,
  hasEmployer: false,
  hasPlacementAgency: false,
  isReentry: false,
  trainedAtCenter: false,
  plannedDepartureOn: null,
  departedOn: null,
  hasName: true,
  hasNik: false,
  areaCode: null,
  noticeGiven: false,
};

// Counted back from the day on which the present stage began.
function daysOfSteps(dice: Dice, order: readonly MainStage[], reached: Stage, wish: Wish): Map<Stage, string> {
  const until = Math.max(
    0,
    order.findIndex((stage) => stage === reached),
  );
  const stages = order.slice(0, until + 1);
  let day = wish.returnedOn ?? (wish.stage === reached ? wish.stageSince : undefined) ?? addDays(wish.today, -ageOfStage(dice, reached));
  const days: [Stage, string][] = [];
  for (const stage of stages.toReversed()) {
    days.push([stage, day]);
    day = addDays(day, -gapBefore(dice, stage));
  }
  return new Map(days.toReversed());
}

function ageOfStage(dice: Dice, stage: Stage): number {
  if (stage === 'placed') return dice.between(10, 500);
  if (stage === 'returned' || stage === 'closed') return dice.between(20, 600);
  if (stage === 'departed') return dice.between(1, 6);
  if (stage === 'cleared') return dice.between(0, 5);
  return dice.percent(88) ? dice.between(1, 18) : dice.between(31, 70);
}

function gapBefore(dice: Dice, stage: Stage): number {
  if (stage === 'placed') return dice.between(2, 5);
  if (stage === 'returned') return dice.between(300, 900);
  return dice.between(5, 24);
}

function sideStepOn(dice: Dice, reachedOn: string, { today }: Wish): string {
  const day = addDays(reachedOn, dice.between(3, 30));
  return day > today ? today : day;
}

const DAYS_TO_DEPARTURE: readonly (readonly [MainStage, number, number])[] = [
  ['cleared', 6, 20],
  ['opp_completed', 8, 24],
  ['visa_granted', 18, 35],
  ['insured', 25, 50],
  ['contracted', 40, 80],
  ['health_cleared', 45, 100],
];

function plannedDeparture(dice: Dice, order: readonly MainStage[], reached: Stage, today: string): string | null {
  const place = order.findIndex((stage) => stage === reached);
  if (!STAGES.includes(reached) || place > order.indexOf('cleared')) return null;
  const [, least, most] = DAYS_TO_DEPARTURE.find(([stage]) => order.includes(stage) && order.indexOf(stage) <= place) ?? [null, 90, 200];
  const isPlanned = place >= order.indexOf('in_preparation') && place > 0 && (least < 90 || dice.percent(40));
  return isPlanned ? addDays(today, dice.between(least, most)) : null;
}

const SIDE_REASONS: Readonly<Partial<Record<Stage, readonly string[]>>> = {
  on_hold: ['waiting_quota', 'family', 'document_problem'],
  withdrawn: ['own_will', 'family_withdrew_consent', 'found_local_job'],
  unfit: ['health'],
  rejected: ['failed_selection', 'document_mismatch'],
  cancelled: ['employer_cancelled', 'visa_refused'],
  suspected_non_procedural: ['tourist_visa', 'individual_broker'],
};

function stepsOf(days: ReadonlyMap<Stage, string>, stage: Stage, reached: Stage, stageSince: string, dice: Dice): DemoStep[] {
  let from: Stage | null = null;
  const steps: DemoStep[] = [];
  for (const [to, on] of days) {
    steps.push({ from, to, on, reasonCode: null });
    from = to;
  }
  if (stage !== reached)
    steps.push({ from, to: stage, on: stageSince, reasonCode: SIDE_REASONS[stage] ? dice.pick(SIDE_REASONS[stage] ?? []) : null });
  return steps;
}
