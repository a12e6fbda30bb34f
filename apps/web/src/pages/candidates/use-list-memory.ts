import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { useMe } from '../../session.js';
import { COLUMNS, withoutEmpty, type Column, type Filters } from './filters.js';

/** What somebody chose for the list, kept in this browser under the own user id. */
interface Memory {
  readonly filters: Filters;
  readonly columns: readonly Column[];
  readonly isDense: boolean;
}

const DEFAULTS: Memory = { filters: {}, columns: ['area', 'stage', 'destination', 'documents', 'departure'], isDense: false };

function stored(place: string): Memory {
  try {
    const found: Partial<Memory> = JSON.parse(localStorage.getItem(place) ?? '{}') ?? {};
    const columns = (found.columns ?? DEFAULTS.columns).filter((column) => COLUMNS.includes(column));
    return { filters: found.filters ?? {}, columns, isDense: found.isDense === true };
  } catch {
    return DEFAULTS;
  }
}

/** Comes back to the last filter when the list is opened without one; what is in the address always wins. A name that was looked
 *  for is not kept, because others may use this machine. */
export function useListMemory(filters: Filters) {
  const place = `sinergi.list.${useMe().userId}`;
  const navigate = useNavigate();
  const [memory, setMemory] = useState(() => stored(place));
  const isFirst = useRef(true);
  const keep = (part: Partial<Memory>) => {
    const next = { ...memory, ...part };
    localStorage.setItem(place, JSON.stringify(next));
    setMemory(next);
  };
  const address = JSON.stringify(filters);
  useEffect(() => {
    const isOpened = isFirst.current;
    isFirst.current = false;
    if (isOpened && address === '{}' && Object.keys(memory.filters).length > 0) {
      void navigate({ to: '/cpmi', search: memory.filters, replace: true });
      return;
    }
    const { q: _, near: __, ...kept } = withoutEmpty(filters);
    keep({ filters: kept });
    // Only another address is a reason to remember again.
  }, [address]);
  return { columns: memory.columns, isDense: memory.isDense, keep };
}
