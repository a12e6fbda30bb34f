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

/** A masked number of the person. */
export function Reveal({ candidateId, field, label, masked, documentId }: RevealProps) {
  const words = useWords();
  const name = words.reveal.names[field];
  return (
    <RevealNumber
      action="candidate.reveal"
      path={`/candidates/${candidateId}/reveal`}
      body={{ field, ...(documentId && { documentId }) }}
      title={words.reveal.title(name)}
      showLabel={words.reveal.showLabel(name)}
      label={label}
      masked={masked}
    />
  );
}

interface RevealNumberProps {
  /** What one must be allowed to do to see it. */
  readonly action: string;
  readonly path: string;
  readonly body?: object;
  readonly title: string;
  readonly showLabel: string;
  readonly label?: string;
  readonly masked: string | null;
}

/** A masked number. Showing it is asked for, recorded in the access history, and ends by itself. */
export function RevealNumber({ action, path, body, title, showLabel, label, masked }: RevealNumberProps) {
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
  return (
    <div className="reveal">
      {label && <span className="label">{label}</span>}
      <span className="reveal-value">
        <span className="digits" aria-live="polite">
          {shown ?? masked ?? words.common.notYet}
        </span>
        {masked && !shown && may(action) && (
          <button type="button" className="link-button" onClick={() => setAsking(true)} aria-label={showLabel}>
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
          title={title}
          action={words.reveal.confirm}
          onSubmit={() => reveal.submit({ path, body })}
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
