const STOPS = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary';
const ROWS = 'tr, li, fieldset, form, section, article, dialog';

interface Place {
  readonly at: HTMLElement;
  readonly dialog: Element | null;
  /** Rows and parts around it, the nearest first, each with what came after and before it. */
  readonly around: readonly Element[];
}

function placeOf(at: HTMLElement): Place {
  const dialog = at.closest('dialog');
  const around: (Element | null)[] = [];
  for (let row = at.closest(ROWS); row; row = row === dialog ? null : (row.parentElement?.closest(ROWS) ?? null))
    around.push(row, row.nextElementSibling, row.previousElementSibling);
  return { at, dialog, around: around.filter((part) => part !== null) };
}

/** A saved change may take away the very thing that had the focus: a button, its row, the dialog. Somebody without a mouse would
 *  start again at the top; so the focus goes to what is left of the row, to the next one, or to the heading of the page. A button
 *  that was off while its order was under way has it back afterwards. */
export function keepFocus(): () => void {
  let inside: Place | null = null;
  let outside: Place | null = null;
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    inside = placeOf(target);
    if (!inside.dialog) outside = inside;
  };
  // Whoever presses beside everything wants no focus.
  const forget = ({ target }: Event) => {
    if (target instanceof Element && !target.closest(STOPS)) inside = null;
  };
  const mend = (changes: readonly MutationRecord[]) => {
    if (document.activeElement !== document.body || !inside) return;
    const place = inside.dialog?.isConnected === false ? outside : inside;
    if (!place) return;
    const isOnAgain = changes.some(({ type, target }) => type === 'attributes' && target === place.at);
    if (place.at.isConnected && place === inside && !isOnAgain) return;
    (place.at.isConnected && place.at.matches(STOPS) ? place.at : stopNear(place))?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(mend);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', remember);
  document.addEventListener('pointerdown', forget);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('pointerdown', forget);
  };
}

function stopNear({ around }: Place): HTMLElement | null {
  for (const part of around) {
    const stop = part.matches(STOPS) ? part : part.querySelector(STOPS);
    if (part.isConnected && stop instanceof HTMLElement && stop.checkVisibility()) return stop;
  }
  return document.querySelector('h1');
}
