import { useRouter } from '@tanstack/react-router';
import { useId, useRef, useState } from 'react';
import type { DragEvent } from 'react';

import type { ImportSummary } from '../api/types.js';
import { useList } from '../api/use-list.js';
import { useSend } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { nameOf } from '../language.js';
import { Badge } from '../parts/badge.js';
import type { Tone } from '../parts/badge.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page, Section } from '../parts/page.js';
import { Empty, LoadMore, Loading, ProblemNotice } from '../parts/states.js';
import { useMay } from '../session.js';
import { useImportWords } from '../words/imports.js';

import { SenderInput } from './import/mapping.js';
import { WizardSteps } from './import/steps.js';
import { Undo } from './import/undo.js';

const STATE_TONES: Readonly<Record<string, Tone>> = { checked: 'sun', done: 'leaf', failed: 'brick', undone: 'plain', cancelled: 'plain' };

export function ImportsPage() {
  const words = useImportWords();
  const may = useMay();
  return (
    <Page title={words.imports.title} lead={words.imports.lead}>
      {may('import.upload') && <DropZone />}
      <History />
    </Page>
  );
}

/** Choose or drop a list. Nothing is written before the report was read and confirmed. */
function DropZone() {
  const words = useImportWords();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [isOver, setOver] = useState(false);
  const [sender, setSender] = useState('');
  const upload = useSend<{ id: string }>({ onDone: ({ id }) => router.history.push(`/impor/${id}#petakan`) });
  const take = (file: File | undefined) => {
    if (!file) return;
    const body = new FormData();
    // Before the file, because the server stops reading fields when the file begins.
    if (sender.trim() !== '') body.append('sender', sender.trim());
    body.append('file', file);
    upload.submit({ path: '/imports', body });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className="stack">
      <WizardSteps current="upload" />
      <SenderInput value={sender} onChange={setSender} />
      <div
        className={isOver ? 'drop-zone is-over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" size={36} />
        <p className="drop-title">{upload.isSending ? words.imports.sending : words.imports.drop}</p>
        <p className="soft">{words.imports.limits}</p>
        <div className="drop-actions">
          <label className="button" htmlFor={inputId}>
            {words.imports.choose}
          </label>
          <input
            ref={input}
            id={inputId}
            className="visually-hidden"
            type="file"
            accept=".xlsx,.csv"
            disabled={upload.isSending}
            onChange={(event) => {
              take(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
          <a className="link" href="/api/v1/imports/template.xlsx" download>
            {words.imports.template}
          </a>
        </div>
      </div>
      <ProblemNotice problem={upload.problem} />
      <ol className="how">
        {words.imports.how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}

function History() {
  const words = useImportWords();
  const format = useFormat();
  const list = useList<ImportSummary>('/imports');
  return (
    <Section title={words.imports.history}>
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={4} />}
      {!list.isLoading && !list.problem && list.items.length === 0 && <Empty title={words.imports.empty} next={words.imports.emptyNext} />}
      {list.items.length > 0 && (
        <table className="table table-stacks">
          <thead>
            <tr>
              <th scope="col">{words.imports.file}</th>
              <th scope="col">{words.imports.state}</th>
              <th scope="col" className="num">
                {words.imports.counts.rows}
              </th>
              <th scope="col" className="num">
                {words.imports.counts.new}
              </th>
              <th scope="col" className="num">
                {words.imports.counts.updated}
              </th>
              <th scope="col" className="num">
                {words.imports.counts.rejected}
              </th>
              <th scope="col">
                <span className="visually-hidden">{words.imports.undo}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <Go to={`/impor/${one.id}`} className="row-link">
                    {one.fileName}
                  </Go>
                  <span className="under">{[format.moment(one.createdAt), one.createdByName, one.sender].filter(Boolean).join(' · ')}</span>
                </th>
                <td>
                  <Badge tone={STATE_TONES[one.state] ?? 'sea'}>{nameOf(words.imports.states, one.state)}</Badge>
                  {one.failure && <span className="under">{one.failure}</span>}
                </td>
                {(['rows', 'new', 'updated', 'rejected'] as const).map((name) => (
                  <td key={name} className="num" data-label={words.imports.counts[name]}>
                    {format.number(one.counts[name])}
                  </td>
                ))}
                <td>
                  {one.state !== 'undone' && one.counts.rejected > 0 && <Go to={`/impor/${one.id}`}>{words.imports.reasons}</Go>}{' '}
                  <Undo list={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LoadMore list={list} />
    </Section>
  );
}
