import { useEffect, useState } from 'react';

/** Whom a bulk job is for: people one by one, or all whom the list holds. */
export interface Selection {
  readonly count: number;
  readonly isAll: boolean;
  readonly ids: readonly string[];
  readonly hasPage: boolean;
  readonly has: (id: string) => boolean;
  /** With `isRange` everybody between the last one chosen and this one. */
  readonly toggle: (id: string, isRange: boolean) => void;
  readonly togglePage: () => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** The selection of a list; another list (`key`) begins with nobody. Escape clears it, unless a dialog is open. */
export function useSelection(key: string, shown: readonly string[], total: number): Selection {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [isAll, setAll] = useState(false);
  const clear = () => {
    setIds([]);
    setAll(false);
  };
  useEffect(clear, [key]);
  const isEmpty = ids.length === 0 && !isAll;
  useEffect(() => {
    if (isEmpty) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) clear();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isEmpty]);
  const chosen = new Set(ids);
  const has = (id: string) => isAll || chosen.has(id);
  const hasPage = shown.length > 0 && shown.every(has);
  const toggle = (id: string, isRange: boolean) => {
    const kept = isAll ? shown : ids;
    setAll(false);
    if (has(id)) return setIds(kept.filter((one) => one !== id));
    const last = ids.at(-1);
    const [from, to] = [shown.indexOf(last ?? ''), shown.indexOf(id)];
    const range = isRange && from !== -1 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [];
    return setIds([...new Set([...kept, ...range, id])]);
  };
  const togglePage = () => {
    if (hasPage) return clear();
    return setIds([...new Set([...ids, ...shown])]);
  };
  return { count: isAll ? total : ids.length, isAll, ids, hasPage, has, toggle, togglePage, selectAll: () => setAll(true), clear };
}
