import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import { download } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { ImportView } from '../../api/types.js';
import { Go } from '../../parts/go.js';
import { Icon } from '../../parts/icon.js';
import { saveFile } from '../../parts/save-file.js';
import { ProblemNotice } from '../../parts/states.js';
import { useMay } from '../../session.js';
import { useImportWords } from '../../words/imports.js';

import { Undo } from './undo.js';

/** What was written, the file to send back, and the way back for a list that was confirmed by mistake. */
export function Written({ view }: { readonly view: ImportView }) {
  const words = useImportWords();
  const title = useRef<HTMLParagraphElement>(null);
  // Only for whoever confirmed it here: the one who opens it later begins at the top of the page.
  useEffect(() => {
    if (document.activeElement?.matches('.import-progress [role=status]')) title.current?.focus();
  }, []);
  return (
    <div className="notice notice-leaf">
      <Icon name="done" />
      <div>
        <p className="notice-title" ref={title} tabIndex={-1}>
          {words.imports.done(view.counts.new, view.counts.updated)}
        </p>
        <div className="deeds">
          <Go to="/cpmi">{words.imports.toList}</Go>
          <Undo list={view} />
        </div>
      </div>
    </div>
  );
}

/** The list as it came with every error in words; fetched through the client, so that it speaks the language of the page. */
export function ResultFile({ view }: { readonly view: ImportView }) {
  const words = useImportWords();
  const may = useMay();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  if (!view.hasFile || !may('import.result')) return null;
  const fetchIt = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const file = await download(`/imports/${view.id}/result.xlsx`, () => undefined, new AbortController().signal);
      saveFile(file.name, file.content);
    } catch (failure) {
      setProblem(failure instanceof ApiProblem ? failure : new ApiProblem(0, { type: '/problems/internal' }));
    }
    setBusy(false);
  };
  return (
    <div className="result-file">
      <Button variant="default" size="md" loading={isBusy} leftSection={<Icon name="download" size={18} />} onClick={() => void fetchIt()}>
        {words.imports.result}
      </Button>
      <p className="soft">{words.imports.resultNote}</p>
      <ProblemNotice problem={problem} />
    </div>
  );
}
