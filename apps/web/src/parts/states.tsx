import { useEffect, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';

import type { ApiProblem } from '../api/problem.js';
import { useFirstWords } from '../language.js';

import { useBlockerText } from './blocker-text.js';
import { Icon } from './icon.js';

/** What went wrong, what to do now, and the request number for the administrator. */
export function ProblemNotice({ problem, retry }: { readonly problem: ApiProblem | null; readonly retry?: () => void }) {
  const words = useFirstWords();
  const textOf = useBlockerText();
  if (!problem) return null;
  const advice = words.problem.advice(problem.code, problem.retryAfterSeconds);
  const isRefused = problem.status === 403 || problem.status === 404;
  const fields = problem.errors.filter((error) => error.detail);
  return (
    <div className={isRefused ? 'notice notice-plain' : 'notice notice-brick'} role="alert">
      <Icon name={isRefused ? 'lock' : 'warning'} />
      <div>
        <p className="notice-title">{problem.title || words.problem.titles(problem.code)}</p>
        {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
        {fields.length > 0 && (
          <ul>
            {fields.map((error) => (
              <li key={error.pointer + error.code}>{error.detail}</li>
            ))}
          </ul>
        )}
        {problem.blockers.length > 0 && (
          <ul>
            {problem.blockers.map((blocker) => (
              <li key={blocker.code + (blocker.documentCode ?? '')}>{textOf(blocker)}</li>
            ))}
          </ul>
        )}
        {advice && <p>{advice}</p>}
        {problem.requestId && problem.status >= 500 && <p className="soft">{words.problem.request(problem.requestId)}</p>}
        {retry && !isRefused && (
          <button type="button" className="small-button button-plain notice-retry" onClick={retry}>
            {words.common.retry}
          </button>
        )}
      </div>
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly next: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here, and what to do next. */
export function Empty({ title, next, action }: EmptyProps) {
  return (
    <div className="empty">
      <svg width="72" height="40" viewBox="0 0 72 40" aria-hidden="true">
        <path d="M4 24c8 0 8-6 16-6s8 6 16 6 8-6 16-6 8 6 16 6" />
        <path d="M4 34c8 0 8-6 16-6s8 6 16 6 8-6 16-6 8 6 16 6" />
        <circle cx="36" cy="8" r="5" />
      </svg>
      <p className="empty-title">{title}</p>
      <p>{next}</p>
      {action}
    </div>
  );
}

/** Grey bars while something is being read. */
export function Loading({ lines = 4 }: { readonly lines?: number }) {
  const words = useFirstWords();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{words.common.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="bone" style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

interface MoreProps {
  readonly list: { readonly hasMore: boolean; readonly isLoadingMore: boolean; readonly loadMore: () => void };
}

const stopsOfPage = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main a[href], main button, main input, main summary')];

/** The rest of a list, page by page; the focus goes on to the first that came. */
export function LoadMore({ list }: MoreProps) {
  const words = useFirstWords();
  const lastBefore = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (list.isLoadingMore || !lastBefore.current) return;
    const stops = stopsOfPage();
    stops[stops.indexOf(lastBefore.current) + 1]?.focus();
    lastBefore.current = null;
  }, [list.isLoadingMore]);
  const load = (event: MouseEvent<HTMLButtonElement>) => {
    if (list.isLoadingMore) return;
    const stops = stopsOfPage();
    lastBefore.current = stops[stops.indexOf(event.currentTarget) - 1] ?? null;
    list.loadMore();
  };
  if (!list.hasMore) return null;
  return (
    <div className="load-more">
      <button type="button" className="button button-plain" onClick={load} aria-disabled={list.isLoadingMore}>
        {list.isLoadingMore ? words.common.loading : words.common.loadMore}
      </button>
    </div>
  );
}
