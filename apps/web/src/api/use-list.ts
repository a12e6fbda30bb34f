import { useInfiniteQuery } from '@tanstack/react-query';

import { read, withQuery } from './client.js';
import type { ApiProblem } from './problem.js';
import type { Page } from './types.js';

export interface List<Item> {
  readonly items: readonly Item[];
  readonly total: number | null;
  readonly isLoading: boolean;
  readonly problem: ApiProblem | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** A keyset list: `{ items, next }`, page after page behind a "load more" button. */
export function useList<Item>(path: string, query: object = {}, enabled = true): List<Item> {
  const answer = useInfiniteQuery<Page<Item>, ApiProblem, { pages: Page<Item>[] }, readonly unknown[], string | null>({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) => read<Page<Item>>(withQuery(path, { ...query, after: pageParam }), signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
  const pages = answer.data?.pages ?? [];
  return {
    items: pages.flatMap((page) => page.items),
    total: pages[0]?.total ?? null,
    isLoading: answer.isPending && enabled,
    problem: answer.error,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    loadMore: () => void answer.fetchNextPage(),
    retry: () => void answer.refetch(),
  };
}
