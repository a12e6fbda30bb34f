import { useEffect, useState } from 'react';

import { useSend } from '../../api/use-send.js';
import { useWords } from '../../language.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { Icon } from '../../parts/icon.js';
import { useMay } from '../../session.js';

const SHOWN_MS = 30_000;

interface RevealProps {
  readonly candidateId: string;
  readonly field: 'nik' | 'kk' | 'phone' | 'passport';
  readonly label?: string;
  readonly masked: string | null;
  readonly documentId?: string;
}

/** A masked number. Showing it is asked for, recorded in the access history, and ends by itself. */
export function Reveal({ candidateId, field, label, masked, documentId }: RevealProps) {
  const words = useWords();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const reveal = useSend<{ value: string }>({
    onDone: ({ value }) => {
      setShown(value);
      setAsking(false);
    },
  });
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const name = words.reveal.names[field];
  return (
    <div className="reveal">
      {label && <span className="label">{label}</span>}
      <span className="reveal-value">
        <span className="digits" aria-live="polite">
          {shown ?? masked ?? words.common.notYet}
        </span>
        {masked && !shown && may('candidate.reveal') && (
          <button type="button" className="link-button" onClick={() => setAsking(true)} aria-label={words.reveal.showLabel(name)}>
            <Icon name="eye" size={16} />
            {words.reveal.show}
          </button>
        )}
        {shown && (
          <button type="button" className="link-button" onClick={() => setShown(null)}>
            {words.reveal.hide}
          </button>
        )}
      </span>
      {isAsking && (
        <DialogForm
          title={words.reveal.title(name)}
          action={words.reveal.confirm}
          onSubmit={() => reveal.submit({ path: `/candidates/${candidateId}/reveal`, body: { field, ...(documentId && { documentId }) } })}
          onClose={() => setAsking(false)}
          isSending={reveal.isSending}
          problem={reveal.problem}
        >
          <p>{words.reveal.warning}</p>
        </DialogForm>
      )}
    </div>
  );
}
