import { Button } from '@mantine/core';
import { useState } from 'react';

import type { BulkJob } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { Dialog } from '../../parts/dialog.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import { JobDialog } from './bulk-job.js';

/** The last bulk jobs of whoever looks; a job goes on and keeps its undo when its window was closed. */
export function LastJobs({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const format = useFormat();
  const [id, setId] = useState<string | null>(null);
  const jobs = useRead<{ items: readonly BulkJob[] }>('/bulk-jobs');
  if (id) return <JobDialog id={id} onClose={onClose} />;
  const items = jobs.data?.items;
  return (
    <Dialog title={words.lists.lastJobs} onClose={onClose}>
      <ProblemNotice problem={jobs.problem} retry={jobs.retry} />
      {!items && !jobs.problem && <Loading lines={3} />}
      {items?.length === 0 && <p>{words.lists.noJobs}</p>}
      <ul className="lines">
        {items?.map((job) => (
          <li key={job.id}>
            <button type="button" className="link-button" onClick={() => setId(job.id)}>
              {words.lists.jobLine(
                words.lists.bulkTitles[job.kind],
                format.moment(job.createdAt),
                format.number(job.counts.done + job.counts.undone + job.counts.kept),
              )}
            </button>
            <span className="soft">{words.lists.jobStates[job.state]}</span>
          </li>
        ))}
      </ul>
      <div className="form-buttons">
        <Button variant="default" onClick={onClose}>
          {words.common.close}
        </Button>
      </div>
    </Dialog>
  );
}
