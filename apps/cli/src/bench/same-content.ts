import { isDeepStrictEqual } from 'node:util';

/** The moments at which an answer was made, and the digits of a NIK that only an opened seal shows. */
const MAY_DIFFER = new Set(['asOf', 'nikMasked']);

/** @throws Error naming the first field in which two answers differ: then there is nothing to compare */
export function refuseDifference(name: string, ours: unknown, bare: unknown): void {
  const place = differenceOf(ours, bare, '');
  if (place !== null) throw new Error(`${name}: the bare server does not answer the same content, see ${place}`);
}

function differenceOf(one: unknown, other: unknown, place: string): string | null {
  if (!isRecord(one) || !isRecord(other)) return isDeepStrictEqual(one, other) ? null : `${place || '/'} ${JSON.stringify([one, other])}`;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (MAY_DIFFER.has(key) && typeof one[key] === typeof other[key]) continue;
    const found = differenceOf(one[key], other[key], `${place}/${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
