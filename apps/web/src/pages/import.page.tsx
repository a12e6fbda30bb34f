import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';

import type { ImportView } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useSend } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { nameOf, useWords } from '../language.js';
import { DialogForm } from '../parts/dialog-form.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useMay } from '../session.js';

import { Rows } from './import/rows.js';

const isMoving = (state: string | undefined) => state === 'checking' || state === 'importing';

/** The dry-run report of one list: what would happen to every row, and the one button that writes. */
export function ImportPage() {
  const words = useWords();
  const format = useFormat();
  const { id } = useParams({ from: '/office/impor/$id' });
  const [isUndoing, setUndoing] = useState(false);
  const report = useRead<ImportView>(`/imports/${id}?limit=100`, (data) =>
    isMoving(data?.state) || (isUndoing && data?.state === 'done') ? 700 : false,
  );
  const back = { to: '/impor', label: words.imports.title };
  const view = report.data;
  if (!view) {
    return (
      <Page title={words.imports.report} back={back}>
        <ProblemNotice problem={report.problem} retry={report.retry} />
        {!report.problem && <Loading lines={8} />}
      </Page>
    );
  }
  return (
    <Page title={view.fileName || words.imports.report} back={back} lead={words.imports.uploaded(format.moment(view.createdAt))}>
      <Progress view={view} />
      {!isMoving(view.state) && view.state !== 'failed' && (
        <>
          <Counts view={view} />
          <Confirm view={view} isUndoing={isUndoing} onUndo={() => setUndoing(true)} />
          <Columns view={view} />
          <Rows view={view} />
        </>
      )}
    </Page>
  );
}

function Progress({ view }: { readonly view: ImportView }) {
  const words = useWords();
  const isBusy = isMoving(view.state);
  // Tens only, so that a screen reader hears ten steps and not a hundred.
  const spoken = isBusy
    ? words.imports.progress(nameOf(words.imports.states, view.state), Math.floor(view.progress / 10) * 10)
    : nameOf(words.imports.statesDone, view.state);
  return (
    <div className={`import-progress is-${view.state}`}>
      {isBusy && (
        <div
          className="progress"
          role="progressbar"
          aria-label={nameOf(words.imports.states, view.state)}
          aria-valuenow={view.progress}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${Math.max(4, view.progress)}%` }} />
        </div>
      )}
      <p role="status" aria-live="polite">
        {spoken}
      </p>
      {view.state === 'failed' && (
        <div className="notice notice-brick" role="alert">
          <Icon name="warning" />
          <div>
            <p className="notice-title">{words.imports.failed}</p>
            <p>{view.failure ?? words.imports.failedNext}</p>
            <p>
              <Go to="/impor">{words.imports.tryAgain}</Go>
            </p>
          </div>
        </div>
      )}
    </div>
  );
}

function Counts({ view }: { readonly view: ImportView }) {
  const words = useWords();
  const format = useFormat();
  const names = ['rows', 'new', 'updated', 'unchanged', 'rejected', 'warned'] as const;
  return (
    <dl className="import-counts">
      {names.map((name) => (
        <div key={name} className={`is-${name}`}>
          <dt>{words.imports.counts[name]}</dt>
          <dd>{format.number(view.counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ConfirmProps {
  readonly view: ImportView;
  readonly isUndoing: boolean;
  readonly onUndo: () => void;
}

function Confirm({ view, isUndoing, onUndo }: ConfirmProps) {
  const words = useWords();
  const may = useMay();
  const confirm = useSend<unknown>();
  const writes = view.counts.new + view.counts.updated;
  if (view.state === 'done') return <Written view={view} isUndoing={isUndoing} onUndo={onUndo} />;
  if (view.state !== 'checked' || !may('import.confirm')) return null;
  return (
    <div className="import-confirm card">
      <div>
        <p className="notice-title">{writes > 0 ? words.imports.ready(writes) : words.imports.nothing}</p>
        <p className="soft">{words.imports.readyHint(view.counts.rejected)}</p>
        <ProblemNotice problem={confirm.problem} />
      </div>
      <div className="deeds">
        {writes > 0 && (
          <Button
            size="md"
            loading={confirm.isSending}
            onClick={() => confirm.submit({ path: `/imports/${view.id}/confirm`, version: view.version })}
          >
            {words.imports.confirm(writes)}
          </Button>
        )}
        <Go to="/impor" className="button button-plain">
          {words.imports.fixFirst}
        </Go>
      </div>
    </div>
  );
}

/** What was written, and the way back for a list that was confirmed by mistake. */
function Written({ view, isUndoing, onUndo }: ConfirmProps) {
  const words = useWords();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const undo = useSend<unknown>({
    onDone: () => {
      setAsking(false);
      onUndo();
    },
  });
  return (
    <div className="notice notice-leaf">
      <Icon name="done" />
      <div>
        <p className="notice-title">{words.imports.done(view.counts.new, view.counts.updated)}</p>
        <p className="deeds">
          <Go to="/cpmi">{words.imports.toList}</Go>
          {may('import.undo') && !isUndoing && (
            <button type="button" className="link-button" onClick={() => setAsking(true)}>
              {words.imports.undo}
            </button>
          )}
          {isUndoing && <span role="status">{words.imports.undoing}</span>}
        </p>
      </div>
      {isAsking && (
        <DialogForm
          title={words.imports.undo}
          action={words.imports.undo}
          tone="brick"
          onSubmit={() => undo.submit({ path: `/imports/${view.id}/undo` })}
          onClose={() => setAsking(false)}
          isSending={undo.isSending}
          problem={undo.problem}
        >
          <p>{words.imports.undoText}</p>
        </DialogForm>
      )}
    </div>
  );
}

function Columns({ view }: { readonly view: ImportView }) {
  const words = useWords();
  if (view.columns.length === 0) return null;
  const known = view.columns.filter((column) => column.field !== null);
  const ignored = view.columns.filter((column) => column.field === null);
  return (
    <details className="card import-columns">
      <summary>{words.imports.columns(known.length, ignored.length)}</summary>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.imports.header}</th>
            <th scope="col">{words.imports.readAs}</th>
          </tr>
        </thead>
        <tbody>
          {view.columns.map((column) => (
            <tr key={column.header}>
              <th scope="row">{column.header}</th>
              <td>
                {column.field ? nameOf(words.terms.importField, column.field) : <span className="soft">{words.imports.ignored}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
