import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { newId, Seals } from '#libs/platform';

import { caseWorkerRole, countRows, lockBatch, type Batch, type RowOutcome } from './batch.query.js';
import type { ListedPerson } from './check-row.js';
import type { RowCode } from './codes.js';
import { matchPeople, namedPerson, type Match } from './match.js';
import { lockRegistered, takeTurns } from './registered.query.js';
import { openRow } from './sealed-row.js';
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

interface WaitingRow {
  readonly n: number;
  readonly person: ListedPerson;
}

interface WrittenRow {
  readonly n: number;
  readonly outcome: RowOutcome;
  readonly candidateId: string | null;
  readonly code: RowCode | null;
}

interface Progress {
  readonly total: number;
  written: number;
}

const CHUNK_ROWS = 500;

/** Writes the people of a confirmed list, chunk by chunk. Person, cycle, passport, audit row and outcome of a row stand in
 *  one transaction, so whoever kills the worker loses nothing and the next run goes on exactly where it stopped. */
@Injectable()
export class ImportWrite {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Writes what is not written yet of a batch that was confirmed; does nothing when it is done. */
  async run(batchId: string): Promise<void> {
    const progress = await this.access.system('import.write', (rows) => progressOf(rows, batchId), { audited: false });
    for (let inChunk = 1; inChunk > 0; progress.written += inChunk) {
      inChunk = await this.access.system('import.write', (rows) => this.writeChunk(rows, batchId, progress), { audited: false });
    }
    await this.access.system('import.write', (rows) => finish(rows, batchId));
  }

  /** @returns how many rows were looked at; none when there is nothing left */
  private async writeChunk(rows: Rows, batchId: string, progress: Progress): Promise<number> {
    const batch = await lockBatch(rows, batchId);
    const writer = await writerOf(rows, batch);
    if (writer === null) return 0;
    // What a change of this transaction says about who made it and where from (keep_change).
    await rows.query(`SELECT set_config('app.on_behalf', $1, true)`, [`import ${batch.id} ${writer.confirmedBy}`]);
    const waiting = await this.waitingRows(rows, batch.id);
    if (waiting.length === 0) return 0;
    await takeTurns(
      rows,
      waiting.flatMap(({ person }) => (person.nik === null ? (namedPerson(person) ?? []) : [])),
    );
    const matches = await this.match(rows, batch, waiting);
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
    await storeOutcomes(rows, batch.id, written);
    const percent = Math.floor((100 * (progress.written + written.length)) / Math.max(progress.total, 1));
    await rows.query(`UPDATE import_batch SET progress = $2 WHERE id = $1`, [batch.id, Math.min(percent, 99)]);
    return waiting.length;
  }

  private async waitingRows(rows: Rows, batchId: string): Promise<WaitingRow[]> {
    const found = await rows.query<{ n: number; sealed: Buffer }>(
      `SELECT r.n, r.person_sealed AS sealed
         FROM import_row r
        WHERE r.batch_id = $1 AND NOT r.is_written AND r.outcome <> 'rejected'
        ORDER BY r.nik_index, r.n
        LIMIT $2`,
      [batchId, CHUNK_ROWS],
    );
    return found.flatMap(({ n, sealed }) => {
      const { person } = openRow(this.seals, batchId, n, sealed);
      return person === null ? [] : [{ n, person }];
    });
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
      await openCycles(rows, writer, placed);
      await this.submitPassports(rows, writer, placed);
      await auditPeople(
        rows,
        writer,
        placed.map(({ person, ...place }): PersonTrail => ({ action: 'candidate.register', ...place, fields: fieldsOf(person) })),
      );
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
    const known = [...seen, ...(overtaken.length > 0 ? await this.match(rows, batch, overtaken) : [])];
    await lockRegistered(
      rows,
      known.flatMap((match) => ('registered' in match ? [match.registered.id] : [])),
    );
    // Compared again under the lock: what another import has just brought is no change any more.
    const matches = await this.match(rows, batch, met);
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

  private match(rows: Rows, batch: Batch, waiting: readonly WaitingRow[]): Promise<Match[]> {
    return matchPeople(
      rows,
      this.seals,
      batch.areaCode,
      waiting.map(({ person }) => person),
    );
  }
}

/** Who a confirmed batch is written for; null when it is not to be written (any more). The right is asked again each time. */
async function writerOf(rows: Rows, batch: Batch): Promise<Writer | null> {
  if (batch.state !== 'importing' || batch.confirmedBy === null) return null;
  const role = await caseWorkerRole(rows, batch.areaCode, batch.confirmedBy);
  if (role === null) return null;
  return { batchId: batch.id, confirmedBy: batch.confirmedBy, officerId: role === 'bp3mi_officer' ? batch.confirmedBy : null };
}

async function storeOutcomes(rows: Rows, batchId: string, written: readonly WrittenRow[]): Promise<void> {
  await rows.query(
    `UPDATE import_row r
        SET outcome = w.outcome,
            candidate_id = w."candidateId",
            codes = CASE WHEN w.code IS NULL THEN r.codes ELSE ARRAY[w.code] || r.codes END,
            person_sealed = NULL,
            is_written = true
       FROM jsonb_to_recordset($2::jsonb) AS w (n integer, outcome text, "candidateId" uuid, code text)
      WHERE r.batch_id = $1 AND r.n = w.n`,
    [batchId, JSON.stringify(written)],
  );
}

async function progressOf(rows: Rows, batchId: string): Promise<Progress> {
  const [progress] = await rows.query<{ total: number; written: number }>(
    `SELECT count(*)::integer AS total, count(*) FILTER (WHERE r.is_written)::integer AS written
       FROM import_row r
      WHERE r.batch_id = $1 AND (r.is_written OR r.outcome <> 'rejected')`,
    [batchId],
  );
  return { total: progress?.total ?? 0, written: progress?.written ?? 0 };
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
