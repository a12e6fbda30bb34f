import { useState } from 'react';

import type { ImportView } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { DialogForm } from '../../parts/dialog-form.js';
import { useMay } from '../../session.js';
import { useImportWords } from '../../words/imports.js';

/** The way out of every long step. */
export function GiveUp({ view }: { readonly view: Pick<ImportView, 'id' | 'state'> }) {
  const words = useImportWords();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const cancel = useSend<unknown>({ onDone: () => setAsking(false) });
  if (!may('import.cancel') || !['checking', 'checked', 'importing'].includes(view.state)) return null;
  return (
    <>
      <button type="button" className="link-button" onClick={() => setAsking(true)}>
        {words.imports.giveUp}
      </button>
      {isAsking && (
        <DialogForm
          title={words.imports.giveUp}
          action={words.imports.giveUp}
          tone="brick"
          onSubmit={() => cancel.submit({ path: `/imports/${view.id}/cancel` })}
          onClose={() => setAsking(false)}
          isSending={cancel.isSending}
          problem={cancel.problem}
        >
          <p>{view.state === 'importing' ? words.imports.giveUpWriting : words.imports.giveUpText}</p>
        </DialogForm>
      )}
    </>
  );
}
