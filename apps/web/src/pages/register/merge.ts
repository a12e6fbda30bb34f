import type { Values } from './values.js';

export interface Conflict {
  readonly field: keyof Values;
  readonly theirs: Values[keyof Values];
}

/** Two tabs wrote in one draft since `base`. What only one of them changed is taken from there; what both changed stays mine and
 *  is told as a conflict, so that the other value is never lost unseen. */
export function mergeDrafts(base: Values, mine: Values, theirs: Values): { values: Values; conflicts: Conflict[] } {
  const fields = Object.keys(base) as (keyof Values)[];
  const changed = (of: Values, field: keyof Values) => !same(of[field], base[field]);
  const values = Object.fromEntries(
    fields.map((field) => [field, changed(mine, field) || !changed(theirs, field) ? mine[field] : theirs[field]]),
  ) as unknown as Values;
  const conflicts = fields
    .filter((field) => field !== 'areaName' && changed(mine, field) && changed(theirs, field) && !same(mine[field], theirs[field]))
    .map((field) => ({ field, theirs: theirs[field] }));
  return { values, conflicts };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
