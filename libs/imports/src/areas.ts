import { areaKey } from '#libs/candidates';

import { tidy } from './columns.js';

/** One administrative area of the register (Kemendagri code) that a list may name. */
export interface AreaRow {
  readonly code: string;
  readonly level: string;
  readonly name: string;
  readonly kind: string;
}

/** Where a person lives as far as the list says it. `note` tells what a misspelt name was read as. */
export type Domicile =
  | { readonly found: 'village' | 'district' | 'regency'; readonly areaCode: string; readonly note: string | null }
  | { readonly found: 'nothing'; readonly unknown: 'regency' | 'district' };

interface Named {
  readonly area: AreaRow;
  readonly key: string;
  readonly sound: string;
}

interface PlaceNames {
  readonly regency: string | null;
  readonly district: string | null;
  readonly village: string | null;
}

const SHORTEST_SOUND = 4;
const SHORTEST_MISSPELT = 6;
// A list in which every row names another place must not fill the memory.
const MOST_REMEMBERED = 5_000;

/** The areas inside the scope of one office, to be asked by name as lists write them: with or without "Kec.", in any case,
 *  with the spelling variants of one village (Pokohrumba, Pokurumba). A variant counts only when exactly one area fits. */
export class AreaBook {
  private readonly byParent = new Map<string, Named[]>();
  private readonly districts: Named[] = [];
  private readonly regencies: Named[] = [];
  /** People of a list live in few places, and each place is written the same way many times. */
  private readonly asked = new Map<string, Domicile>();

  constructor(
    areas: readonly AreaRow[],
    private readonly scopeCode: string,
  ) {
    for (const area of areas) {
      if (area.code !== scopeCode && !area.code.startsWith(`${scopeCode}.`)) continue;
      const key = areaKey(area.name);
      const named = { area, key, sound: soundOf(key) };
      if (area.level === 'regency') this.regencies.push(named);
      if (area.level === 'district') this.districts.push(named);
      if (area.level === 'village') this.listOf(parentOf(area.code)).push(named);
    }
  }

  /** @param names as typed; null for a cell that is empty or a column that the list does not have */
  domicileOf(names: PlaceNames): Domicile {
    const key = JSON.stringify([names.regency, names.district, names.village]);
    const known = this.asked.get(key);
    if (known !== undefined) return known;
    const domicile = this.find(names);
    if (this.asked.size < MOST_REMEMBERED) this.asked.set(key, domicile);
    return domicile;
  }

  private find(names: PlaceNames): Domicile {
    const regency = names.regency === null ? null : pick(this.regencies, names.regency);
    if (names.regency !== null && regency === null && !this.isScope(names.regency)) return { found: 'nothing', unknown: 'regency' };
    const around = regency?.area.code ?? this.scopeCode;
    if (names.district === null) return this.withoutDistrict(around);
    const district = pick(
      this.districts.filter(({ area }) => area.code === around || area.code.startsWith(`${around}.`)),
      names.district,
    );
    if (district === null) return { found: 'nothing', unknown: 'district' };
    const village = names.village === null ? null : pick(this.listOf(district.area.code), names.village);
    const notes = [noteOf(names.district, district), noteOf(names.village, village)].filter((note) => note !== null);
    const note = notes.length > 0 ? notes.join(', ') : null;
    return village === null
      ? { found: 'district', areaCode: district.area.code, note }
      : { found: 'village', areaCode: village.area.code, note };
  }

  private withoutDistrict(around: string): Domicile {
    const level = around.split('.').length;
    if (level === 1) return { found: 'nothing', unknown: 'district' };
    return { found: level === 2 ? 'regency' : 'district', areaCode: around, note: null };
  }

  /** An office of one regency may still fill in its own name, although the book holds only what lies inside. */
  private isScope(name: string): boolean {
    return this.regencies.length === 0 && areaKey(tidy(name)) !== '';
  }

  private listOf(parentCode: string): Named[] {
    const list = this.byParent.get(parentCode) ?? [];
    this.byParent.set(parentCode, list);
    return list;
  }
}

function pick(among: readonly Named[], typed: string): Named | null {
  const key = areaKey(tidy(typed));
  const exact = among.filter((named) => named.key === key);
  if (exact.length > 0) return only(exact.length > 1 ? exact.filter(({ area }) => kindSaid(typed) === area.kind) : exact);
  if (key.length < SHORTEST_MISSPELT) return null;
  const oneSlip = among.filter((named) => Math.abs(named.key.length - key.length) <= 1 && slips(named.key, key) === 1);
  if (oneSlip.length > 0) return only(oneSlip);
  const sound = soundOf(key);
  return sound.length < SHORTEST_SOUND ? null : only(among.filter((named) => named.sound === sound));
}

function only(among: readonly Named[]): Named | null {
  return among.length === 1 ? (among[0] ?? null) : null;
}

function noteOf(typed: string | null, read: Named | null): string | null {
  return typed !== null && read !== null && areaKey(tidy(typed)) !== read.key ? read.area.name : null;
}

function kindSaid(typed: string): string | null {
  if (/^kota\b/i.test(typed)) return 'kota';
  if (/^kab/i.test(typed)) return 'kabupaten';
  if (/^kel/i.test(typed)) return 'kelurahan';
  return /^(desa|ds)\b/i.test(typed) ? 'desa' : null;
}

/** The consonants that stay the same however a name of this region is spelt: vowels and h move, np is mp, k is g. */
function soundOf(key: string): string {
  return key
    .replace(/[aeiouhy]/g, '')
    .replace(/n(?=[pb])/g, 'm')
    .replace(/k/g, 'g')
    .replace(/(.)\1+/g, '$1');
}

function parentOf(code: string): string {
  return code.slice(0, code.lastIndexOf('.'));
}

/** Number of letters to change, add, drop or swap (neighbours) to get from one name to the other; 2 stands for more. */
function slips(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length <= 1 && restB.length <= 1) return restA === restB ? 0 : 1;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0] ? 1 : 2;
}
