import { useEffect, useState } from 'react';

import type { WaitingPaper } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import type { List } from '../../api/use-list.js';

const PAGE_SIZE = 50;
/** The next page is fetched while so many papers are still ahead. */
const AHEAD = 10;

export interface QueueFilter {
  readonly documentCode: string | undefined;
  readonly area: string | undefined;
  readonly identity: 'differs' | undefined;
}

export interface Queue {
  readonly list: List<WaitingPaper>;
  /** What is still to be decided, oldest first. */
  readonly open: readonly WaitingPaper[];
  readonly current: WaitingPaper | null;
  readonly next: WaitingPaper | null;
  /** From 1. */
  readonly position: number;
  readonly count: number;
  readonly step: (by: 1 | -1) => void;
  readonly goTo: (id: string) => void;
  /** Takes a paper off the desk; the one behind it moves up. */
  readonly putAway: (id: string) => void;
  readonly putBack: (id: string) => void;
}

/** The pile on the desk: read once, then worked off here, so that a decision never has to wait for the list to be read again. */
export function useQueue(filter: QueueFilter): Queue {
  const list = useList<WaitingPaper>('/verification-queue', { limit: PAGE_SIZE, ...filter });
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const [currentId, setCurrentId] = useState<string | null>(null);
  const open = list.items.filter((paper) => !away.has(paper.id));
  const at = Math.max(
    0,
    open.findIndex((paper) => paper.id === currentId),
  );
  const current = open[at] ?? null;
  const next = open[at + 1] ?? null;
  const { hasMore, isLoadingMore, loadMore } = list;
  const needsMore = hasMore && !isLoadingMore && open.length - at < AHEAD;
  useEffect(() => {
    if (needsMore) loadMore();
  }, [needsMore, loadMore]);
  return {
    list,
    open,
    current,
    next,
    position: at + 1,
    count: Math.max((list.total ?? open.length) - away.size, open.length),
    step: (by) => {
      const wanted = open[at + by];
      if (wanted) setCurrentId(wanted.id);
    },
    goTo: setCurrentId,
    putAway: (id) => {
      const place = open.findIndex((paper) => paper.id === id);
      const following = open[place + 1] ?? open[place - 1] ?? null;
      setAway((before) => new Set([...before, id]));
      if (id === current?.id) setCurrentId(following?.id ?? null);
    },
    putBack: (id) => {
      setAway((before) => new Set([...before].filter((other) => other !== id)));
      setCurrentId(id);
    },
  };
}
