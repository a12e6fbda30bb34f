import type { Commitment } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { LoadMore, Loading, ProblemNotice } from '../../parts/states.js';

/** What was promised in this area, by whom, until when. */
export function Promises({ area }: { readonly area: string }) {
  const words = useWords();
  const format = useFormat();
  const list = useList<Commitment>('/commitments', { area });
  return (
    <>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={4} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && <p className="soft">{words.partnerships.noCommitments}</p>}
      {list.items.length > 0 && (
        <table className="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{words.partnerships.quote}</th>
              <th scope="col">{words.partnerships.office}</th>
              <th scope="col">{words.partnerships.dueOn}</th>
              <th scope="col">{words.partnerships.state}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((commitment) => (
              <tr key={commitment.id}>
                <th scope="row">
                  <q>{commitment.quote}</q>
                  {commitment.target && <span className="under">{commitment.target}</span>}
                </th>
                <td>{commitment.promisedByOffice}</td>
                <td className="nowrap">{commitment.dueOn ? format.shortDay(commitment.dueOn) : words.partnerships.noDue}</td>
                <td>
                  <Badge tone={commitment.isOverdue ? 'brick' : 'sea'}>
                    {commitment.isOverdue
                      ? words.partnerships.overdue(commitment.daysOverdue ?? 0)
                      : nameOf(words.terms.commitmentState, commitment.state)}
                  </Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LoadMore list={list} />
    </>
  );
}
