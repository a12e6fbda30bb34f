import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';

import type { CandidateRow, SavedView } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { useWords } from '../language.js';
import { Chips } from '../parts/chips.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { useWide } from '../parts/use-wide.js';
import { useMay } from '../session.js';
import { DownloadList } from './candidates/download-list.js';
import { FilterBar } from './candidates/filter-bar.js';
import { COLUMNS, type Filters } from './candidates/filters.js';
import { ListSettings } from './candidates/list-settings.js';
import { PeopleCards, PeopleTable } from './candidates/people.js';
import { SelectionBar } from './candidates/selection-bar.js';
import { useChips } from './candidates/use-chips.js';
import { useListMemory } from './candidates/use-list-memory.js';
import { useSelection } from './candidates/use-selection.js';
import { Views, viewShown } from './candidates/views.js';

const LastJobs = lazy(() => import('./candidates/last-jobs.js').then((module) => ({ default: module.LastJobs })));

export function CandidatesPage() {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate({ from: '/cpmi' });
  const filters: Filters = useSearch({ from: '/office/cpmi' });
  const isWide = useWide();
  const list = useList<CandidateRow>('/candidates', { ...filters, limit: 30 });
  // Upon what the address holds by now: two filters may be set before the first of them has been drawn.
  const change = (part: Filters) => void navigate({ search: (before) => ({ ...before, ...part }) });
  const chips = useChips(filters, change);
  const memory = useListMemory(filters);
  const views = useRead<{ items: readonly SavedView[] }>(may('saved_view.list') ? '/saved-views' : null);
  const count = list.total ?? list.items.length;
  const shown = list.items.map((row) => row.id);
  const selection = useSelection(JSON.stringify(filters), shown, count);
  const mayBulk = may('bulk.preview');
  const knowsPlacement = may('cycle.view');
  const ofView = COLUMNS.filter((column) => viewShown(views.data?.items, filters)?.columns.includes(column));
  const columns = (ofView.length > 0 ? ofView : memory.columns).filter((column) => knowsPlacement || column === 'area');
  return (
    <Page
      title={words.candidates.title}
      lead={list.isLoading || list.problem ? ' ' : words.candidates.total(format.number(count), list.total === null && list.hasMore)}
      actions={
        <>
          {may('candidate.export') && count > 0 && <DownloadList filters={filters} count={count} />}
          {may('candidate.register') && (
            <Go to="/cpmi/baru" className="button">
              <Icon name="plus" size={18} />
              {words.candidates.register}
            </Go>
          )}
        </>
      }
    >
      {may('saved_view.list') && <Views filters={filters} columns={columns} views={views} />}
      <FilterBar filters={filters} onChange={change} knowsPlacement={knowsPlacement} />
      <Chips chips={chips} onReset={() => void navigate({ to: '/cpmi', search: {} })} />
      <Nearness filters={filters} isNear={list.isNear} onWiden={() => change({ near: 'true' })} />
      {knowsPlacement && (
        <div className="list-tools">
          {isWide && <ListSettings columns={memory.columns} isDense={memory.isDense} onChange={memory.keep} />}
          {mayBulk && <LastJobsButton />}
        </div>
      )}
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={8} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty
          title={words.candidates.empty}
          next={chips.length > 0 ? words.candidates.emptyFiltered : words.candidates.emptyNext}
          action={may('candidate.register') && <Go to="/cpmi/baru">{words.candidates.register}</Go>}
        />
      )}
      {list.items.length > 0 &&
        (isWide ? (
          <PeopleTable rows={list.items} columns={columns} isDense={memory.isDense} selection={mayBulk ? selection : null} />
        ) : (
          <PeopleCards rows={list.items} selection={mayBulk ? selection : null} />
        ))}
      <LoadMore list={list} />
      {mayBulk && <SelectionBar selection={selection} filters={filters} total={count} />}
    </Page>
  );
}

interface NearnessProps {
  readonly filters: Filters;
  readonly isNear: boolean;
  readonly onWiden: () => void;
}

/** That the names are only like what was asked for, or that such names can be looked for as well. */
function Nearness({ filters: { q, near }, isNear, onWiden }: NearnessProps) {
  const words = useWords();
  if (!q || /^\d+$/.test(q) || near) return null;
  if (isNear) return <p role="status">{words.lists.isNear(q)}</p>;
  return (
    <p>
      <button type="button" className="link-button" onClick={onWiden}>
        {words.lists.alsoNear}
      </button>
    </p>
  );
}

function LastJobsButton() {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
        {words.lists.lastJobs}
      </Button>
      {isOpen && (
        <Suspense>
          <LastJobs onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
