import { useState } from 'react';

import type { Paper } from '../api/types.js';
import { useSend } from '../api/use-send.js';
import { useWords } from '../language.js';

import { PaperDecision, usePaperNow, type SeenPaper } from './paper-now.js';
import { NO_REFUSAL, refusalBody, RejectFields } from './reject-fields.js';
import { useDocumentNames } from './rules.js';
import { useToast } from './toast.js';

interface RejectDialogProps {
  readonly paper: SeenPaper & { readonly documentCode: string; readonly holder: string };
  readonly onClose: () => void;
}

/** Refuses a paper with a reason that the person will understand; the letter is made from it. */
export function RejectDialog({ paper, onClose }: RejectDialogProps) {
  const words = useWords();
  const toast = useToast();
  const { nameOfDocument } = useDocumentNames();
  const [refusal, setRefusal] = useState(NO_REFUSAL);
  const name = nameOfDocument(paper.documentCode);
  const now = usePaperNow(paper, onClose);
  const rejection = useSend<Paper>({
    onProblem: now.onProblem,
    onDone: () => {
      toast(words.document.rejected(name));
      onClose();
    },
  });
  return (
    <PaperDecision
      title={words.document.rejectTitle(name)}
      action={words.document.deeds.reject}
      tone="brick"
      onSubmit={() => rejection.submit({ path: `/documents/${paper.id}/reject`, body: refusalBody(refusal), version: now.seen.version })}
      paper={now}
      openWhile={['submitted']}
      sending={rejection}
      typed={refusal.reason}
    >
      <p>{paper.holder}</p>
      <RejectFields value={refusal} onChange={setRefusal} problem={rejection.problem} />
    </PaperDecision>
  );
}
