import { useBlocker } from '@tanstack/react-router';
import { createContext, use, useId, useLayoutEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';

import { useFirstWords } from '../language.js';

import { Icon } from './icon.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}

const LeaveContext = createContext<() => void>(() => undefined);

/** Leaves the dialog around; asks first when something was filled in. For its cancel button. */
export function useLeaveDialog(): () => void {
  return use(LeaveContext);
}

const FIRST_TO_FILL = ['[data-autofocus]', 'input, select, textarea', 'button'];

/** The browser's own modal dialog: it keeps the focus inside, gives it back to what opened it and makes the rest inert. Mount
 *  it to open it. Escape, the cross, the cancel button and the browser's back button leave it, not the page; what was filled in
 *  is thrown away only after a second word. */
export function Dialog({ title, onClose, children, isWide = false }: DialogProps) {
  const words = useFirstWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const isFilled = useRef(false);
  const [isAsking, setAsking] = useState(false);
  const titleId = useId();
  const leave = () => {
    if (isFilled.current) setAsking(true);
    else onClose();
  };
  useBlocker({
    shouldBlockFn: ({ action }) => {
      if (action === 'PUSH' || action === 'REPLACE') return false;
      leave();
      return true;
    },
    enableBeforeUnload: () => isFilled.current,
  });
  // Before the elements are removed, or the browser could not give the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (!shown) return undefined;
    if (!shown.open) shown.showModal();
    focusFirst(shown);
    return () => shown.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="icon-button" onClick={leave} aria-label={words.common.close}>
          <Icon name="close" />
        </button>
      </div>
      {isAsking && (
        <ThrowAway
          onThrowAway={onClose}
          onStay={() => {
            setAsking(false);
            if (dialog.current) focusFirst(dialog.current);
          }}
        />
      )}
      <div className="dialog-body" onInput={(event) => (isFilled.current ||= isEntry(event))}>
        <LeaveContext value={leave}>{children}</LeaveContext>
      </div>
    </dialog>
  );
}

function focusFirst(dialog: HTMLDialogElement): void {
  const body = dialog.querySelector('.dialog-body');
  const first = FIRST_TO_FILL.map((selector) => body?.querySelector<HTMLElement>(selector)).find(Boolean);
  first?.focus();
}

/** Searching is no work that could be lost. */
function isEntry(event: FormEvent<HTMLElement>): boolean {
  return event.target instanceof Element && event.target.closest('form:not([role="search"])') !== null;
}

function ThrowAway({ onThrowAway, onStay }: { readonly onThrowAway: () => void; readonly onStay: () => void }) {
  const words = useFirstWords();
  return (
    <div className="notice notice-sun dialog-ask" role="alert">
      <Icon name="warning" />
      <div>
        <p className="notice-title">{words.common.unsaved}</p>
        <div className="form-buttons">
          <button type="button" className="button button-plain" onClick={onThrowAway}>
            {words.common.throwAway}
          </button>
          <button type="button" className="button" onClick={onStay} ref={(button) => button?.focus()}>
            {words.common.goOn}
          </button>
        </div>
      </div>
    </div>
  );
}
