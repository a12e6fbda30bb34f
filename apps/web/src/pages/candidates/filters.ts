/** What a list of people is narrowed by, exactly as it stands in the address. */
export const FILTER_NAMES = [
  'area', 'stage', 'scheme', 'country', 'officer', 'readiness', 'departure', 'stalled', 'source', 'q', 'near', 'sort',
] as const; // prettier-ignore
export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The columns that can be chosen; the name always stands first. */
export const COLUMNS = ['area', 'stage', 'destination', 'documents', 'departure', 'officer', 'days'] as const;
export type Column = (typeof COLUMNS)[number];

export function withoutEmpty(filters: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''));
}

/** The same list, whatever the order of its filters? */
export function sameFilters(one: Filters, other: Filters): boolean {
  return FILTER_NAMES.every((name) => (one[name] ?? '') === (other[name] ?? ''));
}

/** As the server takes it in a body: two filters are true or false there. */
export function asWritten(filters: Filters): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(withoutEmpty(filters)).map(([name, value]) => [name, name === 'stalled' || name === 'near' ? value === 'true' : value]),
  );
}

/** A filter that the server keeps, as it stands in an address. */
export function asAddress(written: object): Filters {
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, String(value)]));
}
