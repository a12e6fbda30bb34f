import { checkRow, placeOf, shown, type CheckedRow, type Finding, type ListContext, type ListedPerson } from './check-row.js';
import type { RowCode } from './codes.js';
import type { Column, ListRow } from './columns.js';

/** Checks the rows of a list one after the other and refuses whoever was already accepted further up, by NIK, or by name,
 *  birth date and domicile when one of the two has no NIK. A rejected row does not take anybody's place. */
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
    const earlier = this.earlierRow(person);
    if (earlier === null) {
      this.remember(person, row.sheetRow);
      return checked;
    }
    return asRepeated(row, checked, this.list.columns, earlier);
  }

  private earlierRow(person: ListedPerson): number | null {
    if (person.nik !== null) {
      const same = this.rowOfNik.get(person.nik);
      if (same !== undefined) return same;
    }
    const alike = this.rowOfPerson.get(personKey(person));
    if (alike === undefined || person.birthDate === null) return null;
    return person.nik === null || alike < 0 ? Math.abs(alike) : null;
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

function personKey(person: ListedPerson): string {
  return `${person.nameKey}|${person.birthDate ?? ''}|${person.areaCode}`;
}
