import { addDays } from '#libs/rulebook';

import type { DemoEnrolment, DemoPerson } from './demo-office.js';
import type { Dice } from './dice.js';
import type { Trained } from './papers.js';

export interface DemoBatch {
  readonly id: string;
  readonly program: 'LAS' | 'JPN';
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly capacity: number;
  readonly fundingSource: string;
  readonly state: string;
}

/** What UPTD BLK Bombana teaches. JP of 45 minutes. */
export const PROGRAMS = [
  {
    id: '01890000-0000-7000-8000-0000000000e1',
    code: 'LAS',
    title: 'Pengelasan SMAW 3G',
    vocationalField: 'Teknik Las',
    lessonHours: 260,
    competenceTitle: 'Juru las SMAW',
  },
  {
    id: '01890000-0000-7000-8000-0000000000e2',
    code: 'JPN',
    title: 'Bahasa Jepang dasar untuk CPMI',
    vocationalField: 'Bahasa',
    lessonHours: 320,
    competenceTitle: 'Bahasa Jepang tingkat dasar (setara A2)',
  },
] as const;

/** Batches of the centre: one finished, one that ended three days ago with results missing, one running and full, one that fills slowly. */
export function inventedBatches(dice: Dice, today: string): DemoBatch[] {
  const day = (days: number): string => addDays(today, days);
  const batch = (
    name: string,
    program: DemoBatch['program'],
    from: number,
    to: number,
    capacity: number,
    state: string,
    fundingSource: string,
  ): DemoBatch => ({
    id: dice.id(day(from - 30 > 0 ? -1 : from - 30)),
    program,
    name,
    startsOn: day(from),
    endsOn: day(to),
    capacity,
    state,
    fundingSource,
  });
  return [
    batch('Las Angkatan II/2025', 'LAS', -160, -121, 16, 'completed', 'apbd_kabupaten'),
    batch('Las Angkatan III/2025', 'LAS', -48, -3, 16, 'assessment', 'apbn'),
    batch('Bahasa Jepang Angkatan I/2026', 'JPN', -11, 50, 20, 'running', 'apbd_provinsi'),
    batch('Las Angkatan I/2026', 'LAS', 12, 50, 16, 'registration_open', 'apbn'),
  ];
}

const NEAR = ['74.06', '74.01', '74.05'];
const AFTER_TRAINING = ['contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared', 'departed', 'placed', 'health_cleared'];
const BEFORE_TRAINING = ['lead', 'registered', 'selected', 'in_preparation', 'withdrawn'];
const NO_SHOW_REASON = 'Pindah kerja ke Morowali.';

/** Who sits where: people of Bombana first, then of the neighbours. */
export function inventedEnrolments(dice: Dice, batches: readonly DemoBatch[], people: readonly DemoPerson[]): DemoEnrolment[] {
  const from = (stages: readonly string[]): DemoPerson[] =>
    NEAR.flatMap((regency) =>
      people.filter((person) => person.regencyCode === regency && person.nik !== null && stages.includes(person.cycle.stage)),
    );
  const before = from(BEFORE_TRAINING);
  const after = from(AFTER_TRAINING);
  const [finished, unfinished, running, open] = batches;
  if (!finished || !unfinished || !running || !open) return [];
  return [
    ...after.slice(0, 14).map((person, n) => resulted(dice, finished, person, n === 13 ? 'not_yet_competent' : 'competent')),
    ...before.slice(0, 11).map((person, n) => resulted(dice, unfinished, person, n < 9 ? 'competent' : 'not_yet_competent')),
    ...before.slice(11, 15).map((person) => seated(dice, unfinished, person, 'main')),
    { ...seated(dice, unfinished, before[15] ?? before[0], 'none'), state: 'dropped_out', dropReason: NO_SHOW_REASON },
    ...before.slice(16, 36).map((person) => seated(dice, running, person, 'main')),
    ...before.slice(36, 38).map((person) => seated(dice, running, person, 'reserve')),
    ...before.slice(38, 41).map((person): DemoEnrolment => ({ ...seated(dice, running, person, 'waiting'), state: 'waiting' })),
    ...before.slice(41, 48).map((person) => seated(dice, open, person, 'main')),
  ];
}

function seated(dice: Dice, batch: DemoBatch, person: DemoPerson | undefined, seat: DemoEnrolment['seat']): DemoEnrolment {
  if (!person) throw new Error('too few people near the training centre');
  const queuedOn = addDays(batch.startsOn, -dice.between(14, 25));
  return {
    id: dice.id(queuedOn),
    batch: batch.id,
    candidateId: person.id,
    areaCode: person.areaCode,
    seat,
    state: 'accepted',
    queuedOn,
    result: null,
    resultOn: null,
    certificateNo: null,
    dropReason: null,
  };
}

function resulted(dice: Dice, batch: DemoBatch, person: DemoPerson, result: 'competent' | 'not_yet_competent'): DemoEnrolment {
  const resultOn = addDays(batch.endsOn, -1);
  const certificateNo = result === 'competent' ? `BNSP-CONTOH-${dice.between(100000, 999999)}` : null;
  return { ...seated(dice, batch, person, 'main'), state: 'completed', result, resultOn, certificateNo };
}

/** Whose result brings a certificate of competence. */
export function trainedBy(enrolments: readonly DemoEnrolment[], trainingCenterId: string): Map<string, Trained> {
  return new Map(
    enrolments.flatMap(({ id, candidateId, resultOn, certificateNo }): [string, Trained][] =>
      resultOn !== null && certificateNo !== null ? [[candidateId, { enrolmentId: id, trainingCenterId, resultOn, certificateNo }]] : [],
    ),
  );
}
