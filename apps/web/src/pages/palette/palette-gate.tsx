import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';

import { equipped } from '../../equipped.js';
import { useFirstWords } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { useMay } from '../../session.js';

import { rememberPerson } from './recent.js';
import { useEarlyKeys } from './use-early-keys.js';

const Palette = lazy(() => equipped(() => import('./palette.js').then(({ Palette: part }) => part)));
const FILE = /^\/cpmi\/([0-9a-f]{8}-[0-9a-f-]{27})$/;

/** The button and the keys (Ctrl or Cmd + K) that open the search box; the box itself is fetched at its first use. */
export function PaletteGate() {
  const words = useFirstWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const query = useEarlyKeys(isOpen);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const id = FILE.exec(pathname)?.[1];
    if (id) rememberPerson(id);
  }, [pathname]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      // A dialog with a half-filled form stays where it is.
      if (!document.querySelector('dialog[open]')) setOpen(true);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  if (!may('search.find')) return null;
  return (
    <>
      <button
        type="button"
        className="find-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" size={18} />
        <span>{words.nav.find}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <Palette query={query} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
