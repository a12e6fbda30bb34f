import { isDay } from './calendar.js';
import { RULE_FACTS, type AppliesWhen } from './conditions.js';

/** How sure the office is of a rule: read in the text, from memory of it, concluded from it, or only habit. */
export const CONFIDENCES = ['verified', 'memory', 'inferred', 'practice'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where a rule comes from, as shown to officers. */
export interface LegalBasis {
  readonly text: string;
  readonly regulation?: string;
  readonly article?: string;
  readonly confidence: Confidence;
}

/** Who may do something. The names are those of the roles in `access`; `system` is the worker. */
export const RULE_ROLES = [
  'bp3mi_officer',
  'bp3mi_supervisor',
  'labour_placement_officer',
  'blk_staff',
  'district_official',
  'system',
] as const;
export type RuleRole = (typeof RULE_ROLES)[number];

/** One JSON object of a rule file. Every reading names the rule and the field, so that a typing slip is found at once.
 *  The files are part of the program: a malformed one stops it at start. */
export class Entry {
  private constructor(
    private readonly fields: ReadonlyMap<string, unknown>,
    private readonly name: string,
  ) {}

  static of(value: unknown, name: string): Entry {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${name} is not an object`);
    const fields = new Map<string, unknown>(Object.entries(value));
    const id = fields.get('id') ?? fields.get('code');
    return new Entry(fields, typeof id === 'string' ? `${name} ${id}` : name);
  }

  /** The entries of a file that is a list. */
  static list(value: unknown, name: string): readonly Entry[] {
    if (!Array.isArray(value)) throw new Error(`${name} is not a list`);
    return value.map((entry: unknown) => Entry.of(entry, name));
  }

  has(field: string): boolean {
    return this.fields.has(field);
  }

  text(field: string): string {
    const value = this.fields.get(field);
    return typeof value === 'string' && value !== '' ? value : this.refuse(field, 'a text');
  }

  oneOf<T extends string>(field: string, allowed: readonly T[]): T {
    const value = this.fields.get(field);
    return allowed.find((candidate) => candidate === value) ?? this.refuse(field, `one of ${allowed.join(', ')}`);
  }

  oneOfOrNull<T extends string>(field: string, allowed: readonly T[]): T | null {
    return (this.fields.get(field) ?? null) === null ? null : this.oneOf(field, allowed);
  }

  whole(field: string): number {
    const value = this.fields.get(field);
    return typeof value === 'number' && Number.isInteger(value) ? value : this.refuse(field, 'a whole number');
  }

  wholeOrNull(field: string): number | null {
    return (this.fields.get(field) ?? null) === null ? null : this.whole(field);
  }

  yes(field: string): boolean {
    const value = this.fields.get(field) ?? false;
    return typeof value === 'boolean' ? value : this.refuse(field, 'true or false');
  }

  day(field: string): string {
    const value = this.text(field);
    return isDay(value) ? value : this.refuse(field, 'a calendar day');
  }

  dayOrNull(field: string): string | null {
    return (this.fields.get(field) ?? null) === null ? null : this.day(field);
  }

  entry(field: string): Entry {
    return Entry.of(this.fields.get(field), `${this.name} ${field}`);
  }

  entries(field: string): readonly Entry[] {
    return Entry.list(this.fields.get(field), `${this.name} ${field}`);
  }

  texts(field: string): readonly string[] {
    const value = this.fields.get(field);
    if (!Array.isArray(value)) return this.refuse(field, 'a list');
    return value.map((item: unknown) => (typeof item === 'string' ? item : this.refuse(field, 'a list of texts')));
  }

  listOf<T extends string>(field: string, allowed: readonly T[]): readonly T[] {
    return this.texts(field).map(
      (item) => allowed.find((candidate) => candidate === item) ?? this.refuse(field, `of ${allowed.join(', ')}`),
    );
  }

  keys(): readonly string[] {
    return [...this.fields.keys()];
  }

  legalBasis(field = 'legalBasis'): LegalBasis {
    const basis = this.entry(field);
    return {
      text: basis.text('text'),
      ...(basis.has('regulation') && { regulation: basis.text('regulation') }),
      ...(basis.has('article') && { article: basis.text('article') }),
      confidence: basis.oneOf('confidence', CONFIDENCES),
    };
  }

  appliesWhen(): AppliesWhen {
    const when = this.entry('appliesWhen');
    const unknown = when.keys().find((key) => !RULE_FACTS.some((fact) => fact === key));
    if (unknown !== undefined) return this.refuse(`appliesWhen.${unknown}`, 'a known fact');
    const given = RULE_FACTS.filter((fact) => when.has(fact));
    return Object.fromEntries(given.map((fact) => [fact, when.factValues(fact)]));
  }

  private factValues(field: string): readonly (string | boolean)[] {
    const value = this.fields.get(field);
    if (!Array.isArray(value) || value.length === 0) return this.refuse(field, 'a list that is not empty');
    return value.map((item: unknown) =>
      typeof item === 'string' || typeof item === 'boolean' ? item : this.refuse(field, 'texts or true/false'),
    );
  }

  private refuse(field: string, wanted: string): never {
    throw new Error(`${this.name}: "${field}" must be ${wanted}`);
  }
}
