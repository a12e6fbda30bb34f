import { createHash } from 'node:crypto';

import { squeezed, type Column, type Field } from './columns.js';
import { letters } from './values.js';

/** What the officer said about a column; `field` null means that it is not read. */
export interface ChosenColumn {
  readonly index: number;
  readonly field: Field | null;
}

/** A mapping that was remembered: field by title, in the order of the titles. */
export interface SavedMapping {
  readonly senderKey: string;
  readonly titlesKey: string;
  readonly fields: ReadonlyArray<{ readonly title: string; readonly field: Field | null }>;
}

/** Where the meaning of the columns came from. */
export type MappingSource = 'guess' | 'saved' | 'officer';

/** Two spellings of an office are the same sender. Empty when nobody is named. */
export function senderKeyOf(sender: string | null): string {
  return letters(sender ?? '');
}

/** The same for two lists with the same titles in the same order. */
export function titlesKeyOf(columns: readonly Column[]): string {
  return createHash('sha256')
    .update(columns.map(({ header }) => titleOf(header)).join('|'))
    .digest('hex');
}

/** What a title is remembered by; one without letters by its signs. */
export function titleOf(header: string): string {
  return squeezed(header) || header;
}

/** The remembered mapping that fits a list best: the same titles from the same sender, the same titles from anybody, or
 *  the last list of the same sender. @param saved newest first */
export function fittingMapping(saved: readonly SavedMapping[], columns: readonly Column[], senderKey: string): SavedMapping | null {
  const titlesKey = titlesKeyOf(columns);
  const sameTitles = saved.filter((mapping) => mapping.titlesKey === titlesKey);
  const sameSender = senderKey === '' ? [] : saved.filter((mapping) => mapping.senderKey === senderKey);
  return sameTitles.find((mapping) => mapping.senderKey === senderKey) ?? sameTitles[0] ?? sameSender[0] ?? null;
}

/** Reads columns as they were remembered; a title that is new keeps its guess, unless its field is taken. */
export function asSaved(columns: readonly Column[], saved: SavedMapping): Column[] {
  const remembered = new Map(saved.fields.map(({ title, field }) => [title, field]));
  const wished = columns.map((column) => ({ column, saved: remembered.get(titleOf(column.header)) }));
  const taken = new Set<Field>();
  const take = (field: Field | null): Field | null => {
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  };
  const first = new Map(wished.flatMap(({ column, saved: field }) => (field === undefined ? [] : [[column.index, take(field)] as const])));
  return wished.map(({ column, saved: field }) => ({
    ...column,
    field: field === undefined ? take(column.field) : (first.get(column.index) ?? null),
  }));
}

/** Reads columns as the officer said; a column that was not spoken of keeps its guess, unless its field is taken. */
export function asChosen(columns: readonly Column[], chosen: readonly ChosenColumn[]): Column[] {
  const said = new Map(chosen.map(({ index, field }) => [index, field]));
  const taken = new Set(said.values());
  return columns.map((column) => {
    const guess = taken.has(column.field) ? null : column.field;
    return { ...column, field: said.has(column.index) ? (said.get(column.index) ?? null) : guess };
  });
}

/** Decides what the columns of one list mean: as the officer said for this list, else as it was remembered, else as guessed. */
export class Mapping {
  source: MappingSource = 'guess';

  constructor(
    private readonly batch: { readonly mapping: readonly ChosenColumn[] | null; readonly sender: string | null },
    private readonly saved: readonly SavedMapping[],
  ) {}

  choose(columns: readonly Column[]): readonly Column[] {
    if (this.batch.mapping !== null) {
      this.source = 'officer';
      return asChosen(columns, this.batch.mapping);
    }
    const fitting = fittingMapping(this.saved, columns, senderKeyOf(this.batch.sender));
    if (fitting === null) return columns;
    const remembered = asSaved(columns, fitting);
    // Remembered as guessed is nothing to tell the officer about.
    if (remembered.some(({ field }, at) => field !== columns[at]?.field)) this.source = 'saved';
    return remembered;
  }
}
