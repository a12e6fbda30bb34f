import { useState } from 'react';

import type { Candidate, Cycle } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { useWords } from '../../language.js';
import { Choice } from '../../parts/choice.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useToast } from '../../parts/toast.js';

/** A new attempt of somebody who was here before; the earlier one stays as it is. */
export function NewCycle({ candidate, onClose }: { readonly candidate: Candidate; readonly onClose: () => void }) {
  const words = useWords();
  const toast = useToast();
  const [scheme, setScheme] = useState('');
  const [destinationCountry, setCountry] = useState('');
  const opening = useSend<Cycle>({
    onDone: () => {
      toast(words.candidate.cycleOpened);
      onClose();
    },
  });
  const submit = () =>
    opening.submit({
      path: `/candidates/${candidate.id}/cycles`,
      body: { ...(scheme && { scheme }), ...(destinationCountry && { destinationCountry }) },
      version: candidate.version,
    });
  return (
    <DialogForm
      title={words.candidate.newCycle}
      action={words.candidate.openCycle}
      onSubmit={submit}
      onClose={onClose}
      isSending={opening.isSending}
      problem={opening.problem}
    >
      <p>{words.candidate.newCycleText}</p>
      <Choice label={words.candidate.scheme} names={words.terms.scheme} value={scheme} onChange={setScheme} empty={words.common.notYet} />
      <Choice
        label={words.candidate.destination}
        names={words.terms.country}
        value={destinationCountry}
        onChange={setCountry}
        empty={words.common.notYet}
      />
    </DialogForm>
  );
}
