import { useInfiniteQuery } from '@tanstack/react-query';

import { read, withQuery } from './client.js';
import type { ApiProblem } from './problem.js';
import type { Page } from './types.js';

export interface List<Item> {
  readonly items: readonly Item[];
  readonly total: number | null;
  readonly isNear: boolean;
  readonly isLoading: boolean;
  readonly problem: ApiProblem | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** A keyset list: `{ items, next }`, page after page behind a "load more" button; `rows` when the items stand under that name. */
export function useList<Item>(path: string, query: object = {}, enabled = true, place: 'items' | 'rows' = 'items'): List<Item> {
  const answer = useInfiniteQuery<Page<Item>, ApiProblem, { pages: Page<Item>[] }, readonly unknown[], string | null>({
    queryKey: [path, query],
    queryFn: async ({ pageParam, signal }) => {
      const page = await read<Page<Item> & { rows?: readonly Item[] }>(withQuery(path, { ...query, after: pageParam }), signal);
      return place === 'rows' ? { ...page, items: page.rows ?? [] } : page;
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
  const pages = answer.data?.pages ?? [];
  return {
    items: pages.flatMap((page) => page.items),
    total: pages[0]?.total ?? null,
    isNear: pages[0]?.isNear ?? false,
    isLoading: answer.isPending && enabled,
    problem: answer.error,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    loadMore: () => void answer.fetchNextPage(),
    retry: () => void answer.refetch(),
  };
}
