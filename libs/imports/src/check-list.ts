import { checkRow, placeOf, shown, type CheckedRow, type Finding, type ListContext, type ListedPerson } from './check-row.js';
import type { RowCode } from './codes.js';
import type { Column, ListRow } from './columns.js';

/** Checks the rows of a list one after the other and refuses whoever was already accepted further up, by NIK, or by name,
 *  birth date and domicile when one of the two has no NIK; two people of one name, day and domicile with two NIKs both go in, with
 *  a warning. A rejected row does not take anybody's place. */
export class ListCheck {
  private readonly rowOfNik = new Map<string, number>();
  /** Row of the sheet, negative when that row has no NIK: an object for each of 50,000 people would take twice the memory. */
  private readonly rowOfPerson = new Map<string, number>();

  constructor(private readonly list: ListContext) {}

  get columns(): readonly Column[] {
    return this.list.columns;
  }

  check(row: ListRow): CheckedRow {
    const checked = checkRow(row, this.list);
    const { person } = checked;
    if (person === null) return checked;
    const sameNik = person.nik === null ? undefined : this.rowOfNik.get(person.nik);
    if (sameNik !== undefined) return asRepeated(row, checked, this.list.columns, sameNik);
    const alike = bornOn(person) === null ? undefined : this.rowOfPerson.get(personKey(person));
    if (alike !== undefined && (person.nik === null || alike < 0)) return asRepeated(row, checked, this.list.columns, Math.abs(alike));
    this.remember(person, row.sheetRow);
    return alike === undefined ? checked : asPossiblyRepeated(row, checked, this.list.columns, alike);
  }

  private remember(person: ListedPerson, sheetRow: number): void {
    if (person.nik !== null) this.rowOfNik.set(person.nik, sheetRow);
    this.rowOfPerson.set(personKey(person), person.nik === null ? -sheetRow : sheetRow);
  }
}

/** The row of a person who was already accepted in `earlier`, a row number of the sheet. */
export function asRepeated(row: ListRow, checked: CheckedRow, columns: readonly Column[], earlier: number): CheckedRow {
  const field = checked.person === null || checked.person.nik === null ? 'fullName' : 'nik';
  const place = placeOf(
    columns.find((candidate) => candidate.field === field),
    row.sheetRow,
  );
  const finding: Finding = {
    field,
    ...place,
    code: 'duplicate-in-file',
    found: shown(field, row.cells[field]),
    facts: { row: String(earlier) },
  };
  // The NIK is somebody else's, so what it says about sex and birth date of this person would only mislead.
  const isAboutPerson = (code: RowCode | null) => code !== 'birth-date-differs-from-nik' && code !== 'sex-differs-from-nik';
  const findings = checked.findings.filter((other) => isAboutPerson(other.code));
  return {
    ...checked,
    codes: ['duplicate-in-file', ...checked.codes.filter(isAboutPerson)],
    findings: [finding, ...findings],
    person: null,
  };
}

function asPossiblyRepeated(row: ListRow, checked: CheckedRow, columns: readonly Column[], earlier: number): CheckedRow {
  const column = columns.find(({ field }) => field === 'fullName');
  const finding: Finding = {
    field: 'fullName',
    ...placeOf(column, row.sheetRow),
    code: 'possible-duplicate-in-file',
    found: shown('fullName', row.cells.fullName),
    facts: { row: String(earlier) },
  };
  return { ...checked, codes: [...checked.codes, 'possible-duplicate-in-file'], findings: [...checked.findings, finding] };
}

function personKey(person: ListedPerson): string {
  return `${person.nameKey}|${bornOn(person) ?? ''}|${person.areaCode}`;
}

/** As a new person would be written down: what the list is silent about, the NIK says. */
export function bornOn({ birthDate, birthDateByNik }: ListedPerson): string | null {
  return birthDate ?? birthDateByNik;
}
