import { useQuery } from '@tanstack/react-query';

import { read } from './client.js';
import type { ApiProblem } from './problem.js';

export interface Reading<Answer> {
  readonly data: Answer | undefined;
  readonly problem: ApiProblem | null;
  readonly retry: () => void;
}

/** One thing from the server. Null as path means: not asked yet. */
export function useRead<Answer>(
  path: string | null,
  refetchEveryMs: (data: Answer | undefined) => number | false = () => false,
): Reading<Answer> {
  const answer = useQuery<Answer, ApiProblem>({
    queryKey: [path],
    queryFn: ({ signal }) => read<Answer>(path ?? '', signal),
    enabled: path !== null,
    refetchInterval: (query) => refetchEveryMs(query.state.data),
  });
  return { data: answer.data, problem: answer.error, retry: () => void answer.refetch() };
}
