import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { newId, Seals } from '#libs/platform';

import { caseWorkerRole, countRows, lockBatch, type Batch } from './batch.query.js';
import type { ListedPerson } from './check-row.js';
import { matchPeople, namedPerson, type Match } from './match.js';
import { lockRegistered, takeTurns } from './registered.query.js';
import {
  FIRST,
  progressOf,
  stillWaiting,
  storeOutcomes,
  waitingRows,
  type Position,
  type WaitingRow,
  type WrittenRow,
} from './waiting-rows.query.js';
import {
  addPeople,
  auditPeople,
  changeCycles,
  changePeople,
  openCycles,
  submitPassports,
  type ChangedPersonRow,
  type NewPersonRow,
  type PersonTrail,
  type Writer,
} from './write-people.query.js';

interface Progress {
  readonly total: number;
  written: number;
}

/** Rows that were read and opened, to be written in one transaction. */
type Chunk = Awaited<ReturnType<typeof waitingRows>>;

const CHUNK_ROWS = 500;
// A long list in longer steps: what a step costs by itself is then paid half as often.
const LONG_LIST = 20_000;
const LONG_CHUNK_ROWS = 1_000;

/** Writes the people of a confirmed list, chunk by chunk. Person, cycle, passport, audit row and outcome of a row stand in
 *  one transaction, so whoever kills the worker loses nothing and the next run goes on exactly where it stopped. */
@Injectable()
export class ImportWrite {
  private running = 0;

  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Whether this process is writing a list right now. */
  get isAtWork(): boolean {
    return this.running > 0;
  }

  /** Writes what is not written yet of a batch that was confirmed; does nothing when it is done. */
  async run(batchId: string): Promise<void> {
    this.running += 1;
    try {
      await this.writeAll(batchId);
    } finally {
      this.running -= 1;
    }
  }

  private async writeAll(batchId: string): Promise<void> {
    const progress = await this.access.system('import.write', (rows) => progressOf(rows, batchId), { audited: false });
    // Who was suddenly new again stays in the list and is met on the next way through it.
    while (await this.writeThrough(batchId, progress));
    await this.access.system('import.write', (rows) => finish(rows, batchId));
  }

  /** Once through all rows that wait; the next ones are read and opened while PostgreSQL writes.
   *  @returns false when none waited, or the batch is not to be written (any more) */
  private async writeThrough(batchId: string, progress: Progress): Promise<boolean> {
    let chunk = await this.read(batchId, FIRST, progress.total);
    if (chunk.waiting.length === 0) return false;
    while (chunk.waiting.length > 0) {
      const following = this.read(batchId, chunk.position, progress.total);
      following.catch(() => undefined);
      const { waiting } = chunk;
      const written = await this.access.system('import.write', (rows) => this.writeChunk(rows, batchId, waiting, progress), {
        audited: false,
      });
      if (written === null) return false;
      progress.written += written;
      chunk = await following;
    }
    return true;
  }

  private read(batchId: string, after: Position, total: number): Promise<Chunk> {
    const limit = total < LONG_LIST ? CHUNK_ROWS : LONG_CHUNK_ROWS;
    return this.access.system('import.write', (rows) => waitingRows(rows, this.seals, batchId, after, limit), { audited: false });
  }

  /** @returns how many rows were settled; null when the batch is not to be written (any more) */
  private async writeChunk(rows: Rows, batchId: string, read: readonly WaitingRow[], progress: Progress): Promise<number | null> {
    const batch = await lockBatch(rows, batchId);
    const writer = await writerOf(rows, batch);
    if (writer === null) return null;
    // What a change of this transaction says about who made it and where from (keep_change).
    await rows.query(`SELECT set_config('app.on_behalf', $1, true)`, [`import ${batch.id} ${writer.confirmedBy}`]);
    // A job can be delivered twice; what the other run has written since these were read is left out.
    const waiting = await stillWaiting(rows, batch.id, read);
    await takeTurns(
      rows,
      waiting.flatMap(({ person }) => (person.nik === null ? (namedPerson(person) ?? []) : [])),
    );
    const matches = await matchPeople(rows, batch.areaCode, waiting);
    const added = await this.writeNew(rows, writer, waiting, matches);
    const isIn = new Set(added.map(({ n }) => n));
    const met = waiting.flatMap((row, index) => (isIn.has(row.n) ? [] : [{ row, seen: matches[index] }]));
    const settled = await this.writeKnown(
      rows,
      batch,
      writer,
      met.map(({ row }) => row),
      met.flatMap(({ seen }) => seen ?? []),
    );
    const written = [...added, ...settled];
    const percent = Math.floor((100 * (progress.written + written.length)) / Math.max(progress.total, 1));
    await Promise.all([
      storeOutcomes(rows, batch.id, written),
      rows.query(`UPDATE import_batch SET progress = $2 WHERE id = $1`, [batch.id, Math.min(percent, 99)]),
    ]);
    return written.length;
  }

  /** Adds whoever is still new among people already matched. @returns the rows that went in */
  private async writeNew(rows: Rows, writer: Writer, waiting: readonly WaitingRow[], matches: readonly Match[]): Promise<WrittenRow[]> {
    const fresh = waiting.flatMap(({ n, person }, index): NewPersonRow[] =>
      matches[index]?.outcome === 'new' ? [{ n, person, candidateId: newId() }] : [],
    );
    const added = fresh.length === 0 ? new Set() : await addPeople(rows, this.seals, writer, fresh);
    const people = fresh.filter(({ candidateId }) => added.has(candidateId));
    const placed = people.map(({ candidateId, person }) => ({ candidateId, areaCode: person.areaCode, person }));
    if (people.length > 0) {
      // Asked for together, so that they travel together.
      await Promise.all([
        openCycles(rows, writer, placed),
        this.submitPassports(rows, writer, placed),
        auditPeople(
          rows,
          writer,
          placed.map(({ person, ...place }): PersonTrail => ({ action: 'candidate.register', ...place, fields: fieldsOf(person) })),
        ),
      ]);
    }
    return people.map(({ n, candidateId }): WrittenRow => ({ n, outcome: 'new', candidateId, code: null }));
  }

  /** Brings people up to date whom the register knows, also those who came in since they were matched.
   *  @returns the rows that are settled; who is suddenly new again stays for the next chunk */
  private async writeKnown(
    rows: Rows,
    batch: Batch,
    writer: Writer,
    met: readonly WaitingRow[],
    seen: readonly Match[],
  ): Promise<WrittenRow[]> {
    if (met.length === 0) return [];
    const overtaken = met.filter((_, index) => seen[index]?.outcome === 'new');
    const known = [...seen, ...(overtaken.length > 0 ? await matchPeople(rows, batch.areaCode, overtaken) : [])];
    await lockRegistered(
      rows,
      known.flatMap((match) => ('registered' in match ? [match.registered.id] : [])),
    );
    // Compared again under the lock: what another import has just brought is no change any more.
    const matches = await matchPeople(rows, batch.areaCode, met);
    const changes = met.flatMap(({ n, person }, index): ChangedPersonRow[] => {
      const match = matches[index];
      return match?.outcome === 'updated' ? [{ n, person, indexes: match.indexes, registered: match.registered, merge: match.merge }] : [];
    });
    if (changes.length > 0) await this.change(rows, writer, changes);
    return met.flatMap(({ n }, index): WrittenRow[] => {
      const match = matches[index];
      if (match === undefined || match.outcome === 'new') return [];
      if (match.outcome === 'elsewhere') return [{ n, outcome: 'rejected', candidateId: null, code: 'already-registered' }];
      return [{ n, outcome: match.outcome, candidateId: match.registered.id, code: null }];
    });
  }

  private async change(rows: Rows, writer: Writer, changes: readonly ChangedPersonRow[]): Promise<void> {
    await changePeople(rows, this.seals, changes);
    const placed = changes.map((row) => ({
      ...row,
      candidateId: row.registered.id,
      areaCode: row.merge.fields.includes('areaCode') ? row.person.areaCode : row.registered.areaCode,
    }));
    const opening = placed.filter(({ merge }) => merge.opensCycle);
    if (opening.length > 0) await openCycles(rows, writer, opening);
    const planned = placed.filter(({ merge }) => merge.changesCycle);
    if (planned.length > 0) await changeCycles(rows, planned);
    await this.submitPassports(
      rows,
      writer,
      placed.filter(({ merge }) => merge.addsPassport),
    );
    await auditPeople(
      rows,
      writer,
      placed.map(({ candidateId, areaCode, merge }): PersonTrail => ({
        action: 'candidate.change',
        candidateId,
        areaCode,
        fields: merge.fields,
      })),
    );
  }

  private async submitPassports(
    rows: Rows,
    writer: Writer,
    people: ReadonlyArray<{ candidateId: string; areaCode: string; person: ListedPerson }>,
  ): Promise<void> {
    const passports = people.flatMap(({ candidateId, areaCode, person }) =>
      person.passportNumber === null ? [] : [{ candidateId, areaCode, number: person.passportNumber }],
    );
    if (passports.length > 0) await submitPassports(rows, this.seals, writer, passports);
  }
}

/** Who a confirmed batch is written for; null when it is not to be written (any more). The right is asked again each time. */
async function writerOf(rows: Rows, batch: Batch): Promise<Writer | null> {
  if (batch.state !== 'importing' || batch.confirmedBy === null) return null;
  const role = await caseWorkerRole(rows, batch.areaCode, batch.confirmedBy);
  if (role === null) return null;
  return { batchId: batch.id, confirmedBy: batch.confirmedBy, officerId: role === 'bp3mi_officer' ? batch.confirmedBy : null };
}

/** Closes a batch of which nothing is left to write, and drops what was kept sealed for it. */
async function finish(rows: Rows, batchId: string): Promise<void> {
  const batch = await lockBatch(rows, batchId);
  rows.about({ subjectId: batch.id, areaCode: batch.areaCode });
  if (batch.state !== 'importing') return;
  const isAllowed = (await writerOf(rows, batch)) !== null;
  await countRows(rows, batch.id);
  await rows.query(`UPDATE import_row SET person_sealed = NULL WHERE batch_id = $1 AND person_sealed IS NOT NULL`, [batch.id]);
  await rows.query(
    `UPDATE import_batch
        SET state = $2, failure = $3, progress = 100, samples_sealed = NULL, closed_at = now(), version = version + 1,
            file_sealed = CASE WHEN $4 THEN file_sealed END
      WHERE id = $1`,
    [batch.id, isAllowed ? 'done' : 'failed', isAllowed ? null : 'right-withdrawn', isAllowed && (await hasCodes(rows, batch.id))],
  );
}

/** Whether a result file has anything to tell; only then the file is kept for it some days longer. */
async function hasCodes(rows: Rows, batchId: string): Promise<boolean> {
  const [found] = await rows.query<{ has: boolean }>(
    `SELECT EXISTS (SELECT FROM import_row r WHERE r.batch_id = $1 AND cardinality(r.codes) > 0) AS has`,
    [batchId],
  );
  return found?.has ?? false;
}

function fieldsOf(person: ListedPerson): string[] {
  return Object.entries(person).flatMap(([field, value]) =>
    value === null || field === 'nameKey' || field.endsWith('ByNik') ? [] : [field],
  );
}
