import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { createContext, use, useSyncExternalStore } from 'react';

import { read } from './api/client.js';
import type { Me } from './api/types.js';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => read<Me>('/session', signal),
  staleTime: 5 * 60_000,
  retry: false,
});

/** Who I am and what the server lets me do; only below the office layout, where the session is known. */
export function useMe(): Me {
  return useSuspenseQuery(sessionQuery).data;
}

/** Of all actions only these are offered below it; null: no narrowing. For a file that can only be read. */
export const OnlyContext = createContext<readonly string[] | null>(null);

/** May I do this? The server decides; this only hides what would be refused. */
export function useMay(): (action: string) => boolean {
  const me = useMe();
  const only = use(OnlyContext);
  return (action) => me.actions.includes(action) && (only === null || only.includes(action));
}

/** Told to the window when somebody has signed in again on an open page, so that what waited for it goes on. */
export const SESSION_OPENED = 'sinergi:session-opened';

let isOver = false;
const listeners = new Set<() => void>();

function tell(over: boolean): void {
  isOver = over;
  for (const listener of listeners) listener();
}

/** The server no longer knows who acts. Pages stay as they are, with everything typed; the shell asks to sign in again. */
export function reportSessionOver(): void {
  tell(true);
}

export function reportSessionOpened(): void {
  tell(false);
  dispatchEvent(new Event(SESSION_OPENED));
}

export function useIsSessionOver(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOver,
  );
}
