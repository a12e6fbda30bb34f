import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';

import type { ApiProblem } from '../../api/problem.js';
import type { ImportRow, ImportView } from '../../api/types.js';
import { useSend } from '../../api/use-send.js';
import { nameOf } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { ProblemNotice } from '../../parts/states.js';
import { useImportWords } from '../../words/imports.js';

import { GridCell } from './grid-cell.js';
import { placeAfter, type Place } from './grid-place.js';

type Field = ImportRow['cells'][number]['field'];

const OUTCOME_TONES: Readonly<Record<string, 'leaf' | 'sea' | 'plain' | 'brick'>> = {
  new: 'leaf',
  updated: 'sea',
  unchanged: 'plain',
  rejected: 'brick',
};

interface RowGridProps {
  readonly view: ImportView;
  readonly rows: readonly ImportRow[];
  readonly isEditable: boolean;
  readonly onChecked: (row: ImportRow) => void;
}

/** Rows with something to look at, as a grid: under each row what is wrong with it and what to do. Cells are corrected in
 *  place, by mouse or by keyboard; only that row is checked again. */
export function RowGrid({ view, rows, isEditable, onChecked }: RowGridProps) {
  const words = useImportWords();
  // A column that was needed once stays: somebody may be typing in it, or in one behind it.
  const marked = useRef(new Set<Field>());
  for (const { cells } of rows) for (const { field } of cells) marked.current.add(field);
  const fields = fieldsOf(view, marked.current);
  const [here, setHere] = useState<{ readonly row: number; readonly field: Field }>({ row: 0, field: 'fullName' });
  const place: Place = { row: here.row, column: Math.max(0, fields.indexOf(here.field)) };
  const [draft, setDraft] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const table = useRef<HTMLTableElement>(null);
  const shouldFocus = useRef(false);
  const { correct, problem } = useCorrections(view.id, (row) => {
    onChecked(row);
    setTold(row.codes.length === 0 ? words.imports.rowFine(row.sheetRow) : words.imports.rowStill(row.sheetRow));
  });
  useEffect(() => {
    if (!shouldFocus.current) return;
    shouldFocus.current = false;
    table.current?.querySelector<HTMLElement>(`[data-place="${place.row}.${place.column}"]`)?.focus();
  });
  const moveTo = (next: Place) => {
    shouldFocus.current = true;
    setDraft(null);
    setHere({ row: next.row, field: fields[next.column] ?? 'fullName' });
  };
  const commit = (row: ImportRow, field: string, text: string) => {
    moveTo(place);
    correct({ n: row.n, field, text: text.trim() });
  };
  const press = (event: KeyboardEvent, at: Place, open: (text?: string) => void) => {
    if (draft !== null) return;
    const next = placeAfter(event.key, at, { rows: rows.length, columns: fields.length }, event.ctrlKey || event.metaKey);
    const isTyping = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (next === null && event.key !== 'Enter' && event.key !== 'F2' && !isTyping) return;
    event.preventDefault();
    if (next !== null) moveTo(next);
    else if (isEditable) open(isTyping ? event.key : undefined);
  };
  return (
    <>
      {isEditable && <p className="soft">{words.imports.gridHelp}</p>}
      <div className="table-scroll">
        <table ref={table} className="row-grid" role="grid" aria-label={words.imports.grid} aria-readonly={!isEditable}>
          <thead>
            <tr>
              <th scope="col">{words.imports.counts.rows}</th>
              {fields.map((field) => (
                <th scope="col" key={field}>
                  {nameOf(words.terms.importField, field)}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row, at) => (
            <tbody key={row.n} className={row.outcome === 'rejected' ? 'is-rejected' : undefined}>
              <tr>
                <th scope="row">
                  <span>{row.sheetRow}</span>{' '}
                  <Badge tone={OUTCOME_TONES[row.outcome] ?? 'plain'}>{nameOf(words.imports.outcomes, row.outcome)}</Badge>
                </th>
                {fields.map((field, column) => (
                  <GridCell
                    key={field}
                    row={row}
                    field={field}
                    place={{ row: at, column }}
                    isHere={place.row === at && place.column === column}
                    draft={place.row === at && place.column === column ? draft : null}
                    isEditable={isEditable}
                    onPress={press}
                    onOpen={(text) => {
                      setHere({ row: at, field });
                      setDraft(text);
                    }}
                    onDraft={setDraft}
                    onLeave={() => moveTo({ row: at, column })}
                    onCommit={(text) => commit(row, field, text)}
                  />
                ))}
              </tr>
              <Remarks row={row} width={fields.length + 1} />
            </tbody>
          ))}
        </table>
      </div>
      <ProblemNotice problem={problem} />
      <p role="status" aria-live="polite" className="visually-hidden">
        {told}
      </p>
    </>
  );
}

interface Correction {
  readonly n: number;
  readonly field: string;
  readonly text: string;
}

/** Corrections go one after the other: whoever types faster than the line must not lose a cell. */
function useCorrections(importId: string, onChecked: (row: ImportRow) => void) {
  const client = useQueryClient();
  const waiting = useRef<Correction[]>([]);
  const isUnderWay = useRef(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const next = () => {
    const first = waiting.current.shift();
    isUnderWay.current = first !== undefined;
    if (first)
      sender.submit({ method: 'PATCH', path: `/imports/${importId}/rows/${first.n}`, body: { values: { [first.field]: first.text } } });
  };
  const sender = useSend<ImportRow>({
    onDone: (row) => {
      onChecked(row);
      next();
    },
    onProblem: (refusal) => {
      setProblem(refusal);
      if (refusal.code === 'wrong-state') void client.invalidateQueries();
      next();
    },
  });
  const correct = (correction: Correction) => {
    setProblem(null);
    waiting.current.push(correction);
    if (!isUnderWay.current) next();
  };
  return { correct, problem };
}

function Remarks({ row, width }: { readonly row: ImportRow; readonly width: number }) {
  const words = useImportWords();
  if (row.cells.length === 0 && row.candidateId === null) return null;
  return (
    <tr className="remarks">
      <td colSpan={width}>
        <ul>
          {row.cells.map((cell) => (
            <li key={cell.field + cell.address + cell.hint}>
              <b>
                {cell.code ? nameOf(words.importCode, cell.code) : cell.column} {cell.address}
              </b>{' '}
              {cell.found && (
                <code>
                  <bdi>{cell.found}</bdi>
                </code>
              )}{' '}
              {cell.hint}
            </li>
          ))}
        </ul>
        {row.candidateId && (
          <Go to={`/cpmi/${row.candidateId}`}>
            <bdi>{row.fullName}</bdi>
          </Go>
        )}
      </td>
    </tr>
  );
}

/** The name, and every field that is wrong somewhere, in the order of the file; fields that the file does not have come last. */
function fieldsOf(view: ImportView, marked: ReadonlySet<Field>): readonly Field[] {
  const ordered = view.columns.flatMap(({ field }) => field ?? []);
  const all = [...ordered, ...[...marked].filter((field) => !ordered.includes(field))];
  return all.filter((field) => field === 'fullName' || field === 'nik' || marked.has(field));
}
