import { useState } from 'react';
import type { ReactNode } from 'react';

interface FoldProps {
  readonly title: ReactNode;
  readonly isOpenFirst?: boolean;
  readonly children: ReactNode;
}

/** A part of a long page that opens when somebody wants it; a phone draws nothing of what nobody opened. */
export function Fold({ title, isOpenFirst = false, children }: FoldProps) {
  const [isOpen, setOpen] = useState(isOpenFirst);
  return (
    <details className="fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}
