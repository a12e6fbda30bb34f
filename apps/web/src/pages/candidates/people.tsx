import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';

import type { CandidateRow } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { StageBadge } from '../../parts/badge.js';
import { Go } from '../../parts/go.js';
import { Readiness } from '../../parts/readiness.js';
import type { Column } from './filters.js';
import type { Selection } from './use-selection.js';

interface PeopleProps {
  readonly rows: readonly CandidateRow[];
  /** Null where nobody can be selected. */
  readonly selection: Selection | null;
}

/** The list on a laptop: the name, and the columns that were chosen. */
export function PeopleTable({
  rows,
  columns,
  isDense,
  selection,
}: PeopleProps & { readonly columns: readonly Column[]; readonly isDense: boolean }) {
  const words = useWords();
  const cellOf = useCells();
  return (
    <div className="table-scroll">
      <table className={isDense ? 'table table-dense' : 'table'}>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="select-cell">
                <Checkbox
                  aria-label={words.lists.selectPage}
                  checked={selection.hasPage}
                  indeterminate={selection.count > 0 && !selection.hasPage}
                  onChange={selection.togglePage}
                />
              </th>
            )}
            <th scope="col">{words.candidates.name}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words.lists.columnNames[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-selected={selection?.has(row.id) || undefined}>
              {selection && (
                <td className="select-cell">
                  <SelectOne row={row} selection={selection} />
                </td>
              )}
              <th scope="row">
                <Go to={`/cpmi/${row.id}`} className="row-link">
                  {row.fullName}
                </Go>
                <span className="under">
                  {row.caseNo}
                  {row.nikMasked && <> · NIK {row.nikMasked}</>}
                </span>
              </th>
              {columns.map((column) => (
                <td key={column} className={column === 'departure' || column === 'days' ? 'nowrap' : undefined}>
                  {cellOf[column](row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useCells(): Readonly<Record<Column, (row: CandidateRow) => ReactNode>> {
  const words = useWords();
  const format = useFormat();
  return {
    area: (row) => (
      <>
        {row.area.name}
        {row.area.regencyName && row.area.regencyName !== row.area.name && <span className="under">{row.area.regencyName}</span>}
      </>
    ),
    stage: (row) => (
      <>
        <StageBadge stage={row.stage} />
        {row.daysInStage !== null && <span className="under">{words.candidates.days(row.daysInStage)}</span>}
      </>
    ),
    destination: (row) => (
      <>
        {nameOf(words.terms.country, row.destinationCountry)}
        {row.scheme && <span className="under">{nameOf(words.terms.scheme, row.scheme)}</span>}
      </>
    ),
    documents: (row) => <Readiness documents={row.documents} />,
    departure: (row) => format.shortDay(row.plannedDepartureOn),
    officer: (row) => row.officerName ?? '–',
    days: (row) => row.daysInStage ?? '–',
  };
}

function SelectOne({ row, selection }: { readonly row: CandidateRow; readonly selection: Selection }) {
  const words = useWords();
  return (
    <Checkbox
      aria-label={words.lists.select(row.fullName)}
      checked={selection.has(row.id)}
      onChange={(event) => selection.toggle(row.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
    />
  );
}

/** The list on a phone. */
export function PeopleCards({ rows, selection }: PeopleProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id} className={selection ? 'card-with-select' : undefined}>
          {selection && <SelectOne row={row} selection={selection} />}
          <Go to={`/cpmi/${row.id}`} className="person-card">
            <span className="person-card-top">
              <strong>{row.fullName}</strong>
              <StageBadge stage={row.stage} />
            </span>
            <span className="under">
              {row.caseNo} · {row.area.name}
              {row.area.regencyName && row.area.regencyName !== row.area.name && `, ${row.area.regencyName}`}
            </span>
            {row.destinationCountry && (
              <span className="under">
                {nameOf(words.terms.country, row.destinationCountry)}
                {row.plannedDepartureOn && ` · ${words.candidates.departs(format.shortDay(row.plannedDepartureOn))}`}
              </span>
            )}
            {row.documents && <Readiness documents={row.documents} />}
          </Go>
        </li>
      ))}
    </ul>
  );
}
