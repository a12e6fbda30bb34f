import type { Area, Officer } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { nameOf, useWords } from '../../language.js';
import type { Chip } from '../../parts/chips.js';
import { FILTER_NAMES, type FilterName, type Filters } from './filters.js';

/** Every filter that is on as a chip, also those set by a link from elsewhere. The order is no filter. */
export function useChips(filters: Filters, change: (part: Filters) => void): readonly Chip[] {
  const words = useWords();
  const area = useRead<Area>(filters.area ? `/areas/${filters.area}` : null);
  const asksForOfficer = filters.officer !== undefined && filters.officer !== 'me';
  const officers = useRead<{ items: readonly Officer[] }>(asksForOfficer ? '/officers' : null);
  const officerName = officers.data?.items.find((officer) => officer.id === filters.officer)?.displayName;
  const labels: Record<FilterName, (value: string) => string | null> = {
    area: (value) => area.data?.name ?? value,
    stage: (value) => `${words.candidates.stage}: ${nameOf(words.terms.stage, value)}`,
    scheme: (value) => `${words.candidates.scheme}: ${nameOf(words.terms.scheme, value)}`,
    country: (value) => `${words.candidates.country}: ${nameOf(words.terms.country, value)}`,
    officer: (value) => {
      if (value === 'me') return words.candidates.mine;
      return officerName ? `${words.lists.officer}: ${officerName}` : words.candidates.ofOfficer;
    },
    readiness: (value) => nameOf(words.candidates.readinessNames, value),
    departure: (value) => nameOf(words.candidates.departureNames, value),
    stalled: () => words.candidates.stalled,
    source: (value) => `${words.lists.source}: ${nameOf(words.lists.sourceNames, value)}`,
    q: (value) => `“${value}”`,
    near: () => words.lists.near,
    sort: () => null,
  };
  return FILTER_NAMES.flatMap((key) => {
    const value = filters[key];
    const label = value ? labels[key](value) : null;
    return label ? [{ key, label, onRemove: () => change({ [key]: undefined, ...(key === 'q' && { near: undefined }) }) }] : [];
  });
}
