import { useState } from 'react';

const PREFIX = 'sinergi.draft.';
const OWNER = 'sinergi.draft-owner';

/** Form values that survive a reload of this tab. Fields named in `never` stay in memory only (NIK, KK, phone). */
export function useDraft<Values extends object>(
  name: string,
  initial: Values,
  never: readonly (keyof Values & string)[] = [],
): [Values, (change: Partial<Values>) => void, () => void] {
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...storedDraft(name) }));
  const change = (part: Partial<Values>) => {
    setValues((before) => {
      const next = { ...before, ...part };
      const kept = Object.fromEntries(Object.entries(next).filter(([field]) => !never.some((secret) => secret === field)));
      sessionStorage.setItem(PREFIX + name, JSON.stringify(kept));
      return next;
    });
  };
  const clear = () => {
    sessionStorage.removeItem(PREFIX + name);
    setValues(initial);
  };
  return [values, change, clear];
}

function storedDraft(name: string): object {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(PREFIX + name) ?? '{}');
    return typeof draft === 'object' && draft !== null ? draft : {};
  } catch {
    return {};
  }
}

/** Drafts are about people; they leave with the person who wrote them. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}

/** After a sign-in: what was typed before the session ended is kept for the same person only. */
export function claimDrafts(userId: string): void {
  if (sessionStorage.getItem(OWNER) !== userId) forgetDrafts();
  sessionStorage.setItem(OWNER, userId);
}
