import { nameKey } from '#libs/rulebook';

import { Dice } from '../demo/dice.js';
import { inventedName } from '../demo/invented-names.js';

export interface Place {
  readonly code: string;
  /** Share of all people, counted up to and including this place; the last one is 1. */
  readonly upTo: number;
}

export interface CrowdPerson {
  readonly n: number;
  readonly id: string;
  readonly fullName: string;
  readonly nameKey: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly maritalStatus: string;
  readonly education: string;
  readonly areaCode: string;
  readonly nik: string;
  readonly createdAt: Date;
}

// Placements of 2025 by province, in thousands; every other province has a little.
const PLACED_THOUSANDS: Readonly<Record<string, number>> = {
  '35': 69.9,
  '32': 62.4,
  '33': 62.3,
  '52': 35.2,
  '18': 24.2,
  '51': 10.1,
  '73': 7.2,
  '53': 4.2,
  '36': 3.7,
  '12': 3.5,
  '74': 3.5,
};
const OTHER_THOUSANDS = 0.8;

const FIRST_BIRTH = Date.UTC(1971, 0, 1);
const DAY_MS = 86_400_000;
const SERIALS = 1000;
const BIRTH_DAYS = 12_775;
// Coprime, so that n ↦ n · STRIDE mod WORLD meets every pair of birth day and serial once: no NIK comes twice below 12.7 million people.
const WORLD = BIRTH_DAYS * SERIALS;
const STRIDE = 7_919_003;
const NAMES = 40_000;
const MARITAL = ['single', 'single', 'single', 'married', 'married', 'married', 'divorced'];
const EDUCATION = ['SD', 'SMP', 'SMP', 'SMA', 'SMA', 'SMK', 'D3'];

/** People by number, the same ones every time: `person(n)` knows nothing of the people before it. */
export class InventedCrowd {
  private readonly names: Readonly<Record<CrowdPerson['sex'], readonly { fullName: string; nameKey: string }[]>>;

  constructor(
    private readonly places: readonly Place[],
    private readonly rows: number,
    private readonly from: Date,
    private readonly until: Date,
  ) {
    this.names = { female: inventedNames('female'), male: inventedNames('male') };
  }

  person(n: number): CrowdPerson {
    const sex = chance(n, 1) < 0.63 ? 'female' : 'male';
    const names = this.names[sex];
    const name = names[Math.floor(chance(n, 2) * names.length)] ?? { fullName: 'Tanpa Nama', nameKey: 'tanpa nama' };
    const areaCode = this.placeOf(n);
    const spot = (n * STRIDE) % WORLD;
    const birthDate = new Date(FIRST_BIRTH + Math.floor(spot / SERIALS) * DAY_MS).toISOString().slice(0, 10);
    const createdAt = new Date(this.from.getTime() + Math.floor((n / this.rows) * (this.until.getTime() - this.from.getTime())));
    return {
      n,
      id: idAt(createdAt, n),
      ...name,
      sex,
      birthDate,
      areaCode,
      createdAt,
      maritalStatus: MARITAL[Math.floor(chance(n, 3) * MARITAL.length)] ?? 'single',
      education: EDUCATION[Math.floor(chance(n, 4) * EDUCATION.length)] ?? 'SMA',
      nik: inventedNik(areaCode, birthDate, sex, 9000 + (spot % SERIALS)),
    };
  }

  private placeOf(n: number): string {
    const wanted = chance(n, 5);
    let [low, high] = [0, this.places.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.places[middle]?.upTo ?? 1) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.places[low]?.code ?? '74.06.04';
  }
}

/** The places with their shares, so that provinces weigh as in the statistics of placements. */
export function placesWithShares(codes: readonly string[]): Place[] {
  const perProvince = new Map<string, number>();
  for (const code of codes) perProvince.set(code.slice(0, 2), (perProvince.get(code.slice(0, 2)) ?? 0) + 1);
  const weights = codes.map((code) => (PLACED_THOUSANDS[code.slice(0, 2)] ?? OTHER_THOUSANDS) / (perProvince.get(code.slice(0, 2)) ?? 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let reached = 0;
  return codes.map((code, n) => ({ code, upTo: (reached += (weights[n] ?? 0) / sum) }));
}

function inventedNames(sex: CrowdPerson['sex']): { fullName: string; nameKey: string }[] {
  const dice = new Dice(sex === 'female' ? 7 : 8);
  const names = new Set(
    Array.from(
      { length: NAMES },
      () => `${inventedName(dice, sex)}${dice.percent(40) ? ` ${inventedName(dice, sex).split(' ').at(-1)}` : ''}`,
    ),
  );
  return [...names].map((fullName) => ({ fullName, nameKey: nameKey(fullName) }));
}

function inventedNik(areaCode: string, birthDate: string, sex: CrowdPerson['sex'], serial: number): string {
  const day = Number(birthDate.slice(8)) + (sex === 'female' ? 40 : 0);
  return `${areaCode.slice(0, 8).replaceAll('.', '')}${String(day).padStart(2, '0')}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}${serial}`;
}

// A well-mixed number from 0 to 1 for each (n, salt), without remembering anything.
function mix(n: number, salt: number): number {
  let mixed = Math.imul(n ^ (salt * 0x9e3779b9), 0x85ebca6b) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f) >>> 0;
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function chance(n: number, salt: number): number {
  return mix(n, salt) / 0x1_0000_0000;
}

// UUIDv7 of the moment, so that newer people sort after older ones.
function idAt(moment: Date, n: number): string {
  const hex = (part: number, digits: number): string => part.toString(16).padStart(8, '0').slice(0, digits);
  const time = moment.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(mix(n, 11), 3)}-8${hex(mix(n, 12), 3)}-${hex(mix(n, 13), 8)}${hex(mix(n, 14), 4)}`;
}
