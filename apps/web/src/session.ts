import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';

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

/** May I do this? The server decides; this only hides what would be refused. */
export function useMay(): (action: string) => boolean {
  const me = useMe();
  return (action) => me.actions.includes(action);
}
