/** A cell of the grid, by its row and column among those shown. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

const MOVES: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Where a key leads from a cell, never out of the grid. @returns null for a key that does not move */
export function placeAfter(key: string, from: Place, size: GridSize, withControl: boolean): Place | null {
  if (key === 'Home') return { row: withControl ? 0 : from.row, column: 0 };
  if (key === 'End') return { row: withControl ? size.rows - 1 : from.row, column: size.columns - 1 };
  const move = MOVES[key];
  if (move === undefined) return null;
  return { row: within(from.row + move.row, size.rows), column: within(from.column + move.column, size.columns) };
}

function within(at: number, count: number): number {
  return Math.min(Math.max(at, 0), count - 1);
}
