const NEAR = ['tr', 'li', 'section', 'main'];
const REDRAWN_WITHIN_MS = 10_000;

/** A saved change may take away the very button that opened the dialog; the focus then goes to what is left of its row,
 *  card or page, or somebody without a mouse would start again at the top. */
export function keepFocusNear(opener: Element | null): void {
  if (!opener) return;
  const places = NEAR.flatMap((selector) => opener.closest<HTMLElement>(selector) ?? []);
  const observer = new MutationObserver(() => {
    if (opener.isConnected) return;
    observer.disconnect();
    if (document.activeElement !== document.body) return;
    const place = places.find((found) => found.isConnected);
    (place?.querySelector<HTMLElement>('a, button, [tabindex]') ?? place)?.focus({ preventScroll: true });
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), REDRAWN_WITHIN_MS);
}
