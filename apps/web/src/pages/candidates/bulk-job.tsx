import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { BulkJob, BulkJobPage, BulkRow } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { useBlockerText } from '../../parts/blocker-text.js';
import { Dialog } from '../../parts/dialog.js';
import { LoadMore, Loading, ProblemNotice } from '../../parts/states.js';

const POLL_MS = 1_000;
const STATES = ['ready', 'blocked', 'refused', 'done', 'undone', 'kept'] as const;
type RowState = (typeof STATES)[number];

const isMoving = (job: BulkJob | undefined): boolean => job?.state === 'running' || job?.state === 'undoing';

/** A confirmed job: how far it is, what happened to whom, and its one undo. */
export function JobDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords();
  const client = useQueryClient();
  const job = useRead<BulkJobPage>(`/bulk-jobs/${id}?limit=1`, (seen) => (isMoving(seen) ? POLL_MS : false));
  const undo = useSend<BulkJobPage>();
  const state = job.data?.state;
  // Counts, lists and results on other pages move with the job's end.
  useEffect(() => {
    if (state === 'done' || state === 'undone') void client.invalidateQueries();
  }, [client, state]);
  return (
    <Dialog title={job.data ? words.lists.bulkTitles[job.data.kind] : words.lists.lastJobs} onClose={onClose} isWide>
      <ProblemNotice problem={job.problem} retry={job.retry} />
      {!job.data && !job.problem && <Loading lines={4} />}
      {job.data && (
        <>
          <Progress job={job.data} />
          <JobRows key={job.data.state} job={job.data} isRead={!isMoving(job.data)} />
          <ProblemNotice problem={undo.problem} />
          {state === 'done' && job.data.counts.done > 0 && <p className="soft">{words.lists.undoHint}</p>}
          <div className="form-buttons">
            {state === 'done' && job.data.counts.done > 0 && (
              <Button
                variant="default"
                color="brick"
                loading={undo.isSending}
                onClick={() => undo.submit({ path: `/bulk-jobs/${id}/undo` })}
              >
                {words.lists.undo}
              </Button>
            )}
            <Button onClick={onClose}>{words.common.close}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Progress({ job }: { readonly job: BulkJobPage }) {
  const words = useWords();
  const format = useFormat();
  const { counts } = job;
  const isUndo = job.state === 'undoing' || job.state === 'undone';
  const settled = isUndo ? counts.undone + counts.kept : counts.done + counts.refused;
  const all = settled + (isUndo ? counts.done : counts.ready);
  const ended = job.state === 'undone' ? words.lists.undone : words.lists.finished;
  const told = job.state === 'undoing' ? words.lists.undoing : words.lists.running;
  return (
    <div className="job-progress">
      <progress aria-label={words.lists.bulkTitles[job.kind]} max={Math.max(1, all)} value={settled} />
      <p role="status">{isMoving(job) ? told(format.number(settled), format.number(all)) : ended}</p>
      {isMoving(job) && <p className="soft">{words.lists.runningHint}</p>}
    </div>
  );
}

/** How many in each state, and the people one by one with what stands in their way. */
export function JobRows({ job, isRead = true }: { readonly job: BulkJobPage; readonly isRead?: boolean }) {
  const words = useWords();
  const format = useFormat();
  const [state, setState] = useState<RowState | ''>('');
  const rows = useList<BulkRow>(`/bulk-jobs/${job.id}`, { state, limit: 50 }, isRead, 'rows');
  const present = STATES.filter((one) => job.counts[one] > 0);
  return (
    <>
      <div className="state-choice" role="group" aria-label={words.lists.shows}>
        {(['', ...present] as const).map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={state === one} onClick={() => setState(one)}>
            {one === '' ? words.lists.everyone : `${words.lists.states[one]} ${format.number(job.counts[one])}`}
          </button>
        ))}
      </div>
      <ProblemNotice problem={rows.problem} retry={rows.retry} />
      {rows.isLoading && <Loading lines={4} />}
      {rows.items.length > 0 && (
        <div className="table-scroll job-rows" role="region" aria-label={words.lists.outcome} tabIndex={0}>
          <table className="table table-stacks table-dense">
            <thead>
              <tr>
                <th scope="col">{words.candidates.name}</th>
                <th scope="col">{words.lists.now}</th>
                <th scope="col">{words.lists.outcome}</th>
              </tr>
            </thead>
            <tbody>
              {rows.items.map((row) => (
                <JobRow key={row.n} row={row} kind={job.kind} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <LoadMore list={rows} />
    </>
  );
}

function JobRow({ row, kind }: { readonly row: BulkRow; readonly kind: BulkJob['kind'] }) {
  const words = useWords();
  const textOf = useBlockerText();
  return (
    <tr>
      <th scope="row">
        {row.candidate?.fullName ?? words.lists.elsewhere}
        {row.candidate && (
          <span className="under">
            {row.candidate.caseNo} · {row.candidate.areaName}
          </span>
        )}
      </th>
      <td data-label={words.lists.now}>{kind === 'assign_officer' ? (row.officerName ?? '–') : nameOf(words.terms.stage, row.stage)}</td>
      <td data-label={words.lists.outcome}>
        <strong>{words.lists.states[row.state]}</strong>
        {row.code && row.blockers.length === 0 && <span className="under">{nameOf(words.lists.codes, row.code)}</span>}
        {row.blockers.map((blocker) => (
          <span key={blocker.code + (blocker.documentCode ?? '')} className="under">
            {textOf(blocker)}
          </span>
        ))}
      </td>
    </tr>
  );
}
