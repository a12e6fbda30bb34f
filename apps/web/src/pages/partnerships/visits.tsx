import type { VisitRow } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../../parts/states.js';

export function Visits() {
  const words = useWords();
  const format = useFormat();
  const list = useList<VisitRow>('/visits');
  return (
    <>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={6} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty title={words.partnerships.noVisits} next={words.partnerships.noVisitsNext} />
      )}
      {list.items.length > 0 && (
        <table className="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{words.partnerships.visit}</th>
              <th scope="col">{words.partnerships.visitedOn}</th>
              <th scope="col">{words.partnerships.place}</th>
              <th scope="col">{words.partnerships.minutes}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((visit) => (
              <tr key={visit.id}>
                <th scope="row">
                  <Go to={`/kunjungan/${visit.id}`} className="row-link">
                    {nameOf(words.terms.visitType, visit.type)}, {visit.areaName}
                  </Go>
                  {visit.hosts.length > 0 && <span className="under">{visit.hosts.map((host) => host.name).join(', ')}</span>}
                </th>
                <td className="nowrap">{format.shortDay(visit.visitedOn)}</td>
                <td>{visit.place}</td>
                <td>
                  {visit.minutes ? (
                    <Badge tone="leaf">{words.partnerships.hasMinutes}</Badge>
                  ) : (
                    <Badge tone="sun">{words.partnerships.noMinutes}</Badge>
                  )}
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
