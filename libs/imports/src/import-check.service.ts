import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { AreasService } from '#libs/candidates';
import { Clock, Seals } from '#libs/platform';

import { AreaBook } from './areas.js';
import { countRows, lockBatch, type Batch } from './batch.query.js';
import { ListCheck } from './check-list.js';
import type { CheckedRow } from './check-row.js';
import type { FileFault } from './codes.js';
import { readList, type Column, type ListRead, type ListRow } from './columns.js';
import { matchPeople, type Match } from './match.js';
import { reportOf } from './row-report.js';
import { indexesOf, openFile, sealRow } from './sealed-row.js';
import { lookIntoFile, readSheets } from './sheet.js';

interface Reading {
  readonly batch: Batch;
  readonly columns: readonly Column[];
  readonly rows: readonly ListRow[];
  readonly check: ListCheck;
}

const CHUNK_ROWS = 500;

/** The dry run of a list: reads the file, checks every row and compares it with the register. Nothing is written but the
 *  report. It may be started again at any time; it then begins anew and ends the same. */
@Injectable()
export class ImportCheck {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(AreasService) private readonly areas: AreasService,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Checks a batch that is waiting for it; does nothing when it is already checked, or gone. */
  async run(batchId: string): Promise<void> {
    const file = await this.access.system('import.check', (rows) => fileToCheck(rows, batchId), { audited: false });
    if (file === null) return;
    const content = openFile(this.seals, batchId, file.sealed);
    const list = await listIn(content);
    if (!list.ok) return this.fail(batchId, file.isNamedExcel ? faultOfNamedExcel(content, list.fault) : list.fault);
    const { columns, rows } = list;
    const reading = await this.access.system(
      'import.check',
      async (open): Promise<Reading> => {
        const before = await lockBatch(open, batchId);
        const batch = { ...before, version: before.version + 1 };
        await open.query(`DELETE FROM import_row WHERE batch_id = $1`, [batchId]);
        await open.query(`UPDATE import_batch SET progress = 0, columns = $2::jsonb, version = $3 WHERE id = $1 AND state = 'checking'`, [
          batchId,
          JSON.stringify(columns),
          batch.version,
        ]);
        const areas = new AreaBook(await this.areas.listInside(open, batch.areaCode), batch.areaCode);
        return {
          batch,
          columns,
          rows,
          check: new ListCheck({ today: this.clock.today(), startsIn1904: list.startsIn1904, areas, columns }),
        };
      },
      { audited: false },
    );
    for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
      if (!(await this.checkChunk(reading, from))) return;
    }
    await this.finish(reading.batch);
  }

  /** @returns false when another run has taken over */
  private checkChunk(reading: Reading, from: number): Promise<boolean> {
    const chunk = reading.rows.slice(from, from + CHUNK_ROWS);
    const checked = chunk.map((row) => reading.check.check(row));
    return this.access.system(
      'import.check',
      async (open) => {
        if (!isOurs(reading.batch, await lockBatch(open, reading.batch.id))) return false;
        await this.store(open, reading, chunk, checked);
        const progress = Math.floor((100 * (from + chunk.length)) / reading.rows.length);
        await open.query(`UPDATE import_batch SET progress = $2 WHERE id = $1`, [reading.batch.id, Math.min(progress, 99)]);
        return true;
      },
      { audited: false },
    );
  }

  private async store(open: Rows, { batch, columns }: Reading, chunk: readonly ListRow[], checked: readonly CheckedRow[]): Promise<void> {
    const accepted = checked.flatMap((row) => (row.person === null ? [] : [{ n: row.n, person: row.person }]));
    const people = accepted.map(({ person }) => person);
    const matches = await matchPeople(open, this.seals, batch.areaCode, people);
    const matchOf = new Map(accepted.map(({ n }, index): [number, Match | null] => [n, matches[index] ?? null]));
    const stored = chunk.map((row, index) => {
      const result = checked[index] ?? { n: row.n, sheetRow: row.sheetRow, codes: [], findings: [], person: null };
      const report = reportOf(row, result, matchOf.get(row.n) ?? null, columns);
      const nik = result.person && indexesOf(this.seals, result.person).nik;
      const sealed = sealRow(this.seals, batch.id, row.n, { cells: row.cells, person: result.person });
      return {
        n: row.n,
        sheetRow: row.sheetRow,
        outcome: report.outcome,
        codes: report.codes,
        cells: report.findings,
        sealed: sealed.toString('base64'),
        nik: nik?.toString('base64'),
      };
    });
    await open.query(
      `INSERT INTO import_row (batch_id, n, area_code, sheet_row, outcome, codes, cells, person_sealed, nik_index)
       SELECT $1, r.n, $2, r."sheetRow", r.outcome, r.codes, r.cells, decode(r.sealed, 'base64'), decode(r.nik, 'base64')
         FROM jsonb_to_recordset($3::jsonb) AS r (n integer, "sheetRow" integer, outcome text, codes text[], cells jsonb, sealed text, nik text)
       ON CONFLICT (batch_id, n) DO UPDATE SET outcome = excluded.outcome, codes = excluded.codes, cells = excluded.cells,
         person_sealed = excluded.person_sealed, nik_index = excluded.nik_index`,
      [batch.id, batch.areaCode, JSON.stringify(stored)],
    );
  }

  private async finish(ours: Batch): Promise<void> {
    await this.access.system('import.check', async (open) => {
      const batch = await lockBatch(open, ours.id);
      open.about({ subjectId: batch.id, areaCode: batch.areaCode });
      if (!isOurs(ours, batch)) return;
      await countRows(open, batch.id);
      await open.query(`UPDATE import_batch SET state = 'checked', progress = 100, version = version + 1 WHERE id = $1`, [batch.id]);
    });
  }

  private async fail(batchId: string, fault: FileFault): Promise<void> {
    await this.access.system('import.check', async (open) => {
      const batch = await lockBatch(open, batchId);
      open.about({ subjectId: batch.id, areaCode: batch.areaCode });
      await open.query(
        `UPDATE import_batch SET state = 'failed', failure = $2, file_sealed = NULL, version = version + 1 WHERE id = $1 AND state = 'checking'`,
        [batch.id, fault],
      );
    });
  }
}

// Apart, so that the cells which no field takes can be freed before the rows are checked.
async function listIn(file: Buffer): Promise<ListRead> {
  const sheets = await readSheets(file);
  return sheets.ok ? readList(sheets.sheets) : sheets;
}

/** Text whose name ends in .xlsx is read as long as it is a list; when it is none, the name was what misled the officer. */
function faultOfNamedExcel(content: Buffer, fault: FileFault): FileFault {
  const look = lookIntoFile(content);
  const isText = look.ok && look.kind === 'csv';
  return isText && (fault === 'header-missing' || fault === 'rows-missing') ? 'file-not-excel' : fault;
}

// A job can be delivered twice; the later run starts anew under its own version and the earlier one stops.
function isOurs(ours: Batch, now: Batch): boolean {
  return now.state === 'checking' && now.version === ours.version;
}

interface DueFile {
  readonly sealed: Buffer;
  readonly isNamedExcel: boolean;
}

/** The sealed file of a batch whose check is due; null when there is nothing to do any more. */
async function fileToCheck(rows: Rows, batchId: string): Promise<DueFile | null> {
  const [found] = await rows.query<{ sealed: Buffer | null; fileName: string }>(
    `SELECT b.file_sealed AS sealed, b.file_name AS "fileName" FROM import_batch b WHERE b.id = $1 AND b.state = 'checking'`,
    [batchId],
  );
  return found?.sealed ? { sealed: found.sealed, isNamedExcel: /\.xls\w?$/i.test(found.fileName) } : null;
}
