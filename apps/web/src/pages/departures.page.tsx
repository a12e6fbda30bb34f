import { useSearch } from '@tanstack/react-router';

import type { DepartureGroup, Page as ListPage } from '../api/types.js';
import { withQuery } from '../api/client.js';
import { useRead } from '../api/use-read.js';
import { daysBetween, useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { Badge } from '../parts/badge.js';
import { Fold } from '../parts/fold.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useMe } from '../session.js';

/** Who plans to leave together in the next 90 days, month by month, the nearest first. */
export function DeparturesPage() {
  const words = useWords();
  const { area } = useSearch({ from: '/office/keberangkatan' });
  const groups = useRead<Pick<ListPage<DepartureGroup>, 'items'>>(withQuery('/departures', { area }));
  return (
    <Page title={words.nav.departures} lead={words.departures.lead}>
      <ProblemNotice problem={groups.problem} retry={groups.retry} />
      {!groups.data && !groups.problem && <Loading lines={6} />}
      {groups.data?.items.length === 0 && <Empty title={words.departures.empty} next={words.departures.emptyNext} />}
      {monthsOf(groups.data?.items ?? []).map(([month, found], index) => (
        <Month key={month} month={month} groups={found} isNext={index === 0} />
      ))}
    </Page>
  );
}

function monthsOf(groups: readonly DepartureGroup[]): [string, DepartureGroup[]][] {
  const months = new Map<string, DepartureGroup[]>();
  for (const group of groups) {
    const month = group.plannedDepartureOn.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), group]);
  }
  return [...months];
}

interface MonthProps {
  readonly month: string;
  readonly groups: readonly DepartureGroup[];
  readonly isNext: boolean;
}

/** Groups are what this page is for; whoever leaves alone would bury them, and waits folded beneath. */
function Month({ month, groups, isNext }: MonthProps) {
  const words = useWords();
  const format = useFormat();
  const together = groups.filter((group) => group.people > 1);
  const alone = groups.filter((group) => group.people === 1);
  const sum = (count: (group: DepartureGroup) => number) => groups.reduce((total, group) => total + count(group), 0);
  return (
    <section className="day-group">
      <h2 className="section-title">
        {format.month(month)}{' '}
        <span className="soft">
          {words.departures.ready(
            sum((group) => group.ready),
            sum((group) => group.people),
          )}
        </span>
      </h2>
      {together.length > 0 && <Lines groups={together} />}
      {alone.length > 0 && (
        <Fold title={words.departures.alone(alone.length)} isOpenFirst={isNext}>
          <Lines groups={alone} />
        </Fold>
      )}
    </section>
  );
}

function Lines({ groups }: { readonly groups: readonly DepartureGroup[] }) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  return (
    <ul className="departure-lines">
      {groups.map((group) => (
        <li key={group.key}>
          <Go to={`/keberangkatan/${group.key}`}>
            {format.weekday(group.plannedDepartureOn)} · {nameOf(words.terms.country, group.destinationCountry)}
          </Go>
          <span className="soft">
            {group.groupName ?? words.departures.noName} · {words.departures.inDays(daysBetween(today, group.plannedDepartureOn))}
          </span>
          <Badge tone={group.ready === group.people ? 'leaf' : 'sun'}>{words.departures.ready(group.ready, group.people)}</Badge>
        </li>
      ))}
    </ul>
  );
}
