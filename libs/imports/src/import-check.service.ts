import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { AreasService } from '#libs/candidates';
import { Clock, Seals } from '#libs/platform';

import { AreaBook } from './areas.js';
import { countRows, lockBatch, type Batch } from './batch.query.js';
import { ListCheck } from './check-list.js';
import type { CheckedRow } from './check-row.js';
import type { FileFault } from './codes.js';
import type { Column, ListRow } from './columns.js';
import { ListReader } from './list-reader.js';
import { Mapping, type MappingSource, type SavedMapping } from './mapping.js';
import { savedMappings } from './mapping.query.js';
import { matchPeople, newcomers, type Match } from './match.js';
import { sameNameAndDay } from './registered.query.js';
import { reportOf } from './row-report.js';
import { indexesOf, openFile, sealRow, sealSamples } from './sealed-row.js';
import { FileRefused, lookIntoFile, streamSheets } from './sheet.js';

interface Reading {
  readonly batch: Batch;
  readonly areas: AreaBook;
  readonly saved: readonly SavedMapping[];
}

const CHUNK_ROWS = 250;
// The first hand-over and its tries, then one more some minutes later.
const HANDED_OVER_OFTEN = 2;

/** The dry run of a list: reads the file, checks every row and compares it with the register. Nothing is written but the
 *  report. It may be started again at any time; it then begins anew and ends the same. The file is read some rows at a time,
 *  so that 50,000 rows need no more memory than 5,000. */
@Injectable()
export class ImportCheck {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(AreasService) private readonly areas: AreasService,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Checks a batch that is waiting for it; does nothing when it is already checked, or gone. A check that goes on failing ends as
   *  failed with words for the officer, who would else look at "checking" for hours. @throws Error whatever made it fail */
  async run(batchId: string): Promise<void> {
    try {
      await this.check(batchId);
    } catch (error) {
      if (await this.isHandedOverOften(batchId)) await this.fail(batchId, 'check-broken');
      throw error;
    }
  }

  private async check(batchId: string): Promise<void> {
    const due = await this.fileToCheck(batchId);
    if (due === null) return;
    const { file } = due;
    const fault = await this.read(batchId, file, false);
    if (fault === null) return;
    // Text whose name ends in .xlsx is read as long as it is a list; when it is none, the name was what misled the officer.
    const isMisnamed = due.isNamedExcel && isText(file) && NO_LIST.includes(fault);
    const last = fault === 'header-missing' && !isMisnamed ? await this.read(batchId, file, true) : fault;
    if (last !== null) await this.fail(batchId, isMisnamed ? 'file-not-excel' : last);
  }

  private isHandedOverOften(batchId: string): Promise<boolean> {
    return this.access.system(
      'import.check',
      async (rows) => {
        const often = await rows.query(
          `SELECT o.id FROM outbox o
            WHERE o.topic = 'import.check' AND o.done_at IS NULL AND o.handovers >= $2 AND o.payload ->> 'batchId' = $1`,
          [batchId, HANDED_OVER_OFTEN],
        );
        return often.length > 0;
      },
      { audited: false },
    );
  }

  /** The file of a batch whose check is due; null when there is nothing to do any more. */
  private fileToCheck(batchId: string): Promise<{ file: Buffer; isNamedExcel: boolean } | null> {
    return this.access.system(
      'import.check',
      async (rows) => {
        const due = await dueFile(rows, batchId);
        return due && { file: openFile(this.seals, batchId, due.sealed), isNamedExcel: due.isNamedExcel };
      },
      { audited: false },
    );
  }

  /** Reads the list from its first row to its last. @returns why it cannot be read; null when it was, or is no longer ours */
  private async read(batchId: string, file: Buffer, byShape: boolean): Promise<FileFault | null> {
    const reading = await this.begin(batchId);
    if (reading === null) return null;
    try {
      await this.checkAll(reading, file, byShape);
      return null;
    } catch (refused) {
      if (refused instanceof FileRefused) return refused.fault;
      throw refused;
    }
  }

  private begin(batchId: string): Promise<Reading | null> {
    return this.access.system(
      'import.check',
      async (open) => {
        const before = await lockBatch(open, batchId);
        if (before.state !== 'checking') return null;
        const batch = { ...before, version: before.version + 1 };
        await open.query(`DELETE FROM import_row WHERE batch_id = $1`, [batchId]);
        await open.query(`UPDATE import_batch SET progress = 0, version = $2 WHERE id = $1`, [batchId, batch.version]);
        const areas = new AreaBook(await this.areas.listInside(open, batch.areaCode), batch.areaCode);
        return { batch, areas, saved: await savedMappings(open, batch.areaCode) };
      },
      { audited: false },
    );
  }

  private async checkAll(reading: Reading, file: Buffer, byShape: boolean): Promise<void> {
    const mapping = new Mapping(reading.batch, reading.saved);
    const reader = new ListReader({ byShape, choose: (columns) => mapping.choose(columns) });
    const waiting: ListRow[] = [];
    let check: ListCheck | null = null;
    for await (const part of streamSheets(file)) {
      waiting.push(...reader.take(part));
      check ??= this.checkOf(reading, reader);
      while (check !== null && waiting.length >= CHUNK_ROWS) {
        if (!(await this.checkChunk(reading, check, waiting.splice(0, CHUNK_ROWS), part.kind === 'rows' ? part.read : 1))) return;
      }
    }
    waiting.push(...reader.end());
    check ??= this.checkOf(reading, reader);
    while (check !== null && waiting.length > 0) {
      if (!(await this.checkChunk(reading, check, waiting.splice(0, CHUNK_ROWS), 1))) return;
    }
    await this.finish(reading.batch, reader, mapping.source);
  }

  private checkOf({ areas }: Reading, { header }: ListReader): ListCheck | null {
    return header && new ListCheck({ today: this.clock.today(), startsIn1904: header.startsIn1904, areas, columns: header.columns });
  }

  /** @param read the part of the list that is read by now, 0 to 1
   *  @returns false when another run has taken over, or the officer has given the list up */
  private checkChunk({ batch }: Reading, check: ListCheck, chunk: readonly ListRow[], read: number): Promise<boolean> {
    const checked = chunk.map((row) => check.check(row));
    return this.access.system(
      'import.check',
      async (open) => {
        if (!isOurs(batch, await lockBatch(open, batch.id))) return false;
        await this.store(open, batch, check.columns, chunk, checked);
        await open.query(`UPDATE import_batch SET progress = $2 WHERE id = $1`, [batch.id, Math.min(Math.floor(100 * read), 99)]);
        return true;
      },
      { audited: false },
    );
  }

  private async store(
    open: Rows,
    batch: Batch,
    columns: readonly Column[],
    chunk: readonly ListRow[],
    checked: readonly CheckedRow[],
  ): Promise<void> {
    const accepted = checked.flatMap(({ n, person }) => (person === null ? [] : [{ n, person, indexes: indexesOf(this.seals, person) }]));
    const matches = await matchPeople(open, batch.areaCode, accepted);
    const possible = await sameNameAndDay(open, newcomers(accepted, matches));
    const matchOf = new Map(accepted.map(({ n }, index): [number, Match | null] => [n, matches[index] ?? null]));
    const stored = chunk.map((row, index) => {
      const result = checked[index] ?? { n: row.n, sheetRow: row.sheetRow, codes: [], findings: [], person: null };
      const match = matchOf.get(row.n) ?? null;
      const report = reportOf(row, result, match, columns, possible.has(row.n));
      const sealed = sealRow(this.seals, batch.id, row.n, { cells: row.cells, person: result.person });
      return {
        n: row.n,
        sheetRow: row.sheetRow,
        outcome: report.outcome,
        codes: report.codes,
        cells: report.findings,
        sealed: sealed.toString('base64'),
        nik: match?.indexes.nik?.toString('base64'),
      };
    });
    await open.query(
      `INSERT INTO import_row (batch_id, n, area_code, sheet_row, outcome, codes, cells, person_sealed, nik_index)
       SELECT $1, r.n, $2, r."sheetRow", r.outcome, r.codes, r.cells, decode(r.sealed, 'base64'), decode(r.nik, 'base64')
         FROM json_to_recordset($3::json) AS r (n integer, "sheetRow" integer, outcome text, codes text[], cells jsonb, sealed text, nik text)
       ON CONFLICT (batch_id, n) DO UPDATE SET outcome = excluded.outcome, codes = excluded.codes, cells = excluded.cells,
         person_sealed = excluded.person_sealed, nik_index = excluded.nik_index`,
      [batch.id, batch.areaCode, JSON.stringify(stored)],
    );
  }

  private async finish(ours: Batch, reader: ListReader, source: MappingSource): Promise<void> {
    const columns = reader.header?.columns ?? [];
    const samples = Object.fromEntries(columns.map(({ index }) => [index, reader.samplesOf(index)]));
    await this.access.system('import.check', async (open) => {
      const batch = await lockBatch(open, ours.id);
      open.about({ subjectId: batch.id, areaCode: batch.areaCode });
      if (!isOurs(ours, batch)) return;
      await countRows(open, batch.id);
      await open.query(
        `UPDATE import_batch
            SET state = 'checked', progress = 100, columns = $2::jsonb, mapping_source = $3, samples_sealed = $4, version = version + 1
          WHERE id = $1`,
        [batch.id, JSON.stringify(columns), source, sealSamples(this.seals, batch.id, samples)],
      );
    });
  }

  private async fail(batchId: string, fault: FileFault): Promise<void> {
    await this.access.system('import.check', async (open) => {
      const batch = await lockBatch(open, batchId);
      open.about({ subjectId: batch.id, areaCode: batch.areaCode });
      if (batch.state !== 'checking') return;
      await open.query(`DELETE FROM import_row WHERE batch_id = $1`, [batch.id]);
      await open.query(
        `UPDATE import_batch
            SET state = 'failed', failure = $2, file_sealed = NULL, closed_at = now(), version = version + 1
          WHERE id = $1`,
        [batch.id, fault],
      );
    });
  }
}

const NO_LIST: readonly FileFault[] = ['header-missing', 'rows-missing'];

function isText(file: Buffer): boolean {
  const look = lookIntoFile(file);
  return look.ok && look.kind === 'csv';
}

// A job can be delivered twice; the later run starts anew under its own version and the earlier one stops.
function isOurs(ours: Batch, now: Batch): boolean {
  return now.state === 'checking' && now.version === ours.version;
}

interface DueFile {
  readonly sealed: Buffer;
  readonly isNamedExcel: boolean;
}

async function dueFile(rows: Rows, batchId: string): Promise<DueFile | null> {
  const [found] = await rows.query<{ sealed: Buffer | null; fileName: string }>(
    `SELECT b.file_sealed AS sealed, b.file_name AS "fileName" FROM import_batch b WHERE b.id = $1 AND b.state = 'checking'`,
    [batchId],
  );
  return found?.sealed ? { sealed: found.sealed, isNamedExcel: /\.xls\w?$/i.test(found.fileName) } : null;
}
