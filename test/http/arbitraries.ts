import fc from 'fast-check';

/** The part of an OpenAPI schema that the generator reads. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly body: Schema | null;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

const NAUGHTY = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'NULL',
    'undefined',
    "'; DROP TABLE candidate; --",
    '{{constructor.constructor("x")()}}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '\u202Egnp.exe',
    '٧٤٠٦',
    '7406044507999001',
    '1e309',
    '-0',
    '9471010101900003',
    '%00',
    '[]',
    '{}',
    '🙂'.repeat(60),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

const ANYTHING = fc.oneof(
  NAUGHTY,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(NAUGHTY, { maxLength: 3 }),
  fc.dictionary(NAUGHTY, NAUGHTY, { maxKeys: 3 }),
  fc.constant(deep(40)),
);

function deep(levels: number): unknown {
  let value: unknown = 'dasar';
  for (let i = 0; i < levels; i += 1) value = [value];
  return value;
}

/** Values that mostly fit the schema, often lie at its edge, and sometimes do not fit at all. */
export function valueOf(schema: Schema, resolve: (ref: string) => Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: fitting(schema, resolve) }, { weight: 1, arbitrary: ANYTHING });
}

function fitting(schema: Schema, resolve: (ref: string) => Schema): fc.Arbitrary<unknown> {
  if (schema.$ref) return fitting(resolve(schema.$ref), resolve);
  if (schema.allOf?.[0]) return fitting(schema.allOf[0], resolve);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'object' || schema.properties) return objectOf(schema, resolve);
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}, resolve), { maxLength: 4 });
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.oneof(fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1000 }), fc.integer());
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.format === 'date')
    return fc.constantFrom('2026-01-16', '2026-02-30', '0000-00-00', '2026-1-1', '1899-12-31', '2200-12-31', '16/01/2026');
  if (schema.format === 'uuid') return fc.oneof(fc.uuid(), fc.constant('00000000-0000-0000-0000-000000000000'));
  return fc.oneof(fc.string({ maxLength: 30 }), NAUGHTY, fc.constantFrom('74.06', '74', '74.06.04', 'lead', 'Dewi'));
}

function objectOf(schema: Schema, resolve: (ref: string) => Schema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, valueOf(property, resolve)]));
  const known = fc.record(fields, { requiredKeys: [] });
  const strange = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'role', 'version', 'areaCode', 'id', 'isActive'), ANYTHING, {
    maxKeys: 2,
  });
  return fc.tuple(known, fc.boolean(), strange).map(([body, spoilt, extra]) => (spoilt ? { ...body, ...extra } : body));
}

export { ANYTHING, NAUGHTY };
