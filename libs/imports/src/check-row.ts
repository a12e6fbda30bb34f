import { ageOn, countryOf, holdsNumberOfPerson, nameKey, parseNik, withoutNumbersOfPeople } from '#libs/rulebook';

import type { AreaBook } from './areas.js';
import { rejects, type HintFacts, type RowCode } from './codes.js';
import { beginning, endsOf, tidy, type Column, type Field, type ListRow } from './columns.js';
import type { Cell } from './sheet.js';
import {
  dayOf,
  maritalStatusOf,
  phoneOf,
  placeAndDayOf,
  schemeOf,
  sexOf,
  shownDay,
  type MaritalStatus,
  type Scheme,
  type Sex,
} from './values.js';

/** A person as one row tells it. Null means that the list is silent, never that a known value should go. */
export interface ListedPerson {
  readonly fullName: string;
  readonly nameKey: string;
  readonly nik: string | null;
  readonly kk: string | null;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly birthPlace: string | null;
  readonly areaCode: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly maritalStatus: MaritalStatus | null;
  readonly education: string | null;
  readonly destinationCountry: string | null;
  readonly jobTitle: string | null;
  readonly scheme: Scheme | null;
  readonly plannedDepartureOn: string | null;
  readonly passportNumber: string | null;
  /** What the NIK says, for a new person whose list is silent about it. */
  readonly birthDateByNik: string | null;
  readonly sexByNik: Sex | null;
}

/** One cell that the officer should look at. `found` never shows more of a number than its ends.
 *  `code` is null for a mere note: a misspelt place was understood, `facts.readAs` says as what. */
export interface Finding {
  readonly field: Field;
  readonly column: string;
  readonly address: string;
  readonly code: RowCode | null;
  readonly found: string;
  readonly facts: HintFacts;
}

export interface CheckedRow {
  readonly n: number;
  readonly sheetRow: number;
  /** Rejections first. */
  readonly codes: readonly RowCode[];
  readonly findings: readonly Finding[];
  /** Null when the row is rejected. */
  readonly person: ListedPerson | null;
}

/** What all rows of a list share. */
export interface ListContext {
  readonly today: string;
  readonly startsIn1904: boolean;
  readonly areas: AreaBook;
  readonly columns: readonly Column[];
}

const LONGEST_NAME = 100;
const LONGEST_TEXT = 100;
const LONGEST_ADDRESS = 300;
const OLDEST_YEARS = 110;
const GROWN_UP_YEARS = 18;
const PASSPORT = /^[A-Z]{1,2}\d{6,7}$/;
// Passports and departures are planned a few years ahead at most; two digits of a year are read accordingly.
const YEARS_AHEAD = 10;

/** Reads one row and lists everything that is wrong or odd with it, each with its cell. A single rejection keeps the person
 *  out, but all other findings are still listed, so that one round of corrections is enough. @throws never */
export function checkRow(row: ListRow, list: ListContext): CheckedRow {
  const reader = new RowReader(row, list);
  const person = reader.person();
  const findings = reader.findings;
  const codes = [...new Set(findings.flatMap((finding) => finding.code ?? []))].toSorted((a, b) => Number(rejects(b)) - Number(rejects(a)));
  return { n: row.n, sheetRow: row.sheetRow, codes, findings, person: codes.some(rejects) ? null : person };
}

class RowReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly row: ListRow,
    private readonly list: ListContext,
  ) {}

  person(): ListedPerson | null {
    const fullName = this.fullName();
    const nik = this.nik();
    const fromNik = nik === null ? null : parseNik(nik, this.list.today);
    const byNik = fromNik?.ok ? fromNik : null;
    const sex = this.choice('sex', sexOf);
    const birth = this.birth();
    const areaCode = this.domicile();
    const phone = this.phone();
    this.compareWithNik(byNik, sex, birth.day);
    const age = birth.day ?? byNik?.birthDate ?? null;
    if (age !== null && ageOn(age, this.list.today) < GROWN_UP_YEARS) this.find(this.cells.birthDate ? 'birthDate' : 'nik', 'under-18');
    const person = {
      nik,
      kk: this.familyCard(),
      sex,
      birthDate: birth.day,
      birthPlace: birth.place,
      address: this.freeText('address'),
      phone,
      maritalStatus: this.choice('maritalStatus', maritalStatusOf),
      education: this.freeText('education'),
      destinationCountry: this.choice('destinationCountry', countryOf),
      jobTitle: this.freeText('jobTitle'),
      scheme: this.choice('scheme', schemeOf),
      plannedDepartureOn: this.departure(),
      passportNumber: this.choice('passportNumber', passportOf),
      birthDateByNik: byNik?.birthDate ?? null,
      sexByNik: byNik?.sex ?? null,
    };
    return fullName === null || areaCode === null ? null : { ...person, fullName, nameKey: nameKey(fullName), areaCode };
  }

  private get cells(): ListRow['cells'] {
    return this.row.cells;
  }

  private fullName(): string | null {
    const text = this.text('fullName');
    if (text === 'formula') return null;
    const name = text?.replace(/^' */, '') ?? '';
    if (!/\p{L}/u.test(name)) {
      this.find('fullName', 'name-missing');
      return null;
    }
    if ([...name].length > LONGEST_NAME) {
      this.find('fullName', 'name-too-long');
      return null;
    }
    return name;
  }

  private nik(): string | null {
    const cell = this.cells.nik;
    const text = this.text('nik');
    if (text === 'formula') return null;
    const digits = text?.replace(/^'/, '').replace(/[\s.-]/g, '') ?? '';
    if (cell === undefined || /^$|^0+$|^(tidakada|belumada|kosong)$/i.test(digits)) {
      this.find('nik', 'nik-missing');
      return null;
    }
    // Excel keeps 15 digits of a number; what it shows as the sixteenth is a zero of its own.
    if (cell.kind !== 'text' || /^\d[.,]?\d*e\+?\d+$/i.test(text?.replace(/\s/g, '') ?? '')) {
      this.find('nik', 'nik-precision-lost');
      return null;
    }
    const parsed = parseNik(digits, this.list.today);
    if (parsed.ok) return digits;
    this.find('nik', parsed.code);
    return null;
  }

  private birth(): { day: string | null; place: string | null } {
    const both = this.cells.birthPlaceAndDate;
    const split =
      both === undefined || both.kind === 'date' || this.text('birthPlaceAndDate') === 'formula' ? null : placeAndDayOf(tidy(both.text));
    const place = this.freeText('birthPlace') ?? (split?.place ? beginning(split.place, LONGEST_TEXT) : null);
    const own = this.day('birthDate', 0);
    if (own !== null || this.cells.birthDate !== undefined || both === undefined || both.kind === 'formula')
      return { day: this.pastDay('birthDate', own), place };
    const day = this.readDay('birthPlaceAndDate', split === null ? both : { kind: 'text', text: split.day }, 0);
    return { day: this.pastDay('birthPlaceAndDate', day), place };
  }

  private pastDay(field: Field, day: string | null): string | null {
    if (day === null) return null;
    const isPossible = day <= this.list.today && ageOn(day, this.list.today) < OLDEST_YEARS;
    if (!isPossible) this.find(field, 'date-invalid');
    return isPossible ? day : null;
  }

  private departure(): string | null {
    const day = this.day('plannedDepartureOn', YEARS_AHEAD);
    if (day !== null && (day < '2000' || day.slice(0, 4) > String(Number(this.list.today.slice(0, 4)) + YEARS_AHEAD))) {
      this.find('plannedDepartureOn', 'date-invalid');
      return null;
    }
    return day;
  }

  private day(field: Field, yearsAhead: number): string | null {
    const cell = this.cells[field];
    return cell === undefined || this.text(field) === 'formula' ? null : this.readDay(field, cell, yearsAhead);
  }

  private readDay(field: Field, cell: Cell, yearsAhead: number): string | null {
    const text = tidy(cell.text);
    if (text === '' || /^[-–—]+$/.test(text)) return null;
    const day = dayOf(cell, this.list, yearsAhead);
    if (day === null) this.find(field, 'date-invalid');
    return day;
  }

  private domicile(): string | null {
    const has = (field: Field) => this.list.columns.some((column) => column.field === field);
    const [regency, district, village] = [this.text('regency'), this.text('district'), this.text('village')];
    if (regency === 'formula' || district === 'formula' || village === 'formula') return null;
    // A list without the column speaks of the office's own area; an empty cell in the column is a gap.
    if (district === null && has('district')) {
      this.find('district', 'district-unknown');
      return null;
    }
    const domicile = this.list.areas.domicileOf({ regency, district, village });
    if (domicile.found === 'nothing') {
      this.find(domicile.unknown === 'regency' || has('district') ? domicile.unknown : 'village', 'district-unknown');
      return null;
    }
    if (village !== null && domicile.found !== 'village') this.find('village', 'village-unknown');
    else if (domicile.note !== null) this.find(village === null ? 'district' : 'village', null, { readAs: domicile.note });
    return domicile.areaCode;
  }

  private phone(): string | null {
    const text = this.text('phone');
    if (text === null || text === 'formula' || /^[-–—0]+$/.test(text)) return null;
    const phone = phoneOf(text);
    if (phone === null) this.find('phone', 'phone-unreadable');
    return phone;
  }

  private familyCard(): string | null {
    const text = this.text('kk');
    if (text === null || text === 'formula') return null;
    const digits = text.replace(/^'/, '').replace(/[\s.-]/g, '');
    if (this.cells.kk?.kind === 'text' && /^\d{16}$/.test(digits)) return digits;
    if (digits !== '') this.find('kk', 'value-unknown');
    return null;
  }

  private choice<T extends string>(field: Field, meaning: (text: string) => T | null): T | null {
    const text = this.text(field);
    if (text === null || text === 'formula' || /^[-–—]+$/.test(text)) return null;
    const value = meaning(text);
    if (value === null) this.find(field, 'value-unknown');
    return value;
  }

  private freeText(field: Field): string | null {
    const text = this.text(field);
    if (text === null || text === 'formula' || /^[-–—]+$/.test(text)) return null;
    if (holdsNumberOfPerson(text)) {
      this.find(field, 'number-not-kept');
      return null;
    }
    if ([...text].length <= (field === 'address' ? LONGEST_ADDRESS : LONGEST_TEXT)) return text;
    this.find(field, 'text-too-long');
    return null;
  }

  private compareWithNik(byNik: { birthDate: string; sex: Sex } | null, sex: Sex | null, birthDate: string | null): void {
    if (byNik === null) return;
    if (birthDate !== null && birthDate !== byNik.birthDate) {
      this.find(this.cells.birthDate ? 'birthDate' : 'birthPlaceAndDate', 'birth-date-differs-from-nik', {
        nik: shownDay(byNik.birthDate),
      });
    }
    if (sex !== null && sex !== byNik.sex) this.find('sex', 'sex-differs-from-nik');
  }

  /** The text of a cell; a formula or an error is reported once and never read. */
  private text(field: Field): string | 'formula' | null {
    const cell = this.cells[field];
    if (cell === undefined) return null;
    // Text that a spreadsheet would run is no name, number or place either, in whatever kind of cell it stands.
    if (cell.kind === 'formula' || cell.kind === 'error' || (cell.kind === 'text' && /^\s*[=@]/.test(cell.text))) {
      const isReported = this.findings.some((finding) => finding.field === field);
      if (!isReported) this.find(field, 'formula-in-cell');
      return 'formula';
    }
    const text = tidy(cell.text);
    return text === '' ? null : text;
  }

  private find(field: Field, code: RowCode | null, facts: HintFacts = {}): void {
    const column = this.list.columns.find((candidate) => candidate.field === field);
    this.findings.push({ field, ...placeOf(column, this.row.sheetRow), code, found: shown(field, this.cells[field]), facts });
  }
}

/** Title and address (C14) of a cell; both empty for a column that the list does not have. */
export function placeOf(column: Column | undefined, sheetRow: number): { readonly column: string; readonly address: string } {
  return { column: column?.header ?? '', address: column === undefined ? '' : `${columnLetters(column.index)}${sheetRow}` };
}

function passportOf(text: string): string | null {
  const number = text.toUpperCase().replace(/[\s.-]/g, '');
  return PASSPORT.test(number) ? number : null;
}

const NUMBER_FIELDS: ReadonlySet<Field> = new Set(['nik', 'kk', 'phone', 'passportNumber']);

/** What stands in the cell, as the report may show it: numbers that identify a person only by their ends. */
export function shown(field: Field, cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (cell.kind === 'date') return shownDay(cell.text);
  // Masked before it is cut: half a number would not be known as one.
  if (!NUMBER_FIELDS.has(field)) return beginning(withoutNumbersOfPeople(tidy(cell.text), endsOf), 80);
  const text = beginning(tidy(cell.text), 80);
  const digits = text.replace(/\D/g, '').length;
  return digits < 6 ? text : endsOf(text);
}

function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
