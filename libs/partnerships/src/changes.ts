import { isDeepStrictEqual } from 'node:util';

/** Puts what is given into a row and tells which fields became different. Absent fields stay; null empties a field when it
 *  is listed in `clearable`, else it counts as absent. */
export function applyChange(row: object, input: object, clearable: readonly string[]): string[] {
  const changed = Object.entries(input).filter(
    ([name, value]) =>
      value !== undefined && (value !== null || clearable.includes(name)) && !isDeepStrictEqual(Reflect.get(row, name), value),
  );
  Object.assign(row, Object.fromEntries(changed));
  return changed.map(([name]) => name);
}
