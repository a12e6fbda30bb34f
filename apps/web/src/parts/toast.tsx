import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';

import { Icon } from './icon.js';

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says that something worked. Problems are never only here: they stay where they happened. */
export function useToast(): (text: string) => void {
  return use(ToastContext);
}

export function ToastRegion({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<{ readonly text: string; readonly turn: number } | null>(null);
  useEffect(() => {
    if (!toast) return undefined;
    const timer = setTimeout(() => setToast(null), 6000);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <ToastContext value={(text) => setToast((before) => ({ text, turn: (before?.turn ?? 0) + 1 }))}>
      {children}
      <div className="toast-region" role="status" aria-live="polite">
        {toast && (
          <div className="toast" key={toast.turn}>
            <Icon name="done" />
            {toast.text}
          </div>
        )}
      </div>
    </ToastContext>
  );
}
