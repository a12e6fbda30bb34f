import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import { download, withQuery } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';
import { Icon } from '../../parts/icon.js';
import { saveFile } from '../../parts/save-file.js';
import { ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';

interface DownloadListProps {
  readonly filters: object;
  readonly count: number;
}

/** A button that fetches the whole list, as it is narrowed now, as a file. */
export function DownloadList({ filters, count }: DownloadListProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="md" leftSection={<Icon name="download" size={18} />} onClick={() => setOpen(true)}>
        {words.candidates.download}
      </Button>
      {isOpen && <DownloadDialog filters={filters} count={count} onClose={() => setOpen(false)} />}
    </>
  );
}

function DownloadDialog({ filters, count, onClose }: DownloadListProps & { readonly onClose: () => void }) {
  const words = useWords();
  const format = useFormat();
  const toast = useToast();
  const running = useRef<AbortController | null>(null);
  const [megabytes, setMegabytes] = useState<number | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const fetchAs = async (kind: 'xlsx' | 'csv') => {
    const stop = new AbortController();
    running.current = stop;
    setProblem(null);
    setMegabytes(0);
    try {
      const path = withQuery('/candidates/export', { ...filters, format: kind });
      const file = await download(path, (bytes) => setMegabytes(Math.floor(bytes / 100_000) / 10), stop.signal);
      saveFile(file.name, file.content);
      toast(words.candidates.downloaded(file.name));
      onClose();
    } catch (failure) {
      if (stop.signal.aborted) return;
      setProblem(failure instanceof ApiProblem ? failure : new ApiProblem(0, { type: '/problems/internal' }));
      setMegabytes(null);
    }
  };
  const isBusy = megabytes !== null;
  return (
    <Dialog title={words.candidates.downloadTitle} onClose={onClose}>
      <p>{words.candidates.downloadWhat(format.number(count))}</p>
      <p className="soft">{words.candidates.downloadNotice}</p>
      <ProblemNotice problem={problem} />
      <p role="status">{isBusy && words.candidates.downloading(format.number(megabytes))}</p>
      <div className="form-buttons">
        <Button variant="default" size="md" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button variant="default" size="md" disabled={isBusy} onClick={() => void fetchAs('csv')}>
          {words.candidates.downloadCsv}
        </Button>
        <Button size="md" disabled={isBusy} onClick={() => void fetchAs('xlsx')}>
          {words.candidates.downloadXlsx}
        </Button>
      </div>
    </Dialog>
  );
}
