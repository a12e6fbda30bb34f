import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

import { Go } from './go.js';
import { Icon } from './icon.js';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

// Null until something was shown: whoever opens the document begins at its top, as on any page.
let shownFor: string | null = null;

/** Says that a page without this frame was shown before. */
export function pageWasShown(): void {
  shownFor = '';
}

/** Frame of every page: one h1, which receives focus after a change of page so that screen readers start there. */
export function Page({ title, lead, back, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Sinergi`;
  }, [title]);
  useEffect(() => {
    // The same page may draw its frame twice, waiting and filled; that is no change of page.
    if (shownFor !== null && shownFor !== location.pathname) heading.current?.focus({ preventScroll: true });
    shownFor = location.pathname;
  }, []);
  return (
    <>
      <header className="page-head">
        <div className="page-head-text">
          {back && (
            <Go className="back-link" to={back.to}>
              <Icon name="back" size={16} />
              {back.label}
            </Go>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className="page-lead">{lead}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A titled card. */
export function Section({ title, note, actions, children, className = '' }: SectionProps) {
  return (
    <section className={`card ${className}`}>
      <div className="card-head">
        <h2>{title}</h2>
        {note && <p className="card-note">{note}</p>}
        {actions && <div className="card-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** Name and value pairs. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode] | null | false)[] }) {
  return (
    <dl className="facts">
      {rows.map((row) =>
        row ? (
          <div key={row[0]}>
            <dt>{row[0]}</dt>
            <dd>{row[1]}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
