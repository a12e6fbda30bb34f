import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';

import type { Area, CandidateRow, Page as PageOf } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { StageBadge } from '../parts/badge.js';
import { Chips } from '../parts/chips.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Readiness } from '../parts/readiness.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { useWide } from '../parts/use-wide.js';
import { useMay, useMe } from '../session.js';

import { DownloadList } from './candidates/download-list.js';

type Filters = Partial<
  Record<'area' | 'stage' | 'scheme' | 'country' | 'officer' | 'readiness' | 'q' | 'sort' | 'stalled' | 'departure', string>
>;

export function CandidatesPage() {
  const words = useWords();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const filters: Filters = useSearch({ from: '/office/cpmi' });
  const isWide = useWide();
  const list = useList<CandidateRow>('/candidates', { ...filters, limit: 30 });
  const change = (part: Filters) => void navigate({ to: '/cpmi', search: { ...filters, ...part } });
  const chips = useChips(filters, change);
  const count = list.total ?? list.items.length;
  const knowsPlacement = may('cycle.view');
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
      <FilterBar filters={filters} onChange={change} knowsPlacement={knowsPlacement} />
      <Chips chips={chips} onReset={() => void navigate({ to: '/cpmi', search: {} })} />
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={8} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && (
        <Empty
          title={words.candidates.empty}
          next={chips.length > 0 ? words.candidates.emptyFiltered : words.candidates.emptyNext}
          action={may('candidate.register') && <Go to="/cpmi/baru">{words.candidates.register}</Go>}
        />
      )}
      {list.items.length > 0 && (isWide ? <Table rows={list.items} knowsPlacement={knowsPlacement} /> : <Cards rows={list.items} />)}
      <LoadMore list={list} />
    </Page>
  );
}

function useChips(filters: Filters, change: (part: Filters) => void) {
  const words = useWords();
  const area = useRead<Area>(filters.area ? `/areas/${filters.area}` : null);
  const labels: Record<keyof Filters, (value: string) => string | null> = {
    area: (value) => area.data?.name ?? value,
    stage: (value) =>
      `${words.candidates.stage}: ${value
        .split(',')
        .map((stage) => nameOf(words.terms.stage, stage))
        .join(', ')}`,
    scheme: (value) => `${words.candidates.scheme}: ${nameOf(words.terms.scheme, value)}`,
    country: (value) => `${words.candidates.country}: ${nameOf(words.terms.country, value)}`,
    officer: (value) => (value === 'me' ? words.candidates.mine : words.candidates.ofOfficer),
    readiness: (value) => nameOf(words.candidates.readinessNames, value),
    q: (value) => `“${value}”`,
    stalled: () => words.candidates.stalled,
    departure: (value) => nameOf(words.candidates.departureNames, value),
    sort: () => null,
  };
  return Object.entries(labels).flatMap(([key, labelOf]) => {
    const value = Object.entries(filters).find(([name]) => name === key)?.[1];
    const label = value ? labelOf(value) : null;
    return label ? [{ key, label, onRemove: () => change({ [key]: undefined }) }] : [];
  });
}

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (part: Filters) => void;
  readonly knowsPlacement: boolean;
}

function FilterBar({ filters, onChange, knowsPlacement }: FilterBarProps) {
  const words = useWords();
  const isWide = useWide();
  const [q, setQ] = useState(filters.q ?? '');
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setQ(filters.q ?? ''), [filters.q]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ q: q.trim() || undefined });
  };
  return (
    <form className="filters" role="search" onSubmit={search}>
      <div className="filters-search">
        <TextInput
          size="md"
          type="search"
          aria-label={words.candidates.search}
          placeholder={words.candidates.searchHint}
          leftSection={<Icon name="search" size={18} />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" size="md">
          {words.candidates.find}
        </Button>
        {!isWide && (
          <Button variant="default" size="md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.common.filter}
          </Button>
        )}
      </div>
      {(isWide || isOpen) && (
        <div className="filters-choices">
          <AreaFilter value={filters.area} onChange={(area) => onChange({ area })} />
          {knowsPlacement && (
            <>
              <Filter
                label={words.candidates.stage}
                all={words.candidates.allStages}
                names={words.terms.stage}
                value={filters.stage}
                onChange={(stage) => onChange({ stage })}
              />
              <Filter
                label={words.candidates.scheme}
                all={words.candidates.allSchemes}
                names={words.terms.scheme}
                value={filters.scheme}
                onChange={(scheme) => onChange({ scheme })}
              />
              <Filter
                label={words.candidates.documents}
                all={words.candidates.allDocuments}
                names={words.candidates.readinessNames}
                value={filters.readiness}
                onChange={(readiness) => onChange({ readiness })}
              />
            </>
          )}
          <Filter
            label={words.candidates.order}
            all={words.candidates.newest}
            names={{ name: words.candidates.byName }}
            value={filters.sort}
            onChange={(sort) => onChange({ sort })}
          />
        </div>
      )}
    </form>
  );
}

interface FilterProps {
  readonly label: string;
  readonly all: string;
  readonly names: Readonly<Record<string, string>>;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Filter({ label, all, names, value, onChange }: FilterProps) {
  const known = value === undefined || value in names ? [] : [{ value, label: value }];
  return (
    <NativeSelect
      size="sm"
      label={label}
      data={[{ value: '', label: all }, ...known, ...Object.entries(names).map(([code, name]) => ({ value: code, label: name }))]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}

/** Regencies for an office of the province; districts for somebody who works in one regency. */
function AreaFilter({ value, onChange }: { readonly value: string | undefined; readonly onChange: (value: string | undefined) => void }) {
  const words = useWords();
  const home = useMe().area?.code ?? '74';
  const areas = useRead<Pick<PageOf<Area>, 'items'>>(`/areas?parent=${home.slice(0, 8)}`);
  const names = Object.fromEntries((areas.data?.items ?? []).map((area) => [area.code, area.name]));
  return <Filter label={words.candidates.area} all={words.candidates.allAreas} names={names} value={value} onChange={onChange} />;
}

interface RowsProps {
  readonly rows: readonly CandidateRow[];
}

function Table({ rows, knowsPlacement }: RowsProps & { readonly knowsPlacement: boolean }) {
  const words = useWords();
  const format = useFormat();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.candidates.name}</th>
            <th scope="col">{words.candidates.area}</th>
            {knowsPlacement && (
              <>
                <th scope="col">{words.candidates.stage}</th>
                <th scope="col">{words.candidates.destination}</th>
                <th scope="col">{words.candidates.documents}</th>
                <th scope="col">{words.candidates.departure}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Go to={`/cpmi/${row.id}`} className="row-link">
                  {row.fullName}
                </Go>
                <span className="under">
                  {row.caseNo}
                  {row.nikMasked && <> · NIK {row.nikMasked}</>}
                </span>
              </th>
              <td>
                {row.area.name}
                {row.area.regencyName && row.area.regencyName !== row.area.name && <span className="under">{row.area.regencyName}</span>}
              </td>
              {knowsPlacement && (
                <>
                  <td>
                    <StageBadge stage={row.stage} />
                    {row.daysInStage !== null && <span className="under">{words.candidates.days(row.daysInStage)}</span>}
                  </td>
                  <td>
                    {nameOf(words.terms.country, row.destinationCountry)}
                    {row.scheme && <span className="under">{nameOf(words.terms.scheme, row.scheme)}</span>}
                  </td>
                  <td>
                    <Readiness documents={row.documents} />
                  </td>
                  <td className="nowrap">{format.shortDay(row.plannedDepartureOn)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ rows }: RowsProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id}>
          <Go to={`/cpmi/${row.id}`} className="person-card">
            <span className="person-card-top">
              <strong>{row.fullName}</strong>
              <StageBadge stage={row.stage} />
            </span>
            <span className="under">
              {row.caseNo} · {row.area.name}
              {row.area.regencyName && row.area.regencyName !== row.area.name && `, ${row.area.regencyName}`}
            </span>
            {row.destinationCountry && (
              <span className="under">
                {nameOf(words.terms.country, row.destinationCountry)}
                {row.plannedDepartureOn && ` · ${words.candidates.departs(format.shortDay(row.plannedDepartureOn))}`}
              </span>
            )}
            {row.documents && <Readiness documents={row.documents} />}
          </Go>
        </li>
      ))}
    </ul>
  );
}
