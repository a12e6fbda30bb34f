import { useSearch } from '@tanstack/react-router';

import type { DepartureGroup, Page as ListPage } from '../api/types.js';
import { withQuery } from '../api/client.js';
import { useRead } from '../api/use-read.js';
import { daysBetween, useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Badge } from '../parts/badge.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useMe } from '../session.js';

/** Who plans to leave together in the next 90 days, the nearest first. */
export function DeparturesPage() {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  const { area } = useSearch({ from: '/office/keberangkatan' });
  const groups = useRead<Pick<ListPage<DepartureGroup>, 'items'>>(withQuery('/departures', { area }));
  return (
    <Page title={words.departures.title} lead={words.departures.lead}>
      <ProblemNotice problem={groups.problem} retry={groups.retry} />
      {!groups.data && !groups.problem && <Loading lines={6} />}
      {groups.data?.items.length === 0 && <Empty title={words.departures.empty} next={words.departures.emptyNext} />}
      <ul className="stack">
        {(groups.data?.items ?? []).map((group) => (
          <li key={group.key} className="card departure-line">
            <div>
              <p className="notice-title">
                <Go to={`/keberangkatan/${group.key}`}>
                  {format.weekday(group.plannedDepartureOn)} · {nameOf(words.terms.country, group.destinationCountry)}
                </Go>
              </p>
              <p className="soft">
                {group.groupName ?? words.departures.noName} · {words.departures.inDays(daysBetween(today, group.plannedDepartureOn))}
              </p>
            </div>
            <span className="badges">
              <Badge tone={group.ready === group.people ? 'leaf' : 'sun'}>{words.departures.ready(group.ready, group.people)}</Badge>
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}
