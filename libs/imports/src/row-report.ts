import type { CheckedRow, Finding } from './check-row.js';
import { placeOf, shown } from './check-row.js';
import type { RowOutcome } from './batch.query.js';
import { rejects, type RowCode } from './codes.js';
import type { Column, Field, ListRow } from './columns.js';
import type { Match } from './match.js';
import { conflictFindings } from './merge.js';

/** What is stored about a row: what will become of it, and every code with its cell. */
export interface RowReport {
  readonly outcome: RowOutcome;
  readonly codes: readonly RowCode[];
  readonly findings: readonly Finding[];
}

/** Joins what the check of the row found with what the register says about the person.
 *  @param match null for a row that the check already rejected
 *  @param isPossible somebody with this name and day of birth is on record, who may be the same person */
export function reportOf(
  row: ListRow,
  checked: CheckedRow,
  match: Match | null,
  columns: readonly Column[],
  isPossible: boolean,
): RowReport {
  if (match === null) return { outcome: 'rejected', codes: checked.codes, findings: checked.findings };
  const place = (field: Field) => {
    const column = columns.find((candidate) => candidate.field === field);
    return { ...placeOf(column, row.sheetRow), found: shown(field, row.cells[field]) };
  };
  if (match.outcome === 'elsewhere') {
    const finding: Finding = { field: 'nik', ...place('nik'), code: 'already-registered', facts: {} };
    return { outcome: 'rejected', codes: inOrder(['already-registered', ...checked.codes]), findings: [finding, ...checked.findings] };
  }
  if (match.outcome === 'new') {
    if (!isPossible) return { outcome: 'new', codes: checked.codes, findings: checked.findings };
    const finding: Finding = { field: 'fullName', ...place('fullName'), code: 'possible-duplicate', facts: {} };
    return { outcome: 'new', codes: inOrder([...checked.codes, 'possible-duplicate']), findings: [...checked.findings, finding] };
  }
  const conflicts = conflictFindings(match.merge.conflicts, place);
  const codes = inOrder([...checked.codes, ...conflicts.flatMap((finding) => finding.code ?? [])]);
  return { outcome: match.outcome, codes, findings: [...checked.findings, ...conflicts] };
}

function inOrder(codes: readonly RowCode[]): RowCode[] {
  return [...new Set(codes)].toSorted((a, b) => Number(rejects(b)) - Number(rejects(a)));
}
