import { useState } from 'react';

import type { DuplicatePairView } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { ReasonField } from '../../parts/reason-field.js';
import { useToast } from '../../parts/toast.js';
import { useOnePersonWords } from '../../words/one-person.js';

/** Two people after all, and why; asked once, remembered until a compared field changes. */
export function NotDuplicate({ pair, onClose }: { readonly pair: DuplicatePairView; readonly onClose: () => void }) {
  const words = useOnePersonWords();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const decision = useSend<DuplicatePairView>({
    onDone: () => {
      toast(words.duplicates.decided);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.duplicates.notDuplicateTitle}
      action={words.duplicates.notDuplicate}
      onSubmit={() =>
        decision.submit({ path: `/duplicate-pairs/${pair.id}/not-duplicate`, body: { reason: reason.trim() }, version: pair.version })
      }
      onClose={onClose}
      isSending={decision.isSending}
      problem={decision.problem}
    >
      <ReasonField
        value={reason}
        onChange={setReason}
        problem={decision.problem}
        label={words.duplicates.reason}
        hint={words.duplicates.notDuplicateHint}
      />
    </DialogForm>
  );
}
