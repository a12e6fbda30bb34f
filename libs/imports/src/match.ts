import type { Rows } from '#libs/access';

import { bornOn } from './check-list.js';
import type { ListedPerson } from './check-row.js';
import { mergeOf, type Merge, type NumberIndexes } from './merge.js';
import { registeredByName, registeredByNik, type NamedPerson, type Registered } from './registered.query.js';

/** Who a listed person is to the register. */
export type Match =
  | { readonly outcome: 'new'; readonly indexes: NumberIndexes }
  | { readonly outcome: 'elsewhere'; readonly indexes: NumberIndexes }
  | { readonly outcome: 'updated' | 'unchanged'; readonly indexes: NumberIndexes; readonly registered: Registered; readonly merge: Merge };

/** A listed person with the blind indexes of the numbers. They are made once and asked with as often as it takes. */
export interface Asked {
  readonly person: ListedPerson;
  readonly indexes: NumberIndexes;
}

/** Matches people by NIK; without one, or when the NIK is new, by name, birth date and domicile of somebody who has none.
 *  A person registered outside the area of the batch is `elsewhere`, and nothing about that person is told.
 *  @param inArea the area of the batch; the caller's own scope may be narrower or wider */
export async function matchPeople(rows: Rows, inArea: string, asked: readonly Asked[]): Promise<Match[]> {
  const byNik = await whoHasNik(
    rows,
    asked.flatMap(({ indexes }) => indexes.nik ?? []),
  );
  const named = asked.flatMap(({ person, indexes }) => (has(byNik, indexes.nik) ? [] : (namedPerson(person) ?? [])));
  const byName = groupByName(named.length === 0 ? [] : await registeredByName(rows, named));
  const hidden = await hiddenNiks(
    rows,
    asked.flatMap(({ indexes }) => (has(byNik, indexes.nik) ? [] : (indexes.nik ?? []))),
  );
  const taken = new Set<string>();
  return asked.map(({ person, indexes }) => {
    const alike = (byName.get(nameOf(person)) ?? []).filter(({ id }) => !taken.has(id));
    const registered = (indexes.nik && byNik.get(indexes.nik.toString('hex'))) ?? onlyAlike(alike, indexes);
    if (registered !== null) taken.add(registered.id);
    if (registered === null) return { outcome: indexes.nik && hidden.has(indexes.nik.toString('hex')) ? 'elsewhere' : 'new', indexes };
    if (!isInside(registered.areaCode, inArea)) return { outcome: 'elsewhere', indexes };
    const merge = mergeOf(person, registered, indexes);
    return { outcome: merge.fields.length > 0 ? 'updated' : 'unchanged', indexes, registered, merge };
  });
}

/** The part of a person that identifies somebody without a NIK, or null when the list does not say enough. */
export function namedPerson(person: ListedPerson): NamedPerson | null {
  const { nameKey, birthDate, areaCode } = person;
  return birthDate === null ? null : { nameKey, birthDate, areaCode };
}

/** Whom the list brings in anew, as far as their day of birth is known; with the rows that tell them. */
export function newcomers(
  accepted: ReadonlyArray<{ readonly n: number; readonly person: ListedPerson }>,
  matches: readonly Match[],
): Array<{ n: number; nameKey: string; bornOn: string }> {
  return accepted.flatMap(({ n, person }, index) => {
    const day = bornOn(person);
    return matches[index]?.outcome === 'new' && day !== null ? [{ n, nameKey: person.nameKey, bornOn: day }] : [];
  });
}

async function whoHasNik(rows: Rows, indexes: readonly Buffer[]): Promise<Map<string, Registered>> {
  const found = indexes.length === 0 ? [] : await registeredByNik(rows, indexes);
  return new Map(found.flatMap((registered) => (registered.nikIndex ? [[registered.nikIndex.toString('hex'), registered] as const] : [])));
}

/** NIKs that exist where the caller may not look. The system sees everybody, so for it nothing is hidden. */
async function hiddenNiks(rows: Rows, indexes: readonly Buffer[]): Promise<Set<string>> {
  if (rows.actor === null || indexes.length === 0) return new Set();
  const found = await rows.query<{ nikIndex: Buffer }>(`SELECT s.nik_index AS "nikIndex" FROM auth.nik_status($1::bytea[]) s`, [indexes]);
  return new Set(found.map(({ nikIndex }) => nikIndex.toString('hex')));
}

function groupByName(found: readonly Registered[]): Map<string, Registered[]> {
  const groups = new Map<string, Registered[]>();
  for (const registered of found) {
    const key = nameOf(registered);
    groups.set(key, [...(groups.get(key) ?? []), registered]);
  }
  return groups;
}

/** Two people of one name, day and village cannot be told apart, so neither is taken; nor is somebody with another NIK. */
function onlyAlike(alike: readonly Registered[], indexes: NumberIndexes): Registered | null {
  const possible = alike.filter((registered) => indexes.nik === null || registered.nikIndex === null);
  return possible.length === 1 ? (possible[0] ?? null) : null;
}

function nameOf({ nameKey, birthDate, areaCode }: { nameKey: string; birthDate: string | null; areaCode: string }): string {
  return `${nameKey}|${birthDate ?? ''}|${areaCode}`;
}

function has(found: ReadonlyMap<string, Registered>, index: Buffer | null): boolean {
  return index !== null && found.has(index.toString('hex'));
}

function isInside(areaCode: string, inArea: string): boolean {
  return areaCode === inArea || areaCode.startsWith(`${inArea}.`);
}
