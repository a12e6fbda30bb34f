import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/spotlight/styles.css';

import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState, type KeyboardEvent } from 'react';

import { send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { Found } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { Icon, type IconName } from '../../parts/icon.js';

import { useCommands } from './commands.js';
import { recentPeople } from './recent.js';
import type { PaletteQuery } from './use-early-keys.js';

const [store, spotlight] = createSpotlight();
const WAIT_MS = 120;
// The list scrolls by itself, so it must be reached by keyboard; the published type leaves this property of its scroll area out.
const REACHABLE = { viewportProps: { tabIndex: 0 } };

interface Row {
  readonly to: string;
  readonly label: string;
  readonly description?: string;
  readonly icon: IconName;
}

/** What was typed, once the typing pauses: not every letter is a question. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

function useFound(text: string) {
  const question = text.length >= 2 ? { text } : { people: recentPeople() };
  return useQuery<Found, ApiProblem>({
    queryKey: ['search', question],
    queryFn: ({ signal }) => send<Found>('POST', '/search', { body: question, signal }),
    placeholderData: keepPreviousData,
    // A NIK that was typed stays no longer than the box is open.
    gcTime: 0,
  });
}

/** One box for people, batches, agreements, pages and commands. */
export function Palette({ query, onClose }: { readonly query: PaletteQuery; readonly onClose: () => void }) {
  const words = useWords();
  const router = useRouter();
  const { typed, isEntered, setEntered } = query;
  const [hasMoved, setMoved] = useState(false);
  const text = usePaused(typed.trim());
  const found = useFound(text);
  const groups = useGroups(text, found.data ?? null);
  const [first] = groups.flatMap(({ rows }) => rows);
  const isSettled = typed.trim() === text && !found.isFetching;
  // Enter right after typing means the first line of the answer. The box by itself marks the first line that stands there while
  // one types; the answer then takes its place, and Enter would do nothing, or what stood there before.
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setMoved(true);
    if (event.key !== 'Enter' || hasMoved) return;
    for (const marked of document.querySelectorAll('.mantine-Spotlight-action[data-selected]')) marked.removeAttribute('data-selected');
    setEntered(true);
  };
  const type = (changed: string) => {
    query.type(changed);
    setMoved(false);
  };
  useEffect(() => {
    if (!isEntered || !isSettled) return;
    setEntered(false);
    if (!first) return;
    spotlight.close();
    router.history.push(first.to);
  }, [isEntered, isSettled, first, router, setEntered]);
  useEffect(() => spotlight.open(), []);
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={typed}
      onQueryChange={type}
      onSpotlightClose={onClose}
      returnFocus
      attributes={{ content: { 'aria-label': words.palette.title } }}
      transitionProps={{ duration: 0 }}
    >
      <Spotlight.Search
        placeholder={words.palette.placeholder}
        aria-label={words.palette.placeholder}
        onKeyDown={press}
        leftSection={<Icon name="search" />}
        autoComplete="off"
        spellCheck={false}
      />
      <Spotlight.ActionsList {...REACHABLE}>
        {groups.map(({ title, rows }) =>
          rows.length === 0 ? null : (
            <Spotlight.ActionsGroup key={title} label={title}>
              {rows.map((row) => (
                <Spotlight.Action
                  key={row.to + row.label}
                  label={row.label}
                  description={row.description}
                  leftSection={<Icon name={row.icon} />}
                  onClick={() => router.history.push(row.to)}
                />
              ))}
            </Spotlight.ActionsGroup>
          ),
        )}
        {!first && <Spotlight.Empty>{emptyText(words.palette, found.error)}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <p className="visually-hidden" role="status">
        {found.isFetching ? '' : words.palette.count(groups.reduce((sum, { rows }) => sum + rows.length, 0))}
      </p>
    </Spotlight.Root>
  );
}

function emptyText(words: { readonly empty: string; readonly away: string }, problem: ApiProblem | null): string {
  return problem ? words.away : words.empty;
}

function useGroups(text: string, found: Found | null): readonly { title: string; rows: readonly Row[] }[] {
  const words = useWords();
  const format = useFormat();
  const commands = useCommands(text);
  const people = (found?.people ?? []).map((person): Row => ({
    to: `/cpmi/${person.id}`,
    label: person.fullName,
    description: [person.caseNo, person.areaName, person.stage && nameOf(words.terms.stage, person.stage)].filter(Boolean).join(' · '),
    icon: 'people',
  }));
  const batches = (found?.batches ?? []).map((batch): Row => ({
    to: `/pelatihan/${batch.id}`,
    label: batch.name,
    description: `${batch.trainingCenter} · ${format.shortDay(batch.startsOn)}`,
    icon: 'cap',
  }));
  const agreements = (found?.agreements ?? []).map((agreement): Row => ({
    to: '/kemitraan?bagian=kesepakatan',
    label: agreement.title,
    description: `${agreement.counterpartOffice} · ${agreement.areaName}`,
    icon: 'handshake',
  }));
  return [
    { title: text.length < 2 ? words.palette.recent : words.palette.people, rows: people },
    { title: words.palette.batches, rows: batches },
    { title: words.palette.agreements, rows: agreements },
    { title: words.palette.commands, rows: commands },
  ];
}
