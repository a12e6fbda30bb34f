import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';

import type { Area, Officer, Page as PageOf } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useWords } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { useWide } from '../../parts/use-wide.js';
import { useMe } from '../../session.js';
import type { Filters } from './filters.js';

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (part: Filters) => void;
  readonly knowsPlacement: boolean;
}

/** The words looked for, the usual filters, and the others behind a button. */
export function FilterBar({ filters, onChange, knowsPlacement }: FilterBarProps) {
  const words = useWords();
  const isWide = useWide();
  const [q, setQ] = useState(filters.q ?? '');
  const [isOpen, setOpen] = useState(false);
  // What was asked for from here comes back through the address while somebody may be typing on already.
  const asked = useRef(filters.q ?? '');
  useEffect(() => {
    const inAddress = filters.q ?? '';
    if (inAddress !== asked.current) setQ(inAddress);
    asked.current = inAddress;
  }, [filters.q]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    asked.current = q.trim();
    onChange({ q: asked.current || undefined, near: undefined });
  };
  const usual = { filters, onChange, knowsPlacement };
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
        {(knowsPlacement || !isWide) && (
          <Button variant="default" size="md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isWide ? words.lists.moreFilters : words.common.filter}
          </Button>
        )}
      </div>
      {(isWide || isOpen) && <UsualFilters {...usual} />}
      {isOpen && knowsPlacement && <OtherFilters {...usual} />}
    </form>
  );
}

function UsualFilters({ filters, onChange, knowsPlacement }: FilterBarProps) {
  const words = useWords();
  return (
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
  );
}

function OtherFilters({ filters, onChange }: FilterBarProps) {
  const words = useWords();
  const officers = useRead<{ items: readonly Officer[] }>('/officers');
  const names = Object.fromEntries((officers.data?.items ?? []).map((officer) => [officer.id, officer.displayName]));
  return (
    <div className="filters-choices">
      <Filter
        label={words.lists.country}
        all={words.lists.allCountries}
        names={words.terms.country}
        value={filters.country}
        onChange={(country) => onChange({ country })}
      />
      <Filter
        label={words.lists.officer}
        all={words.lists.allOfficers}
        names={{ me: words.lists.me, ...names }}
        value={filters.officer}
        onChange={(officer) => onChange({ officer })}
      />
      <Filter
        label={words.lists.departure}
        all={words.lists.allDepartures}
        names={words.candidates.departureNames}
        value={filters.departure}
        onChange={(departure) => onChange({ departure })}
      />
      <Filter
        label={words.lists.stalled}
        all="–"
        names={{ true: words.common.yes }}
        value={filters.stalled}
        onChange={(stalled) => onChange({ stalled })}
      />
      <Filter
        label={words.lists.source}
        all={words.lists.allSources}
        names={words.lists.sourceNames}
        value={filters.source}
        onChange={(source) => onChange({ source })}
      />
    </div>
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
