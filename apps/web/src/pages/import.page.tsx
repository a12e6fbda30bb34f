import { Button, Checkbox } from '@mantine/core';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import type { ImportView } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useSend } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { nameOf } from '../language.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Loading, ProblemNotice } from '../parts/states.js';
import { useMay } from '../session.js';
import { useImportWords } from '../words/imports.js';

import { GiveUp } from './import/give-up.js';
import { Mapping } from './import/mapping.js';
import { ResultFile, Written } from './import/result.js';
import { Rows } from './import/rows.js';
import { WizardSteps, type WizardStep } from './import/steps.js';

const MOVING = ['checking', 'importing', 'undoing'];
const isMoving = (state: string | undefined) => state !== undefined && MOVING.includes(state);

/** One list on its way through the steps: what its columns mean, what would happen to every row, and what was written. */
export function ImportPage() {
  const words = useImportWords();
  const format = useFormat();
  const router = useRouter();
  const { id } = useParams({ from: '/office/impor/$id' });
  // Whoever has just sent a file looks at its columns first; a list out of the history is looked at by its report.
  const [isMapping, setMapping] = useState(() => router.state.location.hash === 'petakan');
  const report = useRead<ImportView>(`/imports/${id}?limit=100`, (data) => (isMoving(data?.state) ? 700 : false));
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
  const step = stepOf(view, isMapping);
  const sent = words.imports.uploaded(format.moment(view.createdAt));
  return (
    <Page
      title={view.fileName || words.imports.report}
      back={back}
      lead={[sent, view.createdByName && words.imports.by(view.createdByName), view.sender].filter(Boolean).join(' · ')}
    >
      <WizardSteps current={step} />
      <Progress view={view} />
      {view.state === 'checked' && step === 'map' && <Mapping view={view} onDone={() => setMapping(false)} />}
      {view.state !== 'failed' && view.state !== 'cancelled' && !isMoving(view.state) && step !== 'map' && (
        <>
          <Counts view={view} />
          {view.state === 'checked' && <Confirm view={view} onMap={() => setMapping(true)} />}
          {view.state === 'done' && <Written view={view} />}
          <ResultFile view={view} />
          {/* A list that was checked anew begins with fresh rows, without what was loaded or typed before. */}
          <Rows key={`${view.state}.${view.columns.map(({ field }) => field).join()}`} view={view} />
        </>
      )}
    </Page>
  );
}

function stepOf({ state, columns, mappingSource }: ImportView, isMapping: boolean): WizardStep {
  if (state === 'failed' || state === 'cancelled') return 'upload';
  if (state === 'checking') return isMapping && mappingSource !== 'officer' ? 'map' : 'check';
  if (state !== 'checked') return 'result';
  return isMapping || !columns.some(({ field }) => field === 'fullName') ? 'map' : 'check';
}

function Progress({ view }: { readonly view: ImportView }) {
  const words = useImportWords();
  const isBusy = isMoving(view.state);
  const spot = useRef<HTMLParagraphElement>(null);
  const before = useRef(view.state);
  // The button that was pressed goes with its step; whoever works by keyboard goes on at what became of it.
  useEffect(() => {
    if (before.current !== view.state && document.activeElement === document.body) spot.current?.focus({ preventScroll: true });
    before.current = view.state;
  }, [view.state]);
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
      <p role="status" aria-live="polite" ref={spot} tabIndex={-1}>
        {spoken}
      </p>
      {isBusy && <GiveUp view={view} />}
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
  const words = useImportWords();
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

/** The one button that writes. While rows are rejected, leaving them out is a choice that somebody makes. */
function Confirm({ view, onMap }: { readonly view: ImportView; readonly onMap: () => void }) {
  const words = useImportWords();
  const may = useMay();
  const confirm = useSend<unknown>();
  const [leavesOut, setLeavesOut] = useState(false);
  const { rejected } = view.counts;
  const writes = view.counts.new + view.counts.updated;
  if (!may('import.confirm')) return null;
  return (
    <div className="import-confirm card">
      <div>
        <p className="notice-title">{writes > 0 ? words.imports.ready(writes) : words.imports.nothing}</p>
        <p className="soft">{words.imports.readyHint(rejected)}</p>
        {writes > 0 && rejected > 0 && (
          <Checkbox
            mt="sm"
            size="md"
            label={words.imports.onlyValid(rejected)}
            checked={leavesOut}
            onChange={(event) => setLeavesOut(event.currentTarget.checked)}
          />
        )}
        <ProblemNotice problem={confirm.problem} />
      </div>
      <div className="deeds">
        {writes > 0 && (
          <Button
            size="md"
            loading={confirm.isSending}
            disabled={rejected > 0 && !leavesOut}
            onClick={() =>
              confirm.submit({
                path: `/imports/${view.id}/confirm`,
                version: view.version,
                body: { rows: rejected > 0 ? 'valid' : 'all' },
              })
            }
          >
            {words.imports.confirm(writes)}
          </Button>
        )}
        {view.hasFile && (
          <button type="button" className="link-button" onClick={onMap}>
            {words.imports.backToMap}
          </button>
        )}
        <GiveUp view={view} />
      </div>
    </div>
  );
}
