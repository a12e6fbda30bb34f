import {
  beginning,
  endsOf,
  findHeader,
  findHeaderByShape,
  LATEST_HEADER_ROW,
  MOST_ROWS,
  PeopleBelow,
  tidy,
  type Column,
  type ListRow,
} from './columns.js';
import { FileRefused, type Cell, type SheetPart, type SheetRow } from './sheet.js';
import { shownDay } from './values.js';

/** What the officer sees of a column before deciding what it means. */
export interface ListHeader {
  readonly columns: readonly Column[];
  readonly startsIn1904: boolean;
}

export interface ReaderWishes {
  /** Decides what the found titles mean; without it the guess stands. */
  readonly choose?: (columns: readonly Column[]) => readonly Column[];
  /** The titles were not found by their words: take the first row that is shaped like titles. */
  readonly byShape?: boolean;
}

const SAMPLES = 3;
const LONGEST_SAMPLE = 40;
// More digits than a day has: a NIK, a family card, a phone.
const HIDDEN_FROM_DIGITS = 9;
const PASSPORT = /^[a-z]{1,2}[ .-]?\d{6,7}$/i;

/** Finds the list in the parts of a file as they come: the first sheet with a row of titles, and the people below it.
 *  @throws FileRefused `header-missing`, `rows-missing`, `rows-too-many` */
export class ListReader {
  header: ListHeader | null = null;
  /** The rows above the titles are gone then; these are the titles and what follows them in the same batch. */
  private waiting: SheetRow[] = [];
  private startsIn1904 = false;
  private people: PeopleBelow | null = null;
  private isPast = false;
  private readonly sampled = new Map<number, string[]>();

  constructor(private readonly wishes: ReaderWishes = {}) {}

  /** @returns the people among these rows */
  take(part: SheetPart): ListRow[] {
    if (part.kind === 'sheet') return this.openSheet(part.startsIn1904);
    if (this.isPast) return [];
    if (this.people !== null) return this.below(part.rows);
    this.waiting.push(...part.rows);
    const last = this.waiting.at(-1);
    return last !== undefined && last.row > LATEST_HEADER_ROW + 1 ? this.settle() : [];
  }

  /** Nothing follows. @returns the people that were still waiting for their titles */
  end(): ListRow[] {
    const rows = this.settle();
    if (this.header === null || this.people === null) throw new FileRefused('header-missing');
    const isUnderstood = this.header.columns.some(({ field }) => field !== null);
    if (this.people.count === 0 && isUnderstood) throw new FileRefused('rows-missing');
    return rows;
  }

  /** Some values of a column as the officer may see them: of a long number only its ends. */
  samplesOf(index: number): readonly string[] {
    return this.sampled.get(index) ?? [];
  }

  private openSheet(startsIn1904: boolean): ListRow[] {
    const rows = this.settle();
    this.isPast = this.people !== null;
    if (!this.isPast) this.startsIn1904 = startsIn1904;
    return rows;
  }

  private settle(): ListRow[] {
    const rows = this.waiting;
    if (this.people !== null || this.isPast) return [];
    this.waiting = [];
    const found = this.wishes.byShape ? findHeaderByShape(rows) : findHeader(rows);
    if (found === null) return [];
    const columns = this.wishes.choose?.(found.columns) ?? found.columns;
    this.header = { columns, startsIn1904: this.startsIn1904 };
    this.people = new PeopleBelow(columns);
    return this.below(rows.slice(found.at + 1));
  }

  private below(rows: readonly SheetRow[]): ListRow[] {
    if (this.people === null) return [];
    this.sample(rows);
    const people = this.people.take(rows);
    if (this.people.count > MOST_ROWS) throw new FileRefused('rows-too-many');
    return people;
  }

  private sample(rows: readonly SheetRow[]): void {
    for (const { index } of this.header?.columns ?? []) {
      const samples = this.sampled.get(index) ?? [];
      if (samples.length >= SAMPLES) continue;
      const more = rows.slice(0, LATEST_HEADER_ROW).flatMap(({ cells }) => sampleOf(cells.get(index)) ?? []);
      this.sampled.set(index, [...new Set([...samples, ...more])].slice(0, SAMPLES));
    }
  }
}

function sampleOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const text = cell.kind === 'date' ? shownDay(cell.text) : beginning(tidy(cell.text), LONGEST_SAMPLE);
  const digits = text.replace(/\D/g, '').length;
  if (text === '') return null;
  const isNumberOfSomebody = digits >= HIDDEN_FROM_DIGITS || PASSPORT.test(text);
  return isNumberOfSomebody ? endsOf(text) : text;
}
