import { useEffect, useState } from 'react';

/** What stands in the search box, and whether Enter was pressed for an answer that is still to come. */
export interface PaletteQuery {
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly isEntered: boolean;
  readonly setEntered: (isEntered: boolean) => void;
}

/** Text of the search box from the moment it is asked for. Until its field has the focus (the box is fetched at its first use),
 *  the keys of a quick typist are taken here, so that no letter is lost or lands on the page behind. */
export function useEarlyKeys(isOpen: boolean): PaletteQuery {
  const [typed, setTyped] = useState('');
  const [isEntered, setEntered] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isInBox(event.target)) return;
      if (event.key.length === 1) setTyped((text) => text + event.key);
      else if (event.key === 'Backspace') setTyped((text) => text.slice(0, -1));
      else if (event.key === 'Enter') setEntered(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', press, true);
    return () => {
      document.removeEventListener('keydown', press, true);
      setTyped('');
      setEntered(false);
    };
  }, [isOpen]);
  return { typed, type: setTyped, isEntered, setEntered };
}

function isInBox(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}
