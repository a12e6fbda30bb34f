import type { Commitment } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useWords } from '../../language.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';

import { CommitmentCard } from './commitment-card.js';

/** The server sorts: open ones first, the most urgent on top. */
export function Commitments({ filter }: { readonly filter: string | undefined }) {
  const words = useWords();
  const list = useList<Commitment>('/commitments', { filter });
  return (
    <>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.partnerships.noCommitments} next={words.partnerships.noCommitmentsNext} />
      )}
      <ul className="promises">
        {list.items.map((commitment) => (
          <CommitmentCard key={commitment.id} commitment={commitment} />
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}
