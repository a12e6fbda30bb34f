import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';

import type { ImportRow } from '../../api/types.js';
import { nameOf } from '../../language.js';
import { useImportWords } from '../../words/imports.js';

import type { Place } from './grid-place.js';

/** Shown only by their ends in the report, so they are typed anew from the card. */
const MASKED = ['nik', 'kk', 'phone', 'passportNumber'];

interface GridCellProps {
  readonly row: ImportRow;
  readonly field: string;
  readonly place: Place;
  /** The one cell that the Tab key reaches. */
  readonly isHere: boolean;
  /** What is being typed; null while the cell is only looked at. */
  readonly draft: string | null;
  readonly isEditable: boolean;
  readonly onPress: (event: KeyboardEvent, at: Place, open: (text?: string) => void) => void;
  readonly onOpen: (text: string) => void;
  readonly onDraft: (text: string) => void;
  readonly onLeave: () => void;
  readonly onCommit: (text: string) => void;
}

/** One cell of the grid: looked at, or being typed in. */
export function GridCell(props: GridCellProps) {
  const { row, field, place, isHere, draft, isEditable } = props;
  const words = useImportWords();
  const marks = row.cells.filter((cell) => cell.field === field);
  const held = row.values.find((value) => value.field === field)?.text ?? marks[0]?.found ?? '';
  const before = MASKED.includes(field) ? '' : held;
  const open = (text?: string) => props.onOpen(text ?? before);
  const finish = (text: string) => (text.trim() === before ? props.onLeave() : props.onCommit(text));
  const label = words.imports.editCell(row.sheetRow, nameOf(words.terms.importField, field));
  const tone = marks.some((cell) => cell.code !== null) ? 'is-marked' : undefined;
  if (draft !== null) {
    return (
      <td className={tone}>
        <CellInput
          label={label}
          placeholder={MASKED.includes(field) && held !== '' ? `${held}: ${words.imports.typeAnew}` : ''}
          text={draft}
          onDraft={props.onDraft}
          onFinish={finish}
          onLeave={props.onLeave}
        />
      </td>
    );
  }
  return (
    <td
      className={tone}
      data-place={`${place.row}.${place.column}`}
      tabIndex={isHere ? 0 : -1}
      aria-invalid={tone !== undefined}
      onKeyDown={(event) => props.onPress(event, place, open)}
      onClick={isEditable ? () => open() : undefined}
      title={isEditable ? label : undefined}
    >
      {held === '' ? <span className="soft">{words.imports.blank}</span> : <bdi>{held}</bdi>}
    </td>
  );
}

interface CellInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onDraft: (text: string) => void;
  readonly onFinish: (text: string) => void;
  readonly onLeave: () => void;
}

function CellInput({ label, placeholder, text, onDraft, onFinish, onLeave }: CellInputProps) {
  const input = useRef<HTMLInputElement>(null);
  // Enter and Escape end the typing themselves; the blur that follows when the field goes must not do it again.
  const isOver = useRef(false);
  useEffect(() => input.current?.focus(), []);
  const end = (how: () => void) => {
    if (isOver.current) return;
    isOver.current = true;
    how();
  };
  return (
    <input
      ref={input}
      aria-label={label}
      placeholder={placeholder}
      maxLength={400}
      autoComplete="off"
      value={text}
      onChange={(event) => onDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end(() => onFinish(text));
        if (event.key === 'Escape') end(onLeave);
        if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
      }}
      onBlur={() => end(() => onFinish(text))}
    />
  );
}
