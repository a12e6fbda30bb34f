import { useState } from 'react';

import type { ImportSummary } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useMay } from '../../session.js';
import { useImportWords } from '../../words/imports.js';

/** Takes back a list that was written by mistake. */
export function Undo({ list }: { readonly list: Pick<ImportSummary, 'id' | 'state' | 'fileName'> }) {
  const words = useImportWords();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const undo = useSend<unknown>({ onDone: () => setAsking(false) });
  if (!may('import.undo') || list.state !== 'done') return null;
  return (
    <>
      <button type="button" className="link-button" onClick={() => setAsking(true)} aria-label={`${words.imports.undo}: ${list.fileName}`}>
        {words.imports.undo}
      </button>
      {isAsking && (
        <DialogForm
          title={words.imports.undo}
          action={words.imports.undo}
          tone="brick"
          onSubmit={() => undo.submit({ path: `/imports/${list.id}/undo` })}
          onClose={() => setAsking(false)}
          isSending={undo.isSending}
          problem={undo.problem}
        >
          <p>{words.imports.undoText}</p>
        </DialogForm>
      )}
    </>
  );
}
