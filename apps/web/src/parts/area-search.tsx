import { TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';

import type { FoundArea, Page } from '../api/types.js';
import { read, withQuery } from '../api/client.js';
import { useWords } from '../language.js';

const PAUSE_MS = 150;

interface AreaSearchProps {
  readonly label: string;
  readonly code: string;
  readonly name: string;
  readonly onChange: (code: string, name: string) => void;
  readonly error?: string | null;
  readonly description?: string;
}

/** A place by the beginning of its name, from the keyboard: arrows choose, Enter takes, Escape closes. */
export function AreaSearch({ label, code, name, onChange, error, description }: AreaSearchProps) {
  const words = useWords();
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const found = useFound(typed);
  const isOpen = typed !== null && typed.trim() !== '' && found !== null;
  const take = (area: FoundArea | undefined) => {
    if (!area) return;
    onChange(area.code, area.path);
    setTyped(null);
  };
  const press = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const last = found.length - 1;
    if (event.key === 'ArrowDown') setActive(active >= last ? 0 : active + 1);
    else if (event.key === 'ArrowUp') setActive(active <= 0 ? last : active - 1);
    else if (event.key === 'Enter' && last >= 0) take(found[active]);
    else if (event.key === 'Escape') setTyped(null);
    else return;
    event.preventDefault();
  };
  return (
    <div className="area-search">
      <TextInput
        label={label}
        description={description}
        error={error}
        size="md"
        required
        role="combobox"
        aria-expanded={isOpen && found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[active] ? `${listId}-${active}` : undefined}
        autoComplete="off"
        value={typed ?? name}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
          if (code) onChange('', '');
        }}
        onKeyDown={press}
        onBlur={() => {
          // The only place of that name needs no second key.
          if (isOpen && found.length === 1) take(found[0]);
        }}
      />
      <ul id={listId} role="listbox" aria-label={label} hidden={!isOpen || found.length === 0}>
        {(found ?? []).map((area, place) => (
          <li
            key={area.code}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === active}
            // Before the field loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              take(area);
            }}
          >
            <strong>{area.name}</strong> <span>{area.path.split(', ').slice(1, -1).join(', ')}</span>
          </li>
        ))}
      </ul>
      <p className="soft" role="status">
        {isOpen && (found.length === 0 ? words.register.villageNone : words.register.villageFound(found.length))}
      </p>
    </div>
  );
}

function useFound(typed: string | null): readonly FoundArea[] | null {
  const [answer, setAnswer] = useState<{ readonly to: string; readonly items: readonly FoundArea[] } | null>(null);
  const wanted = typed?.trim() ?? '';
  useEffect(() => {
    if (wanted === '') return undefined;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      read<Pick<Page<FoundArea>, 'items'>>(withQuery('/areas/search', { q: wanted }), asking.signal).then(
        ({ items }) => setAnswer({ to: wanted, items }),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [wanted]);
  return answer?.to === wanted ? answer.items : null;
}
