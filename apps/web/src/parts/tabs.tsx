import { useEffect, useRef } from 'react';

import { Go } from './go.js';

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly key: string; readonly label: string; readonly count?: string | null }[];
  readonly current: string;
  readonly hrefOf: (key: string) => string;
}

/** Parts of a page, each with its own address. */
export function Tabs({ label, tabs, current, hrefOf }: TabsProps) {
  const row = useRef<HTMLElement>(null);
  // On a phone the row is wider than the screen; the open part must not lie outside.
  useEffect(() => {
    const open = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && open) row.current.scrollLeft = open.offsetLeft - (row.current.clientWidth - open.offsetWidth) / 2;
  }, [current]);
  return (
    <nav className="tabs" aria-label={label} ref={row}>
      {tabs.map((tab) => (
        <Go key={tab.key} to={hrefOf(tab.key)} aria-current={tab.key === current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && tab.count !== null && <span className="tab-count">{tab.count}</span>}
        </Go>
      ))}
    </nav>
  );
}
