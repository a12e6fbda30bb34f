import { Textarea } from '@mantine/core';

import type { RejectionReason } from '../../api/types.js';
import { useWords } from '../../language.js';
import { useReasonName } from '../../parts/reject-fields.js';
import { useRejectionReasons } from '../../parts/rules.js';

/** The tenth reason has the key 0. */
export const keyOf = (place: number): string => String((place + 1) % 10);

interface ReasonsProps {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onChoose: (reason: RejectionReason) => void;
  readonly onClose: () => void;
  readonly isNoteMissing: boolean;
}

/** Why the paper is refused: one key, one click. */
export function Reasons({ note, onNote, onChoose, onClose, isNoteMissing }: ReasonsProps) {
  const words = useWords();
  const nameOfReason = useReasonName();
  const reasons = useRejectionReasons();
  return (
    <section className="desk-reasons card" aria-label={words.desk.why}>
      <h2>{words.desk.why}</h2>
      <ol>
        {reasons.map((reason, place) => (
          <li key={reason.code}>
            <button type="button" onClick={() => onChoose(reason)}>
              <kbd>{keyOf(place)}</kbd> {nameOfReason(reason)}
            </button>
          </li>
        ))}
      </ol>
      <Textarea
        label={words.refusal.note}
        description={words.refusal.noteHint}
        rows={2}
        maxLength={500}
        value={note}
        error={isNoteMissing ? words.desk.noteMissing : null}
        onChange={(event) => onNote(event.currentTarget.value)}
      />
      <button type="button" className="link-button" onClick={onClose}>
        {words.common.cancel} <kbd>Esc</kbd>
      </button>
    </section>
  );
}
