import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';

import { newKey, read, send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { Draft, DraftSummary } from '../../api/types.js';
import { SESSION_OPENED, reportSessionOver, sessionQuery } from '../../session.js';

import { mergeDrafts } from './merge.js';
import type { Conflict } from './merge.js';
import { forgetPending, isHeldBy, keepPending, takeOver } from './pending.js';
import { draftBody, EMPTY, readValues, stepOf } from './values.js';
import type { Step, Values } from './values.js';

const PAUSE_MS = 1_000;
const AGAIN_MS = 10_000;
const NOTHING_TYPED = JSON.stringify(EMPTY);

/** Where a wizard starts: a draft of the server, something that could not be sent yet, or nothing. */
export interface Start {
  /** Where it is kept in this tab while it cannot be sent. */
  readonly slot: string;
  readonly draftId: string | null;
  readonly version: number;
  /** What the server holds. */
  readonly base: Values;
  readonly values: Values;
  readonly step: Step;
  readonly keptAt: string | null;
}

export type Keeping =
  { readonly state: 'clean' | 'waiting' | 'sending' | 'local' } | { readonly state: 'refused'; readonly problem: ApiProblem };

export interface KeptDraft {
  readonly values: Values;
  readonly step: Step;
  readonly draftId: string | null;
  readonly change: (part: Partial<Values>) => void;
  readonly go: (step: Step) => void;
  readonly keeping: Keeping;
  readonly keptAt: string | null;
  readonly conflicts: readonly Conflict[];
  readonly settle: (conflict: Conflict, takeTheirs: boolean) => void;
  /** Nothing is kept any more: the person is registered. */
  readonly end: () => void;
}

/** The three steps as they are typed, kept on the server a second after typing stops; while the server is away, in this browser. */
export function useKeptDraft(ownerId: string, start: Start, onBegun: (draftId: string) => void): KeptDraft {
  const client = useQueryClient();
  const [shown, setShown] = useState({ values: start.values, step: start.step });
  const [keeping, setKeeping] = useState<Keeping>({ state: 'clean' });
  const [keptAt, setKeptAt] = useState(start.keptAt);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [draftId, setDraftId] = useState(start.draftId);
  // What is on the screen and what the server holds, readable by a save that began earlier.
  const now = useRef(shown);
  const server = useRef({ id: start.draftId, version: start.version, base: start.base });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isBusy = useRef(false);
  const isOver = useRef(false);
  const isAway = useRef(false);
  const isClosed = useRef(false);
  const holder = useRef<object | null>(null);
  const order = useRef<{ text: string; key: string } | null>(null);
  const begun = useRef(onBegun);
  begun.current = onBegun;

  const { slot } = start;

  const isDirty = useCallback(() => now.current.values !== server.current.base, []);
  const keepHere = useCallback(() => {
    const { id, version, base } = server.current;
    keepPending(ownerId, { slot, draftId: id, version, base, ...now.current });
  }, [ownerId, slot]);

  const save = useCallback(async (): Promise<void> => {
    if (isBusy.current || isOver.current || (isClosed.current && !maySendOn())) return;
    const { values, step } = now.current;
    // A form that nobody wrote in is no draft.
    if (server.current.id === null && JSON.stringify(values) === NOTHING_TYPED) return;
    isBusy.current = true;
    setKeeping({ state: 'sending' });
    let again: number | null = null;
    try {
      const body = draftBody(step, values);
      const { id, version } = server.current;
      if (id === null && order.current?.text !== body.payload) order.current = { text: body.payload, key: newKey() };
      const answer = await (id === null
        ? send<DraftSummary>('POST', '/registration-drafts', { body, key: order.current?.key })
        : send<DraftSummary>('PUT', `/registration-drafts/${id}`, { body, version }));
      server.current = { id: answer.id, version: answer.version, base: values };
      isAway.current = false;
      forgetPending(slot);
      // The person was registered while the first save was on its way.
      if (id === null && isOver.current) void send('DELETE', `/registration-drafts/${answer.id}`).catch(() => undefined);
      setKeptAt(answer.updatedAt);
      setKeeping({ state: 'clean' });
      if (id === null && !isOver.current && !isClosed.current) {
        setDraftId(answer.id);
        begun.current(answer.id);
      }
      void client.invalidateQueries({ queryKey: ['/registration-drafts'] });
      if (isDirty()) again = 0;
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure;
      again = await recover(failure);
    } finally {
      isBusy.current = false;
    }
    if (again !== null && !isOver.current) timer.current = setTimeout(() => void save(), again);

    // Closed, it goes on for whoever typed it, unless the same is gone on with elsewhere.
    function maySendOn(): boolean {
      return isHeldBy(slot, holder.current) && client.getQueryData(sessionQuery.queryKey)?.userId === ownerId;
    }

    // After how many milliseconds to try again; null when trying again cannot help.
    async function recover(problem: ApiProblem): Promise<number | null> {
      if (isOver.current) return null;
      if (problem.code === 'changed-meanwhile' && server.current.id !== null) {
        const newest = await read<Draft>(`/registration-drafts/${server.current.id}`).catch(() => null);
        if (!newest) return AGAIN_MS;
        const theirs = readValues(newest.payload);
        const merged = mergeDrafts(server.current.base, now.current.values, theirs);
        server.current = { id: newest.id, version: newest.version, base: theirs };
        now.current = { ...now.current, values: merged.values };
        setShown(now.current);
        setConflicts((before) => [
          ...before.filter((old) => !merged.conflicts.some(({ field }) => field === old.field)),
          ...merged.conflicts,
        ]);
        return 0;
      }
      if (problem.status === 404) {
        // Finished or thrown away in another tab: what is on this screen becomes a draft of its own.
        server.current = { id: null, version: 0, base: server.current.base };
        return 0;
      }
      if (problem.status === 401 || problem.status === 0 || problem.status === 429 || problem.status >= 500) {
        isAway.current = true;
        keepHere();
        setKeeping({ state: 'local' });
        if (problem.status === 401) reportSessionOver();
        return problem.status === 401 ? null : AGAIN_MS;
      }
      setKeeping({ state: 'refused', problem });
      return null;
    }
  }, [client, isDirty, keepHere, ownerId, slot]);

  const soon = useCallback(
    (delay: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), delay);
    },
    [save],
  );

  useEffect(() => {
    isOver.current = false;
    isClosed.current = false;
    holder.current = takeOver(slot);
    if (isDirty()) soon(0);
    const retry = () => isDirty() && soon(0);
    // A tab may be closed within the second that typing still lasts.
    const leave = () => isDirty() && !isOver.current && keepHere();
    addEventListener('online', retry);
    addEventListener(SESSION_OPENED, retry);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('online', retry);
      removeEventListener(SESSION_OPENED, retry);
      removeEventListener('pagehide', leave);
      clearTimeout(timer.current);
      isClosed.current = true;
      if (isDirty() && !isOver.current) void save();
    };
  }, [isDirty, keepHere, save, slot, soon]);

  const show = (next: { readonly values: Values; readonly step: Step }, delay: number) => {
    now.current = next;
    setShown(next);
    if (isOver.current) return;
    if (isAway.current) keepHere();
    setKeeping((before) => (before.state === 'local' ? before : { state: 'waiting' }));
    soon(delay);
  };
  return {
    ...shown,
    draftId,
    keeping,
    keptAt,
    conflicts,
    change: (part) => show({ ...now.current, values: { ...now.current.values, ...part } }, PAUSE_MS),
    go: (step) => {
      const hasAnything = now.current.values !== server.current.base || server.current.id !== null;
      if (hasAnything) show({ values: { ...now.current.values }, step }, 0);
      else setShown((now.current = { ...now.current, step }));
    },
    settle: (conflict, takeTheirs) => {
      setConflicts((before) => before.filter((one) => one !== conflict));
      if (takeTheirs) show({ ...now.current, values: { ...now.current.values, [conflict.field]: conflict.theirs } }, 0);
    },
    end: () => {
      isOver.current = true;
      clearTimeout(timer.current);
      forgetPending(slot);
    },
  };
}

export function startOf(draft: Draft): Start {
  const values = readValues(draft.payload);
  return {
    slot: newKey(),
    draftId: draft.id,
    version: draft.version,
    base: values,
    values,
    step: stepOf(draft.step),
    keptAt: draft.updatedAt,
  };
}
