import type { Finding, ListedPerson } from './check-row.js';
import type { RowCode } from './codes.js';
import type { Field } from './columns.js';
import type { Registered } from './registered.query.js';
import { shownDay } from './values.js';

/** Blind indexes of the numbers of a listed person, made once. */
export interface NumberIndexes {
  readonly nik: Buffer | null;
  readonly kk: Buffer | null;
  readonly phone: Buffer | null;
  readonly passport: Buffer | null;
}

/** What a list changes about a registered person. `fields` names every change; it is empty when nothing changes. */
export interface Merge {
  readonly fields: readonly string[];
  readonly opensCycle: boolean;
  readonly changesCycle: boolean;
  readonly addsPassport: boolean;
  /** What the list says differently but may not change. */
  readonly conflicts: readonly Conflict[];
}

export interface Conflict {
  readonly field: Field;
  readonly code: RowCode;
  readonly registered: string;
}

const IDENTITY = ['sex', 'birthDate'] as const;
const CONTACT = ['birthPlace', 'maritalStatus', 'education', 'address'] as const;
const CYCLE = ['scheme', 'destinationCountry', 'jobTitle', 'plannedDepartureOn'] as const;
// Nothing is signed yet, so a list may still correct the plan.
const PLANNING_STAGES: readonly (string | null)[] = ['lead', 'registered'];

/** Compares a listed person with the registered one. A list fills what is empty and brings contact, domicile and, until
 *  something is signed, the plan up to date; it never erases, never changes an identity, and never makes a domicile coarser. */
export function mergeOf(listed: ListedPerson, registered: Registered, indexes: NumberIndexes): Merge {
  const fields: string[] = [];
  const conflicts: Conflict[] = [];
  if (listed.nameKey !== registered.nameKey)
    conflicts.push({ field: 'fullName', code: 'identity-differs', registered: registered.fullName });
  if (indexes.nik !== null && registered.nikIndex === null) fields.push('nik');
  for (const field of IDENTITY) {
    if (listed[field] === null || listed[field] === registered[field]) continue;
    if (registered[field] === null) fields.push(field);
    else
      conflicts.push({
        field,
        code: 'identity-differs',
        registered: field === 'sex' ? sexWord(registered.sex) : shownDay(registered.birthDate ?? ''),
      });
  }
  for (const field of CONTACT) if (listed[field] !== null && listed[field] !== registered[field]) fields.push(field);
  if (indexes.phone !== null && !same(indexes.phone, registered.phoneIndex)) fields.push('phone');
  if (indexes.kk !== null && !same(indexes.kk, registered.kkIndex)) fields.push('kk');
  if (listed.areaCode !== registered.areaCode && !registered.areaCode.startsWith(`${listed.areaCode}.`)) fields.push('areaCode');
  const plan = planOf(listed, registered);
  const { passport } = indexes;
  const addsPassport = passport !== null && !registered.passportIndexes.some((index) => same(index, passport));
  return {
    fields: [...fields, ...plan.fields, ...(addsPassport ? ['passport'] : [])],
    opensCycle: !registered.hasCycles,
    changesCycle: registered.cycleId !== null && plan.fields.length > 0,
    addsPassport,
    conflicts: [...conflicts, ...plan.conflicts],
  };
}

function planOf(listed: ListedPerson, registered: Registered): { fields: string[]; conflicts: Conflict[] } {
  const said = CYCLE.filter((field) => listed[field] !== null && listed[field] !== registered[field]);
  if (!registered.hasCycles) return { fields: ['cycle', ...said], conflicts: [] };
  const mayChange = (field: (typeof CYCLE)[number]) =>
    registered.cycleId !== null && (registered[field] === null || PLANNING_STAGES.includes(registered.stage));
  const conflicts = said
    .filter((field) => !mayChange(field))
    .map((field) => ({ field, code: 'cycle-underway' as const, registered: registered[field] ?? '' }));
  return { fields: said.filter(mayChange), conflicts };
}

/** Conflicts as findings of a row. */
export function conflictFindings(
  conflicts: readonly Conflict[],
  place: (field: Field) => { column: string; address: string; found: string },
): Finding[] {
  return conflicts.map(({ field, code, registered }) => ({ field, ...place(field), code, facts: { registered } }));
}

function same(a: Buffer, b: Buffer | null): boolean {
  return b !== null && a.equals(b);
}

function sexWord(sex: string | null): string {
  return sex === 'female' ? 'perempuan' : 'laki-laki';
}
