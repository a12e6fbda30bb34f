import { addDays, stageLimitDays, type MaritalStatus, type Sex, type Stage } from '#libs/rulebook';

import type { DemoPerson } from './demo-office.js';
import type { Dice } from './dice.js';
import { inventedName } from './invented-names.js';
import { inventedCycle, type Wish } from './ways.js';

export interface Village {
  readonly code: string;
  readonly name: string;
  readonly regencyName: string;
}

// People per regency: Wakatobi and Muna lead, as in the returns of 2023. Bombana has more than its share, because the story is told there.
const ORIGINS: Readonly<Record<string, number>> = {
  '74.07': 62,
  '74.03': 41,
  '74.05': 34,
  '74.01': 34,
  '74.04': 27,
  '74.71': 27,
  '74.02': 24,
  '74.06': 64,
  '74.08': 9,
  '74.09': 10,
  '74.10': 10,
  '74.11': 10,
  '74.12': 10,
  '74.13': 10,
  '74.14': 10,
  '74.15': 9,
  '74.72': 9,
};

const STAGES_OF_OFFICE: readonly (readonly [Stage, number])[] = [
  ['lead', 74],
  ['registered', 46],
  ['selected', 22],
  ['in_preparation', 58],
  ['health_cleared', 22],
  ['placement_agreed', 10],
  ['contracted', 22],
  ['insured', 12],
  ['visa_granted', 14],
  ['opp_completed', 10],
  ['cleared', 9],
  ['departed', 6],
  ['placed', 28],
  ['returned', 22],
  ['closed', 7],
  ['on_hold', 8],
  ['withdrawn', 9],
  ['unfit', 2],
  ['rejected', 4],
  ['cancelled', 4],
  ['suspected_non_procedural', 2],
  ['missing_contact', 1],
];

const BOMBANA = '74.06';
const EDUCATION = ['SD', 'SMP', 'SMP', 'SMA', 'SMA', 'SMA', 'SMK', 'SMK', 'D3', 'S1'];

interface Seat extends Omit<Wish, 'sex' | 'today'> {
  readonly regency: string;
  readonly sex?: Sex;
}

/** About 400 invented people of the province with their ways abroad. The same ones every time for the same day. */
export function inventedPeople(dice: Dice, villages: readonly Village[], today: string): DemoPerson[] {
  const seats = [...toldSeats(today), ...otherSeats(dice, today)];
  const people = seats.map((seat, n) => inventedPerson(dice, seat, n, villages, today));
  return [...people, ...possibleDuplicates(people, dice)];
}

/** Places whose dates matter to the story: what is due today, what came too late, who came home to Bombana. */
function toldSeats(today: string): Seat[] {
  const day = (days: number): string => addDays(today, days);
  const returns: Seat[] = [-95, -93, -31, -30, -29].map((days) => ({
    regency: BOMBANA,
    stage: 'returned',
    wasProcedural: false,
    returnedOn: day(days),
    sex: 'male',
  }));
  const leaving: Seat[] = [14, 7, 3].map((days, n) => ({
    regency: n === 0 ? BOMBANA : '74.07',
    stage: 'visa_granted',
    scheme: 'ssw',
    plannedDepartureOn: day(days),
    stageSince: day(-9),
  }));
  const stalled: Seat[] = (['lead', 'registered', 'in_preparation'] as const).map((stage) => ({
    regency: BOMBANA,
    stage,
    stageSince: day(-(stageLimitDays(stage) ?? 30)),
  }));
  return [
    ...returns,
    ...leaving,
    ...stalled,
    // Should have left yesterday; nobody has confirmed it.
    { regency: '74.03', stage: 'cleared', scheme: 'p_to_p', plannedDepartureOn: day(-1), stageSince: day(-6) },
  ];
}

function otherSeats(dice: Dice, today: string): Seat[] {
  const told = toldSeats(today);
  const stages = STAGES_OF_OFFICE.flatMap(([stage, count]) =>
    Array.from({ length: count - told.filter((seat) => seat.stage === stage && seat.wasProcedural !== false).length }, () => stage),
  );
  const regencies = Object.entries(ORIGINS).flatMap(([code, count]) =>
    Array.from({ length: count - told.filter(({ regency }) => regency === code).length }, () => code),
  );
  const mixed = dice.shuffled(regencies).slice(0, stages.length);
  let returned = 0;
  return stages.map((stage, n): Seat => {
    const regency = mixed[n] ?? BOMBANA;
    // Seven of ten who come home had left outside the registered route; of some nobody knows.
    if (stage === 'returned') returned += 1;
    return stage === 'returned' ? { regency, stage, ...(returned % 8 !== 0 && { wasProcedural: returned % 3 === 0 }) } : { regency, stage };
  });
}

function inventedPerson(dice: Dice, seat: Seat, n: number, villages: readonly Village[], today: string): DemoPerson {
  const sex: Sex = seat.sex ?? (dice.percent(52) ? 'female' : 'male');
  const home = dice.pick(villages.filter(({ code }) => code.startsWith(`${seat.regency}.`)));
  const isCase = seat.stage === 'returned' && seat.wasProcedural !== true;
  const cycle = inventedCycle(dice, { ...seat, sex, today });
  const isVague = isCase || seat.stage === 'lead';
  const birthDate =
    isCase && dice.percent(30) ? null : `${dice.between(1980, 2006)}-${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`;
  const hasNik = birthDate !== null && (isVague ? dice.percent(isCase ? 40 : 75) : true);
  return {
    id: dice.id(cycle.openedOn),
    fullName: inventedName(dice, sex),
    sex,
    birthDate,
    birthPlace: dice.percent(80) ? home.regencyName : 'Makassar',
    maritalStatus: isVague && dice.percent(40) ? null : maritalStatus(dice),
    education: isVague && dice.percent(40) ? null : dice.pick(EDUCATION),
    // Of some only the district is known, of a few only the regency.
    areaCode: isVague && dice.percent(20) ? home.code.slice(0, dice.percent(80) ? 8 : 5) : home.code,
    regencyCode: seat.regency,
    nik: hasNik ? inventedNik(dice, home.code, birthDate, sex, n) : null,
    kk:
      hasNik && dice.percent(80)
        ? `${home.code.slice(0, 8).replaceAll('.', '')}${two(dice.between(1, 28))}${two(dice.between(1, 12))}${two(dice.between(10, 25))}${9000 + (n % 1000)}`
        : null,
    phone: dice.percent(isVague ? 60 : 95) ? `+6281200${String(900000 + n)}` : null,
    createdOn: cycle.openedOn,
    cycle,
  };
}

// Structurally valid: area of first registration (one in ten elsewhere), birth date, women's day + 40; serials from 9000 up belong to nobody.
function inventedNik(dice: Dice, homeCode: string, birthDate: string, sex: Sex, n: number): string {
  const area = dice.percent(90) ? homeCode.slice(0, 8).replaceAll('.', '') : dice.pick(['737101', '747101', '740301', '350701']);
  const day = Number(birthDate.slice(8)) + (sex === 'female' ? 40 : 0);
  return `${area}${two(day)}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}${9000 + n}`;
}

function maritalStatus(dice: Dice): MaritalStatus {
  return dice.weighted<MaritalStatus>([
    ['single', 50],
    ['married', 42],
    ['divorced', 6],
    ['widowed', 2],
  ]);
}

/** The same two people written down a second time by somebody else: another spelling, fewer facts. */
function possibleDuplicates(people: readonly DemoPerson[], dice: Dice): DemoPerson[] {
  const known = [
    people.find(({ fullName, nik, cycle }) => /^Muh/.test(fullName) && nik && cycle.stage === 'in_preparation'),
    people.find(({ fullName, nik }) => /^Wa Ode /.test(fullName) && nik),
  ];
  return known.flatMap((person): DemoPerson[] => {
    if (!person) return [];
    const openedOn = addDays(person.createdOn, 3);
    const cycle = {
      ...inventedCycle(dice, { stage: 'lead', sex: person.sex, today: openedOn }),
      openedOn,
      stageSince: openedOn,
      steps: [{ from: null, to: 'lead', on: openedOn, reasonCode: null }],
    } as const;
    return [
      {
        ...person,
        id: dice.id(openedOn),
        fullName: respelled(person.fullName),
        nik: null,
        kk: null,
        createdOn: openedOn,
        cycle: { ...cycle, id: dice.id(openedOn) },
      },
    ];
  });
}

function respelled(name: string): string {
  return name
    .replace(/^Muhammad /, 'Moh. ')
    .replace(/^Muh\. /, 'Mohammad ')
    .replace(/^Wa Ode /, 'Waode ');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
