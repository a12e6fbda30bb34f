import type { Seals } from '#libs/platform';

import type { ListedPerson } from './check-row.js';
import type { Field } from './columns.js';
import type { NumberIndexes } from './merge.js';
import type { Cell } from './sheet.js';

/** What a row of a batch keeps sealed until the import is done: its cells, for corrections, and the person read from them. */
export interface RowContent {
  readonly cells: Partial<Record<Field, Cell>>;
  readonly person: ListedPerson | null;
}

/** Seals the content of row `n`; it opens only as that row of that batch. */
export function sealRow(seals: Seals, batchId: string, n: number, content: RowContent): Buffer {
  return seals.seal(rowPlace(batchId, n), JSON.stringify(content));
}

/** @throws Error when the value was altered or belongs to another row */
export function openRow(seals: Seals, batchId: string, n: number, sealed: Buffer): RowContent {
  const content: RowContent = JSON.parse(seals.open(rowPlace(batchId, n), sealed));
  return content;
}

/** Seals the uploaded file itself. */
export function sealFile(seals: Seals, batchId: string, file: Buffer): Buffer {
  return seals.seal(filePlace(batchId), file);
}

export function openFile(seals: Seals, batchId: string, sealed: Buffer): Buffer {
  return seals.openBytes(filePlace(batchId), sealed);
}

/** Some values of each column, by its index. */
export type Samples = Readonly<Record<number, readonly string[]>>;

export function sealSamples(seals: Seals, batchId: string, samples: Samples): Buffer {
  return seals.seal(samplesPlace(batchId), JSON.stringify(samples));
}

export function openSamples(seals: Seals, batchId: string, sealed: Buffer): Samples {
  const samples: Samples = JSON.parse(seals.open(samplesPlace(batchId), sealed));
  return samples;
}

/** The blind indexes of a listed person's numbers. */
export function indexesOf(seals: Seals, person: ListedPerson): NumberIndexes {
  return {
    nik: person.nik === null ? null : seals.blindIndex('nik', person.nik),
    kk: person.kk === null ? null : seals.blindIndex('kk', person.kk),
    phone: person.phone === null ? null : seals.blindIndex('phone', person.phone),
    passport: person.passportNumber === null ? null : seals.blindIndex('passport', person.passportNumber),
  };
}

function rowPlace(batchId: string, n: number): { table: string; column: string; rowId: string } {
  return { table: 'import_row', column: 'person_sealed', rowId: `${batchId}/${n}` };
}

function filePlace(batchId: string): { table: string; column: string; rowId: string } {
  return { table: 'import_batch', column: 'file_sealed', rowId: batchId };
}

function samplesPlace(batchId: string): { table: string; column: string; rowId: string } {
  return { table: 'import_batch', column: 'samples_sealed', rowId: batchId };
}
