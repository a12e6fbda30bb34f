import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { read, withQuery } from '../../api/client.js';
import type { ApiProblem } from '../../api/problem.js';
import type { CandidateRow, Page } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import type { Filters } from './filters.js';
import type { Selection } from './use-selection.js';

const PAGE_SIZE = 100;

interface ChosenProps {
  readonly title: string;
  readonly selection: Selection;
  readonly filters: Filters;
  /** As many people as this can be done for at once. */
  readonly most: number;
  readonly onClose: () => void;
  readonly children: (ids: readonly string[]) => ReactNode;
}

/** Who is selected, by id: whoever was chosen one by one, or everybody whom the list holds, read page by page. Too many are
 *  refused before anything is read. */
export function Chosen({ title, selection, filters, most, onClose, children }: ChosenProps) {
  const words = useWords();
  const format = useFormat();
  const isTooMany = selection.count > most;
  const all = useQuery<readonly string[], ApiProblem>({
    queryKey: ['chosen', filters],
    queryFn: ({ signal }) => everybodyIn(filters, most, signal),
    enabled: selection.isAll && !isTooMany,
    gcTime: 0,
  });
  const ids = selection.isAll ? all.data : selection.ids;
  if (ids && !isTooMany) return children(ids);
  return (
    <Dialog title={title} onClose={onClose}>
      {isTooMany && <p role="alert">{words.lists.tooMany(format.number(selection.count), format.number(most))}</p>}
      <ProblemNotice problem={all.error} retry={() => void all.refetch()} />
      {!isTooMany && !all.error && <Loading lines={4} />}
    </Dialog>
  );
}

async function everybodyIn(filters: Filters, most: number, signal: AbortSignal): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: Page<CandidateRow> = await read(withQuery('/candidates', { ...filters, limit: PAGE_SIZE, after }), signal);
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== null && ids.length < most);
  return ids.slice(0, most);
}
